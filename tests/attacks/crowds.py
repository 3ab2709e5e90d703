"""The same request by many processes at the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from eventmgr.db import db

PROCESSES = 6


def at_once(
    app: Flask,
    act: Callable[[FlaskClient, Any], int],
    things: Sequence[Any],
    prepare: Callable[[], None] | None = None,
) -> list[list[int]]:
    """For each of `things`, what `act(browser, thing)` answered to each of `PROCESSES` who came for it together, sorted.

    Args:
        prepare: run first in each process, to take a safeguard away.
    """
    fork = multiprocessing.get_context("fork")
    gate, answers = fork.Barrier(PROCESSES), fork.SimpleQueue()
    crowd = [fork.Process(target=_come, args=(app, act, things, gate, answers, prepare)) for _ in range(PROCESSES)]
    db.session.remove()
    db.engine.dispose()
    for process in crowd:
        process.start()
    found: list[list[int]] = [[] for _ in things]
    for _ in range(PROCESSES * len(things)):
        number, status = answers.get()
        found[number].append(status)
    for process in crowd:
        process.join()
    return [sorted(statuses) for statuses in found]


def _come(app: Flask, act: Any, things: Sequence[Any], gate: Any, answers: Any, prepare: Any) -> None:
    with app.app_context():
        db.engine.dispose(close=False)
    if prepare:
        prepare()
    act(FlaskClient(app, app.response_class), "nothing")  # so that nobody is late for what loads at first use
    for number, thing in enumerate(things):
        browser = FlaskClient(app, app.response_class)
        gate.wait()
        answers.put((number, act(browser, thing)))
