"""Lessons that a teacher writes: read if they make sense, else refused in one sentence that names file and place."""

import os

import pytest

from app.errors import FaultError, UseError
from app.lessons.file import LARGEST, lesson_of
from app.lessons.lesson import Placeholder
from app.lessons.library import read_lesson
from app.lessons.reveal import Reveal
from app.model.experiment import Experiment

LESSON = '''
key = "mine"
number = "1"
title = "A lesson of mine"
summary = "What it is about."
setup = "--surface ravine --lane sgd --lane momentum --steps 50"
text = """
One paragraph, \\
which goes on.

And another.
"""
question = "Who is nearer?"
task = "Raise β."
done = ["here.momentum.beta >= 0.95"]
suggestion = "Go on."
next = "ravine"

[[choices]]
text = "SGD"
when = ["setup.sgd.distance < setup.momentum.distance"]

[[choices]]
text = "Momentum"

[[runs]]
key = "short"
of = "here"
words = "--steps 10"

[[reveal]]
text = "Distances: {setup.sgd.distance} and {setup.momentum.distance:fine}, after ten steps {short.sgd.distance}."

[[reveal]]
text = "Never said."
when = ["setup.sgd.distance < 0"]
'''


def test_a_lesson_is_read():
    lesson = lesson_of(LESSON.encode())
    assert (lesson.key, lesson.number, lesson.title) == ("mine", "1", "A lesson of mine")
    assert lesson.text == "One paragraph, which goes on.\n\nAnd another."
    assert lesson.choices == ("SGD", "Momentum")
    assert lesson.next_key == "ravine"
    assert lesson.setup.steps == 50
    assert [lane.name for lane in lesson.setup.lanes] == ["SGD", "Momentum"]
    assert sum(isinstance(piece, Placeholder) for piece in lesson.script.lines[0].pieces) == 3
    assert hash(lesson) == hash(lesson_of(LESSON.encode()))


def test_a_lesson_of_one_s_own_is_revealed():
    lesson = lesson_of(LESSON.encode())
    reveal = Reveal(lesson, lesson.setup)
    while not reveal.done:
        reveal.advance(1.0)
    assert len(reveal.lines) == 1
    assert reveal.lines[0].startswith("Distances: ")


def test_what_may_be_left_out_may_be_left_out():
    lesson = lesson_of(without(LESSON, 'next = "ravine"').encode())
    assert lesson.next_key is None
    assert (
        lesson_of(
            LESSON.replace('setup = "--surface ravine --lane sgd --lane momentum --steps 50"', 'setup = ""')
            .replace("= 50", "")
            .encode()
        ).setup
        == Experiment()
    )


def test_only_the_text_has_more_than_one_line():
    lesson = lesson_of(replaced('title = "A lesson of mine"', 'title = """\nA lesson\n  of mine\n"""').encode())
    assert lesson.title == "A lesson of mine"


def test_a_file_is_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(LESSON.encode())
    assert read_lesson(path) == lesson_of(LESSON.encode())


def without(text, part):
    assert part in text
    return text.replace(part, "")


def replaced(part, other):
    assert part in LESSON
    return LESSON.replace(part, other)


ODD = {
    "nothing": ("", "missing required field"),
    "no TOML": ("key = ", "not TOML"),
    "a list": ("[1, 2]", "not TOML"),
    "JSON": ('{"key": "mine"}', "not TOML"),
    "a key twice": (LESSON + 'text = "again"\ntext = "and again"', "not TOML"),
    "a number of thousands of digits": ("key = " + "9" * 10_000, "not TOML"),
    "deep lists": ("key = " + "[" * 50_000 + "]" * 50_000, ""),
    "deep tables": ("[" + ".".join("a" * 3_000) + "]", "the file"),
    "no key": (without(LESSON, 'key = "mine"'), "key"),
    "an odd key": (replaced('key = "mine"', 'key = "../mine"'), "key: "),
    "an empty title": (replaced("A lesson of mine", ""), "title: "),
    "a long title": (replaced("A lesson of mine", "a" * 1000), "title: "),
    "a number for a word": (replaced('number = "1"', "number = 1"), "number: "),
    "a date for a word": (replaced('number = "1"', "number = 2020-01-01"), "number: "),
    "a word for a list": (replaced('done = ["here.momentum.beta >= 0.95"]', 'done = "all"'), "done: "),
    "infinity in a list": (replaced('done = ["here.momentum.beta >= 0.95"]', "done = [inf]"), "done[0]: "),
    "no condition": (replaced('done = ["here.momentum.beta >= 0.95"]', "done = []"), "done: "),
    "an unknown name": (replaced('title = "', 'titel = "x"\ntitle = "'), "titel"),
    "an unknown name in a list": (replaced('key = "short"', 'key = "short"\nseed = 1'), "runs[0]: "),
    "a control sign": (replaced("A lesson of mine", "A lesson\\u0007"), "title: the sign '\\x07'"),
    "a sign that turns the line": (replaced("Who is nearer?", "Who\\u202e?"), "question: the sign"),
    "a sign that turns a choice": (replaced('text = "SGD"', 'text = "S\\u202eGD"'), "choices[0].text: the sign"),
    "one choice": (without(LESSON, '[[choices]]\ntext = "Momentum"'), "choices: "),
    "an unknown option": (
        replaced("--steps 50", "--stepz 50"),
        "setup: unknown option '--stepz'; did you mean --steps?",
    ),
    "a word too much": (replaced("--steps 50", "--steps 50 more"), "setup: 'more' belongs to no option"),
    "an open quote": (replaced("--steps 50", "--steps '50"), "setup: the words are not those of a command line"),
    "too many steps": (replaced("--steps 50", "--steps 1e9"), "setup: --steps"),
    "two lanes of a name": (replaced("--lane sgd", "--lane sgd:name=momentum"), "setup: two lanes are called momentum"),
    "a render option": (replaced("--steps 50", "--theme dark"), "setup: unknown option '--theme'"),
    "no comparison": (replaced("beta >= 0.95", "beta"), "done[0]: “here.momentum.beta”: a condition compares"),
    "an unknown measure": (
        replaced("beta >= 0.95", "betta >= 0.95"),
        "done[0]: there is no measure betta of a lane; did you mean beta?",
    ),
    "an unknown lane": (
        replaced("here.momentum.beta", "here.momentun.beta"),
        "done[0]: there is no lane momentun; did you mean momentum?",
    ),
    "a task about another run": (
        replaced("here.momentum.beta", "setup.momentum.beta"),
        "done[0]: there is no run setup",
    ),
    "an unknown run": (
        replaced("{short.sgd", "{shirt.sgd"),
        "reveal[0].text: there is no run shirt; did you mean short?",
    ),
    "an unknown argument": (
        replaced("{short.sgd.distance}", "{short.sgd.distance(stop=3)}"),
        "distance has no argument stop; known: step",
    ),
    "an argument too few": (replaced("{short.sgd.distance}", "{short.sgd.travelled}"), "travelled needs along"),
    "a number for a name": (
        replaced("{short.sgd.distance}", "{short.sgd.travelled(along=3)}"),
        "along of travelled must be a name",
    ),
    "a name for a number": (
        replaced("{short.sgd.distance}", "{short.sgd.distance(step=last)}"),
        "step of distance must be a number",
    ),
    "half a step": (
        replaced("{short.sgd.distance}", "{short.sgd.distance(step=1.5)}"),
        "step of distance must be a whole number",
    ),
    "a step before all": (
        replaced("{short.sgd.distance}", "{short.sgd.distance(step=-1)}"),
        "step of distance must be a whole number",
    ),
    "a step beyond all": (
        replaced("{short.sgd.distance}", "{short.sgd.distance(step=1e999)}"),
        "step of distance must be a whole number",
    ),
    "a lane's measure of a run": (
        replaced("{short.sgd.distance}", "{short.distance}"),
        "there is no measure distance of a run",
    ),
    "a run's measure alone": (replaced("{short.sgd.distance}", "{noise}"), "there is no measure noise on its own"),
    "an unknown style": (
        replaced(":fine", ":finest"),
        "reveal[0].text: there is no style 'finest' for a number; did you mean fine?",
    ),
    "code in a placeholder": (replaced("{short.sgd.distance}", "{__import__('os').getcwd()}"), "reveal[0].text: “"),
    "an empty placeholder": (replaced("{short.sgd.distance}", "{}"), "reveal[0].text: “"),
    "an open brace": (replaced("{short.sgd.distance}", "{short.sgd.distance"), "reveal[0].text: a brace stands alone"),
    "a number typed in": (replaced("after ten steps", "after 10 steps"), "has a number typed in"),
    "a fraction typed in": (replaced("after ten steps", "after ½ of them"), "has a number typed in"),
    "a bad condition of a line": (replaced("setup.sgd.distance < 0", "setup.sgd.distance"), "reveal[1].when[0]: "),
    "a bad condition of a choice": (
        replaced("setup.sgd.distance < setup.momentum.distance", "x < 1"),
        "choices[0].when[0]: there is no measure x",
    ),
    "a run's key taken": (replaced('key = "short"', 'key = "here"'), "runs[0]: the key here is taken"),
    "a run of nothing": (
        replaced('of = "here"', 'of = "there"'),
        "runs[0]: there is no run 'there' above; did you mean here?",
    ),
    "a run of itself": (replaced('of = "here"', 'of = "short"'), "runs[0]: there is no run 'short' above"),
    "a fix with words": (replaced('words = "--steps 10"', 'words = "--steps 10"\nfix = "sgd"'), "runs[0]: a fix needs"),
    "a fix of nobody": (replaced('words = "--steps 10"', 'fix = "adam"'), "runs[0]: there is no lane adam"),
    "a fix of no run": (replaced('of = "here"\nwords = "--steps 10"', 'fix = "sgd"'), "runs[0]: a fix needs"),
    "bad words of a run": (replaced("--steps 10", "--steps ten"), "runs[0]: --steps 'ten'"),
    "a run whose lane is gone": (replaced("--steps 10", "--lane momentum"), "reveal[0].text: there is no lane sgd"),
    "a next that is not there": (
        replaced('next = "ravine"', 'next = "ravin"'),
        "next: there is no lesson 'ravin'; did you mean ravine?",
    ),
    "a next that is no key": (replaced('next = "ravine"', 'next = "no lesson of that name"'), "next: "),
}


@pytest.mark.parametrize("name", ODD)
def test_what_makes_no_sense_is_refused_in_one_sentence_with_file_and_place(name, tmp_path):
    text, says = ODD[name]
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UseError, match=r"^[^\n]+$") as refused:
        read_lesson(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert says in str(refused.value)
    assert len(str(refused.value)) < 400 + len(str(path))


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x89PNG\r\n", LESSON.encode("latin-1", "replace") + b"\xe9", b"\x00" * 100]
)
def test_bytes_that_are_no_text_are_refused(data, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(UseError, match=r"mine.toml: it is not (UTF-8 text|TOML)[^\n]*$"):
        read_lesson(path)


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"#" * 10_000_000)
    with pytest.raises(UseError, match=f"mine.toml: it is larger than {LARGEST:,} bytes"):
        read_lesson(path)


def test_what_is_no_file_is_said(tmp_path):
    with pytest.raises(FaultError, match=r"^cannot read [^\n]*none.toml: there is no such file$"):
        read_lesson(tmp_path / "none.toml")
    with pytest.raises(UseError, match=r"^[^\n]*: it is a folder, a pipe or a device, and not a file$"):
        read_lesson(tmp_path)
    with pytest.raises(UseError, match=r"^[^\n]*: no file can have that name$"):
        read_lesson(tmp_path / "a\0b")


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    with pytest.raises(UseError, match=r"pipe.toml: it is a folder, a pipe or a device, and not a file$"):
        read_lesson(path)
