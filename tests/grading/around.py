"""The bank of what goes wrong around grading: folders, names, links, zips, times.

Each case lays something into submitted/ as students, tools or accidents do. `gets` says
for every student of the case what they deserve: points, or None for a refusal, which is
no zero. `words` are told. The honest neighbours keep their marks whatever lies beside.
"""

import copy
import io
import json
import os
import socket
import stat
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from grading import tiny

NEIGHBOURS = {"ana": 10, "cy": 5}


@dataclass(frozen=True)
class Case:
    """Something that goes wrong; `make` lays it into a course's submitted/."""

    name: str
    says: str
    make: Callable[[Path], None]
    gets: dict[str, int | None] = field(default_factory=dict)
    words: str = ""


CASES: list[Case] = []


def case(words="", **gets):
    """Enter a function; what it returns are students whose names are no keywords."""

    def enter(function):
        students = dict(gets)
        if names := getattr(function, "names", None):
            students |= names
        CASES.append(
            Case(function.__name__, function.__doc__, function, students, words)
        )
        return function

    return enter


def called(names):
    """Give students' names that Python takes for no keyword."""

    def mark(function):
        function.names = names
        return function

    return mark


def right():
    """Give a right notebook."""
    return tiny.solve(tiny.handed_out(), **tiny.RIGHT, essay="So.")


RIGHT = json.dumps(right()).encode()


def put(submitted, student, content=RIGHT, name="tiny.ipynb"):
    """Lay a file where a student's lie."""
    path = submitted / student / "hw_tiny" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else dumped(content))
    return path


def dumped(notebook):
    """Give a notebook as a file holds it."""
    return json.dumps(notebook).encode()


def zipped(files, **options):
    """Give a zip of files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def neighbours(submitted):
    """Lay in the honest ones: a right notebook and one with a mistake."""
    put(submitted, "ana")
    put(submitted, "cy", tiny.solve(right(), sign="def sign(x):\n    return 0"))


# Names of students


LONG = "l" * 251
VERY_LONG = "v" * 129


@case("it is too long")
@called({LONG: None})
def a_name_of_251_bytes(submitted):
    """A name so long that its record could not be filed."""
    put(submitted, LONG)


@case("it is too long")
@called({VERY_LONG: None})
def a_name_of_129_characters(submitted):
    """A name that a gradebook on PostgreSQL would cut."""
    put(submitted, VERY_LONG)


@case("it reads as a pattern")
@called({"a[1]*": None})
def a_name_that_is_a_pattern(submitted):
    """A name that nbgrader would look for instead of taking it."""
    put(submitted, "a[1]*")


@case("cannot be seen")
@called({"mal\nory: 100 of 100": None})
def a_name_of_two_lines(submitted):
    """A name that would be a line of its own in the table."""
    put(submitted, "mal\nory: 100 of 100")


@case("cannot be seen")
@called({"mal\x1b[2J": None})
def a_name_that_clears_the_terminal(submitted):
    """A name with an escape sequence."""
    put(submitted, "mal\x1b[2J")


@case("cannot be seen")
@called({"\u202eana": None})
def a_name_that_runs_backwards(submitted):
    """A name with a direction mark."""
    put(submitted, "\u202eana")


@case("cannot be seen", zoe=10)
@called({"zoe\u200b": None})
def a_name_with_a_space_of_no_width(submitted):
    """Somebody else's name, and nothing that can be seen behind it."""
    put(submitted, "zoe")
    put(submitted, "zoe\u200b")


@case("cannot be seen")
@called({"gr\udcfcn": None})
def a_name_in_another_encoding(submitted):
    """A folder's name that is no UTF-8, as an old zip makes it."""
    put(submitted, "gr\udcfcn")


@case("looks like that of", tim=10)
@called({"tim ": None})
def a_name_with_a_space_behind(submitted):
    """Somebody else's name and a space."""
    put(submitted, "tim")
    put(submitted, "tim ")


@case("nearly the same name", uma=10, Uma=10)
def names_that_differ_in_capitals(submitted):
    """Two folders, perhaps of one person: graded and told."""
    put(submitted, "uma")
    put(submitted, "Uma")


@case("looks like that of", val=10)
@called({"\uff56\uff41\uff4c": None})
def a_name_in_wide_letters(submitted):
    """Somebody else's name in the letters of Japanese keyboards."""
    put(submitted, "val")
    put(submitted, "\uff56\uff41\uff4c")


@case("looks like that of", alf=10)
@called({"\u0430lf": None})
def a_name_with_a_letter_of_another_alphabet(submitted):
    """Somebody else's name with a Cyrillic letter in it."""
    put(submitted, "alf")
    put(submitted, "\u0430lf")


@case("looks like that of")
@called({"ström": 10, "stro\u0308m": None})
def a_name_in_two_spellings(submitted):
    """A name once with an ö, once with an o and two dots, as macOS writes it."""
    put(submitted, "ström")
    put(submitted, "stro\u0308m")


@case("begins with a dot")
@called({".records": None})
def a_name_that_is_one_of_ours(submitted):
    """A name whose executed notebook would lie among the records."""
    put(submitted, ".records")


@case()
@called({"--force": 10, "=1+1": 10, "<b>x": 10, "o'neill; drop": 10})
def names_that_are_odd_elsewhere(submitted):
    """An option, a formula, a tag and a quote are names like others."""
    for name in ("--force", "=1+1", "<b>x", "o'neill; drop"):
        put(submitted, name)


@case()
@called({"深い学び": 10, "Łukasz Żółć": 10, "Анна": 10})
def names_of_other_alphabets(submitted):
    """Honest names, with a space in one."""
    for name in ("深い学び", "Łukasz Żółć", "Анна"):
        put(submitted, name)


# Folders


def deep(folder, levels):
    """Make folders within folders, deeper than a path may be long."""
    folder.mkdir(parents=True)
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


@case("deeper than 20", deep_one=10)
def a_folder_1200_deep_beside_the_notebook(submitted):
    """Folders within folders."""
    put(submitted, "deep_one")
    deep(submitted / "deep_one" / "hw_tiny" / "d", 1200)


@case("no file", deep_two=None)
def a_folder_1200_deep_and_nothing_else(submitted):
    """Folders within folders, and no notebook."""
    deep(submitted / "deep_two" / "hw_tiny", 1200)


@case("the rest was not looked at", many=10)
def three_thousand_files(submitted):
    """A virtual environment was handed in too."""
    put(submitted, "many")
    folder = submitted / "many" / "hw_tiny" / "venv"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.py").touch()


@case("sub/tiny.ipynb taken for tiny.ipynb", nested=10)
def a_notebook_in_a_subfolder(submitted):
    """The notebook lies one folder too deep."""
    put(submitted, "nested", name="sub/tiny.ipynb")


@case("no file", bare=None)
def an_empty_folder(submitted):
    """Nothing was handed in but the folder."""
    (submitted / "bare" / "hw_tiny").mkdir(parents=True)


@case("it is no folder", nobody=None)
def files_where_folders_belong(submitted):
    """Stray files in submitted/, and one in the place of a homework's folder."""
    (submitted / ".DS_Store").write_bytes(b"\0")
    (submitted / "class.zip").write_bytes(b"PK")
    (submitted / "nobody").mkdir()
    (submitted / "nobody" / "hw_tiny").write_text("not a folder")


@case("no file", checkpoint=None)
def only_a_checkpoint(submitted):
    """Only JupyterLab's own copy was handed in."""
    put(submitted, "checkpoint", name=".ipynb_checkpoints/tiny-checkpoint.ipynb")


@case(mac=10)
def what_macos_adds(submitted):
    """Files that macOS lays beside others look like notebooks."""
    put(submitted, "mac")
    put(submitted, "mac", b"\0\5\26\7", "._tiny.ipynb")
    put(submitted, "mac", b"\0\5\26\7", "__MACOSX/._tiny.ipynb")


@case("no plain file", pipe=10)
def a_pipe_beside_the_notebook(submitted):
    """A pipe that would be waited for until somebody writes."""
    put(submitted, "pipe")
    os.mkfifo(submitted / "pipe" / "hw_tiny" / "data.ipynb")


@case("no plain file", pipes=None)
def a_pipe_in_the_place_of_the_notebook(submitted):
    """A pipe called like the notebook."""
    (submitted / "pipes" / "hw_tiny").mkdir(parents=True)
    os.mkfifo(submitted / "pipes" / "hw_tiny" / "tiny.ipynb")


@case("no plain file", device=None)
def a_device_in_the_place_of_the_notebook(submitted):
    """Zeros without end; where nobody may make a device, a pipe."""
    (submitted / "device" / "hw_tiny").mkdir(parents=True)
    path = submitted / "device" / "hw_tiny" / "tiny.ipynb"
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        os.mkfifo(path)


@case("no plain file", plug=10)
def a_socket_beside_the_notebook(submitted):
    """A socket that a program left behind."""
    path = put(submitted, "plug").with_name("s")
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("s")
    finally:
        os.chdir(here)


@case("expected tiny.ipynb", folder_named=None)
def a_folder_called_like_the_notebook(submitted):
    """The notebook is a folder."""
    put(submitted, "folder_named", b"x", "tiny.ipynb/readme.txt")


# Links


@case("it is a link", linker=None)
def a_linked_student(submitted):
    """A student's folder is a link to a neighbour's."""
    (submitted / "linker").symlink_to("ana")


@case("it is a link", linked_in=None)
def a_linked_assignment(submitted):
    """The assignment's folder is a link to a neighbour's."""
    (submitted / "linked_in").mkdir()
    (submitted / "linked_in" / "hw_tiny").symlink_to("../ana/hw_tiny")


@case("is a link and was not opened", linked_file=None)
def a_linked_notebook(submitted):
    """The notebook is a link to a neighbour's."""
    folder = submitted / "linked_file" / "hw_tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").symlink_to("../../ana/hw_tiny/tiny.ipynb")


@case("the very file", robbed=10, robber=None)
def a_hard_link(submitted):
    """The notebook is the very file of another, who had it before."""
    theirs = put(submitted, "robbed")
    time.sleep(0.05)
    (submitted / "robber" / "hw_tiny").mkdir(parents=True)
    os.link(theirs, submitted / "robber" / "hw_tiny" / "tiny.ipynb")


@case("the very file", solver=None)
def a_hard_link_to_the_solution(submitted):
    """The notebook is the instructor's own."""
    (submitted / "solver" / "hw_tiny").mkdir(parents=True)
    source = submitted.parent / "source" / "hw_tiny" / "tiny.ipynb"
    os.link(source, submitted / "solver" / "hw_tiny" / "tiny.ipynb")


@case(backed=10)
def a_hard_link_from_a_backup(submitted):
    """The file has a second name outside: a backup made by links."""
    backup = submitted.parent / "backup.ipynb"
    os.link(put(submitted, "backed"), backup)


@case("is a link and was not opened", circle=10)
def links_that_lead_nowhere(submitted):
    """A link to itself, one to nothing and one to the root."""
    folder = put(submitted, "circle").parent
    (folder / "loop").symlink_to("loop")
    (folder / "gone.ipynb").symlink_to("nothing")
    (folder / "root").symlink_to("/")


# Files


@case("not JSON", cut=None)
def a_notebook_that_was_cut_off(submitted):
    """The upload ended in the middle."""
    put(submitted, "cut", RIGHT[: len(RIGHT) // 2])


@case("it is empty", hollow=None)
def a_notebook_of_no_bytes(submitted):
    """A disk was full."""
    put(submitted, "hollow", b"")


@case(encoded=10)
def a_notebook_in_utf_16(submitted):
    """An editor changed the encoding."""
    put(submitted, "encoded", json.dumps(right()).encode("utf-16"))


@case(marked=10)
def a_notebook_with_a_byte_order_mark(submitted):
    """An editor put a mark in front."""
    put(submitted, "marked", b"\xef\xbb\xbf" + RIGHT)


@case("not JSON", latin=None)
def a_notebook_in_latin_1(submitted):
    """An editor wrote bytes that are no UTF-8."""
    put(submitted, "latin", RIGHT.replace(b"So.", b"S\xfc\xdf."))


@case("format 3", old=10)
def a_notebook_of_format_3(submitted):
    """A tool of ten years ago wrote it."""
    cells = copy.deepcopy(right()["cells"])
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    put(submitted, "old", {"worksheets": [{"cells": cells}], "nbformat": 3})


@case(future=10)
def a_notebook_of_format_5(submitted):
    """A tool of the future wrote it."""
    put(submitted, "future", {**right(), "nbformat": 5, "nbformat_minor": 99})


@case("kernel for", kernel=10)
def a_kernel_that_is_none(submitted):
    """The kernel is in another language, whose name is long and odd."""
    spec = {"name": [], "language": "R\x1b" * 1000}
    put(submitted, "kernel", {**right(), "metadata": {"kernelspec": spec}})


@case(kernels=10)
def metadata_that_is_a_list(submitted):
    """Where metadata belongs stands something else."""
    put(submitted, "kernels", {**right(), "metadata": [1, {"kernelspec": 7}]})


@case(same_ids=10)
def ids_that_come_twice(submitted):
    """Every cell has one id."""
    notebook = right()
    for cell in notebook["cells"]:
        cell["id"] = "a"
    put(submitted, "same_ids", notebook)


@case(forged=10)
def outputs_that_are_forged(submitted):
    """Outputs that claim points, and are no outputs."""
    notebook = right()
    for cell in notebook["cells"]:
        cell["outputs"] = [{"output_type": "execute_result", "data": 7}, [], 10]
    put(submitted, "forged", notebook)


@case(chatty=10)
def an_output_of_20_megabytes(submitted):
    """A loop printed for a while."""
    notebook = right()
    text = {"output_type": "stream", "name": "stdout", "text": "spam " * 2**22}
    notebook["cells"][1]["outputs"] = [text]
    put(submitted, "chatty", notebook)


@case("at most 1000 cells", cells=None)
def more_cells_than_anybody_writes(submitted):
    """A thousand cells and one."""
    cell = {"cell_type": "code", "metadata": {}, "source": "pass"}
    put(submitted, "cells", {**right(), "cells": [cell] * 1001})


@case("1 MB of it code", code=None)
def more_code_than_anybody_writes(submitted):
    """Two megabytes of code."""
    cell = {"cell_type": "code", "metadata": {}, "source": "x = 1\n" * 400_000}
    put(submitted, "code", {**right(), "cells": [*right()["cells"], cell]})


@case("more: ", claims=10)
def many_cells_that_claim_an_answer(submitted):
    """Nine hundred cells with one mark, each with a text of its own."""
    notebook = right()
    mark = notebook["cells"][1]["metadata"]
    for number in range(900):
        text = f"# {number}\n" * 50
        cell = {"cell_type": "markdown", "metadata": mark, "source": text}
        notebook["cells"].append(cell)
    put(submitted, "claims", notebook)


@case("not JSON", brackets=None)
def brackets_within_brackets(submitted):
    """A hundred thousand opening brackets."""
    put(submitted, "brackets", b"[" * 100_000)


@case("not JSON", digits=None)
def a_number_of_a_million_digits(submitted):
    """A number that takes minutes to read."""
    put(submitted, "digits", b'{"cells": ' + b"9" * 10**6 + b"}")


@case("1 GB of memory", bomb=None)
def a_json_bomb(submitted):
    """Lists that take twenty times their text in memory."""
    put(submitted, "bomb", b"[" + b"[],[]," * (8 * 2**20) + b"1]")


@case("at most 256 MB", sparse=None)
def a_file_of_three_gigabytes(submitted):
    """A sparse file: long, and nothing in it."""
    with put(submitted, "sparse", b"").open("r+b") as file:
        file.truncate(3 * 2**30)


@case("of notebooks and zips", crowd=None)
def files_of_many_gigabytes(submitted):
    """Ten sparse files beside the notebook."""
    put(submitted, "crowd")
    for number in range(10):
        path = put(submitted, "crowd", b"", f"{number}.ipynb")
        os.truncate(path, 200 * 2**20)


@case("tiny-Copy1.ipynb was not looked at", copies=10)
def a_copy_beside(submitted):
    """JupyterLab's copy lies beside the notebook."""
    put(submitted, "copies")
    put(submitted, "copies", tiny.handed_out(), "tiny-Copy1.ipynb")


@case("tiny.ipynb.txt taken for tiny.ipynb", browser=10)
def a_notebook_saved_by_a_browser(submitted):
    """A browser added an ending."""
    put(submitted, "browser", name="tiny.ipynb.txt")


@case("TINY.IPYNB taken for tiny.ipynb", capital=10)
def a_notebook_in_capitals(submitted):
    """An old disk wrote the name in capitals."""
    put(submitted, "capital", name="TINY.IPYNB")


@case("a.ipynb, b.ipynb", both=None)
def two_notebooks_and_none_of_the_name(submitted):
    """Two notebooks are filled in, and neither has the right name."""
    put(submitted, "both", name="a.ipynb")
    put(submitted, "both", name="b.ipynb")


@case("taken for tiny.ipynb", umlaut=10)
def a_file_name_in_another_encoding(submitted):
    """The file's name is no UTF-8, as an old zip makes it."""
    put(submitted, "umlaut", name="gr\udcfcn.ipynb")


@case("\\x1b[2J\\n\\u202e", escape=10)
def a_file_name_that_writes_to_the_terminal(submitted):
    """The file's name clears the screen and begins a line of its own."""
    put(submitted, "escape", name="\x1b[2J\n\u202emallory: 100 of 100.ipynb")


@case("a;=1+1;", formula=10)
def a_file_name_that_is_a_formula(submitted):
    """The file's name is a formula where a table is split at semicolons."""
    put(submitted, "formula", name="a;=1+1;.ipynb")


# Another homework


@case("it looks like hw_other", wrong=None)
def another_homework(submitted):
    """The right notebook of the wrong week."""
    put(submitted, "wrong", other())


@case("none of this assignment's cells", lost=None)
def another_homework_without_marks(submitted):
    """The notebook of the wrong week, after a tool dropped its marks."""
    notebook = other()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    put(submitted, "lost", notebook)


@case(moved=10)
def this_homework_in_another_one(submitted):
    """The answers were written into last week's notebook."""
    notebook = other()
    for text in tiny.RIGHT.values():
        cell = {"cell_type": "code", "metadata": {}, "source": text}
        notebook["cells"].append(cell)
    put(submitted, "moved", notebook)


def other():
    """Give another assignment, with an essay of the same name."""
    text = json.dumps(tiny.source()).replace("double", "triple").replace("sign", "size")
    notebook = json.loads(text.replace("# Tiny", "# Other"))
    notebook["cells"][-1]["source"] = "An answer."
    return notebook


# Zips


@case("taken for tiny.ipynb", packed=10)
def a_zip_with_the_notebook(submitted):
    """The notebook came in a zip."""
    put(submitted, "packed", zipped({"hw/tiny.ipynb": RIGHT}), "hw.zip")


@case("hw.zip was not looked at", both_forms=10)
def a_zip_beside_the_notebook(submitted):
    """The notebook came, and a zip beside it."""
    put(submitted, "both_forms")
    put(submitted, "both_forms", zipped({"tiny.ipynb": b"{}"}), "hw.zip")


@case("it unpacks to more", zip_bomb=None)
def a_zip_bomb(submitted):
    """A small zip of much nothing."""
    nothing = {f"{n}.ipynb": b" " * (100 * 2**20) for n in range(3)}
    put(submitted, "zip_bomb", zipped(nothing, compresslevel=1), "hw.zip")


@case("it holds 20001 files", zip_many=None)
def a_zip_of_many_files(submitted):
    """A zip of twenty thousand files and one."""
    files = {f"{n}": b"" for n in range(20_001)}
    put(submitted, "zip_many", zipped(files), "hw.zip")


@case("expected tiny.ipynb", zip_in_zip=None)
def a_zip_in_a_zip(submitted):
    """The notebook came in a zip in a zip."""
    inner = zipped({"tiny.ipynb": RIGHT})
    put(submitted, "zip_in_zip", zipped({"hw.zip": inner}), "hw.zip")


@case("could not be unpacked", zip_cut=None)
def a_zip_that_was_cut_off(submitted):
    """The upload of a zip ended in the middle."""
    whole = zipped({"tiny.ipynb": RIGHT})
    put(submitted, "zip_cut", whole[: len(whole) // 2], "hw.zip")


@case("could not be unpacked", zip_damaged=None)
def a_zip_with_a_flipped_byte(submitted):
    """A byte of what is packed is another."""
    whole = bytearray(zipped({"tiny.ipynb": RIGHT}))
    whole[200:260] = b"\xff" * 60
    put(submitted, "zip_damaged", bytes(whole), "hw.zip")


@case("could not be unpacked", zip_locked=None)
def a_zip_with_a_password(submitted):
    """A zip that says it is encrypted."""
    whole = bytearray(zipped({"tiny.ipynb": RIGHT}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(mark) + offset] |= 1
    put(submitted, "zip_locked", bytes(whole), "hw.zip")


@case("taken for tiny.ipynb", zip_slip=10)
def a_zip_that_leads_elsewhere(submitted):
    """A zip whose entry would lie over a neighbour's notebook."""
    path = "../../ana/hw_tiny/tiny.ipynb"
    put(submitted, "zip_slip", zipped({path: RIGHT}), "hw.zip")


# Time stamps


@case("is no time", when=None)
def a_time_in_words(submitted):
    """The time stamp says: yesterday evening."""
    put(submitted, "when")
    put(submitted, "when", b"yesterday evening", "timestamp.txt")


@case("is no time", when_empty=None)
def a_time_of_no_bytes(submitted):
    """The time stamp is empty."""
    put(submitted, "when_empty")
    put(submitted, "when_empty", b"", "timestamp.txt")


@case("is no time", when_day=None)
def a_day_without_a_time(submitted):
    """The time stamp says the day alone, which would be its first second."""
    put(submitted, "when_day")
    put(submitted, "when_day", b"2025-11-27", "timestamp.txt")


@case("is no time", when_long=None)
def a_time_of_three_megabytes(submitted):
    """A time stamp that takes half a minute to read."""
    put(submitted, "when_long")
    put(submitted, "when_long", b"1 " * 1_500_000, "timestamp.txt")


@case(when_right=10, when_zone=10)
def a_time_as_nbgrader_writes_it(submitted):
    """Two time stamps that say when."""
    times = {
        "when_right": b"2025-11-27 22:10:00.123456 UTC\n",
        "when_zone": b"2025-11-27 22:10:00 Europe/Warsaw",
    }
    for student, stamp in times.items():
        put(submitted, student)
        put(submitted, student, stamp, "timestamp.txt")


@case(when_inside=10)
def a_time_in_a_subfolder(submitted):
    """A student's own file of that name, where it means nothing."""
    put(submitted, "when_inside")
    put(submitted, "when_inside", b"1999", "mine/timestamp.txt")
