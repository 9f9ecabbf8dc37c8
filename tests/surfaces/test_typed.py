"""A typed formula is a surface like any other."""

import pickle
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from surfaces import Group, Surface
from surfaces.expressions import ExpressionError
from surfaces.typed import Typed
from tests.surfaces.expressions.formulas import LEGAL

BANANA = "(a-x)^2 + b*(y-x^2)^2, a=1, b=100 in [1, 1000]"
X, Y = np.random.default_rng(7).uniform(-2, 2, (2, 60))
each_legal = pytest.mark.parametrize("text", LEGAL)


def answers(surface, x=X, y=Y):
    return [surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y)]


def test_everything_about_it_is_told():
    banana = Typed(BANANA)
    assert isinstance(banana, Surface)
    assert banana.text == "(a - x)^2 + b*(y - x^2)^2, a = 1, b = 100 in [1, 1000]"
    assert banana.key == f"expr:{banana.text}"
    assert banana.kind == ("expr", banana.text)
    assert (banana.title, banana.origin, banana.purpose, banana.group) == ("f(x, y)", "typed", "", Group.YOURS)
    assert banana.formula == "(a − x)² + b(y − x²)²"
    assert banana.expression == "(a - x)**2 + b*(y - x**2)**2"
    assert banana.minima_are_found
    assert banana.numbers == {"a": 1.0, "b": 100.0}
    assert banana.values == (1.0, 100.0)


def test_its_parameters_are_declared_as_those_of_any_surface():
    declared = Typed(BANANA).declared
    usual = surfaces.get("rosenbrock").declared
    assert list(declared) == ["a", "b"]
    assert declared["a"].keys() == usual["a"].keys()
    assert declared["a"]["soft"] == (0.0, 2.0)
    assert declared["b"]["soft"] == (1.0, 1000.0)
    assert declared["b"]["default"] == 100.0
    for facts in declared.values():
        assert facts["legal"] == (-1e9, 1e9)
        assert facts["scale"] == "linear"
        assert facts["help"].strip()


def test_the_registry_finds_it():
    assert surfaces.registry.find(f"expr:{BANANA}") == Typed(BANANA)
    assert surfaces.get(f"expr:{BANANA}", a=2) == Typed(BANANA).bent(a=2.0)
    assert surfaces.registry.find(Typed(BANANA).key) == Typed(BANANA)
    with pytest.raises(ExpressionError, match=r"^at character 4: "):
        surfaces.registry.find("expr:x +")
    assert not any(name.startswith("expr") for name in surfaces.names())


@each_legal
def test_equal_by_text_and_values_however_it_was_written(text):
    surface = Typed(text)
    assert surface == Typed(text) == Typed(surface.text) == surface.bent() == surface.bent(**surface.numbers)
    assert hash(surface) == hash(Typed(surface.text, surface.values))
    assert surface.kind == surface.bent(**surface.numbers).kind
    assert surface != Typed("x + 4*y")


@each_legal
def test_it_can_be_sent_by_its_text(text):
    surface = Typed(text)
    surface.minima, surface.view, answers(surface)
    sent = pickle.dumps(surface)
    assert len(sent) < 200 + 2 * len(surface.text.encode())
    copy = pickle.loads(sent)
    assert copy == surface
    assert copy.view == surface.view
    np.testing.assert_array_equal(answers(copy), answers(surface))


@given(a=st.floats(-1e9, 1e9), b=st.floats(-1e9, 1e9))
@settings(max_examples=50, deadline=None)
def test_bending_is_putting_other_numbers_in(a, b):
    bent = Typed(BANANA).bent(a=a, b=b)
    assert bent.numbers == {"a": a, "b": b}
    assert bent.bent(a=1, b=100) == Typed(BANANA)
    np.testing.assert_allclose(bent.value(X, Y), (a - X) ** 2 + b * (Y - X**2) ** 2, rtol=1e-12)
    assert (bent.view, bent.start, bent.suggested_lr) == (
        Typed(BANANA).view,
        Typed(BANANA).start,
        Typed(BANANA).suggested_lr,
    )


def test_bending_gives_numbers_of_the_usual_kind():
    bent = Typed(BANANA).bent(a=2, b=np.float64(3))
    assert all(type(number) is float for number in bent.values)


@pytest.mark.parametrize("wrong", [1.1e9, -1.1e9, np.nan, np.inf, 10**400, "1", True, None, [1.0], 1j])
def test_what_is_not_legal_is_refused_in_one_sentence(wrong):
    with pytest.raises(ValueError, match=r"^f\(x, y\): a must lie between -1e\+09 and 1e\+09, not [^\n]+$"):
        Typed(BANANA).bent(a=wrong)


def test_unknown_parameters_are_met_with_the_nearest_or_all():
    with pytest.raises(ValueError, match=r"^f\(x, y\) has no parameter 'c'; known: a, b$"):
        Typed(BANANA).bent(c=1.0)
    with pytest.raises(ValueError, match=r"^f\(x, y\) has no parameter 'a'; it has none$"):
        Typed("x^2").bent(a=1.0)
    with pytest.raises(ValueError, match="has 2 parameters, not 1"):
        Typed(BANANA, (1.0,))


def test_a_function_without_a_value_anywhere_is_refused():
    for text in ("sqrt(-1 - x^2)", " log(-1 - y^2) + x", "a*x + sqrt(a), a = -1"):
        with pytest.raises(ExpressionError, match="no finite value") as caught:
            Typed(text)
        assert caught.value.position == 0
        assert caught.value.length == len(text.partition(",")[0])


@pytest.mark.parametrize(
    "text", ["log(x)", "sqrt(x - 1000)", "sqrt(1e-4 - x^2 - y^2)", "1/(x*y)", "log(x*y - 1e9)", "x^y"]
)
def test_a_function_with_values_somewhere_is_a_surface(text):
    surface = Typed(text)
    left, right, bottom, top = surface.view
    x, y = np.meshgrid(np.linspace(left, right, 64), np.linspace(bottom, top, 64))
    assert np.isfinite(surface.value(x, y)).any()


@each_legal
def test_a_view_a_start_and_a_rate_are_proposed(text):
    surface = Typed(text)
    left, right, bottom, top = surface.view
    assert left < right
    assert bottom < top
    assert left <= surface.start[0] <= right
    assert bottom <= surface.start[1] <= top
    assert np.isfinite(surface.value(*surface.start))
    assert 0 < surface.suggested_lr < np.inf


def test_minima_are_found_at_the_present_numbers():
    for a in (0.5, 1.0, 1.3):
        ((x, y),) = Typed(BANANA).bent(a=a).minima
        np.testing.assert_allclose((x, y), (a, a * a), atol=1e-6)
    himmelblau = Typed("(x^2+y-11)^2 + (x+y^2-7)^2")
    np.testing.assert_allclose(sorted(himmelblau.minima), sorted(surfaces.get("himmelblau").minima), atol=1e-6)
    assert Typed("x^2 - y^2").minima == ()


FAR = [sign * 10.0**power for power in (0, 3, 50, 155, 300) for sign in (1, -1)]
ODD = [0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, np.finfo(float).max]


@each_legal
def test_far_away_is_an_answer_and_not_a_warning(text):
    x, y = (grid.ravel() for grid in np.meshgrid(FAR + ODD, FAR + ODD))
    surface = Typed(text)
    for answer in answers(surface, x, y):
        assert answer.shape == x.shape
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(surface.bare_gradient(x, y), surface.gradient(x, y))


def test_the_bare_gradient_is_bare():
    with pytest.warns(RuntimeWarning, match="overflow"):
        Typed(BANANA).bare_gradient(np.array([1e300]), np.array([0.0]))


@each_legal
def test_rows_and_columns_broadcast(text):
    x, y = np.linspace(-2, 2, 5)[:, np.newaxis], np.linspace(-1, 3, 4)
    full = [grid.copy() for grid in np.broadcast_arrays(x, y)]
    surface = Typed(text)
    for thin, whole in zip(answers(surface, x, y), answers(surface, *full), strict=True):
        np.testing.assert_array_equal(thin, whole)


def test_threads_may_walk_one_surface_at_once():
    surface = Typed("sin(x*y)^2 + exp(-x^2)*cos(y)/(1 + x^2 + y^2)")
    grids = [np.random.default_rng(seed).uniform(-3, 3, (2, 20_000)) for seed in range(6)]
    expected = [answers(surface, *grid) for grid in grids]
    same, gate = [], threading.Barrier(len(grids))

    def walk(grid, right):
        gate.wait()
        same.append(all(np.array_equal(answers(surface, *grid), right) for _ in range(5)))

    threads = [threading.Thread(target=walk, args=pair) for pair in zip(grids, expected, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert same == [True] * len(grids)


def test_a_picture_waits_for_no_learning_rate(monkeypatch):
    monkeypatch.setattr("surfaces.typed.propose", None)
    surface = Typed("(x - 0.125)^2 + (y - 0.25)^2")
    assert surface.view[0] < 0.125 < surface.view[1]
    np.testing.assert_allclose(surface.minima, [(0.125, 0.25)])


def test_minima_are_sought_once_whoever_asks(monkeypatch):
    found = Typed(BANANA).bent(a=0.75).minima
    monkeypatch.setattr("surfaces.typed.find_minima", None)
    assert Typed(BANANA).bent(a=0.75).minima is found
