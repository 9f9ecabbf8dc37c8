"""What is no session is refused in one sentence, whatever it is instead."""

import json
from typing import Any

import pytest

from app.model.experiment import RUN_PARAMETERS
from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.text import read_session, session_bytes

DEEP = 100_000
HUGE = "1" + "0" * 5000
TEXT = session_bytes(Session()).decode()


def with_lr(word: str) -> str:
    """The usual session, with that word where its lr stands."""
    assert TEXT.count('"lr": 0.001,\n    "beta"') == 1
    return TEXT.replace('"lr": 0.001,\n    "beta"', f'"lr": {word},\n    "beta"')


def with_name(word: str) -> str:
    """The usual session, with that word (its quotes too) as the name of a lane."""
    return TEXT.replace('"name": "SGD"', f'"name": {word}')


NUMBERS = {
    "NaN": "NaN",
    "a small nan": "nan",
    "Infinity": "Infinity",
    "minus Infinity": "-Infinity",
    "a number beyond all": "1e999",
    "a number below all": "-1e999",
    "a huge integer": HUGE,
    "a huge negative integer": "-" + HUGE,
    "a huge mantissa": HUGE + ".5",
    "true": "true",
    "false": "false",
    "null": "null",
    "text": '"0.001"',
    "a list": "[0.001]",
    "an object": '{"value": 0.001}',
    "a leading zero": "00.1",
    "a leading plus": "+0.1",
    "two minus signs": "--1",
    "a minus sign alone": "-",
    "a point without digits before": ".5",
    "a point without digits after": "5.",
    "an exponent without digits": "1e",
    "an exponent with a sign alone": "1e+",
    "a hexadecimal number": "0x1p3",
    "an octal number": "0o17",
    "a complex number": "1j",
    "a fraction": "1/1000",
    "a number with underscores": "1_000",
    "a decimal comma": "0,001",
    "a number with a space": "0. 001",
    "digits of another alphabet": "١",
    "a true minus sign": "−1",
    "nothing": "",
    "a comment": "/* small */ 0.001",
    "an expression": "1e-3*2",
}
TEXTS = {
    "half a surrogate pair": '"\\ud800"',
    "the other half": '"\\udc00"',
    "a pair the wrong way round": '"\\udc00\\ud800"',
    "half a pair before a letter": '"\\ud800x"',
    "half an escape": '"\\u12"',
    "an unknown escape": '"\\x41"',
    "a NUL": '"a\0b"',
    "an escaped NUL": '"a\\u0000b"',
    "an escaped escape": '"a\\u001b[31mb"',
    "a new line": '"a\nb"',
    "an escaped new line": '"a\\nb"',
    "a tab": '"a\tb"',
    "no character": '"a\\uffffb"',
    "single quotes": "'SGD'",
    "no quotes": "SGD",
    "no end": '"SGD',
    "the empty name": '""',
    "spaces alone": '"  "',
    "a space in front": '" SGD"',
    "a name without end": '"' + "x" * 10_000 + '"',
    "a number": "1",
}
WHOLES = {
    "bytes of nothing": b"",
    "a space": b" ",
    "null": b"null",
    "a number": b"1",
    "a text": b'"ravine session"',
    "an empty object": b"{}",
    "an empty list": b"[]",
    "a list with the session": b"[" + TEXT.encode() + b"]",
    "another program's JSON": b'{"version": 1, "format": "something else"}',
    "the session twice": TEXT.encode() * 2,
    "rubbish behind": TEXT.encode() + b"x",
    "a NUL behind": TEXT.encode() + b"\0",
    "a NUL in front": b"\0" + TEXT.encode(),
    "a byte order mark": TEXT.encode("utf-8-sig"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "UTF-32": TEXT.encode("utf-32"),
    "Latin-1": with_name('"Müller"').encode("latin-1"),
    "a surrogate in UTF-8": with_name('"\ud800"').encode("utf-8", "surrogatepass"),
    "an overlong NUL": with_name('"@"').encode().replace(b"@", b"\xc0\x80"),
    "a comma behind the last": TEXT.replace("]\n", "],\n", 1).replace("}\n", "},\n").encode(),
    "a missing comma": TEXT.replace(",", "", 1).encode(),
    "a missing colon": TEXT.replace(":", "", 1).encode(),
    "a missing bracket": TEXT.rstrip()[:-1].encode(),
    "names without quotes": TEXT.replace('"format"', "format").encode(),
    "only opening brackets": b"[" * DEEP,
    "only opening braces": b'{"format":' * DEEP,
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep lists in a field": with_lr("[" * DEEP + "]" * DEEP).encode(),
    "deep lists in an unknown field": TEXT.replace('"look"', f'"x": {"[" * DEEP}{"]" * DEEP}, "look"').encode(),
    "deep objects in an unknown field": TEXT.replace('"look"', f'"x": {"{" * DEEP}, "look"').encode(),
    "more than the most": TEXT.encode() + b" " * MOST_BYTES,
    "zeros": bytes(1_000_000),
    "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.",
    "a zipped file": b"PK\x03\x04" + bytes(100),
    "TOML": b'format = "ravine session"\n',
    "XML": b"<session/>",
}


def refused(data: bytes) -> str:
    """The sentence of the refusal."""
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as caught:
        read_session(data)
    assert type(caught.value) is ValueError
    sentence = str(caught.value)
    assert sentence.isprintable(), sentence
    assert 10 < len(sentence) < 250
    return sentence


def changed(*path: str | int, value: Any) -> bytes:
    """The usual session with another value in that place."""
    content = json.loads(TEXT)
    *folders, last = path
    inner = content
    for name in folders:
        inner = inner[name]
    inner[last] = value
    return json.dumps(content).encode()


@pytest.mark.parametrize("word", NUMBERS.values(), ids=NUMBERS)
def test_what_is_no_number_is_refused(word: str) -> None:
    refused(with_lr(word).encode())


@pytest.mark.parametrize("word", TEXTS.values(), ids=TEXTS)
def test_what_no_lane_can_be_called_is_refused(word: str) -> None:
    refused(with_name(word).encode())


@pytest.mark.parametrize("data", WHOLES.values(), ids=WHOLES)
def test_what_is_no_session_is_refused(data: bytes) -> None:
    refused(data)


@pytest.mark.parametrize(
    "twice", ["format", "experiment", "surface", "a", "lr", "lanes", "rule", "decay", "look", "view"]
)
def test_what_is_said_twice_is_refused(twice: str) -> None:
    (line, *_) = [line for line in TEXT.splitlines() if line.lstrip().startswith(f'"{twice}": ')]
    word = line.strip().removesuffix(",")
    if word.endswith(("[", "{")):
        word = f'"{twice}": {json.dumps(found(json.loads(TEXT), twice))}'
    doubled = TEXT.replace(f'"{twice}":', f'{word}, "{twice}":', 1)
    assert json.loads(doubled) == json.loads(TEXT), "both say the same, and yet"
    assert refused(doubled.encode()) == f"'{twice}' is given twice in one object"


def found(content: Any, name: str) -> Any:
    """The first value of that name, however deep."""
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in items:
        inner = value if key == name else found(value, name)
        if inner is not None:
            return inner
    return None


def test_an_escaped_name_is_the_same_name() -> None:
    doubled = TEXT.replace('"view": "path"', '"view": "path", "\\u0076iew": "map"')
    assert refused(doubled.encode()) == "'view' is given twice in one object"


E, L = "experiment", "lanes"
ABSURD = {
    (E, "lr"): ([1e308, -1e-300, 1.0000001e9], "lr must lie between 0 and 1e9, not"),
    (E, "beta"): ([1, 1.5, -0.1], "beta must lie between 0 and 0.999999, not"),
    (E, "noise"): ([1e308, -1], "noise must lie between 0 and 1e9, not"),
    (E, "steps"): ([0, 10**12, 100_001], "steps must lie between 1 and 100,000, not"),
    (E, "seeds"): ([0, 10**9], "seeds must lie between 1 and 10,000, not"),
    (E, "seed"): ([2**53 + 1, -1, 10**400], "seed must be a whole number"),
    (E, "batch_size"): ([0, 10**12], "batch_size must lie between 1 and 1e9, not"),
    (E, "start", 0): ([1e308, -1.1e9], "start must lie within ±1e+09"),
    (E, "start"): ([[], [1], [1, 2, 3], {}], "start must be a list"),
    (E, "noise_kind"): (["gausian", ""], "noise_kind: unknown kind of noise"),
    (E, "surface", "key"): (["rosenbrok", "", "x" * 9999], "surface: unknown surface"),
    (E, "surface", "parameters", "b"): ([1e308, -1e308], "surface.parameters.b must lie between"),
    (E, "surface", "parameters"): ([{"c": 1}, {"\n" * 9999: 1}, {"": 1}], "surface.parameters: unknown name"),
    (E, L): ([[]], "an experiment has 1 to 8 lanes, not 0"),
    (E, L, 2, "rule"): (["momentun", "adem"], "lanes[2].rule: unknown rule"),
    (E, L, 2, "colour"): ([8, 10**9], "lanes[2].colour must lie between 0 and 7, not"),
    (E, L, 2, "parameters", "lr"): ([1e308], "lanes[2].parameters.lr must lie between 0 and 1e9, not"),
    (E, L, 2, "parameters", "lambda"): ([0], "lanes[2].parameters: unknown name 'lambda'"),
    (E, L, 2, "choices", "drawn"): (["behind", ""], "lanes[2].choices.drawn: unknown word"),
    (E, L, 2, "choices", "direction"): (["up"], "lanes[2].choices: unknown name 'direction'"),
    (E, L, 0, "visible"): ([1, "yes", None], "lanes[0].visible must be true or false, not"),
    (E, L, 0, "restarts"): ([[100_001], [3, 10**15]], "lanes[0].restarts: step must lie between 0 and 100,000, not"),
    (E, L, 0, "changes"): (
        [[{"step": 5, "name": "beta", "value": 0}], [{"step": 5, "name": "lr", "value": 1e308}]],
        "lanes[0].changes: sgd: ",
    ),
    (E, L, 0, "schedule"): (
        [[{"key": "constant"}], [{"key": "product"}]],
        "lanes[0].schedule[0].key: unknown schedule",
    ),
    (E, "changes"): ([[{"step": 5, "name": "steps", "value": 1}]], "changes: lr, beta, noise can be steered for all"),
    (E, "moves"): ([[{"step": 5, "dx": 1e10, "dy": 0}]], "moves[0].dx must lie between −1e9 and 1e9, not"),
    ("look", "step"): ([1001, 10**12], "look.step must lie between 0 and 1,000, where the run ends, not"),
    ("look", "rectangle"): (
        [[0, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 1], [-1e308, 1e308, 0, 1], [0, 1, 0, 5e-324], [0, 5e-324, 0, 1]],
        "look.rectangle must be x from, x to, y from, y to",
    ),
    ("look", "view"): (["table", ""], "look.view must be one of path, map, crowd, compare, 3d, not"),
    ("version",): ([2, 10**15], "it is a session of version"),
    ("format",): (["", "ravine sesion"], "it is JSON, but no Ravine session"),
}
CASES = [(path, value, sentence) for path, (values, sentence) in ABSURD.items() for value in values]


@pytest.mark.parametrize(("path", "value", "sentence"), CASES, ids=lambda part: str(part)[:40])
def test_what_makes_no_sense_is_refused_with_its_place(path: tuple[str | int, ...], value: Any, sentence: str) -> None:
    assert refused(changed(*path, value=value)).startswith(sentence)


LANE = {"rule": "sgd", "name": "a", "colour": 0}
STEERED = {"step": 5, "name": "lr", "value": 1}
MOVE = {"step": 5, "dx": 0, "dy": 0}
MANY = {
    (E, L): ([LANE] * 10_000, "lanes must be a list of length <= 8"),
    (E, "changes"): ([STEERED] * 10_000, "changes must be a list of length <= 5000"),
    (E, "moves"): ([MOVE] * 10_000, "moves must be a list of length <= 5000"),
    (E, L, 0, "restarts"): ([0] * 10_000, "lanes[0].restarts must be a list of length <= 5000"),
    (E, L, 0, "changes"): ([STEERED] * 10_000, "lanes[0].changes must be a list of length <= 5000"),
    (E, L, 0, "schedule"): ([{"key": "warmup"}] * 10_000, "lanes[0].schedule must be a list of length <= 64"),
    (E, L, 0, "parameters"): (
        {f"x{number}": 0.0 for number in range(100_000)},
        "lanes[0].parameters: unknown name 'x0'; known: lr, weight_decay",
    ),
}


@pytest.mark.parametrize("path", MANY, ids=lambda path: path[-1])
def test_what_is_too_much_is_refused_at_once(path: tuple[str | int, ...]) -> None:
    value, sentence = MANY[path]
    assert refused(changed(*path, value=value)) == sentence


def test_an_experiment_that_is_too_large_is_refused() -> None:
    steps, seeds = (int(RUN_PARAMETERS[name].legal[1]) for name in ("steps", "seeds"))
    data = changed("experiment", "steps", value=steps).replace(b'"seeds": 1,', b'"seeds": %d,' % seeds)
    assert "points" in refused(data)


def test_a_newer_version_is_told_from_a_broken_one() -> None:
    newer = changed("version", value=7).replace(b'"look"', b'"hearing"')
    assert refused(newer) == "it is a session of version 7, and this Ravine reads up to 1; take a newer Ravine"
    assert refused(changed("version", value=0)) == "version must be 1 or more"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ((), ""),
        ((E,), "experiment: "),
        ((E, "surface"), "surface: "),
        ((E, L, 1), "lanes[1]: "),
        (("look",), "look: "),
    ],
    ids=str,
)
def test_a_field_that_nobody_knows_is_named(path: tuple[str | int, ...], where: str) -> None:
    assert refused(changed(*path, "nmae", value=1)) == f"{where}there is no field named nmae"
    odd = refused(changed(*path, "\x1b[31m\n" + "x" * 9999, value=1))
    assert odd.startswith(f"{where}there is no field named �[31m�xxx")
    assert odd.endswith("…")


def test_a_field_that_is_missing_is_named() -> None:
    content = json.loads(TEXT)
    del content["experiment"]["surface"]["key"]
    assert refused(json.dumps(content).encode()) == "surface: the field key is missing"
