"""The process that runs one program within limits: it takes them on itself, reads, runs `main`, writes what that
answers, ends.

It stands alone: nothing of the product is imported, so that it starts quickly and holds nothing worth reading. Started
by `running.run` as `python -I child.py <limits, path of the program and what it is asked, as JSON>`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import signal
import sys
from typing import Any


def limit_oneself(limits: dict[str, Any]) -> None:
    """No more memory, time, files and output than allowed, no picture of the memory on the disk, and behind those who
    serve."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(limits["niceness"])
    try:
        import resource  # noqa: PLC0415  # Windows has none
    except ImportError:
        return
    bounds = {
        "RLIMIT_AS": limits["memory_bytes"],
        "RLIMIT_CPU": math.ceil(limits["cpu_seconds"]) + 1,
        "RLIMIT_FSIZE": limits["output_bytes"],
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }
    for name, most in bounds.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits["cpu_seconds"])


def run() -> None:
    """Do what the first argument says; see above."""
    given = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read(given["limits"]["input_bytes"])
    folder, name = os.path.split(given["program"])
    sys.path.append(folder)
    limit_oneself(given["limits"])
    answer = importlib.import_module(name.removesuffix(".py")).main(given["asked"], data)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    run()
