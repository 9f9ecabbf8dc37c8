"""Settings in words: what a lane, a surface and a whole experiment are set to."""

from enum import StrEnum

from app.model.edits import vars_of
from app.model.experiment import MASTERS, Experiment
from app.model.numbers import number_text
from app.model.parameters import parameters
from optim_core import Convention, Decay, Drawn, Rule
from surfaces import Surface

NOTES: dict[StrEnum, str] = {
    Convention.INSIDE: "lr inside",
    Convention.AVERAGED: "averaged",
    Decay.DECOUPLED: "decoupled",
    Drawn.AHEAD: "look-ahead",
}
"""What is said of a choice that is not the usual one."""


def settings_text(rule: Rule) -> str:
    """A rule's settings in short, what it does not use left out: lr 1e-3  β 0.9  lr inside  cosine."""
    shown = {name: value for name, value in vars_of(rule).items() if value or name in MASTERS}
    notes = [NOTES[value] for value in vars(rule).values() if isinstance(value, StrEnum) and value in NOTES]
    notes += [part.title.lower() for part in rule.schedule.parts]
    return "  ".join((_listed(rule, shown), *notes))


def surface_text(surface: Surface) -> str:
    """A surface with its parameters: Rosenbrock  a 1  b 100."""
    return "  ".join(part for part in (surface.title, _listed(surface, vars_of(surface))) if part)


def _listed(owner: Rule | Surface, values: dict[str, float]) -> str:
    declared = parameters(type(owner))
    return "  ".join(f"{declared[name].label} {number_text(value)}" for name, value in values.items())


def run_text(experiment: Experiment) -> str:
    """Start, steps and noise: start (−1.2, 1)  1,000 steps  noise σ 0.5  batch 4  seed 0."""
    x, y = experiment.start
    parts = [f"start ({number_text(x)}, {number_text(y)})", f"{experiment.steps:,} steps"]
    if experiment.noise:
        parts += [f"noise σ {number_text(experiment.noise)}", f"batch {experiment.batch_size:,}"]
        last = experiment.seed + experiment.seeds - 1
        parts.append(f"seed {experiment.seed}" if experiment.seeds == 1 else f"seeds {experiment.seed} to {last}")
    return "  ".join(parts)
