"""What the program does at its start with unsaved changes that an earlier one left: it asks, and loses nothing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.errors import FaultError
from app.gui.document import Document
from app.gui.on_disk import UNTITLED
from app.gui.widgets import question
from app.gui.widgets.question import Answer
from app.recovery.recovery import Orphan, orphans, recovery_folder


def offer_recovery(document: Document, window: QWidget) -> None:
    """Ask about each that was left until one is recovered, or the answer is later; what remains waits for that."""
    found = orphans()
    if found.unreadable:
        document.said.emit(_unreadable(found.unreadable))
    left = list(found.orphans)
    while left:
        answer, place = question.ask_to_recover(window, [_described(orphan) for orphan in left])
        if answer is Answer.LATER:
            break
        if answer is Answer.RECOVER:
            document.recover(left.pop(place))
            break
        _discard(left.pop(place), document)
    for orphan in left:
        orphan.release()


def _described(orphan: Orphan) -> str:
    name = orphan.document.stem if orphan.document is not None else UNTITLED
    kept = datetime.fromtimestamp(orphan.kept_at)
    # What was never saved has no name to tell it apart.
    return f"“{question.short(name)}”, {orphan.session.experiment.surface.title}, {kept:%Y-%m-%d %H:%M}"


def _discard(orphan: Orphan, document: Document) -> None:
    try:
        orphan.discard()
    except FaultError as error:
        document.said.emit(str(error))
        orphan.release()


def _unreadable(reasons: Sequence[str]) -> str:
    """Why they stay, and where: it may be that only a plug-in is missing."""
    first, count = reasons[0], len(reasons)
    if count == 1:
        return f"unsaved changes stay where they are: {first}"
    return f"{count} files of unsaved changes stay in {recovery_folder()}; the first: {first}"
