"""Noise is drawn per (seed, step): prefixes, pairing and independence hold bit for bit."""

from concurrent.futures import ThreadPoolExecutor
from math import sqrt

import numpy as np
import pytest

from optim_core import SGD, Momentum, Nesterov, simulate
from optim_core.noise import AHEAD, MOST_REMEMBERED, NoiseMemory, NoiseReplay, NoiseStream, SharedDraws, noise_source
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import DEFAULTS, SignDescent

SEEDS = (0, 7, 2**40)
each_surface = pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)


def flat(x, y):
    """No slope at all: SGD's path is the sum of its noise."""
    return 0.0 * x, 0.0 * y


def met(rule, **settings):
    """The noise a rule met on the flat, recovered by setting lr so that steps are exact multiples of it."""
    path = simulate(flat, [rule], start=(0.0, 0.0), **settings).positions
    return -np.diff(path, axis=2)[0] / rule.lr


@pytest.mark.parametrize("cut", [1, 15, 16, 17, 60])
def test_a_longer_stream_extends_a_shorter_one_however_it_is_taken(cut):
    whole, pieces = NoiseStream(SEEDS).take(100), NoiseStream(SEEDS)
    assert_same_bits(np.concatenate([pieces.take(cut), pieces.take(100 - cut)]), whole)
    assert_same_bits(NoiseStream(SEEDS).take(cut), whole[:cut])


def test_every_seed_has_a_stream_of_its_own():
    whole = NoiseStream(SEEDS).take(50)
    for column, seed in enumerate(SEEDS):
        assert_same_bits(NoiseStream([seed]).take(50)[..., 0], whole[..., column])
    assert len(np.unique(whole)) == whole.size


def test_a_seed_means_the_same_noise_in_every_version():
    """Figures and sessions are recomputed from their seeds: the stream is part of what is promised."""
    for seed in SEEDS:
        promised = np.random.Generator(np.random.PCG64(seed)).standard_normal((40, 2))
        assert_same_bits(NoiseStream([seed]).take(40)[..., 0], promised)


def test_draws_are_standard_normal():
    draws = NoiseStream(range(50)).take(2000)
    count = draws.size
    assert abs(draws.mean()) < 5 / sqrt(count)
    assert abs(draws.var() - 1) < 5 * sqrt(2 / count)
    assert abs((draws[:, 0] * draws[:, 1]).mean()) < 5 / sqrt(count / 2)
    assert abs((draws[1:] * draws[:-1]).mean()) < 5 / sqrt(count)


def test_a_run_meets_exactly_its_seeds_draws():
    first = simulate(flat, [SGD(lr=1.0)], start=(0.0, 0.0), steps=1, noise=0.25, seeds=SEEDS)
    assert_same_bits(first.positions[0, :, 1].T, -0.25 * NoiseStream(SEEDS).take(1)[0])
    np.testing.assert_allclose(
        met(SGD(lr=1.0), steps=40, noise=0.25, seeds=SEEDS),
        0.25 * NoiseStream(SEEDS).take(40).transpose(2, 0, 1),
        atol=1e-14,
    )


@each_surface
def test_a_longer_run_extends_a_shorter_one(surface):
    rules = [SGD(lr=1e-3), Nesterov(lr=1e-3, beta=0.9), SignDescent(lr=1e-3)]
    short, long = (
        simulate(surface.gradient, rules, start=surface.start, steps=steps, noise=0.7, seeds=SEEDS)
        for steps in (57, 200)
    )
    assert_same_bits(short.positions, long.positions[:, :, :58])


@each_surface
def test_a_lane_is_the_same_in_any_company(surface):
    """Neither another lane, nor another's lr or β or family, nor another seed changes a bit of a run."""
    rule = Momentum(lr=1e-3, beta=0.8)
    company = [SGD(lr=0.5), rule, SignDescent(lr=0.1), Nesterov(lr=1e3, beta=0.9, weight_decay=0.1)]
    together = simulate(surface.gradient, company, start=surface.start, steps=90, noise=0.7, seeds=SEEDS)
    for column, seed in enumerate(SEEDS):
        alone = simulate(surface.gradient, [rule], start=surface.start, steps=90, noise=0.7, seeds=[seed])
        assert_same_bits(together.positions[1, column], alone.positions[0, 0])


def test_lanes_of_a_seed_meet_the_same_draws_whatever_their_settings():
    lrs = [2.0**-power for power in range(4)]
    rules = [SGD(lr=lr) for lr in lrs] + [SignDescent(lr=1.0), Momentum(lr=1.0, beta=0.0)]
    path = simulate(flat, rules, start=(0.0, 0.0), steps=30, noise=1.0, seeds=SEEDS).positions
    for lane, lr in enumerate(lrs):
        # Powers of two scale without rounding: the lanes are exact multiples of each other.
        assert_same_bits(path[lane], lr * path[0])
    assert_same_bits(path[5], path[0])
    signs = np.diff(path[4], axis=1)
    np.testing.assert_array_equal(signs, -np.sign(NoiseStream(SEEDS).take(30)).transpose(2, 0, 1))


@pytest.mark.parametrize("batch", [1, 2, 3, 64, 2.5])
@each_surface
def test_batch_size_divides_the_noise_by_its_root_exactly(surface, batch):
    rules = [SGD(lr=1e-3), Nesterov(lr=1e-3, beta=0.9)]
    settings = {"start": surface.start, "steps": 60, "seeds": SEEDS}
    batched = simulate(surface.gradient, rules, noise=0.7, batch_size=batch, **settings)
    assert_same_bits(
        batched.positions, simulate(surface.gradient, rules, noise=0.7 / sqrt(batch), **settings).positions
    )


def test_without_noise_seeds_differ_in_nothing():
    path = simulate(flat, [SGD(lr=1.0)], start=(1.0, 2.0), steps=20, seeds=SEEDS).positions
    assert_same_bits(path, np.broadcast_to([1.0, 2.0], path.shape))


def test_remembered_draws_are_the_streamed_ones():
    for seeds, steps in ((SEEDS, 70), ((5,), 33)):
        source, stream = noise_source(seeds, steps), NoiseStream(seeds)
        assert isinstance(source, NoiseReplay)
        for count in (1, 20, steps - 21):
            assert_same_bits(source.take(count), stream.take(count))


def test_draws_are_made_as_runs_come_to_them_and_once(monkeypatch):
    made = []
    take = NoiseStream.take
    monkeypatch.setattr(NoiseStream, "take", lambda stream, steps: made.append(steps) or take(stream, steps))
    seeds, ahead = range(500), AHEAD // 500
    whole = take(NoiseStream(seeds), 300)
    shared = SharedDraws(seeds, 300)
    assert made == []
    for step, known in ((1, ahead), (ahead, ahead), (ahead + 1, 2 * ahead), (290, 290), (300, 300), (5, 300)):
        assert_same_bits(shared.up_to(step), whole[:step])
        assert sum(made) == known
    with pytest.raises(ValueError, match="read-only"):
        shared.up_to(5)[0] = 0.0


def test_many_seeds_are_put_in_order_in_blocks_with_the_same_bits():
    seeds = range(3, 203)
    whole = NoiseStream(seeds).take(5)
    for column in (0, 63, 64, 130, 199):
        assert_same_bits(NoiseStream([seeds[column]]).take(5)[..., 0], whole[..., column])


def test_threads_may_share_draws():
    shared = SharedDraws(range(100), 2000)
    with ThreadPoolExecutor(4) as executor:
        found = list(executor.map(shared.up_to, [1999, 3, 800, 1200, 2000, 450]))
    whole = NoiseStream(range(100)).take(2000)
    for draws in found:
        assert_same_bits(draws, whole[: len(draws)])


def test_what_was_used_longest_ago_is_forgotten_first():
    memory = NoiseMemory(1000)
    first, second = memory.draws((1, 2), 200), memory.draws((3,), 500)
    assert memory.draws((1, 2), 200) is first
    third = memory.draws((4,), 300)
    assert memory.draws((1, 2), 200) is first
    assert memory.draws((4,), 300) is third
    assert memory.draws((3,), 500) is not second


def test_one_run_is_remembered_however_long():
    memory = NoiseMemory(10)
    assert memory.draws((1,), 100) is memory.draws((1,), 100)


def test_long_runs_are_not_remembered():
    assert isinstance(noise_source(SEEDS, MOST_REMEMBERED), NoiseStream)
