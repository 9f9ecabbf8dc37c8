"""Unsaved work on its way to the disk, in one thread: nobody waits for the disk, and the newest wish wins."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from app.errors import FaultError
from app.recovery.recovery import Kept
from app.sessions import Session


class Writer:
    """Keeps and forgets in the background; `tell` hears after each why it failed, or "", and in that thread."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._kept = Kept()
        self._wish: Callable[[], None] | None = None
        self._wishes = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._failed = False

    def keep(self, session: Session, document: Path | None) -> "Future[bool]":
        """Keep this session of a document, or of none; the future says whether the newest wish was fulfilled."""
        return self._want(partial(self._kept.keep, session, document))

    def forget(self) -> "Future[bool]":
        """There is no unsaved work any more."""
        return self._want(self._kept.forget)

    def stop(self, *, keep: bool) -> None:
        """Finish, and leave what is kept to the next process, or nothing; no thread lives on."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
        if keep:
            self._kept.leave()
        else:
            self._kept.close()

    def _want(self, wish: Callable[[], None]) -> "Future[bool]":
        with self._wishes:
            self._wish = wish
            # The thread is made when there is work for the first time.
            self._pool = self._pool or ThreadPoolExecutor(1, "ravine-recovery")
        return self._pool.submit(self._work)

    def _work(self) -> bool:
        with self._wishes:
            wish, self._wish = self._wish, None
        # Without one, an earlier turn has done what was newest.
        if wish is not None:
            self._fulfil(wish)
        return not self._failed

    def _fulfil(self, wish: Callable[[], None]) -> None:
        reason = ""
        try:
            wish()
        except FaultError as error:
            reason = str(error)
        except ValueError as error:
            reason = f"cannot keep unsaved changes: {error}"
        except Exception as error:  # A thread has nobody else to tell.
            reason = f"cannot keep unsaved changes: {type(error).__name__}: {error}"
        self._failed = bool(reason)
        self._tell(reason)
