"""The words of a failure: of what, the reason, a hint; and those that tell no value."""

EXPECTS_NAN = (
    "the test itself expects nan: either the call changed what it was given, or the "
    "test is at fault"
)
PLAIN = (  # all that a hidden rule says by itself; the rest are the test's own words
    "not of the expected shape",
    "Is it transposed?",
    "The values are there, but the axes of length 1 differ.",
    "not what was expected",
    "some values are not the expected ones",
    "the value is not the expected one",
    "None came back",
    "Is a `return` missing?",
    "nothing written yet",
    "Put your answer in its place.",
    "no numbers came back",
    "nan or inf came back",
    "A division by zero, or a log of 0?",
    EXPECTS_NAN,
    "not as many values as were expected",
    "was changed by the call",
    "Work on a copy.",
)


def worded(what, reason, hint=""):
    """Make one message of the three parts of a failure.

    >>> worded("pla", "None came back", "Is a `return` missing?")
    'pla: None came back. Is a `return` missing?'
    """
    said = f"{what}: {reason}." if what else reason
    return f"{said} {hint}" if hint else said


def plain_parts(error):
    """Give the three parts of a failure with a reason that tells no value.

    An assert of another's is its message, whatever that says.

    >>> plain_parts(AssertionError("double: 4 was expected"))
    ('', 'double: 4 was expected', '')
    """
    return getattr(error, "parts", ("", str(error), ""))
