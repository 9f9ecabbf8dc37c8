"""Whatever is not in the grammar is refused, at once and without taking memory."""

import time
import tracemalloc

import pytest

from surfaces.expressions import ExpressionError
from surfaces.typed import Typed
from tests.surfaces.expressions.formulas import ENTRIES, HOSTILE, REPEATED

MOST_SECONDS, MOST_BYTES = 5e-3, 5e6
GROUPS = {**ENTRIES, "repeated": REPEATED}
each_group = pytest.mark.parametrize("texts", GROUPS.values(), ids=GROUPS.keys())


def refusal(text):
    with pytest.raises(ExpressionError) as caught:
        Typed(text)
    return caught.value


def seconds(text):
    # Time of this thread, so that what else the machine does is not counted.
    begin = time.thread_time()
    with pytest.raises(ExpressionError):
        Typed(text)
    return time.thread_time() - begin


def most_bytes(text):
    tracemalloc.start()
    try:
        with pytest.raises(ExpressionError):
            Typed(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_there_are_many_different_ones():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 700
    assert sum(len(text) >= 100_000 for text in HOSTILE) > 10


@each_group
def test_each_is_refused_in_one_line_that_points_into_the_text(texts):
    for text in texts:
        error = refusal(text)
        assert 0 <= error.position <= len(text)
        assert 1 <= error.length <= max(1, len(text) + 1 - error.position)
        assert str(error) == f"at character {error.position + 1}: {error.sentence}"
        assert len(str(error)) < 160
        assert str(error).isprintable()


@each_group
def test_each_is_refused_soon(texts):
    slow = {text[:60]: spent for text in texts if (spent := min(seconds(text) for _ in range(3))) > MOST_SECONDS}
    assert not slow


@each_group
def test_each_is_refused_in_little_memory(texts):
    large = {text[:60]: used for text in texts if (used := most_bytes(text)) > MOST_BYTES}
    assert not large


@pytest.mark.parametrize("wrong", [None, 1, 1.5, b"x", ("x",), ["x"], {"x": 1}])
def test_what_is_no_text_is_a_mistake_of_the_program(wrong):
    with pytest.raises(TypeError):
        Typed(wrong)
