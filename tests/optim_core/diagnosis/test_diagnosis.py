"""What a diagnosis says: causes with the numbers of theory, fixes with numbers that follow, steps where it shows."""

import re
from dataclasses import replace

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Change, Convention, Cosine, ExponentialDecay, Momentum, Move, Nesterov, StepDecay
from optim_core.diagnosis import Health, Observed, Verdict, diagnose
from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.fixes import first_fix
from optim_core.theory import critical_beta, rate, stability_limit
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.strategies import SignDescent


def found(surface, rule, start=None, steps=1000, **more):
    return diagnose(Run("", surface, rule, start or surface.start, steps, **more).observe(), surface)


SPHERE, ROSENBROCK = surfaces.get("sphere"), surfaces.get("rosenbrock")


def test_diverged_names_the_limit_and_goes_down_to_half_of_it_or_to_1():
    told = found(SPHERE, Momentum(lr=2.05, beta=0.9), steps=200)
    assert told.verdict is Verdict.DIVERGED
    assert told.cause == "lr·λ = 4.1 is over heavy ball's limit 3.8."
    assert dict(told.evidence) == {"lr·λ": pytest.approx(4.1), "limit": stability_limit("momentum", 0.9)}
    assert (told.fix.setting, told.fix.value, told.fix.words) == ("lr", 0.5, "Lower lr to 0.5.")
    nesterov = found(SPHERE, Nesterov(lr=2.05, beta=0.9), steps=200)
    assert nesterov.fix.value == pytest.approx(0.5 * stability_limit("nesterov", 0.9) / 2.0, rel=5e-3)


def test_within_the_limit_of_the_view_it_is_said_what_led_out_of_it():
    """SGD has no velocity that could."""
    told = found(ROSENBROCK, SGD(lr=9e-4), (-0.44, 7.6), 60)
    assert told.verdict is Verdict.DIVERGED
    assert told.cause.endswith("SGD's limit 2 in the view, but a step led to where the surface is stiffer.")
    carried = found(ROSENBROCK, Momentum(lr=1e-3, beta=0.99), (-1.5, 1.5), 1000)
    assert carried.cause.endswith("limit 3.98 in the view, but β = 0.99 carried it to where the surface is stiffer.")


def test_a_run_that_left_all_numbers_shows_where():
    told = found(SPHERE, SGD(lr=10.0), steps=400)
    run = Run("", SPHERE, SGD(lr=10.0), SPHERE.start, 400).observe()
    assert told.steps == (1, run.diverged_at)


def test_oscillating_halves_lr_or_more():
    told = found(SPHERE, SGD(lr=0.99), steps=30)
    assert told.cause == "lr·λ = 1.98 is close to SGD's limit 2: its steps jump across the valley."
    assert told.fix.words == "Halve lr to 0.495."
    beyond = found(ROSENBROCK, SGD(lr=5e-3), steps=3000)
    stiffest = np.linalg.eigvalsh([[802.0, -400.0], [-400.0, 200.0]])[1]
    assert dict(beyond.evidence)["lr·λ"] == pytest.approx(5e-3 * stiffest)
    assert beyond.fix.setting == "lr"
    assert beyond.fix.value * stiffest <= 1.0


def test_overshooting_lowers_beta_to_09_or_to_the_critical_one():
    told = found(ROSENBROCK, Momentum(lr=1e-3, beta=0.99), steps=1000)
    soft = np.linalg.eigvalsh([[802.0, -400.0], [-400.0, 200.0]])[0]
    critical = critical_beta(1e-3, soft)
    assert dict(told.evidence)["critical β"] == pytest.approx(critical)
    assert "β = 0.99 is over the critical 0.96" in told.cause
    assert (told.fix.setting, told.fix.value, told.fix.words) == ("beta", 0.9, "Lower β to 0.9.")
    tight = found(surfaces.get("ravine", condition=2.0), Momentum(lr=0.2, beta=0.95), (3.0, 0.0), 60)
    assert tight.verdict is Verdict.OVERSHOOTING
    assert tight.fix.value == pytest.approx(critical_beta(0.2, 1.0), rel=5e-3)


def test_overshooting_in_an_average_does_not_ask_for_a_beta_that_is_unstable():
    """Down from β = 0.99 to 0.9 an average's steps grow tenfold: lr·λ of 3 would become 30."""
    ravine = surfaces.get("ravine", condition=100.0)
    rule = Momentum(lr=3.0, beta=0.99, convention=Convention.AVERAGED)
    told = found(ravine, rule, (3.0, 0.0), 60)
    assert told.verdict is Verdict.OVERSHOOTING
    assert (told.fix.setting, told.fix.value) == ("lr", 1.5)


def test_stale_momentum_shows_the_event_and_the_peak_and_restarts_there():
    ravine, rule = surfaces.get("ravine", condition=10.0), Momentum(lr=2e-3, beta=0.9)
    run = Run("", ravine, rule, (-3.5, 0.0), 300, moves=(Move(30, -3.0, 0.0),))
    observed = run.observe()
    told = diagnose(observed, ravine)
    peak = 30 + int(observed.losses[30:].argmax())
    assert told.verdict is Verdict.STALE_MOMENTUM
    assert told.steps == (30, peak)
    assert dict(told.evidence)["velocity at the event"] == np.hypot(*observed.velocities[30])
    assert told.cause.startswith(
        "At step 30 the surface moved, the velocity still held about 10 old gradients, and the"
    )
    assert told.cause.endswith("though lr·λ = 0.02 is within heavy ball's limit 3.8.")
    assert (told.fix.setting, told.fix.value) == ("restart", 30.0)
    assert run.mended(told.fix).observe().losses[30:].max() < observed.losses[peak]


def test_an_event_without_velocity_or_with_a_restart_is_no_stale_momentum():
    ravine, move = surfaces.get("ravine", condition=10.0), (Move(30, -3.0, 0.0),)
    restarted = Momentum(lr=2e-3, beta=0.9, restarts=(30,))
    for rule in (SGD(lr=2e-2), restarted):
        assert found(ravine, rule, (-3.5, 0.0), 300, moves=move).verdict is not Verdict.STALE_MOMENTUM


def test_stuck_on_a_saddle_gets_noise_where_that_grows_and_another_start_where_not():
    saddle = surfaces.get("saddle")
    told = found(saddle, SGD(lr=0.1), (1.0, 0.0), 100)
    assert "the curvature −2 along one direction" in told.cause
    assert told.fix.setting == "noise"
    assert rate("sgd", 0.1, -2.0) ** 100 * 0.1 * told.fix.value > 4.0
    slow = found(saddle, SGD(lr=0.01), (0.02, 0.0), 20)
    assert slow.verdict is Verdict.STUCK
    assert slow.fix.setting == "start"
    assert abs(slow.fix.value[1]) > 0.1


def test_stuck_on_a_plateau_starts_where_it_slopes():
    plateau = surfaces.get("plateau")
    told = found(plateau, SGD(lr=0.1), (3.5, 0.0), 500)
    assert told.verdict is Verdict.STUCK
    assert told.fix.setting == "start"
    assert np.hypot(*plateau.gradient(*np.array(told.fix.value))) > 0.3


def test_crawling_raises_lr_within_the_limit_or_asks_for_momentum():
    ravine = surfaces.get("ravine", condition=100.0)
    slow = found(ravine, SGD(lr=1e-5), steps=100)
    assert slow.fix.words == "Raise lr to 0.01."
    fast = found(ravine, SGD(lr=0.01), (-3.5, 0.1), 30)
    assert fast.verdict is Verdict.CRAWLING
    assert (fast.fix.setting, fast.fix.value, fast.fix.words) == ("beta", 0.9, "Use momentum with β = 0.9.")
    left = (1.0 - 0.01) ** 30
    assert dict(fast.evidence)["left by the rate"] == pytest.approx(left)
    assert fast.cause.endswith(f"a step leaves 0.99 of the distance, and 30 of them {left:.3g}.")


def test_a_schedule_that_has_run_out_is_named_and_dropped():
    bowl = surfaces.get("ravine", condition=50)
    cold = Momentum(lr=2e-4, beta=0.5, schedule=Cosine(period=300))
    run = Run("", bowl, cold, (-3.5, 1.5), 400)
    found = diagnose(run.observe(), bowl)
    assert found.verdict in (Verdict.CRAWLING, Verdict.DESCENDING)
    assert found.cause.startswith("The schedule has taken lr to 0 of its largest")
    assert (found.fix.setting, found.fix.words) == ("schedule", "Keep lr constant.")
    warm = run.mended(found.fix).observe()
    assert warm.losses[-1] < 0.9 * run.observe().losses[-1]
    still_warm = replace(run, rule=replace(cold, schedule=Cosine(period=300, floor=0.2))).observe()
    assert diagnose(still_warm, bowl).fix.setting != "schedule"


@pytest.mark.parametrize("schedule", [Cosine(period=600), ExponentialDecay(gamma=0.99)])
def test_noise_before_a_schedule_cooled_it_down_is_no_swing(schedule):
    bowl = surfaces.get("ravine", condition=20, angle=30)
    rule = Momentum(lr=0.01, beta=0.9, schedule=schedule)
    for seed in range(5):
        run = Run("", bowl, rule, (-3.5, 1.5), 600, noise=3.0, seed=seed)
        assert diagnose(run.observe(), bowl).verdict is not Verdict.OVERSHOOTING
    swinging = replace(run, rule=replace(rule, beta=0.995), noise=0.01)
    assert diagnose(swinging.observe(), bowl).verdict is Verdict.OVERSHOOTING


def test_descending_asks_for_the_steps_that_it_takes():
    told = found(SPHERE, SGD(lr=0.01), (1.0, 0.5), 100)
    assert told.verdict is Verdict.DESCENDING
    needed = np.log(1e-3) / np.log(0.98)
    assert needed < told.fix.value < 1.3 * needed
    assert found(SPHERE, SGD(lr=0.01), (1.0, 0.5), int(told.fix.value)).verdict is Verdict.CONVERGED


def test_no_more_steps_are_asked_for_than_a_run_can_have():
    ravine, rule = surfaces.get("ravine", condition=1e6), Momentum(lr=1e-6, beta=0.99)
    path = np.column_stack((np.linspace(-3.0, -2.9, 60_001), np.zeros(60_001)))
    observed = Observed(rule, path, ravine.value(*path.T), np.zeros_like(path))
    told = diagnose(observed, ravine)
    assert (told.verdict, told.fix.words) == (Verdict.CRAWLING, "Take 100,000 steps.")
    longest = np.vstack((path, np.tile(path[-1], (40_000, 1))))
    assert diagnose(Observed(rule, longest, ravine.value(*longest.T), np.zeros_like(longest)), ravine).fix is None


def test_left_the_view_stops_before_it():
    told = found(surfaces.get("saddle"), SGD(lr=0.1), (1.0, 0.01), 100)
    path = Run("", surfaces.get("saddle"), SGD(lr=0.1), (1.0, 0.01), 100).observe().positions
    last = int(np.flatnonzero(np.abs(path[:, 1]) <= 2.0)[-1])
    assert told.steps == (last + 1,)
    assert (told.fix.setting, told.fix.value) == ("steps", last)


def test_a_fix_counts_lr_as_the_rule_does():
    """An average with lr/(1 − β) is the same run: its fix is that of the other, counted its own way."""
    outside = found(SPHERE, Momentum(lr=1.96, beta=0.9), steps=60)
    average = found(SPHERE, Momentum(lr=19.6, beta=0.9, convention=Convention.AVERAGED), steps=60)
    assert outside.verdict is average.verdict is Verdict.DIVERGED
    assert average.fix.value == pytest.approx(10.0 * outside.fix.value)


def test_a_fix_replaces_the_lr_that_was_steered_to():
    steered = found(SPHERE, SGD(lr=1e-3, changes=(Change(10, "lr", 0.99),)), steps=40)
    assert steered.verdict is Verdict.OSCILLATING
    assert steered.fix.value == 0.495


def test_a_fix_counts_on_the_highest_lr_of_a_schedule():
    ravine = surfaces.get("ravine", condition=10.0)
    told = found(ravine, SGD(lr=1e-3, schedule=StepDecay(every=50, gamma=0.5)), steps=120)
    assert told.verdict is Verdict.CRAWLING
    assert (told.fix.setting, told.fix.value) == ("lr", 0.1)


def test_a_fix_counts_on_the_highest_lr_since_it_was_set_in_mid_run():
    ravine = surfaces.get("ravine", condition=10.0)
    rule = SGD(lr=1e-4, schedule=StepDecay(every=50, gamma=0.5), changes=(Change(1, "lr", 1e-3),))
    told = found(ravine, rule, steps=120)
    assert told.verdict is Verdict.CRAWLING
    assert (told.fix.setting, told.fix.value) == ("lr", 0.1)


def test_beta_is_lowered_to_the_number_that_is_said():
    told = found(surfaces.get("ravine", condition=1.0), Momentum(lr=0.46755, beta=0.9), steps=40)
    assert told.verdict is Verdict.OVERSHOOTING
    assert (told.fix.value, told.fix.words) == (0.1, "Lower β to 0.1.")


@pytest.mark.parametrize("surface", [surfaces.get("tanh-ravine"), surfaces.get("plateau")], ids=lambda s: s.key)
def test_another_start_is_seen_from_where_the_surface_stands_at_the_start(surface):
    """A surface and a start moved together give the same fix, moved; what the surface does later changes nothing."""
    x, y = surface.start
    still = Run("", surface, SGD(lr=1e-6), (x, y), 100)
    moved = replace(still, start=(x + 2.0, y), moves=(Move(0, 2.0, 0.0), Move(60, 0.5, 0.0)))
    fixes = [first_fix(Verdict.STUCK, Facts(run.observe(), surface)) for run in (still, moved)]
    assert [fix.setting for fix in fixes] == ["start", "start"]
    np.testing.assert_allclose(np.subtract(fixes[1].value, fixes[0].value), (2.0, 0.0), atol=0.02)


def test_a_rule_without_theory_is_told_without_limits():
    told = found(SPHERE, SignDescent(lr=0.05), steps=400)
    assert told.verdict is Verdict.OSCILLATING
    assert re.fullmatch(r"Of the last 100 steps \d+ go against the one before\.", told.cause)
    assert told.fix.words == "Halve lr to 0.025."


def test_health_is_good_neutral_or_sick():
    health = {verdict: verdict.health for verdict in Verdict}
    assert [verdict for verdict in Verdict if health[verdict] is Health.GOOD] == [Verdict.CONVERGED]
    neutral = {verdict for verdict in Verdict if health[verdict] is Health.NEUTRAL}
    assert neutral == {Verdict.DESCENDING, Verdict.NOISE_FLOOR}


def test_a_run_that_is_over_is_not_still_descending_wherever_it_began():
    """Downhill from outside of the view, until there were no more numbers: more steps would lead nowhere."""
    diagnosis = found(surfaces.get("saddle"), SGD(lr=0.9), (0.1, 3.0), 3000)
    assert diagnosis.verdict is Verdict.DIVERGED
    assert diagnosis.cause == "The loss falls without end."
    assert diagnosis.fix is not None
    assert diagnosis.fix.setting == "lr"
