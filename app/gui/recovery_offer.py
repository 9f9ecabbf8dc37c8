"""What the program does at its start with unsaved changes that an earlier one left: it asks, and loses nothing."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.errors import FaultError
from app.gui.document import UNTITLED, Document
from app.gui.widgets import question
from app.gui.widgets.question import Answer
from app.recovery.recovery import Orphan, orphans, recovery_folder


def offer_recovery(document: Document, window: QWidget) -> None:
    """Ask about each that was left until one is recovered, or the answer is later; what remains waits for that."""
    found = orphans()
    if found.unreadable:
        document.said.emit(_unreadable(len(found.unreadable)))
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


def _unreadable(number: int) -> str:
    what = "1 file of unsaved changes cannot be read, and stays"
    many = f"{number} files of unsaved changes cannot be read, and stay"
    return f"{what if number == 1 else many} in {recovery_folder()}"
