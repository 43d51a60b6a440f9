"""The grading engine: nbgrader underneath, a class on top. See `cli` for the door."""
