"""Runs whose verdict is known from theory and from how they were built; diagnosis is never asked.

`labelled_runs(seed)` draws more than 120 of them over all surfaces and rules, clean and noisy; another seed draws other
surfaces, starts, settings, lengths and noises.
"""

from itertools import islice

import numpy as np

from optim_core import SGD, Momentum, Nesterov
from tests.optim_core.diagnosis import event_runs, settled_runs, sick_runs
from tests.optim_core.diagnosis.bowls import RULES
from tests.optim_core.diagnosis.settled_runs import with_some_noise

TUNED_ON = 1
"""The seed of one of the sets that thresholds were looked at with."""
HELD_OUT = 20_001
"""That of a set that nobody looked at before the thresholds were fixed."""
MOST_DRAWS = 5000
PLAIN, WITH_VELOCITY = (SGD,), (Momentum, Nesterov)

BUILDERS = (
    (sick_runs.diverging, RULES, 3),
    (sick_runs.diverging_on_the_ridge, RULES, 1),
    (sick_runs.diverging_on_rosenbrock, RULES, 1),
    (with_some_noise(sick_runs.diverging), RULES, 1),
    (sick_runs.oscillating, RULES, 4),
    (with_some_noise(sick_runs.oscillating), RULES, 1),
    (sick_runs.bouncing_on_rosenbrock, PLAIN, 3),
    (sick_runs.bouncing_between_walls, PLAIN, 3),
    (sick_runs.overshooting, WITH_VELOCITY, 5),
    (sick_runs.overshooting_on_rosenbrock, WITH_VELOCITY, 1),
    (with_some_noise(sick_runs.overshooting), WITH_VELOCITY, 2),
    (settled_runs.descending, RULES, 4),
    (with_some_noise(settled_runs.descending), RULES, 1),
    (settled_runs.descending_the_endless_slope, RULES, 1),
    (settled_runs.crawling, RULES, 3),
    (with_some_noise(settled_runs.crawling), RULES, 1),
    (settled_runs.crawling_by_bound, RULES, 2),
    (settled_runs.converged, RULES, 4),
    (settled_runs.converged_with_decay, RULES, 1),
    (settled_runs.converged_in_another_convention, WITH_VELOCITY, 1),
    (event_runs.converged_after_a_restart, WITH_VELOCITY, 1),
    (event_runs.converged_after_a_move, PLAIN, 2),
    (sick_runs.stuck_on_the_ridge, RULES, 2),
    (sick_runs.stuck_on_the_plateau, RULES, 2),
    (settled_runs.at_the_noise_floor, RULES, 5),
    (event_runs.stale_after_a_move, WITH_VELOCITY, 3),
    (event_runs.stale_after_a_jump, WITH_VELOCITY, 2),
    (event_runs.stale_after_a_drop_inside, WITH_VELOCITY, 2),
    (sick_runs.left_down_the_saddle, RULES, 2),
    (sick_runs.left_down_the_ravine, RULES, 1),
    (sick_runs.left_towards_flattery, RULES, 1),
    (sick_runs.thrown_out_of_the_basin, RULES, 1),
)
"""Each builder, the rules it is for, and how many runs it makes for each."""


def labelled_runs(seed):
    """All runs of a set."""
    runs = []
    for number, (build, kinds, count) in enumerate(BUILDERS):
        for kind in kinds:
            rng = np.random.default_rng([seed, number, RULES.index(kind)])
            drawn = (build(rng, kind) for _ in range(MOST_DRAWS))
            runs += islice((run for run in drawn if run is not None), count)
    return runs
