"""When something was handed in: one reading of a time stamp, for us and for nbgrader.

nbgrader takes a zone that it does not know for none, and a space before an offset for
nothing: an hour too early, or a penalty by accident. So a stamp that can be read in two
ways is no time, and what nbgrader gets is written anew.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from autograder.files import decoded

LOOKS = "2025-11-27 23:59:00 UTC (or, for UTC, +0100 or Europe/Warsaw)"
YEARS = range(2000, 2200)  # a clock that was never set begins in 1970 or 1980
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<clock>\d\d:\d\d(?::\d\d)?)"
    r"(?:[.,](?P<part>\d{1,9}))?"
    r" ?(?P<zone>UTC|GMT|Z|[+-]\d\d(?::?\d\d)?|[A-Za-z_]+(?:/[\w+-]+)+)?",
    re.ASCII | re.IGNORECASE,
)


def read(content: bytes) -> datetime | None:
    """Give the time that a stamp says, in UTC; None if it says none.

    A stamp without a zone is in UTC, as it is to nbgrader.

    >>> print(read(b"2025-11-27 23:59:00.5 UTC"), read(b"2025-11-28T00:59 +0100"))
    2025-11-27 23:59:00.500000+00:00 2025-11-27 23:59:00+00:00
    >>> [read(b) for b in (b"yesterday", b"2025-11-31 23:59", b"2025-11-27 23:59 PDT")]
    [None, None, None]
    """
    try:
        match = _STAMP.fullmatch(decoded(content[:200]).strip())
        if not match or len(content) > 200:
            return None
        when = datetime.fromisoformat(f"{match['day']} {match['clock']}")
        when += timedelta(microseconds=int(f"{match['part'] or 0:0<6}"[:6]))
        when = when.replace(tzinfo=_zone(match["zone"] or "UTC")).astimezone(UTC)
    except (ValueError, LookupError, OverflowError, OSError):
        return None
    return when if when.year in YEARS else None


def written(when: datetime) -> str:
    """Write a time, which is in UTC, as nbgrader reads it.

    >>> written(datetime(2025, 11, 27, 23, 59, tzinfo=UTC))
    '2025-11-27 23:59:00 UTC'
    """
    return f"{when.replace(tzinfo=None)} UTC"


def _zone(name: str) -> tzinfo:
    """Give a zone; a LookupError, ValueError or OSError if there is none of that name.

    Short names such as CST and IST are several zones, and none here.
    """
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    if name[0] not in "+-":
        return ZoneInfo(name)
    hours, minutes = int(name[1:3]), int(name[-2:]) if len(name) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(f"no zone is {name}")
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if name[0] == "-" else ahead)
