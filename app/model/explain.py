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

from app.model.arrows import Arrows, arrows_of
from app.model.conventions import equivalents
from app.model.directions import (
    Place,
    Row,
    condition_rows,
    direction_rows,
    place_of,
    product_row,
    rate_text,
    rescaled_rows,
)
from app.model.equation import lines
from app.model.lane_run import LaneRun
from app.model.ledger import Entry, Statement
from app.model.measured import measured_rate
from app.model.moment import Moment, moment_at
from app.model.numbers import number_text
from app.model.scene import Scene
from app.model.steering import value_at
from app.model.step_sizes import size_rows
from optim_core import theory

DIGITS = 3
Fact = tuple[str, str]
"""A label and a value."""


@dataclass(frozen=True, eq=False)
class Explanation:
    """All that is said of one lane at one step, as texts, and the arrows to draw.

    `note` is what is special about this step, or "". `equation` is the update in symbols, and `lines` are the same
    with its numbers; none where a rule with an equation of its own has not made its next step yet. `settings`, `motion`
    and `conventions` are labels with values. A row of `tables` has two values: of a table's columns the first row says
    what they are, x and y or the stiff and the soft direction.
    """

    title: str
    note: str
    equation: tuple[str, ...]
    lines: tuple[Statement, ...]
    settings: tuple[Fact, ...]
    tables: tuple[tuple[Row, ...], ...]
    motion: tuple[Row, ...]
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
        return tuple(entry for line in self.lines for entry in line.entries)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything but the update, as labels with values."""
        split = ((label, " / ".join(values)) for table in self.tables for label, *values in table[1:])
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
    tables = (size_rows(here), direction_rows(here, place), rescaled_rows(place))
    return Explanation(
        title=f"{run.lane.name} at step {here.step:,}",
        note=_note(run, here, update, step),
        equation=tuple(line.symbols for line in shown) or run.rule.equation,
        lines=shown,
        settings=_settings(scene, run, here),
        tables=tuple(table for table in tables if table),
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
    memory = here.rule.memory
    if here.restarts and memory:
        return f"{', '.join(memory)} {'restarts' if len(memory) == 1 else 'restart'}"
    return "path shows y" if here.family is not None and here.family.ahead else ""


def _settings(scene: Scene, run: LaneRun, here: Moment) -> tuple[Fact, ...]:
    facts: list[Fact] = [("state (FP32)", f"{here.rule.state_bytes} bytes a parameter")]
    if not run.rule.is_steady:
        facts.append(("lr now", _lr_text(run, here)))
    form = theory.form_of(here.rule)
    if form is not None:
        facts.append(("effective lr", _effective_text(form)))
        if form.rule == "qhm":
            facts.append(("memory", _memory_text(form)))
    if scene.experiment.has_noise:
        lr = form.lr if form is not None else here.lr
        facts.append(("noise proxy lr/√B", _proxy_text(lr, scene.experiment.batch_size)))
    return tuple(facts)


def _lr_text(run: LaneRun, here: Moment) -> str:
    own = value_at(run.rule, "lr", here.step)
    factor = f"  ×{number_text(here.lr / own, DIGITS)}" if run.rule.schedule.parts and own else ""
    return number_text(here.lr, DIGITS) + factor


def _effective_text(form: theory.LinearForm) -> str:
    lr = form.effective_lr
    times = f"  ×{number_text(theory.memory_steps(form.beta), DIGITS)}" if form.beta and lr != form.lr else ""
    return number_text(lr, DIGITS) + times


def _memory_text(form: theory.LinearForm) -> str:
    """For how long old gradients live on, and which share of a step they are."""
    return f"{number_text(theory.memory_steps(form.beta), DIGITS)} steps, share ν {number_text(form.nu, DIGITS)}"


def _proxy_text(lr: float, batch_size: int) -> str:
    try:
        return number_text(theory.noise_scale(lr, batch_size), DIGITS)
    except ValueError:
        return "undefined"


def _motion(scene: Scene, index: int, here: Moment, place: Place) -> tuple[Row, ...]:
    measured = measured_rate(scene, index, here.step)
    return (
        ("rate, measured", "too little moves" if measured is None else rate_text(measured)),
        product_row(place),
        *condition_rows(place),
    )
