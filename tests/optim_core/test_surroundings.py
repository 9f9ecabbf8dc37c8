"""What every lane meets alike: noise of both kinds, noise step by step, and a surface that moves."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import RULES, SGD, Momentum, Move, Nesterov, NoiseKind, Simulation, Warmup, simulate, sweep
from optim_core.noise import NoiseStream
from optim_core.surroundings import Surroundings, offsets
from tests.optim_core.bits import assert_same_bits, assert_same_run
from tests.optim_core.strategies import DEFAULTS, SignDescent
from tests.optim_core.textbook import ball, textbook

STEPS = 80
START = (-1.2, 1.0)
SEEDS = (0, 7)
LANES = [SGD(lr=0.02), Momentum(lr=0.02, beta=0.9, weight_decay=0.1), Nesterov(lr=0.01, beta=0.8)]
TILTED = surfaces.get("ravine", condition=30.0, angle=25.0)
each_surface = pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)


def run(gradient=ball, rules=LANES, start=START, steps=STEPS, seeds=SEEDS, **more):
    return simulate(gradient, rules, start=start, steps=steps, seeds=seeds, **more)


# Where the lanes were after 60 steps of noise 0.7 at batch size 3 before noise had kinds, moves or steps of its own.
FORMER = [
    [["-0x1.88cab6edd06fbp-4", "0x1.c0e30283b528ap-2"], ["-0x1.7f00d95f271dfp-4", "0x1.062aed14dc246p-1"]],
    [["0x1.184adc3412c90p-7", "0x1.76eb49b91f2ecp-6"], ["0x1.05c656f7a3f1bp-5", "0x1.730df2203ad42p-8"]],
    [["0x1.d2a1eedf1a3e0p-6", "0x1.147df3c3f104dp-6"], ["0x1.d32b25e725893p-6", "0x1.3013e5270b508p-4"]],
]


@pytest.mark.parametrize("kind", [{}, {"noise_kind": NoiseKind.GAUSSIAN}, {"noise_kind": "gaussian"}, {"moves": ()}])
def test_gaussian_noise_is_to_the_bit_what_it_was(kind):
    found = run(steps=60, noise=0.7, batch_size=3, **kind).positions[:, :, -1]
    assert [[[value.hex() for value in point] for point in lane] for lane in found.tolist()] == FORMER


def curvature(surface):
    fxx, fxy, fyy = (float(value) for value in surface.hessian(0.0, 0.0))
    return np.array([[fxx, fxy], [fxy, fyy]])


@pytest.mark.parametrize("surface", [TILTED, surfaces.get("sphere"), surfaces.get("saddle")], ids=lambda s: s.key)
def test_jitter_on_a_quadratic_is_gaussian_noise_times_the_curvature(surface):
    """∇f(θ + s·ξ) = ∇f(θ) + s·Hξ, without a remainder."""
    found = run(surface.gradient, steps=60, noise=0.4, batch_size=2, noise_kind="jitter").positions
    draws = 0.4 / sqrt(2) * NoiseStream(SEEDS).take(60)
    pushes = np.einsum("ij,sjk->sik", curvature(surface), draws)
    for lane, rule in enumerate(LANES):
        for column in range(len(SEEDS)):
            expected = textbook(rule, START, 60, surface.gradient, pushes=pushes[:, :, column].tolist()).positions
            np.testing.assert_allclose(found[lane, column], expected, rtol=1e-12, atol=1e-12)


def test_jitter_on_the_sphere_is_gaussian_noise_twice_as_strong():
    sphere = surfaces.get("sphere")
    jitter, gaussian = run(sphere.gradient, noise=0.3, noise_kind="jitter"), run(sphere.gradient, noise=0.6)
    np.testing.assert_allclose(jitter.positions, gaussian.positions, rtol=0, atol=1e-13)


def test_jitter_is_the_gradient_at_a_shifted_point_to_the_bit():
    """Decay pulls at θ itself, and Nesterov's look-ahead is shifted from where it looks."""
    found = run(noise=0.5, noise_kind=NoiseKind.JITTER).positions
    draws = 0.5 * NoiseStream(SEEDS).take(STEPS)
    for lane, rule in enumerate(LANES):
        for column in range(len(SEEDS)):
            expected = textbook(rule, START, STEPS, shifts=draws[:, :, column].tolist()).positions
            assert_same_bits(found[lane, column], expected)


def test_jitter_is_loud_where_the_surface_is_stiff_and_silent_where_it_is_flat():
    stiff = surfaces.get("ravine", condition=40.0)
    settings = {"start": (0.0, 0.0), "steps": 4000, "noise": 0.1, "noise_kind": "jitter"}
    met = simulate(stiff.gradient, [SGD(lr=1e-3)], **settings).velocities[0, 0, 1:]
    along, across = met.std(axis=0)
    assert along == pytest.approx(0.1, rel=0.1)
    assert across == pytest.approx(4.0, rel=0.1)
    tilted = simulate(lambda x, y: (1.0 + 0.0 * x, 2.0 + 0.0 * y), LANES, **settings)
    assert_same_bits(
        tilted.positions,
        simulate(lambda x, y: (1.0 + 0.0 * x, 2.0 + 0.0 * y), LANES, start=(0.0, 0.0), steps=4000).positions,
    )


@pytest.mark.parametrize("batch", [2, 3, 64, 2.5])
@pytest.mark.parametrize("kind", NoiseKind)
@each_surface
def test_batch_size_divides_noise_of_both_kinds_by_its_root_exactly(surface, kind, batch):
    settings = {"start": surface.start, "noise_kind": kind}
    batched = run(surface.gradient, noise=0.7, batch_size=batch, **settings)
    assert_same_run(batched, run(surface.gradient, noise=0.7 / sqrt(batch), **settings))


@pytest.mark.parametrize("kind", NoiseKind)
@each_surface
def test_without_noise_its_kind_does_not_matter(surface, kind):
    found = run(surface.gradient, start=surface.start, noise=0.0, noise_kind=kind)
    assert_same_run(found, run(surface.gradient, start=surface.start))


@pytest.mark.parametrize("kind", NoiseKind)
def test_noise_given_step_by_step_is_the_same_noise(kind):
    settings = {"noise_kind": kind, "batch_size": 5}
    expected = run(noise=0.7, **settings)
    for noise in (np.full(STEPS, 0.7), [0.7] * STEPS, (0.7,) * STEPS, np.float64(0.7), np.array(0.7)):
        assert_same_run(run(noise=noise, **settings), expected)


@pytest.mark.parametrize("kind", NoiseKind)
def test_each_step_meets_its_own_noise_and_a_silent_step_skips_its_draw(kind):
    strengths = np.where(np.arange(STEPS) % 3 == 1, 0.0, np.linspace(0.0, 2.0, STEPS))
    draws = NoiseStream(SEEDS).take(STEPS) * (strengths / sqrt(2))[:, np.newaxis, np.newaxis]
    found = run(noise=strengths, batch_size=2, noise_kind=kind).positions
    name = "shifts" if kind is NoiseKind.JITTER else "pushes"
    for lane, rule in enumerate(LANES):
        for column in range(len(SEEDS)):
            met = {name: draws[:, :, column].tolist()}
            assert_same_bits(found[lane, column], textbook(rule, START, STEPS, **met).positions)


def test_noise_that_ends_leaves_its_past_alone_and_then_the_run_is_silent():
    loud, fading = run(noise=0.5), run(noise=[0.5] * 30 + [0.0] * (STEPS - 30))
    assert_same_bits(fading.positions[:, :, :31], loud.positions[:, :, :31])
    rest = simulate(ball, LANES[:1], start=fading.positions[:1, :, 30], steps=STEPS - 30, seeds=SEEDS)
    assert_same_bits(fading.positions[:1, :, 30:], rest.positions)


def test_silence_step_by_step_is_silence():
    assert_same_run(run(noise=np.zeros(STEPS)), run())
    assert run(noise=[], steps=0).positions.shape == (3, 2, 1, 2)


MOVES = (Move(20, 0.5, -0.25), Move(45, -1.0, 2.0))


@settings(deadline=None, max_examples=40)
@given(data=st.data(), kind=st.sampled_from(NoiseKind), moved=st.booleans())
def test_slices_of_any_sizes_meet_the_same(data, kind, moved):
    settings = {"noise": np.linspace(1.0, 0.0, STEPS), "noise_kind": kind, "moves": MOVES if moved else ()}
    sliced = Simulation(ball, LANES, start=START, steps=STEPS, seeds=SEEDS, **settings)
    while not sliced.done:
        sliced.advance(data.draw(st.integers(1, 40)))
    assert_same_run(sliced.trajectory(), run(**settings))


@pytest.mark.parametrize("kind", NoiseKind)
@each_surface
def test_a_sweep_meets_what_a_simulation_meets(surface, kind):
    lrs = surface.suggested_lr * np.geomspace(0.01, 100.0, 7)
    settings = {"start": surface.start, "steps": STEPS, "seeds": SEEDS, "moves": MOVES, "noise_kind": kind}
    settings |= {"noise": np.linspace(0.0, 1.0, STEPS), "batch_size": 3}
    for cls in (*RULES, SignDescent):
        outcomes = sweep(surface.gradient, cls.grid(lr=lrs), **settings)
        walk = simulate(surface.gradient, [cls(lr=lr) for lr in lrs], **settings)
        assert_same_bits(outcomes.final, walk.positions[:, :, -1])
        np.testing.assert_array_equal(outcomes.diverged_at, walk.diverged_at)


def moved_by(surface, dx, dy):
    """The gradient of the surface that lies (dx, dy) further on."""
    return lambda x, y: surface.gradient(x - dx, y - dy)


EVERY = [*LANES, Momentum(lr=0.02, convention="inside"), Nesterov(lr=0.01, drawn="ahead"), SignDescent(lr=0.05)]


@pytest.mark.parametrize("kind", NoiseKind)
@each_surface
def test_a_surface_moved_from_the_first_step_on_is_a_translated_surface(surface, kind):
    rules = [replace(rule, lr=surface.suggested_lr) for rule in EVERY]
    settings = {"rules": rules, "start": surface.start, "noise": 0.2, "noise_kind": kind}
    found = run(surface.gradient, moves=(Move(0, 0.75, -0.5),), **settings)
    if kind is NoiseKind.GAUSSIAN:
        assert_same_run(found, run(moved_by(surface, 0.75, -0.5), **settings))
    else:
        # x + (noise − move) against (x + noise) − move: alike but for rounding.
        few = run(moved_by(surface, 0.75, -0.5), **settings).positions[:, :, :10]
        np.testing.assert_allclose(found.positions[:, :, :10], few, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("at", [0, 1, 33, 79])
@each_surface
def test_a_run_on_a_surface_that_moves_is_a_run_on_the_translated_one_from_there(surface, at):
    """Restarted at the same step, so that the run from there begins with no velocity either."""
    rules = [replace(rule, lr=surface.suggested_lr, restarts=(at,)) for rule in EVERY]
    found = run(surface.gradient, rules, start=surface.start, moves=(Move(at, 0.75, -0.5),)).positions
    fresh = [replace(rule, restarts=()) for rule in rules]
    rest = run(moved_by(surface, 0.75, -0.5), fresh, start=found[:, :, at], steps=STEPS - at).positions
    ahead = EVERY.index(next(rule for rule in EVERY if getattr(rule, "drawn", "") == "ahead"))
    for lane in range(len(EVERY)):
        if lane != ahead:  # whose point drawn is not the point walked from
            assert_same_bits(found[lane, :, at:], rest[lane])


def test_the_velocity_runs_on_when_the_surface_moves():
    rule = Momentum(lr=0.02, beta=0.9)
    shifts = [(-0.0, -0.0)] * 33 + [(-0.75, 0.5)] * (STEPS - 33)
    found = run(rules=[rule], moves=(Move(33, 0.75, -0.5),)).velocities[0, 0]
    assert_same_bits(found, textbook(rule, START, STEPS, shifts=shifts).velocities)
    calm = run(rules=[rule]).velocities[0, 0]
    assert_same_bits(found[:34], calm[:34])
    assert (found[34:] != calm[34:]).all()


def test_on_a_surface_that_moved_with_its_start_the_path_moves_along():
    path = run(TILTED.gradient, moves=(Move(0, 2.0, -3.0),), start=(START[0] + 2.0, START[1] - 3.0), rules=LANES[::2])
    np.testing.assert_allclose(
        path.positions - [2.0, -3.0], run(TILTED.gradient, rules=LANES[::2]).positions, atol=1e-12
    )


def test_weight_decay_pulls_towards_the_origin_wherever_the_surface_lies():
    rule = SGD(lr=0.1, weight_decay=0.5)
    sphere = surfaces.get("sphere")
    end = simulate(sphere.gradient, [rule], start=START, steps=400, moves=(Move(0, 1.0, 0.0),)).positions[0, 0, -1]
    # 2(x − 1) + x/2 = 0
    np.testing.assert_allclose(end, [0.8, 0.0], atol=1e-12)


def test_several_moves_add_up_in_any_order():
    rule = EVERY
    one = run(rules=rule, moves=(Move(20, 0.75, -0.5),))
    for moves in (
        (Move(20, 0.5, -0.25), Move(20, 0.25, -0.25)),
        (Move(20, 0.25, -0.25), Move(20, 0.5, -0.25)),
        (Move(50, 0.0, 0.0), Move(20, 0.75, 0.0), Move(20, 0.0, -0.5)),
        [(20, 0.75, -0.5), (STEPS, 9.0, 9.0), (STEPS + 5, 1.0, 1.0)],
    ):
        assert_same_run(run(rules=rule, moves=moves), one)
    two = run(rules=rule, moves=MOVES)
    assert_same_run(run(rules=rule, moves=MOVES[::-1]), two)
    assert_same_bits(two.positions[:, :, :20], one.positions[:, :, :20])
    assert (two.positions[:, :, 46:] != one.positions[:, :, 46:]).any()


def test_a_surface_that_moves_back_is_where_it_was():
    there_and_back = run(rules=LANES[:1], moves=(Move(20, 0.75, -0.5), Move(40, -0.75, 0.5))).positions
    rest = run(rules=LANES[:1], start=there_and_back[:, :, 40], steps=STEPS - 40).positions
    assert_same_bits(there_and_back[:, :, 40:], rest)


def test_offsets_are_where_the_surface_stands():
    expected, at = [], [0.0, 0.0]
    for step in range(60):
        for move in MOVES:
            if move.step == step:
                at = [at[0] + move.dx, at[1] + move.dy]
        expected.append(tuple(at))
    assert_same_bits(offsets(MOVES, 0, 60), expected)
    assert_same_bits(offsets(MOVES, 19, 30), expected[19:49])
    assert_same_bits(offsets((), 5, 3), np.zeros((3, 2)))


def test_nothing_is_handed_out_where_nothing_disturbs():
    assert Surroundings(SEEDS, 30).take(10) == (None, None)
    assert Surroundings(SEEDS, 30, np.zeros(30)).take(10) == (None, None)
    push, shift = Surroundings(SEEDS, 30, 0.5).take(10)
    assert (push.shape, shift) == ((10, 2, 2), None)
    push, shift = Surroundings(SEEDS, 30, 0.5, noise_kind=NoiseKind.JITTER).take(10)
    assert (push, shift.shape) == (None, (10, 2, 2))
    push, shift = Surroundings(SEEDS, 30, moves=MOVES).take(10)
    assert (push, shift.shape) == (None, (10, 2, 1))
    push, shift = Surroundings(SEEDS, 30, 0.5, moves=MOVES).take(10)
    assert (push.shape, shift.shape) == ((10, 2, 2), (10, 2, 1))
    push, shift = Surroundings(SEEDS, 30, 0.5, noise_kind=NoiseKind.JITTER, moves=MOVES).take(10)
    assert (push, shift.shape) == (None, (10, 2, 2))


def test_schedules_do_not_touch_the_noise():
    """With lr as it is on the flat, θ is the sum of what it met: a schedule scales the sum, not the draws."""
    flat = lambda x, y: (0.0 * x, 0.0 * y)  # noqa: E731
    rules = [SGD(lr=1.0), SGD(lr=1.0, schedule=Warmup(50))]
    velocities = run(flat, rules, noise=0.5).velocities
    assert_same_bits(velocities[1], velocities[0])


A_MOVE = r"a move must be \(step, dx, dy\): a whole number, 0 or more, and two finite numbers"
REFUSED = {
    "early move": ({"moves": (Move(-1, 0.0, 0.0),)}, A_MOVE),
    "broken move": ({"moves": (Move(1.5, 0.0, 0.0),)}, A_MOVE),
    "move at true": ({"moves": (Move(True, 0.0, 0.0),)}, A_MOVE),
    "move nan": ({"moves": (Move(1, np.nan, 0.0),)}, A_MOVE),
    "move inf": ({"moves": (Move(1, 0.0, np.inf),)}, A_MOVE),
    "move in words": ({"moves": ((1, "a", "b"),)}, A_MOVE),
    "move of arrays": ({"moves": ((1, [1.0], [2.0]),)}, A_MOVE),
    "ragged move": ({"moves": ((1, [1.0], [2.0, 3.0]),)}, A_MOVE),
    "short move": ({"moves": ((1, 2.0),)}, A_MOVE),
    "long move": ({"moves": ((1, 2.0, 3.0, 4.0),)}, A_MOVE),
    "empty move": ({"moves": ((),)}, A_MOVE),
    "move a number": ({"moves": (5,)}, A_MOVE),
    "second move": ({"moves": (Move(1, 0.0, 0.0), None)}, A_MOVE),
    "unknown kind": ({"noise_kind": "loud", "noise": 1.0}, r"'loud' is not a valid NoiseKind"),
    "short noise": ({"noise": [0.1] * 11}, r"noise must be one number, or one for each of the 12 steps, not of shape"),
    "long noise": ({"noise": np.ones(13)}, r"noise must be one number, or one for each of the 12 steps, not of shape"),
    "square noise": ({"noise": np.ones((12, 2))}, r"noise must be one number, or one for each of the 12 steps, not of"),
    "negative noise": ({"noise": np.full(12, -0.5)}, r"noise must be 0 or more and finite, not -0\.5"),
    "one bad noise": ({"noise": [0.5] * 11 + [np.nan]}, r"noise must be 0 or more and finite, not nan"),
    "ragged noise": ({"noise": [[0.5], [0.5, 0.5]]}, r"noise must be 0 or more and finite, not [^\n]+"),
    "noise in words": ({"noise": ["a"] * 12}, r"noise must be 0 or more and finite, not [^\n]+"),
}


@pytest.mark.parametrize(("call", "rules"), [(simulate, [SGD()]), (sweep, SGD.grid(lr=[0.1, 0.2]))])
@pytest.mark.parametrize(("change", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_surroundings_that_make_no_sense_are_refused_in_one_sentence(change, sentence, call, rules):
    arguments = {"start": (0.0, 0.0), "steps": 12} | change
    with pytest.raises(ValueError, match=rf"^{sentence}[^\n]*$"):
        call(ball, rules, **arguments)
