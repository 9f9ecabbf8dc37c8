"""What can be done about events: take one away, or let something happen at a step."""

from collections.abc import Callable, Sequence
from functools import partial, reduce

from PySide6.QtWidgets import QMenu

from app.model.event_edits import removed
from app.model.events import Event, add_move, event_text, usual_shift
from app.model.experiment import Experiment
from app.model.scheduling import add_restart, add_step_decay

Edit = Callable[[Experiment], Experiment]
LaneEdit = Callable[[Experiment, int, int], Experiment]
"""(experiment, lane, step) → experiment."""


def offer_removal(menu: QMenu, experiment: Experiment, events: Sequence[Event], want: Callable[[Edit], None]) -> None:
    """Fill the menu with an entry for each of the events that were taken."""
    for event in events:
        menu.addAction(f"Remove  {event_text(experiment, event)}", partial(want, partial(_removed, event)))


def offer_events(menu: QMenu, experiment: Experiment, step: int, want: Callable[[Edit], None]) -> None:
    """Fill the menu with what can be made to happen at that step."""
    menu.addAction(f"At step {step:,}").setEnabled(False)
    lanes = range(len(experiment.lanes))
    with_memory = [index for index in lanes if experiment.lanes[index].rule.memory]
    if with_memory:
        _offer_for_lanes(menu.addMenu("Restart the velocity here"), experiment, with_memory, add_restart, step, want)
    drop = menu.addMenu(f"Drop lr here (step decay every {step:,})")
    _offer_for_lanes(drop, experiment, lanes, add_step_decay, step, want)
    shift = usual_shift(experiment.surface)
    menu.addAction("Move the surface here", partial(want, lambda current: add_move(current, step, *shift)))


def _offer_for_lanes(
    menu: QMenu,
    experiment: Experiment,
    lanes: Sequence[int],
    edit: LaneEdit,
    step: int,
    want: Callable[[Edit], None],
) -> None:
    if len(lanes) > 1:
        menu.addAction("All lanes", partial(want, partial(_for_all, edit, lanes, step)))
    for index in lanes:
        menu.addAction(experiment.lanes[index].name, partial(want, partial(_for_all, edit, (index,), step)))


def _for_all(edit: LaneEdit, lanes: Sequence[int], step: int, experiment: Experiment) -> Experiment:
    return reduce(lambda done, index: edit(done, index, step), lanes, experiment)


def _removed(event: Event, experiment: Experiment) -> Experiment:
    return removed(experiment, event)
