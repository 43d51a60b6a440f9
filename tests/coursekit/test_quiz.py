"""What authors of quizzes and their readers rely on."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from coursekit import cards, quiz
from IPython.utils.capture import capture_output

QUIZZES = [path.stem for path in quiz.FOLDERS[0].glob("*.yml")]


def option(text, right=False, reason="Because."):
    return {"text": text, "right": right, "reason": reason}


def question(**changes):
    asked = {
        "id": "one",
        "text": "1 < 2?",
        "options": [option("yes", True), option("no")],
    }
    return asked | changes


def write(folder, *questions, name="small"):
    path = folder / f"{name}.yml"
    content = {"title": "Small & simple", "questions": list(questions)}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path):
    several = [option("`a < b`", True, "$a<b$"), option("b", True), option("c")]
    return quiz.load(
        write(tmp_path, question(), question(id="two", several=True, options=several))
    )


# Files


@pytest.mark.parametrize("name", QUIZZES)
def test_every_quiz_of_the_course_can_be_loaded(name):
    assert 5 <= len(quiz.load(name).questions) <= 8


def test_the_perceptron_quiz_asks_the_questions_of_the_syllabus():
    ids = {question.id for question in quiz.load("05_perceptron").questions}
    assert {"B05.Q1", "B05.Q2", "B05.Q3", "B05.Q4"} <= ids


@pytest.mark.parametrize("name", QUIZZES)
def test_the_right_option_is_not_given_away_by_its_place(name):
    asked = [q for q in quiz.load(name).questions if not q.several]
    places = [[o.right for o in q.options].index(True) for q in asked]
    assert max(map(places.count, places)) <= len(asked) / 2 + 1


def test_a_wheel_has_the_quizzes_inside_the_package(tmp_path):
    write(tmp_path / "", question())
    assert quiz.load("small", [tmp_path / "missing", tmp_path]).title


def test_an_unknown_name_is_answered_with_the_nearest_and_all_names(tmp_path):
    write(tmp_path, question())
    with pytest.raises(
        quiz.QuizError, match=r"no quiz 'smal'.*'small'.*are here: small"
    ):
        quiz.load("smal", [tmp_path])


def without(key, mapping):
    return {k: v for k, v in mapping.items() if k != key}


NO = option("no")
FAULTS = {
    "no reason": (
        question(options=[option("yes", True), without("reason", NO)]),
        "small.yml, question one, option B: `reason` missing",
    ),
    "no verdict": (
        question(options=[option("yes", True), without("right", NO)]),
        "option B: `right` missing",
    ),
    "right is a word": (
        question(options=[option("yes", "sure"), NO]),
        "option A: `right` is 'sure' where true or false",
    ),
    "text is a number": (
        question(options=[option(2, True), NO]),
        "`text` is 2 where a text was expected",
    ),
    "none right": (question(options=[NO, NO]), "question one: 0 options are right"),
    "two right": (
        question(options=[option("yes", True)] * 2),
        "question one: 2 options are right where exactly one",
    ),
    "one option": (question(options=[NO]), "`options` must be a list of 2 or more"),
    "no id": (without("id", question()), "small.yml, question 1: `id` missing"),
    "misspelt key": (question(sevral=True), "`sevral` unknown"),
    "open formula": (question(text="Is $x < 2?"), "`text` has a dollar sign"),
    "not a mapping": ("1 < 2?", "question 1: '1 < 2\\?' where"),
}


@pytest.mark.parametrize(("content", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_file_question_and_option(tmp_path, content, message):
    with pytest.raises(quiz.QuizError, match=message):
        quiz.load(write(tmp_path, content))


def test_two_questions_of_one_id_are_refused(tmp_path):
    with pytest.raises(quiz.QuizError, match="two questions have the id one"):
        quiz.load(write(tmp_path, question(), question()))


def test_broken_yaml_is_named_with_its_file(tmp_path):
    path = tmp_path / "torn.yml"
    path.write_text("title: [", encoding="utf-8")
    with pytest.raises(quiz.QuizError, match=r"torn.yml: this is not YAML"):
        quiz.load(path)


# The page


class Page(HTMLParser):
    """What a browser makes of a page: its elements, and the text of each."""

    void = frozenset({"br"})

    def __init__(self, page):
        super().__init__()
        self.open, self.elements = [], []
        self.feed(page)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in self.void:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag):
        return [element for element in self.elements if element["tag"] == tag]


def test_every_option_unfolds_to_its_verdict_and_reason(small):
    texts = [element["text"] for element in Page(cards.page(small)).all("details")]
    assert "A. yes" in texts[0]
    assert "✓ A right answer. Because." in texts[0]
    assert "✗ Not a right answer. Because." in texts[1]
    assert len(texts) == 5


def test_code_and_formulas_survive_on_the_page(small):
    page = Page(cards.page(small))
    assert [code["text"] for code in page.all("code")] == ["a < b"]
    assert "$a<b$" in page.all("details")[2]["text"]


def test_questions_are_named_for_screen_readers(small):
    page = Page(cards.page(small))
    ids = {
        element["id"]: element["text"] for element in page.all("p") if "id" in element
    }
    labels = [e["aria-labelledby"] for e in page.elements if e.get("role") == "group"]
    assert ids[labels[0]] == "1. 1 < 2?"
    assert len(set(labels)) == 2


def test_a_quiz_cannot_bring_markup_of_its_own(tmp_path):
    nasty = "<script>alert(1)</script> & `<b>` $<i>$"
    path = write(tmp_path, question(id='"><b>', text=nasty, options=[
        option(nasty, True, nasty), option("no")
    ]))  # fmt: skip
    page = Page(cards.page(quiz.load(path)))
    assert {element["tag"] for element in page.elements} == {
        "div", "p", "b", "br", "details", "summary", "code"
    }  # fmt: skip
    assert "<script>alert(1)</script>" in page.all("summary")[0]["text"]


def test_the_page_takes_its_colours_from_around_it(small):
    styles = [e["style"] for e in Page(cards.page(small)).elements if "style" in e]
    assert not [style for style in styles if "color:" in style or "background" in style]


# The page that counts; what its script does is tried in tests/browser


def test_the_live_page_is_the_page_that_unfolds_and_a_script(small):
    assert cards.page(small) in cards.live(small)


def test_the_script_knows_what_is_right(small):
    known = re.search(r"right = (.*), several = (.*), first", cards.live(small))
    assert json.loads(known[1]) == [[True, False], [True, True, False]]
    assert json.loads(known[2]) == [False, True]


def test_two_showings_of_a_quiz_do_not_meet(small):
    names = {re.search(r"quiz-\w{32}", cards.live(small))[0] for _ in range(2)}
    assert len(names) == 2


# Where it is shown


def shown(name):
    with capture_output() as caught:
        quiz.show(name)
    (output,) = caught.outputs
    return output.data


def test_without_a_live_notebook_a_page_and_a_text_are_stored(terminal):
    assert sorted(shown("05_perceptron")) == ["text/html", "text/plain"]


def test_a_live_notebook_gets_a_page_with_a_script_and_no_widget(notebook):
    data = shown("05_perceptron")
    assert sorted(data) == ["text/html", "text/plain"]
    assert "<script>" in data["text/html"]


def test_a_notebook_that_is_built_stores_no_script(notebook, monkeypatch):
    monkeypatch.setenv("FIRST_NEURON_STATIC", "1")
    assert "<script>" not in shown("05_perceptron")["text/html"]


def test_in_plain_python_the_quiz_is_printed(capsys):
    quiz.show("05_perceptron")
    asked, answers = capsys.readouterr().out.split("Answers\n")
    assert asked.startswith("The perceptron\n\n1. ")
    assert answers.count("is right") == 10


def test_importing_quiz_loads_no_widgets():
    code = "import sys, coursekit.quiz; print('ipywidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_the_quizzes_lie_beside_the_package():
    assert Path(quiz.FOLDERS[0], "05_perceptron.yml").is_file()
