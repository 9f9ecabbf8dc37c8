"""What is known of a lane before it runs, and of the experiment around it."""

from app.lessons.measures.directions import curvature_of
from app.lessons.measures.measure import UnanswerableError
from app.model.edits import vars_of
from app.model.experiment import Experiment
from optim_core import theory


def steps(experiment: Experiment) -> float:
    """How many steps the run has."""
    return float(experiment.steps)


def seeds(experiment: Experiment) -> float:
    """With how many draws of the noise."""
    return float(experiment.seeds)


def noise(experiment: Experiment) -> float:
    """The noise σ of one sample."""
    return float(experiment.noise)


def batch_size(experiment: Experiment) -> float:
    """The batch size."""
    return float(experiment.batch_size)


def start_x(experiment: Experiment) -> float:
    """The x of the start."""
    return experiment.start[0]


def start_y(experiment: Experiment) -> float:
    """The y of the start."""
    return experiment.start[1]


def surface_number(experiment: Experiment, *, name: str) -> float:
    """A parameter of the surface."""
    found = experiment.surface.numbers
    if name not in found:
        raise UnanswerableError(f"{experiment.surface.title} has no {name}")
    return found[name]


def minimum_x(experiment: Experiment) -> float:
    """The x of the deepest minimum."""
    if not experiment.surface.minima:
        raise UnanswerableError("the surface has no minimum")
    return experiment.surface.minima[0][0]


def stiff_curvature(experiment: Experiment) -> float:
    """The largest curvature at the deepest minimum."""
    return curvature_of(experiment.surface).stiff


def soft_curvature(experiment: Experiment) -> float:
    """The smallest curvature at the deepest minimum."""
    return curvature_of(experiment.surface).soft


def condition_number(experiment: Experiment) -> float:
    """The ratio of the two curvatures there."""
    found = curvature_of(experiment.surface)
    return theory.condition_number(found.soft, found.stiff)


def state_bytes(experiment: Experiment) -> float:
    """The bytes a parameter that the rules of its lanes keep in FP32: the most of any lane."""
    return float(max(rule.state_bytes for rule in experiment.rules))


def lr(experiment: Experiment, index: int) -> float:
    """The learning rate."""
    return float(experiment.rules[index].lr)


def beta(experiment: Experiment, index: int) -> float:
    """The momentum β; 0 for a rule without it."""
    return vars_of(experiment.rules[index]).get("beta", 0.0)


def weight_decay(experiment: Experiment, index: int) -> float:
    """The weight decay λ."""
    return float(experiment.rules[index].weight_decay)


def effective_lr(experiment: Experiment, index: int) -> float:
    """The effective learning rate lr/(1 − β)."""
    return form_of(experiment, index).effective_lr


def noise_scale(experiment: Experiment, index: int) -> float:
    """The noise proxy lr/√B, with the lr that stands outside of the velocity."""
    return theory.noise_scale(form_of(experiment, index).lr, experiment.batch_size)


def step_on_curvature(experiment: Experiment, index: int) -> float:
    """The product lr·λ with the largest curvature at the deepest minimum."""
    return form_of(experiment, index).lr * stiff_curvature(experiment)


def limit(experiment: Experiment, index: int) -> float:
    """The largest lr·λ at which the lane is stable, by theory."""
    form = form_of(experiment, index)
    return theory.stability_limit(form.rule, form.beta, form.nu)


def rate(experiment: Experiment, index: int, *, curvature: float) -> float:
    """What theory says that an error along that curvature is multiplied by per step."""
    form = form_of(experiment, index)
    return theory.rate(form.rule, form.lr, curvature, form.beta, form.nu)


def form_of(experiment: Experiment, index: int) -> theory.LinearForm:
    """The lane in the terms of theory, as it is at the start."""
    rule = experiment.rules[index]
    form = theory.form_of(rule)
    if form is None:
        raise UnanswerableError(f"theory has nothing to say about {rule.title}")
    return form
