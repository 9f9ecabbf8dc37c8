"""Why a lane moves as it does at a step: its update in numbers, and what theory says of the place where it is.

Example:

    explanation = explain(scene, index=1, step=420)
    explanation.title                 # "Momentum at step 420"
    explanation.equation              # ("v ← β v + ∇f(θ)", "θ ← θ − lr · v")
    explanation.numbers               # the same with numbers: ("v ← 0.9 (−12.3, 4.56) + …", …)
    dict(explanation.motion)["lr · λ"]  # "0.88 of 3.80"
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.model.arrows import Arrows, arrows_of
from app.model.conventions import equivalents
from app.model.directions import Place, condition_text, direction_rows, place_of, product_text, rate_text
from app.model.equation import Line, column_text, lines
from app.model.measured import measured_rate
from app.model.moment import Moment, moment_at
from app.model.numbers import number_text
from app.model.scene import LaneRun, Scene
from app.model.steering import value_at
from optim_core import theory

DIGITS = 3
Fact = tuple[str, str]
"""A label and a value."""


class Entry(NamedTuple):
    """A row of the ledger: a line in symbols (no numbers), a summand or a total with its coordinates."""

    label: str
    x: str = ""
    y: str = ""


@dataclass(frozen=True, eq=False)
class Explanation:
    """All that is said of one lane at one step, as texts, and the arrows to draw.

    `note` is what is special about this step, or "". `equation` is the update in symbols, and `lines` are the same
    with its numbers; none for a rule that is not of the heavy-ball family. `settings`, `motion` and `conventions` are
    labels with values; `directions` have one value for the stiff and one for the soft direction.
    """

    title: str
    note: str
    equation: tuple[str, ...]
    lines: tuple[Line, ...]
    settings: tuple[Fact, ...]
    directions: tuple[tuple[str, str, str], ...]
    motion: tuple[Fact, ...]
    conventions: tuple[Fact, ...]
    arrows: Arrows

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The update with this step's numbers put in, line by line."""
        return tuple(line.numbers for line in self.lines)

    @cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """The same as sums to be read downwards; the bare equation where there are no numbers."""
        if not self.lines:
            return tuple(Entry(line) for line in self.equation)
        return tuple(entry for line in self.lines for entry in _entries(line))

    @property
    def rows(self) -> tuple[Fact, ...]:
        """Everything but the update, as labels with values."""
        split = ((label, f"{stiff} / {soft}") for label, stiff, soft in self.directions)
        return (*self.settings, *split, *self.motion, *self.conventions)


def explain(scene: Scene, index: int, step: int) -> Explanation:
    """Explain a lane's first seed at a step.

    The place is the one at that step, or the last finite one before it. The update is the one that begins there; at
    the end of the run, the one that led there.
    """
    run = scene.runs[index]
    here = moment_at(scene, index, step)
    update = moment_at(scene, index, here.step - 1) if _is_last(run, here) else here
    shown = lines(update, scene.experiment.noise_kind)
    place = place_of(scene, here)
    return Explanation(
        title=f"{run.lane.name} at step {here.step:,}",
        note=_note(run, here, update, step),
        equation=tuple(line.symbols for line in shown) or run.rule.equation,
        lines=shown,
        settings=_settings(scene, run, here),
        directions=direction_rows(here, place),
        motion=_motion(scene, index, here, place),
        conventions=equivalents(run.rule, here.step),
        arrows=arrows_of(here),
    )


def _is_last(run: LaneRun, here: Moment) -> bool:
    return 0 < here.step == len(run.positions[0]) - 1


def _note(run: LaneRun, here: Moment, update: Moment, step: int) -> str:
    if 0 <= int(run.diverged_at[0]) <= step:
        return "then it diverged"
    if update is not here:
        return "last update"
    if here.restarts and "beta" in vars(here.rule):
        return "v restarts"
    return "path shows y" if here.family is not None and here.family.ahead else ""


def _entries(line: Line) -> list[Entry]:
    entries = [Entry(line.symbols)]
    for place, term in enumerate(line.terms):
        sign = "" if not place else "− " if term.minus else "+ "
        value = -term.value if term.minus else term.value
        entries.append(Entry(sign + term.label, *(column_text(float(part)) for part in value)))
    return [*entries, Entry(f"= {line.name}", *(column_text(float(part)) for part in line.total))]


def _settings(scene: Scene, run: LaneRun, here: Moment) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    if not run.rule.is_steady:
        facts.append(("lr now", _lr_text(run, here)))
    form = theory.form_of(here.rule)
    if form is not None:
        facts.append(("effective lr", _effective_text(form)))
    if scene.experiment.noise or any(change.name == "noise" for change in scene.experiment.changes):
        lr = form.lr if form is not None else here.lr
        facts.append(("noise proxy lr/√B", _proxy_text(lr, scene.experiment.batch_size)))
    return tuple(facts)


def _lr_text(run: LaneRun, here: Moment) -> str:
    own = value_at(run.rule, "lr", here.step)
    factor = f"  ×{number_text(here.lr / own, DIGITS)}" if run.rule.schedule.parts and own else ""
    return number_text(here.lr, DIGITS) + factor


def _effective_text(form: theory.LinearForm) -> str:
    times = f"  ×{number_text(theory.memory_steps(form.beta), DIGITS)}" if form.beta else ""
    return number_text(form.lr / (1.0 - form.beta), DIGITS) + times


def _proxy_text(lr: float, batch_size: int) -> str:
    try:
        return number_text(theory.noise_scale(lr, batch_size), DIGITS)
    except ValueError:
        return "undefined"


def _motion(scene: Scene, index: int, here: Moment, place: Place) -> tuple[Fact, ...]:
    measured = measured_rate(scene, index, here.step)
    return (
        ("rate, measured", "too little moves" if measured is None else rate_text(measured)),
        ("lr · λ", product_text(place)),
        ("condition κ", condition_text(place)),
    )
