"""How far a document is, told while it is made to whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int, int], None]
"""`listener(pages, done, wanted)`: pages so far; of so many pieces so many are done, 0 of 0 where nobody knows. What it
raises ends the making."""
_listener: ContextVar[Listener | None] = ContextVar("progress", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Documents that are made meanwhile tell `listener` how far they are."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(pages: int, done: int = 0, wanted: int = 0) -> None:
    """Tell the listener that a page is done."""
    listener = _listener.get()
    if listener is not None:
        listener(pages, min(done, wanted), wanted)


class StoryProgress:
    """Hears what ReportLab tells of a story, and tells pages and pieces of it."""

    def __init__(self) -> None:
        self._pages = self._done = self._wanted = 0

    def __call__(self, kind: str, number: int) -> None:
        """`setProgressCallBack` of a document calls this."""
        if kind == "SIZE_EST":
            self._wanted = number
        elif kind == "PROGRESS":
            self._done = max(self._done, number)
        elif kind == "PAGE":
            self._pages = number
            tell(self._pages, self._done, self._wanted)
