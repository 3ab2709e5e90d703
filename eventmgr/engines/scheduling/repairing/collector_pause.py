"""The collector of unreachable objects rests while a repair works: it would go through all meetings again and again,
and find nothing."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Pauses automatic collection, also for other threads, so it is for work of about a second; afterwards it is as it
    was."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
