"""The small library that chapters and assignments import.

Six modules are for you; each explains itself:

- `run`: seeds, the compute budget, progress bars, the record of results
- `data`: data sets, and where they came from
- `plots`: one style of figures, each with an alternative text
- `check`: instant, reasoned feedback while you work
- `quiz`: questions with a reason for every answer
- `environment`: is everything installed that the course needs?

The other modules here serve these six.
"""
