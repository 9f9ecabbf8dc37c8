"""Whole paths: shapes, slices, divergence kept as data, mixed families, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import SGD, Momentum, Nesterov, Simulation, simulate, simulation
from tests.optim_core.bits import assert_same_bits, assert_same_run
from tests.optim_core.strategies import DEFAULTS, SignDescent, lanes, seeds

SURFACE = surfaces.get("rosenbrock")
each_surface = pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)


def assert_ends_are_data(walk):
    """Finite before `diverged_at`, NaN from it on, and −1 exactly for runs that stay finite."""
    finite = np.isfinite(walk.positions).all(axis=-1)
    steps = np.arange(finite.shape[-1])
    ends = np.where(walk.diverged_at < 0, finite.shape[-1], walk.diverged_at)[..., np.newaxis]
    np.testing.assert_array_equal(finite, steps < ends)
    assert np.isnan(walk.positions[~finite]).all()


def test_the_public_interface_is_as_promised():
    start = SURFACE.start
    rules = [SGD(lr=1e-3), Momentum(lr=2e-4, beta=0.9), Nesterov(lr=2e-4, beta=0.9, weight_decay=0.01)]
    t = simulate(SURFACE.gradient, rules, start=start, steps=1000, noise=0.0, batch_size=1, seeds=(0,))
    assert t.positions.shape == (3, 1, 1001, 2)
    assert t.diverged_at.shape == (3, 1)
    assert (t.positions.dtype, t.diverged_at.dtype) == (np.float64, np.int64)
    assert (t.positions[:, :, 0] == start).all()
    assert SURFACE.value(t.positions[..., 0], t.positions[..., 1]).shape == (3, 1, 1001)


def test_a_rule_is_a_hashable_value():
    rule = Momentum(lr=1e-3, beta=0.9)
    assert rule == Momentum(lr=np.float64(1e-3), beta=0.9)
    assert {rule: "hashable"}[Momentum(lr=1e-3)] == "hashable"
    assert isinstance(Momentum(lr=1).lr, float)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), rules=lanes, seeds=seeds, noise=st.sampled_from([0.0, 0.5]))
def test_slices_of_any_sizes_give_the_same_bits(data, rules, seeds, noise):
    rules = [*rules, SignDescent(lr=1e-2)]
    surface = data.draw(st.sampled_from(DEFAULTS))
    arguments = {"start": surface.start, "steps": 70, "noise": noise, "seeds": seeds}
    whole = simulate(surface.gradient, rules, **arguments)
    sliced = Simulation(surface.gradient, rules, **arguments)
    while not sliced.done:
        sliced.advance(data.draw(st.integers(1, 40)))
        part = sliced.trajectory()
        assert part.positions.shape[2] == sliced.step + 1
        assert_ends_are_data(part)
    assert_same_run(sliced.trajectory(), whole)


def test_advancing_beyond_the_end_or_by_nothing_does_nothing():
    simulation = Simulation(SURFACE.gradient, [SGD(lr=1e-3)], start=(0.0, 0.0), steps=5)
    simulation.advance(0)
    assert simulation.step == 0
    simulation.advance(100)
    assert (simulation.step, simulation.done) == (5, True)
    before = simulation.trajectory().positions.copy()
    simulation.advance()
    assert_same_bits(simulation.trajectory().positions, before)


@each_surface
@pytest.mark.parametrize(("rule", "odd"), [(SGD, 0), (Momentum, 501), (Nesterov, 999)])
def test_one_diverging_run_among_a_thousand_disturbs_no_other(surface, rule, odd):
    rules = [rule(lr=lr) for lr in np.geomspace(1e-6, surface.suggested_lr, 1000)]
    settings = {"steps": 60, "noise": 0.1}
    starts = np.broadcast_to(surface.start, (1000, 1, 2))
    calm = simulate(surface.gradient, rules, start=starts, **settings)
    assert (calm.diverged_at == -1).all()
    # A start near the end of all floats and the largest step: lost at once on a slope, at last by its noise.
    disturbed, far = list(rules), starts.copy()
    disturbed[odd], far[odd] = rule(lr=1e9), 1.7e308
    walk = simulate(broken_far_away(surface.gradient), disturbed, start=far, **settings)
    assert walk.diverged_at[odd, 0] >= 1
    assert_ends_are_data(walk)
    others = np.arange(1000) != odd
    assert_same_bits(walk.positions[others], calm.positions[others])
    assert (walk.diverged_at[others] == -1).all()


def broken_far_away(gradient):
    """The gradient, and inf beyond 1e307: a flat surface loses nobody by itself."""

    def broken(x, y):
        return tuple(np.where(np.abs(x) > 1e307, np.inf, slope) for slope in gradient(x, y))

    return broken


@settings(deadline=None, max_examples=40)
@given(data=st.data(), rules=lanes)
def test_a_run_that_leaves_is_nan_from_its_first_bad_step_on(data, rules):
    surface = data.draw(st.sampled_from(DEFAULTS))
    wild = [*rules, SGD(lr=1e9), Momentum(lr=10.0), Nesterov(lr=3.0)]
    assert_ends_are_data(simulate(surface.gradient, wild, start=surface.start, steps=150, noise=0.3))


def test_the_first_bad_step_is_the_one_the_equation_gives():
    walk = simulate(lambda x, y: (x, 0.0 * y), [SGD(lr=1e9)], start=(1.0, 1.0), steps=60)
    expected, x = 0, 1.0
    while np.isfinite(x):
        x, expected = x - 1e9 * x, expected + 1
    assert walk.diverged_at[0, 0] == expected


def test_lanes_of_several_families_come_back_in_their_order():
    rules = [SignDescent(lr=0.1), SGD(lr=1e-3), SignDescent(lr=0.2), Nesterov(lr=1e-4), Momentum(lr=1e6)]
    arguments = {"steps": 40, "noise": 0.2, "seeds": (3, 4)}
    starts = np.arange(20.0).reshape(5, 2, 2) / 10
    walk = simulate(SURFACE.gradient, rules, start=starts, **arguments)
    assert_same_bits(walk.positions[:, :, 0], starts)
    for lane, rule in enumerate(rules):
        alone = simulate(SURFACE.gradient, [rule], start=starts[lane], **arguments)
        assert_same_bits(walk.positions[lane], alone.positions[0])
        np.testing.assert_array_equal(walk.diverged_at[lane], alone.diverged_at[0])
    assert (walk.diverged_at[4] > 0).all()


def test_no_steps_leave_the_start():
    walk = simulate(SURFACE.gradient, [SGD(), SignDescent()], start=(0.5, 0.25), steps=0, noise=1.0, seeds=(1, 2))
    assert_same_bits(walk.positions, np.broadcast_to([0.5, 0.25], (2, 2, 1, 2)))
    assert (walk.diverged_at == -1).all()


@pytest.mark.parametrize(
    ("start", "shape"), [((1.0, 2.0), ()), ([[[1.0, 2.0]], [[3.0, 4.0]]], (2, 1)), ([[1.0, 2.0], [3.0, 4.0]], (2,))]
)
def test_starts_broadcast_to_lanes_and_seeds(start, shape):
    assert np.shape(start) == (*shape, 2)
    walk = simulate(SURFACE.gradient, [SGD(), Momentum()], start=start, steps=3, seeds=(0, 1))
    assert_same_bits(walk.positions[:, :, 0], np.broadcast_to(start, (2, 2, 2)).astype(float))


def test_the_callers_start_is_not_written_to():
    start = np.array([1.0, 2.0])
    simulate(SURFACE.gradient, [SGD(lr=1e6)], start=start, steps=50)
    assert start.tolist() == [1.0, 2.0]


def test_a_gradient_may_return_constants_and_integers():
    walk = simulate(lambda x, y: (1, 0.0), [SGD(lr=0.5), Nesterov(lr=0.5, beta=0.0)], start=(0.0, 3.0), steps=2)
    assert walk.positions[:, 0].tolist() == [[[0.0, 3.0], [-0.5, 3.0], [-1.0, 3.0]]] * 2


MIXED = [SGD(lr=1e-3), SignDescent(lr=1e-2), Nesterov(lr=1e-3, drawn="ahead"), Momentum(lr=1e6)]


@pytest.mark.parametrize("kept", [0, 1, 2, 5, None])
def test_velocities_may_be_kept_of_some_seeds_alone(kept):
    arguments = {"start": SURFACE.start, "steps": 60, "noise": 0.5, "seeds": range(5)}
    whole = simulate(SURFACE.gradient, MIXED, **arguments)
    some = Simulation(SURFACE.gradient, MIXED, keep_velocities=kept, **arguments)
    for count in (7, 60):
        some.advance(count)
    found = some.trajectory()
    assert_same_bits(found.positions, whole.positions)
    assert_same_bits(found.velocities, whole.velocities[:, :kept])
    np.testing.assert_array_equal(found.diverged_at, whole.diverged_at)


def test_seeds_in_parts_written_into_one_memory_are_one_run_of_all_to_the_bit():
    arguments = {"start": SURFACE.start, "steps": 60, "noise": 0.5}
    whole = simulate(SURFACE.gradient, MIXED, seeds=range(10), **arguments)
    into = np.zeros((61, 2, 4, 10)).transpose(2, 3, 0, 1)
    for some in (slice(0, 3), slice(3, 4), slice(4, 10)):
        part = Simulation(
            SURFACE.gradient, MIXED, seeds=range(10)[some], into=into[:, some], keep_velocities=0, **arguments
        )
        part.advance()
        assert np.shares_memory(part.trajectory().positions, into)
        np.testing.assert_array_equal(part.trajectory().diverged_at, whole.diverged_at[:, some])
    assert_same_bits(into, whole.positions)


def test_the_pieces_of_a_long_run_are_one_run(monkeypatch):
    arguments = {"start": SURFACE.start, "steps": 90, "noise": 0.5, "seeds": (3, 4)}
    whole = simulate(SURFACE.gradient, MIXED, **arguments)
    monkeypatch.setattr(simulation, "PIECE", 8 * 13)
    assert_same_run(simulate(SURFACE.gradient, MIXED, **arguments), whole)


REFUSED = {
    "no rule": ({"rules": []}, "a run needs at least one rule"),
    "negative steps": ({"steps": -1}, "steps must be a whole number, 0 or more"),
    "broken steps": ({"steps": 1.5}, "steps must be a whole number, 0 or more"),
    "steps in words": ({"steps": "ten"}, "steps must be a whole number, 0 or more"),
    "negative noise": ({"noise": -0.1}, "noise must be 0 or more and finite"),
    "noise in words": ({"noise": "loud"}, "noise must be 0 or more and finite"),
    "noise nan": ({"noise": np.nan}, "noise must be 0 or more and finite"),
    "noise inf": ({"noise": np.inf}, "noise must be 0 or more and finite"),
    "no batch": ({"batch_size": 0}, "batch_size must be 1 or more and finite"),
    "batch nan": ({"batch_size": np.nan}, "batch_size must be 1 or more and finite"),
    "no seeds": ({"seeds": ()}, "seeds must be one or more whole numbers"),
    "negative seed": ({"seeds": (1, -1)}, "seeds must be one or more whole numbers"),
    "broken seed": ({"seeds": (1.5,)}, "seeds must be one or more whole numbers"),
    "start of three": ({"start": (1.0, 2.0, 3.0)}, "start must broadcast to"),
    "start nan": ({"start": (np.nan, 0.0)}, "start must be made of finite numbers"),
    "start inf": ({"start": (0.0, -np.inf)}, "start must be made of finite numbers"),
    "start in words": ({"start": ("a", "b")}, "start must be made of finite numbers"),
    "array lr": ({"rules": [SGD.grid(lr=[0.1, 0.2])]}, "sgd: a lane's lr must be one number"),
}


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ({"keep_velocities": -1}, "keep_velocities must be 0 or more, or None, not -1"),
        ({"into": np.zeros((1, 1, 4, 3))}, r"into must be float64 of shape \(1, 1, 4, 2\), not float64 \(1, 1, 4, 3\)"),
        (
            {"into": np.zeros((1, 1, 4, 2), int)},
            r"into must be float64 of shape \(1, 1, 4, 2\), not int64 \(1, 1, 4, 2\)",
        ),
    ],
)
def test_memory_that_does_not_fit_is_refused_in_one_sentence(option, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        Simulation(SURFACE.gradient, [SGD()], start=(0.0, 0.0), steps=3, **option)


@pytest.mark.parametrize(("change", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_run_that_makes_no_sense_is_refused_in_one_sentence(change, sentence):
    arguments = {"rules": [SGD()], "start": (0.0, 0.0), "steps": 3} | change
    with pytest.raises(ValueError, match=rf"^{sentence}[^\n]*$"):
        simulate(SURFACE.gradient, arguments.pop("rules"), **arguments)
