"""nbgrader reads this file; the settings and their reasons are in autograder."""

from autograder.plugin import configure

c = get_config()  # noqa: F821 - nbgrader puts get_config here
configure(c)
