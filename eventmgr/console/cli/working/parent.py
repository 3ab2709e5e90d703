"""A process that ends with the one that has started it, however that ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1
_LOOK_EVERY = 1.0


def end_with(parent: int, stop: threading.Event) -> None:
    """Set `stop` once this process is no longer the child of `parent`. Linux tells at once, by SIGTERM; everywhere
    somebody looks once a second."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    threading.Thread(target=_look, args=(parent, stop), name="parent", daemon=True).start()


def _look(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        if stop.wait(_LOOK_EVERY):
            return
    stop.set()
