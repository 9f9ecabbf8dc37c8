"""Settings in words: what a lane, a surface and a whole experiment are set to."""

import re
from enum import StrEnum

from app.model.edits import default_rule, vars_of
from app.model.experiment import MASTERS, Experiment
from app.model.numbers import number_text
from app.model.parameters import Parameter, parameters, surface_parameters
from optim_core import Convention, Decay, Drawn, NoiseKind, Rule
from surfaces import Surface
from surfaces.registry import GRID, TYPED

NOTES: dict[StrEnum, str] = {
    Convention.INSIDE: "lr inside",
    Convention.AVERAGED: "averaged",
    Decay.COUPLED: "coupled",
    Decay.DECOUPLED: "decoupled",
    Drawn.AHEAD: "look-ahead",
}
"""What is said of a choice that is not the rule's usual one."""


def settings_text(rule: Rule) -> str:
    """A rule's settings in short, what it does not use left out: lr 1e-3  β 0.9  lr inside  cosine."""
    return "  ".join((rule_numbers_text(rule), *rule_notes(rule)))


def rule_numbers_text(rule: Rule) -> str:
    """The numbers among a rule's settings: lr 1e-3  β 0.9."""
    return _listed(
        parameters(type(rule)), {name: value for name, value in vars_of(rule).items() if value or name in MASTERS}
    )


def rule_notes(rule: Rule) -> tuple[str, ...]:
    """Everything unusual about a rule: its choices, its schedule, when it restarts, and that it was steered."""
    usual = vars(default_rule(type(rule)))
    unusual = (value for name, value in vars(rule).items() if isinstance(value, StrEnum) and value != usual[name])
    notes = [NOTES[value] for value in unusual]
    notes += [part.title.lower() for part in rule.schedule.parts]
    if rule.restarts:
        notes.append(f"restarts at {', '.join(f'{step:,}' for step in rule.restarts)}")
    if rule.restart_at_boundaries:
        notes.append("restarts with its schedule")
    if rule.changes:
        notes.append("steered")
    return tuple(notes)


def has_words(surface: Surface) -> bool:
    """Whether words make the surface again: its name or its formula, with the numbers of its sliders."""
    return surface.key != GRID


def check_has_words(surface: Surface) -> None:
    """Raise ValueError, with one sentence, for a surface that no words make again."""
    if not has_words(surface):
        raise ValueError(
            f"the surface {surface.title} comes from a file and has no words of its own; save a session instead"
        )


def file_name(surface: Surface) -> str:
    """What a file about the surface is called at first, without its suffix: letters that every disk takes."""
    if surface.key.startswith(TYPED):
        return "formula"
    name = surface.title if surface.key == GRID else surface.key
    return re.sub(r"[^\w-]+", "-", name).strip("-_") or GRID


def surface_text(surface: Surface) -> str:
    """A surface with its parameters: Rosenbrock  a 1  b 100."""
    return "  ".join(part for part in (surface.title, _listed(surface_parameters(surface), surface.numbers)) if part)


def _listed(declared: dict[str, Parameter], values: dict[str, float]) -> str:
    return "  ".join(f"{declared[name].label} {number_text(value)}" for name, value in values.items())


def run_text(experiment: Experiment) -> str:
    """Start, steps, moves and noise: start (−1.2, 1)  1,000 steps  surface moves at 300  noise σ 0.5  batch 4  …."""
    x, y = experiment.start
    parts = [f"start ({number_text(x)}, {number_text(y)})", f"{experiment.steps:,} steps"]
    moves = [f"{move.step:,}" for move in experiment.moves if move.step < experiment.steps]
    if moves:
        parts.append(f"surface moves at {moves[0]}" if len(moves) == 1 else f"surface moves {len(moves)} times")
    return "  ".join((*parts, *_noise_parts(experiment)))


def _noise_parts(experiment: Experiment) -> list[str]:
    if not experiment.has_noise:
        return []
    kind = "jitter" if experiment.noise_kind is NoiseKind.JITTER else "noise"
    last = experiment.seed + experiment.seeds - 1
    return [
        f"{kind} σ {number_text(experiment.noise)}{', steered' if experiment.noise_changes else ''}",
        f"batch {experiment.batch_size:,}",
        f"seed {experiment.seed}" if experiment.seeds == 1 else f"seeds {experiment.seed} to {last}",
    ]
