"""Pictures made anew from their points alone: nothing that was hidden in the file is kept, its place and camera
included.

One that would cost too much is refused before anything of it is decoded (`bounds`); the others are decoded in a process
with limits. Few are drawn at once, and whoever comes when others are drawn already waits a moment or is told to come
again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventmgr.ground.errors import BadValue, Busy
from eventmgr.ground.i18n import _
from eventmgr.ground.limited.outside import refuse_inside_write
from eventmgr.ground.limited.running import Bound, LimitReached, Limits, run
from eventmgr.tools.uploads.bounds import parts_of, unreadable
from eventmgr.tools.uploads.sniffing import FileType

LONGEST_SIDE = 3000
"""What remains of a picture, in points."""
MOST_BYTES = 10 << 20
"""Of one that was drawn: points that fit into few bytes of one format may fill many of another."""
LIMITS = Limits(
    input_bytes=64 << 20, memory_bytes=640 << 20, output_bytes=96 << 20, cpu_seconds=8.0, seconds=15.0, niceness=5
)
"""The dearest picture within its bounds takes a third of the time and half the memory."""
_PROGRAM = Path(__file__).with_name("program.py")
_TYPES = {b"JPEG": FileType("image/jpeg", ".jpg"), b"PNG": FileType("image/png", ".png")}
_AT_ONCE, _WAITING, _MOMENT = 1, 2, 1.0
"""Of one process, which has eight threads; seconds."""


class _Turns:
    """Places for few at once, and for few who wait for one."""

    def __init__(self) -> None:
        self._places = threading.Semaphore(_AT_ONCE)
        self._room = threading.Semaphore(_AT_ONCE + _WAITING)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place.

        Raises:
            Busy: there is none within a moment.
        """
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._places.acquire(timeout=_MOMENT):
                raise _busy()
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._room.release()


_turns = _Turns()


def _busy() -> Busy:
    return Busy(_("Many pictures are being uploaded at the moment. Send it again in a few seconds; nothing is lost."))


def redraw(content: bytes, *, longest: int = LONGEST_SIDE, as_png: bool = False) -> tuple[bytes, FileType]:
    """The picture upright, at most `longest` long, without anything else that was in the file. Never inside `write`,
    where everybody who writes would wait for it.

    Raises:
        BadValue: it is broken, or too large to be opened.
        Busy: others are drawn; it may be sent again soon.
    """
    refuse_inside_write("a picture is drawn")
    parts = parts_of(content)
    asked = {"format": parts.format, "longest": longest, "as_png": as_png, "most_bytes": MOST_BYTES}
    with _turns.held():
        try:
            kind, _line, drawn = run(_PROGRAM, asked, parts.content, LIMITS).partition(b"\n")
        except LimitReached as reached:
            if reached.bound is Bound.WAIT:
                raise _busy() from reached
            raise BadValue(_("This picture has too many pixels to be opened. Send a smaller one.")) from reached
    if kind not in _TYPES:
        raise unreadable()
    return drawn, _TYPES[kind]
