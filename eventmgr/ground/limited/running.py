"""Running a program within limits. See docs/decisions/0027-workbooks-are-read-in-a-limited-process.md and 0036."""

from __future__ import annotations

import enum
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eventmgr.ground.limited.outside import refuse_inside_write

_CHILD = Path(__file__).with_name("child.py")
_OUT_OF_TIME = {-getattr(signal, name) for name in ("SIGPROF", "SIGXCPU", "SIGVTALRM") if hasattr(signal, name)}
_OUT_OF_SPACE = {-getattr(signal, name) for name in ("SIGABRT", "SIGXFSZ", "SIGKILL") if hasattr(signal, name)}
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""What the process gets of our environment, which also holds keys and passwords."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one process: bytes of what it reads, of its memory (address space) and of what it writes; seconds of
    computing, and of waiting for it; how far it stands behind those who serve pages."""

    input_bytes: int
    memory_bytes: int
    output_bytes: int
    cpu_seconds: float
    seconds: float
    niceness: int = 0


class Bound(enum.Enum):
    """What a process has come up against."""

    TIME = "time"
    """Its computing time."""
    WAIT = "wait"
    """The machine has much else to do: we have waited long enough."""
    SPACE = "space"
    """Its memory, or it has died otherwise."""


class LimitReached(Exception):
    """The process was ended before it answered."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        super().__init__(bound.value)


def run(program: Path, asked: Mapping[str, Any], data: bytes, limits: Limits) -> bytes:
    """What `main(asked, data)` of the program answers; whatever it has written until it broke, or nothing.

    Args:
        program: a file that stands alone and imports nothing of ours.
        asked: what JSON can say.

    Raises:
        RuntimeError: it is asked for inside `write`.
        LimitReached: it has come up against one of its limits, or died.
    """
    refuse_inside_write("a process with limits is waited for")
    request = json.dumps({"limits": asdict(limits), "program": str(program), "asked": asked})
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603  # our own program, nothing typed
            [sys.executable, "-I", str(_CHILD), request],
            stdin=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            env=environment,
            close_fds=True,
        )
        try:
            ended = process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise LimitReached(Bound.WAIT) from None
        finally:
            process.kill()
            process.wait()
        if ended in _OUT_OF_TIME:
            raise LimitReached(Bound.TIME)
        if ended in _OUT_OF_SPACE:
            raise LimitReached(Bound.SPACE)
        written.seek(0)
        return written.read(limits.output_bytes + 1)
