"""Outcomes without paths are the ends of the paths, bit for bit, in any blocks and on any threads."""

import tracemalloc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import replace
from importlib import import_module
from itertools import product
from multiprocessing import get_context
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import (
    SGD,
    Change,
    CosineRestarts,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    OneCycle,
    Warmup,
    loop,
    simulate,
    sweep,
)
from optim_core.rule import declared_numbers
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.diagnosis.ending_cells import endings_equal
from tests.optim_core.strategies import DEFAULTS, FEW, SignDescent, steered_rules
from tests.optim_core.textbook import OWN

sweeping = import_module("optim_core.sweep")  # the function of that name stands before the module
blocks = import_module("optim_core.block")
LR = np.geomspace(1e-6, 1e2, 20)
each_surface = pytest.mark.parametrize("surface", FEW, ids=lambda s: s.key)


@pytest.fixture(scope="module")
def pool():
    with ThreadPoolExecutor(2) as executor:
        yield executor


def grids():
    return (
        SGD.grid(lr=LR, weight_decay=0.1),
        Momentum.grid(lr=LR[:, np.newaxis], beta=[0.0, 0.5, 0.99]),
        Nesterov.grid(lr=LR[:, np.newaxis], beta=[0.0, 0.5, 0.99], weight_decay=[0.0, 0.1, 0.0]),
        SignDescent.grid(lr=LR),
        *(cls.grid(lr=LR[:, np.newaxis], **varied(cls)) for cls in OWN),
    )


def varied(cls):
    """Three values for every number that a rule of another kind has besides lr."""
    values = {
        "beta": [0.0, 0.5, 0.99],
        "beta2": [0.999, 0.0, 0.9],
        "rho": [0.9, 0.0, 0.99],
        "eps": [1e-8, 1e-3, 0.1],
        "nu": [0.0, 0.7, 1.0],
        "momentum_decay": [0.0, 4e-3, 0.3],
        "weight_decay": [0.0, 0.1, 0.0],
    }
    return {name: values[name] for name in declared_numbers(cls) if name != "lr"}


def steered_grids():
    """Grids with a schedule, changes of numbers that vary over the grid or not, restarts and every choice."""
    lr, beta = LR[:, np.newaxis], [0.0, 0.5, 0.99]
    events = {"schedule": Warmup(9) * CosineRestarts(20), "restarts": (3, 31), "restart_at_boundaries": True}
    both = (Change(30, "beta", 0.25), Change(12, "lr", 1e-3), Change(20, "weight_decay", 0.2))
    return (
        SGD.grid(lr=LR, schedule=OneCycle(60), decay="decoupled", weight_decay=0.1),
        SGD.grid(lr=LR, weight_decay=0.1, changes=(Change(8, "lr", 0.01),)),
        Momentum.grid(lr=lr, beta=beta, changes=both, **events),
        Momentum.grid(lr=lr, beta=beta, dampening=[0.5, 0.0, 0.9], convention="inside", restarts=(0, 16, 76)),
        Nesterov.grid(lr=lr, beta=beta, weight_decay=[0.0, 0.1, 0.0], decay="decoupled", drawn="ahead", **events),
        Nesterov.grid(lr=LR, beta=0.9, changes=both, convention="averaged", drawn="ahead"),
        SignDescent.grid(lr=LR, **events),
        *(cls.grid(lr=lr, decay="decoupled", **varied(cls), **events) for cls in OWN),
    )


def assert_same_outcomes(found, expected):
    assert_same_bits(found.final, expected.final)
    np.testing.assert_array_equal(found.diverged_at, expected.diverged_at, strict=True)
    assert (found.ending is None) == (expected.ending is None)
    assert found.ending is None or endings_equal(found.ending, expected.ending)


def singles(rule):
    """The grid's settings as rules of their own, in order."""
    names = declared_numbers(type(rule))
    columns = np.broadcast_arrays(*(getattr(rule, name) for name in names))
    rows = zip(*(column.ravel().tolist() for column in columns), strict=True)
    return [replace(rule, **dict(zip(names, row, strict=True))) for row in rows], columns[0].shape


@each_surface
@pytest.mark.parametrize(("noise", "threads"), [(0.0, False), (0.6, False), (0.6, True)])
def test_a_sweep_is_the_ends_of_the_paths(surface, noise, threads, pool, monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 32)
    settings = {"start": surface.start, "noise": noise, "batch_size": 4, "seeds": (5, 6, 7)}
    for rule, steps in product(grids(), (0, 1, 77)):
        outcomes = sweep(surface.gradient, rule, steps=steps, executor=pool if threads else None, **settings)
        rules, shape = singles(rule)
        walk = simulate(surface.gradient, rules, steps=steps, **settings)
        assert_same_bits(outcomes.final, walk.positions[:, :, -1].reshape(*shape, 3, 2))
        np.testing.assert_array_equal(outcomes.diverged_at, walk.diverged_at.reshape(*shape, 3), strict=True)


@pytest.mark.parametrize(
    ("surface", "noise_kind"), [*((FEW[0], kind) for kind in NoiseKind), *((other, "gaussian") for other in FEW[1:])]
)
def test_a_sweep_of_steered_runs_is_the_ends_of_their_paths(surface, noise_kind, pool, monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 32)
    settings = {"start": surface.start, "seeds": (5, 6), "noise_kind": noise_kind, "moves": (Move(25, 0.25, -0.5),)}
    for rule, steps in product(steered_grids(), (1, 77)):
        noise = np.linspace(0.0, 0.6, steps)
        outcomes = sweep(surface.gradient, rule, steps=steps, noise=noise, executor=pool, **settings)
        rules, shape = singles(rule)
        walk = simulate(surface.gradient, rules, steps=steps, noise=noise, **settings)
        assert_same_bits(outcomes.final, walk.positions[:, :, -1].reshape(*shape, 2, 2))
        np.testing.assert_array_equal(outcomes.diverged_at, walk.diverged_at.reshape(*shape, 2), strict=True)


@settings(deadline=None, max_examples=30)
@given(rule=steered_rules, slice_=st.integers(1, 100))
def test_a_sweep_of_one_setting_is_one_run(rule, slice_):
    surface = DEFAULTS[0]
    arguments = {"start": surface.start, "steps": 90, "noise": 0.2, "seeds": (1, 2)}
    walk = simulate(surface.gradient, [rule], **arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "SLICE", slice_)
        outcomes = sweep(surface.gradient, rule, **arguments)
    assert_same_bits(outcomes.final, walk.positions[0, :, -1])
    np.testing.assert_array_equal(outcomes.diverged_at, walk.diverged_at[0], strict=True)


@settings(deadline=None, max_examples=30)
@given(block=st.integers(1, 200), slice_=st.integers(1, 100), surface=st.sampled_from(DEFAULTS))
def test_the_size_of_blocks_and_slices_changes_no_bit(block, slice_, surface):
    rule = Nesterov.grid(lr=LR[:, np.newaxis], beta=[0.0, 0.9])
    arguments = {"start": surface.start, "steps": 50, "noise": 0.2, "seeds": (1, 2)}
    expected = sweep(surface.gradient, rule, **arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeping, "BLOCK", block)
        patch.setattr(blocks, "SLICE", slice_)
        assert_same_outcomes(sweep(surface.gradient, rule, **arguments), expected)


@settings(deadline=None, max_examples=20)
@given(
    rule=st.sampled_from([*grids(), *steered_grids()]),
    surface=st.sampled_from(DEFAULTS),
    noise=st.sampled_from([0.0, 0.3]),
    block=st.integers(1, 200),
    gone=st.sampled_from([1, 2, 8, 10**9]),
    many=st.sampled_from([1, 10**9]),
)
def test_who_leaves_when_and_beside_whom_changes_nothing_for_the_others(rule, surface, noise, block, gone, many):
    arguments = {"start": surface.start, "steps": 70, "noise": noise, "landscape": surface, "moves": ((30, 0.1, 0.2),)}
    for seeds in ((1,), (1, 2)):
        expected = sweep(surface.gradient, rule, seeds=seeds, **arguments)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sweeping, "BLOCK", block)
            patch.setattr(blocks, "GONE", gone)
            patch.setattr(loop, "MANY", many)
            assert_same_outcomes(sweep(surface.gradient, rule, seeds=seeds, **arguments), expected)


def test_a_landscape_changes_no_run():
    surface = DEFAULTS[0]
    for rule in (*grids(), *steered_grids()):
        arguments = {"start": surface.start, "steps": 60, "noise": 0.1}
        plain = sweep(surface.gradient, rule, **arguments)
        judged = sweep(surface.gradient, rule, landscape=surface, **arguments)
        assert plain.ending is None
        assert judged.ending.verdict.shape == plain.diverged_at.shape
        assert_same_outcomes(replace(judged, ending=None), plain)


def test_a_block_that_all_have_left_goes_no_further():
    calls = []
    arguments = {"start": DEFAULTS[0].start, "steps": 100_000, "landscape": DEFAULTS[0]}
    outcomes = sweep(DEFAULTS[0].gradient, SGD.grid(lr=[1e3, 1e4]), checkpoint=lambda: calls.append(1), **arguments)
    assert (outcomes.diverged_at > 0).all()
    assert (outcomes.ending.loss == np.inf).all()
    assert len(calls) < 10


def test_processes_do_the_same(monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 50)
    surface = DEFAULTS[0]
    rule = Momentum.grid(lr=LR[:, np.newaxis], beta=[0.0, 0.5, 0.99], schedule=Warmup(9), restarts=(12,))
    arguments = {"start": surface.start, "steps": 40, "noise": 0.1, "landscape": surface, "moves": (Move(5, 0.1, 0.1),)}
    expected = sweep(surface.bare_gradient, rule, **arguments)
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        found = sweep(surface.bare_gradient, rule, executor=executor, checkpoint=go_on, **arguments)
    assert_same_outcomes(found, expected)


def go_on():
    """A checkpoint that can be pickled."""


class UnwantedError(Exception):
    """What a checkpoint may raise."""


@pytest.mark.parametrize("threads", [False, True])
def test_what_a_checkpoint_raises_comes_out_and_no_block_goes_on(threads, pool, monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 10)
    calls = []

    def stop():
        calls.append(1)
        if len(calls) == 7:
            raise UnwantedError

    arguments = {"start": DEFAULTS[0].start, "steps": 10_000, "checkpoint": stop}
    with pytest.raises(UnwantedError):
        sweep(DEFAULTS[0].gradient, SGD.grid(lr=LR * 1e-6), executor=pool if threads else None, **arguments)
    # The other thread may have been on its way into its checkpoint.
    assert 7 <= len(calls) <= 8
    assert pool.submit(int).result() == 0


def test_an_error_in_one_block_ends_the_others(pool, monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 10)
    hold = Event()

    def gradient(x, y):
        if x[0] == 0.0:
            raise UnwantedError
        hold.wait(5.0)
        return x, y

    starts = np.ones((len(LR), 1, 2))
    starts[0] = 0.0
    monkeypatch.setattr(sweeping, "wait", lambda futures, **how: (wait(futures, **how), hold.set())[0])
    with pytest.raises(UnwantedError):
        sweep(gradient, SGD.grid(lr=LR), start=starts, steps=10**7, executor=pool)


def test_an_executor_that_takes_no_more_blocks_leaves_none_at_work(monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 10)
    hold, futures = Event(), []

    class Full(ThreadPoolExecutor):
        def submit(self, *work):
            if futures:
                raise RuntimeError("cannot schedule new futures after shutdown")
            futures.append(super().submit(*work))
            return futures[0]

    def gradient(x, y):
        hold.wait(5.0)
        return x, y

    monkeypatch.setattr(sweeping, "wait", lambda futures, **how: (hold.set(), wait(futures, **how))[1])
    with Full(1) as full:
        with pytest.raises(RuntimeError, match="after shutdown"):
            sweep(gradient, SGD.grid(lr=LR), start=DEFAULTS[0].start, steps=40, executor=full)
        is_done = futures[0].done()
        hold.set()
    assert is_done


def test_checkpoints_come_often_in_every_block(monkeypatch):
    monkeypatch.setattr(sweeping, "BLOCK", 10)
    calls = []
    sweep(DEFAULTS[0].gradient, SGD.grid(lr=LR * 1e-6), start=(0, 0), steps=160, checkpoint=lambda: calls.append(1))
    assert len(calls) >= len(LR) // 10 * 160 // blocks.SLICE


@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_memory_does_not_grow_with_the_steps(noise):
    surface, rule = DEFAULTS[0], SGD.grid(lr=np.geomspace(1e-6, 1e-4, 4000))
    peaks = []
    for steps in (200, 200, 1600):
        tracemalloc.start()
        sweep(surface.bare_gradient, rule, start=surface.start, steps=steps, noise=noise, landscape=surface)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.05 * peaks[1]


def test_shapes_are_those_of_the_fields_and_the_seeds():
    surface = DEFAULTS[0]
    grid = Momentum.grid(lr=np.full((4, 1, 1), 1e-3), beta=np.linspace(0, 0.9, 5))
    outcomes = sweep(surface.gradient, grid, start=surface.start, steps=3, seeds=(0, 1))
    assert (outcomes.final.shape, outcomes.diverged_at.shape) == ((4, 1, 5, 2, 2), (4, 1, 5, 2))
    assert (outcomes.final.dtype, outcomes.diverged_at.dtype) == (np.float64, np.int64)
    single = sweep(surface.gradient, Momentum(lr=1e-3), start=surface.start, steps=3)
    assert (single.final.shape, single.diverged_at.shape) == ((1, 2), (1,))
    assert_same_bits(outcomes.final[0, 0, -1, 0], single.final[0])


def test_starts_may_differ_over_the_grid_and_the_seeds():
    surface = DEFAULTS[0]
    starts = np.random.default_rng(1).uniform(-1, 1, (6, 2, 2))
    outcomes = sweep(surface.gradient, SGD.grid(lr=np.full(6, 1e-3)), start=starts, steps=20, seeds=(0, 1))
    walk = simulate(surface.gradient, [SGD(lr=1e-3)] * 6, start=starts, steps=20, seeds=(0, 1))
    assert_same_bits(outcomes.final, walk.positions[:, :, -1])


def test_an_empty_grid_has_empty_outcomes():
    surface = DEFAULTS[0]
    outcomes = sweep(surface.gradient, SGD.grid(lr=np.empty((0, 3))), start=surface.start, steps=5)
    assert (outcomes.final.shape, outcomes.diverged_at.shape) == ((0, 3, 1, 2), (0, 3, 1))


def test_the_callers_arrays_are_not_written_to():
    lr, start = np.array([1e-3, 1e6]), np.array([[[0.5, 0.5]], [[-1.0, 1.0]]])
    before = lr.copy(), start.copy()
    outcomes = sweep(DEFAULTS[0].gradient, SGD.grid(lr=lr), start=start, steps=40)
    assert outcomes.diverged_at[1, 0] > 0
    assert_same_bits(lr, before[0])
    assert_same_bits(start, before[1])


REFUSED = {
    "steps": ({"steps": -1}, "steps must be a whole number, 0 or more"),
    "noise": ({"noise": -1.0}, "noise must be 0 or more and finite"),
    "batch": ({"batch_size": 0.5}, "batch_size must be 1 or more and finite"),
    "seeds": ({"seeds": ()}, "seeds must be one or more whole numbers"),
    "start": ({"start": (1.0, 2.0, 3.0)}, "start must broadcast to"),
    "start nan": ({"start": (1.0, np.nan)}, "start must be made of finite numbers"),
}


@pytest.mark.parametrize(("change", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_sweep_that_makes_no_sense_is_refused_in_one_sentence(change, sentence):
    arguments = {"start": (0.0, 0.0), "steps": 3} | change
    with pytest.raises(ValueError, match=rf"^{sentence}[^\n]*$"):
        sweep(DEFAULTS[0].gradient, SGD.grid(lr=LR), **arguments)


def test_fields_that_do_not_fit_together_are_refused():
    with pytest.raises(ValueError, match=r"^[^\n]*broadcast[^\n]*$"):
        sweep(DEFAULTS[0].gradient, Momentum.grid(lr=LR, beta=[0.1, 0.2, 0.3]), start=(0.0, 0.0), steps=3)
