"""The same request by many processes at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.race import Gate, race

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
    found = race(app, [partial(_come, app, act, things)] * PROCESSES, prepare)
    return [sorted(statuses) for statuses in zip(*found, strict=True)]


def _come(app: Flask, act: Callable[[FlaskClient, Any], int], things: Sequence[Any], gate: Gate) -> list[int]:
    act(app.test_client(), "nothing")  # so that nobody is late for what loads at first use
    statuses = []
    for thing in things:
        browser = app.test_client()
        gate()
        statuses.append(act(browser, thing))
    return statuses
