"""All measures by name. A new one is a function in its module and one line here."""

from app.lessons.measures import calculators, crowd, judged, path, setting, trials, whole
from app.lessons.measures.measure import Kind, Measure
from app.lessons.terms import Term

NEVER = "never"
BEYOND = "beyond all numbers"

CALCULATORS = {
    "effective_lr": Measure(Kind.CALCULATOR, calculators.effective_lr),
    "memory_steps": Measure(Kind.CALCULATOR, calculators.memory_steps),
    "noise_scale": Measure(Kind.CALCULATOR, calculators.noise_scale),
    "scaled_lr": Measure(Kind.CALCULATOR, calculators.scaled_lr),
    "stability_limit": Measure(Kind.CALCULATOR, calculators.stability_limit),
    "state_bytes": Measure(Kind.CALCULATOR, calculators.state_bytes),
    "training_bytes": Measure(Kind.CALCULATOR, calculators.training_bytes),
}
"""Measures of nothing: measure(argument=…)."""
OF_A_RUN = {
    "steps": Measure(Kind.EXPERIMENT, setting.steps),
    "seeds": Measure(Kind.EXPERIMENT, setting.seeds),
    "noise": Measure(Kind.EXPERIMENT, setting.noise),
    "batch_size": Measure(Kind.EXPERIMENT, setting.batch_size),
    "start_x": Measure(Kind.EXPERIMENT, setting.start_x),
    "start_y": Measure(Kind.EXPERIMENT, setting.start_y),
    "surface_number": Measure(Kind.EXPERIMENT, setting.surface_number),
    "minimum_x": Measure(Kind.EXPERIMENT, setting.minimum_x),
    "stiff_curvature": Measure(Kind.EXPERIMENT, setting.stiff_curvature),
    "soft_curvature": Measure(Kind.EXPERIMENT, setting.soft_curvature),
    "condition_number": Measure(Kind.EXPERIMENT, setting.condition_number),
    "state_bytes": Measure(Kind.EXPERIMENT, setting.state_bytes),
    "best": Measure(Kind.RUN, whole.best),
}
"""Measures of a whole run: run.measure."""
OF_A_LANE = {
    "lr": Measure(Kind.SETTING, setting.lr),
    "beta": Measure(Kind.SETTING, setting.beta),
    "weight_decay": Measure(Kind.SETTING, setting.weight_decay),
    "effective_lr": Measure(Kind.SETTING, setting.effective_lr),
    "noise_scale": Measure(Kind.SETTING, setting.noise_scale),
    "step_on_curvature": Measure(Kind.SETTING, setting.step_on_curvature),
    "limit": Measure(Kind.SETTING, setting.limit),
    "rate": Measure(Kind.SETTING, setting.rate),
    "steady_velocity": Measure(Kind.TRIAL, trials.steady_velocity),
    "alternating_velocity": Measure(Kind.TRIAL, trials.alternating_velocity),
    "measured_limit": Measure(Kind.TRIAL, trials.measured_limit),
    "decay_gap": Measure(Kind.TRIAL, trials.decay_gap),
    "loss": Measure(Kind.PATH, path.loss, BEYOND),
    "loss_with": Measure(Kind.PATH, path.loss_with, BEYOND),
    "distance": Measure(Kind.PATH, path.distance, BEYOND),
    "minimum": Measure(Kind.PATH, path.minimum, "none"),
    "x": Measure(Kind.PATH, path.x),
    "y": Measure(Kind.PATH, path.y),
    "diverged_at": Measure(Kind.PATH, path.diverged_at, NEVER),
    "peak_loss": Measure(Kind.PATH, path.peak_loss, BEYOND),
    "first_below": Measure(Kind.PATH, path.first_below, NEVER),
    "first_beyond": Measure(Kind.PATH, path.first_beyond, NEVER),
    "gradient": Measure(Kind.PATH, path.gradient),
    "curvature": Measure(Kind.PATH, path.curvature),
    "moved": Measure(Kind.PATH, path.moved),
    "step_size": Measure(Kind.PATH, path.step_size),
    "travelled": Measure(Kind.PATH, path.travelled, BEYOND),
    "turns": Measure(Kind.PATH, path.turns),
    "growth": Measure(Kind.PATH, path.growth, BEYOND),
    "path_gap": Measure(Kind.PATH, path.path_gap, BEYOND),
    "verdict": Measure(Kind.PATH, judged.verdict),
    "cause": Measure(Kind.PATH, judged.cause),
    "fix": Measure(Kind.PATH, judged.fix),
    "steps_to_tolerance": Measure(Kind.PATH, judged.steps_to_tolerance, NEVER),
    "reversals": Measure(Kind.PATH, judged.reversals),
    "loss_rises": Measure(Kind.PATH, judged.loss_rises),
    "overshoots": Measure(Kind.PATH, judged.overshoots),
    "median_distance": Measure(Kind.PATH, crowd.median_distance, BEYOND),
    "nearest_distance": Measure(Kind.PATH, crowd.nearest_distance, BEYOND),
    "farthest_distance": Measure(Kind.PATH, crowd.farthest_distance, BEYOND),
    "median_loss": Measure(Kind.PATH, crowd.median_loss, BEYOND),
    "spread": Measure(Kind.PATH, crowd.spread, BEYOND),
    "share_in": Measure(Kind.PATH, crowd.share_in),
    "median_first_beyond": Measure(Kind.PATH, crowd.median_first_beyond, NEVER),
}
"""Measures of one lane: run.lane.measure."""
BY_NAMES = (CALCULATORS, OF_A_RUN, OF_A_LANE)


def measures_like(term: Term) -> dict[str, Measure]:
    """All measures with as many names before them as the term has."""
    return BY_NAMES[len(term.path) - 1]


def measure_of(term: Term) -> Measure:
    """The measure that a term names, known to exist."""
    return measures_like(term)[term.measure]
