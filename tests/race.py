"""Many processes that do something at the same moment, and a parent that never waits for one that is gone.

    answers = race(app, [partial(post, number) for number in range(8)])

Each is a child forked from this process, with database connections of its own.
"""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from flask import Flask

from eventmgr.ground.db import db

Gate = Callable[[], Any]
"""Waits until every process of the race has come to it; may be called again and again."""
DAWDLE = 0.1
"""Seconds between what is read and what is done with it, in a race without its safeguard."""
PATIENCE = 300.0
"""Seconds for a whole race, which only a stuck machine or a deadlock reaches."""


class Raised(AssertionError):
    """One process of a race raised. In a control, whose safeguard was taken away, that is an outcome: what one of them
    changes another removes, and how the database or its layer says so depends on the moment."""


def race(
    app: Flask,
    runners: Sequence[Callable[[Gate], Any]],
    prepare: Callable[[], None] | None = None,
    *,
    patience: float = PATIENCE,
) -> list[Any]:
    """What each of `runners`, called with the gate in a process of its own, returned (anything that can be pickled).

    Args:
        app: whose database they share; its context is pushed in the children where it is here.
        prepare: run first in each process, inside the application's context: to take a safeguard away.
        patience: seconds until those that are not done count as stuck.

    Raises:
        Raised: one raised; says which, and what.
        AssertionError: one died or was stuck; says which, and of what. No process is left behind.
    """
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(len(runners), timeout=patience)
    db.session.remove()
    db.engine.dispose()
    crowd: dict[Connection, Any] = {}
    for runner in runners:
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_run, args=(app, runner, prepare, gate.wait, theirs), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process is the end of what can be read
        crowd[ours] = process
    try:
        return _collect(list(crowd), list(crowd.values()), time.monotonic() + patience)
    finally:
        for pipe, process in crowd.items():
            process.kill()
            process.join()
            pipe.close()


def dawdle(module: Any, name: str) -> None:
    """What `module.name` reads is old before anybody acts on it, so that a crowd without a lock all act on the same numbers
    on a busy machine too. For `prepare`, in the processes of a control."""
    read = getattr(module, name)

    def read_and_wait(*wanted: Any, **more: Any) -> Any:
        found = read(*wanted, **more)
        time.sleep(DAWDLE)
        return found

    setattr(module, name, read_and_wait)


def _run(app: Flask, runner: Callable[[Gate], Any], prepare: Callable[[], None] | None, gate: Gate, pipe: Any) -> None:
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            if prepare:
                prepare()
        pipe.send((runner(gate), ""))
    except BaseException:
        pipe.send((None, traceback.format_exc()))
        raise


def _collect(pipes: list[Connection], crowd: list[Any], end: float) -> list[Any]:
    """The answers in the order of the processes, each read as it comes."""
    found: dict[int, Any] = {}
    waiting = {pipe: number for number, pipe in enumerate(pipes)}
    while waiting:
        ready = wait(list(waiting), timeout=max(0.0, end - time.monotonic()))
        assert ready, f"of {len(crowd)} processes, these are stuck: {sorted(waiting.values())}"
        for pipe in ready:
            number = waiting.pop(pipe)
            found[number] = _read(pipe, f"process {number} of {len(crowd)}", crowd[number])
    return [found[number] for number in range(len(crowd))]


def _read(pipe: Any, name: str, process: Any) -> Any:
    try:
        answer, fault = pipe.recv()
    except EOFError:
        process.join()
        raise AssertionError(f"{name} died with exit code {process.exitcode}") from None
    if fault:
        raise Raised(f"{name} raised:\n{fault}")
    process.join(PATIENCE)
    assert process.exitcode == 0, f"{name} answered, and ended with exit code {process.exitcode}"
    return answer
