"""All rules in a menu, those that work alike together, each with what it is good for in a second column."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.model.rule_groups import grouped_rules
from optim_core import Rule

Choose = Callable[[type[Rule]], None]


def fill_rule_menu(menu: QMenu, choose: Choose, present: type[Rule] | None = None) -> None:
    """Add a heading for each group and an entry for each rule; the present one is checked, if there is one."""
    menu.setToolTipsVisible(True)
    for title, rules in grouped_rules():
        menu.addSeparator()
        # The title of a section is not drawn where a style sheet is worn; keys pass over what is disabled.
        menu.addAction(title).setEnabled(False)
        for rule in rules:
            menu.addAction(_entry(menu, rule, choose, present))


def _entry(menu: QMenu, rule: type[Rule], choose: Choose, present: type[Rule] | None) -> QAction:
    # What stands behind a tab is the second column, and is read aloud with the name.
    entry = QAction("\t".join(filter(None, (rule.title, rule.purpose))), menu)
    entry.setToolTip(rule.origin)
    entry.triggered.connect(partial(choose, rule))
    if present is not None:
        entry.setCheckable(True)
        entry.setChecked(rule is present)
    return entry
