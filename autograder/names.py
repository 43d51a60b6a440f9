"""Names of students and files: which can be filed, which are twins, how they are shown.

Whoever hands in chooses names. So a name is shown with all that cannot be seen written
out, and two names that people would take for one are told apart.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

LONGEST_SHOWN = 120
LONGEST_STUDENT = 128  # characters: what a gradebook keeps on every database
LONGEST_FOLDER = 200  # bytes: a record's name is a little longer than the student's
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, directions, halves
PATTERN = set("*?[]{}/")
# Letters of other alphabets that look like Latin ones; NFKC keeps them apart.
_LOOKS = str.maketrans(
    "авекмнорстухіјѕԁһӏԛԝαβεικνορτυχϲ",
    "abekmhopctyxijsdhlqwabeikvoptuxc",
)
_STARTS_FORMULA = re.compile(
    r"""(^|[;\t\r\n])([\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])"""
)


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    r"""Give a text for people: in one line, nothing in it that cannot be seen.

    >>> shown("tiny\x1b[2J\n\u202e.ipynb")
    'tiny\\x1b[2J\\n\\u202e.ipynb'
    >>> shown("a" * 30, 9)
    'aaaaaaaa…'
    """
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in UNSEEN else c
        for c in text
    )


def harmless(field: object) -> object:
    """Give a text that no spreadsheet takes for a formula, whatever it splits at.

    >>> harmless('=HYPERLINK("http://example.com")'), harmless(-1.5)
    ('\\'=HYPERLINK("http://example.com")', -1.5)
    >>> harmless("a;=1+1"), harmless("1 - 2")
    ("a;'=1+1", '1 - 2')
    """
    if field == "-":  # Moodle's first name of who has one name; alone it says nothing
        return field
    # White space and quotes in front are passed over by some, and kept by others.
    return _STARTS_FORMULA.sub(r"\1'\2", field) if isinstance(field, str) else field


def unfit(student: str) -> str:
    """Say why a folder's name cannot be a student's; "" if it can.

    >>> unfit("ana"), unfit("a*")
    ('', 'it reads as a pattern (*)')
    """
    hidden = [c for c in student if unicodedata.category(c) in UNSEEN]
    if hidden:
        return f"something in it cannot be seen ({shown(hidden[0])})"
    if pattern := sorted(set(student) & PATTERN):
        return f"it reads as a pattern ({pattern[0]})"
    if student.startswith("."):
        return "it begins with a dot"
    size = len(student.encode())
    if len(student) > LONGEST_STUDENT or size > LONGEST_FOLDER:
        return f"it is too long ({len(student)} characters, {size} bytes)"
    return ""


def safe(name: str) -> str:
    """Give a name that is one folder, and that nbgrader does not take for a pattern.

    >>> safe("Ana [x]/../")
    'Ana _x__.._'
    """
    plain = unicodedata.normalize("NFKC", name)
    return re.sub(r"[^\w.@ -]", "_", plain).strip(". ") or "unnamed"


def looks(name: str) -> str:
    r"""Give what a name looks like: the same for all that people take for one.

    >>> looks("Ana"), looks("\uff41\uff4e\uff41 "), looks("\u0430na\u200b")
    ('ana', 'ana', 'ana')
    """
    return _plain(name).translate(_LOOKS)


def is_disguised(student: str) -> bool:
    r"""Tell whether a name is not written as it looks, but for its capitals.

    >>> is_disguised("Ana"), is_disguised("ana "), is_disguised("\u0430na")
    (False, True, True)
    """
    folded = student.casefold()
    is_mixed = folded.translate(_LOOKS) != folded and re.search("[a-z]", folded)
    return folded != _plain(student) or bool(is_mixed)


def _plain(name: str) -> str:
    compatible = unicodedata.normalize("NFKC", name)
    seen = "".join(c for c in compatible if unicodedata.category(c) not in UNSEEN)
    return " ".join(seen.casefold().split())


def twins(students: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the other students that a name looks like, for every name that has some.

    >>> twins(["ana", "bo", "ana "])
    {'ana': ('ana ',), 'ana ': ('ana',)}
    """
    groups = defaultdict(list)
    for student in students:
        groups[looks(student)].append(student)
    return {
        one: tuple(other for other in group if other != one)
        for group in groups.values()
        for one in group
        if len(group) > 1
    }
