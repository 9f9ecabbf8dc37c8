"""The menu of a lane: its rule and schedule, its choices, its name and place."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from app.gui.widgets.declared import add_action, empty, fill_choice_menu
from app.gui.widgets.rule_menu import fill_rule_menu
from app.model import edits, scheduling
from app.model.choices import choices
from app.model.experiment import Experiment
from optim_core import SCHEDULES, Constant

Edit = Callable[[Experiment], Experiment]
TITLES = {"decay": "Weight decay", "drawn": "Drawn point"}
"""Of submenus whose field is called something else."""


class LaneMenu:
    """Fills a menu for one lane of an experiment; what is chosen comes back as an edit."""

    def __init__(
        self, menu: QMenu, experiment: Experiment, index: int, step: int, want: Callable[[Edit], None]
    ) -> None:
        self._menu = menu
        self._experiment = experiment
        self._index = index
        self._rule = experiment.lanes[index].rule
        self._step = max(1, min(step, experiment.steps - 1))
        self._want = want

    def fill(self, rename: Callable[[], None]) -> None:
        """Put in what is possible; `rename` begins to edit the name."""
        empty(self._menu)
        rules = self._menu.addMenu(f"Rule: {self._rule.title}")
        fill_rule_menu(rules, partial(self._emit, edits.set_rule), type(self._rule))
        self._add_schedule(self._menu.addMenu("Schedule"))
        if self._rule.memory:
            self._add_restarts(self._menu.addMenu("Restarts"))
        self._add_choices()
        self._menu.addSeparator()
        self._add_place(rename)

    def _add_schedule(self, menu: QMenu) -> None:
        parts = self._rule.schedule.parts
        add_action(menu, Constant.title, partial(self._emit, scheduling.add_schedule, Constant), checked=not parts)
        menu.addSeparator()
        for schedule in SCHEDULES:
            if schedule is not Constant:
                add_action(
                    menu, f"Add {_small(schedule.title)}", partial(self._emit, scheduling.add_schedule, schedule)
                )
        menu.addSeparator()
        for place, part in enumerate(parts):
            text = f"Remove {_small(part.title)}"
            add_action(menu, text, partial(self._emit, scheduling.remove_schedule, place))

    def _add_restarts(self, menu: QMenu) -> None:
        rule, step = self._rule, self._step
        follows = partial(self._emit, scheduling.set_restart_at_boundaries, not rule.restart_at_boundaries)
        add_action(menu, "At schedule boundaries", follows, checked=rule.restart_at_boundaries)
        add_action(menu, f"At step {step:,}", partial(self._emit, scheduling.add_restart, step))
        none = add_action(menu, "At no step", partial(self._emit, scheduling.set_restarts, ()))
        none.setEnabled(bool(rule.restarts))

    def _add_choices(self) -> None:
        for name, choice in choices(type(self._rule)).items():
            submenu = self._menu.addMenu(TITLES.get(name, name.capitalize()))
            submenu.setToolTip(choice.help)
            fill_choice_menu(submenu, choice, vars(self._rule)[name], partial(self._emit, edits.set_choice, name))

    def _add_place(self, rename: Callable[[], None]) -> None:
        menu, index, count = self._menu, self._index, len(self._experiment.lanes)
        add_action(menu, "Rename", rename)
        add_action(menu, "Duplicate", partial(self._emit, edits.duplicate_lane))
        add_action(menu, "Move up", partial(self._emit, edits.move_lane, index - 1)).setEnabled(index > 0)
        add_action(menu, "Move down", partial(self._emit, edits.move_lane, index + 1)).setEnabled(index < count - 1)
        menu.addSeparator()
        add_action(menu, "Remove", partial(self._emit, edits.remove_lane)).setEnabled(count > 1)

    def _emit(self, edit: Callable[..., Experiment], *values: Any) -> None:
        index = self._index
        self._want(lambda experiment: edit(experiment, index, *values))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
