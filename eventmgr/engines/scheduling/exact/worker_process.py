"""A search in a second process: this module is its program (`python -m`), and the handle by which the first one holds
it.

The task goes in as one line of JSON on standard input, which then stays open: when the first process ends, however it
ends, the pipe breaks and the second one leaves too. The answer comes back as one line of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from eventmgr.engines.scheduling.exact.cp_sat import UNKNOWN, Answer, NoSolver, Watcher, solve

_ROOT = Path(__file__).resolve().parents[4]
"""The folder that holds the package, so that the second process finds the same code."""


class WorkerProcess:
    """One search in a process of its own. Raises NoSolver where no process can be started."""

    def __init__(self, model: str, parameters: str, enough: int | None = None) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        if not sys.executable:
            raise NoSolver("no second process can be started")
        try:
            self._process = subprocess.Popen(  # noqa: S603  # this program, nothing typed
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                text=True,
            )
        except OSError as error:
            raise NoSolver("no second process can be started") from error
        self._task = json.dumps({"model": model, "parameters": parameters, "enough": enough})

    def answer(self) -> Answer:
        """Waits for the answer; `unknown` when the process was ended before."""
        asking, answering = self._process.stdin, self._process.stdout
        assert asking is not None
        assert answering is not None
        try:
            asking.write(self._task + "\n")
            asking.flush()
            line = answering.readline()
        except (OSError, ValueError):
            line = ""
        self.end()
        for pipe in (asking, answering):
            with suppress(OSError):
                pipe.close()
        if not line:
            return Answer(UNKNOWN)
        told = json.loads(line)
        return Answer(told["state"], tuple(told["values"]), told["objective"], told["bound"])

    def end(self) -> None:
        """Ends the process, if it still runs, and waits until it is gone. May be called again, and from another
        thread."""
        self._process.kill()
        self._process.wait()


def main() -> None:
    """Reads one task, answers it, and leaves at once when standard input closes."""
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_leave_with_the_first_process, daemon=True).start()
    try:
        answer = solve(task["model"], task["parameters"], Watcher(task["enough"]))
    except NoSolver:
        answer = Answer(UNKNOWN)
    sys.stdout.write(json.dumps(asdict(answer)) + "\n")
    sys.stdout.flush()


def _leave_with_the_first_process() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
