"""What workers do for large documents. They hold no transaction while they set pages."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import papers
from eventmgr.ground.i18n import speaking
from eventmgr.ground.jobs.registry import Handler, Keep, long_handler
from eventmgr.ground.jobs.services import LeaseLost
from eventmgr.output.papers.orders import services, statements
from eventmgr.output.papers.orders.making import make
from eventmgr.output.papers.orders.models import PaperOrder
from eventmgr.output.papers.panels import fallback_fonts
from eventmgr.tools.log.services import Act

log = logging.getLogger(__name__)
_TOLD_EVERY = 0.5
"""Seconds between two rows of progress, and two looks whether the job is still this worker's."""


class Stopped(Exception):
    """Somebody has asked the worker to stop, or nobody wants the paper any more."""


def _given_up(payload: dict[str, Any], at: datetime) -> None:
    services.fail(payload["order"], at=at)


@long_handler(services.MAKE, given_up=_given_up)
def make_paper(payload: dict[str, Any], keep: Keep) -> Handler:
    """Make the paper, telling how far it is; what is done then is one write of the whole file. A worker that dies
    leaves none of it, and the next one makes it anew."""
    number = payload["order"]
    order = write(lambda: services.begin(number, at=clock.now()))
    if order is None:
        return _nothing
    try:
        made = _made(order, _Progress(number, keep))
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Stopped:
        return _then(services.end, number)
    except Refusal as refusal:
        return _then(services.fail, number, refusal.message)
    except Exception:
        log.exception("large document %s cannot be made", number)
        return _then(services.fail, number)
    return _then(services.finish, number, made)


def _then(settle: Callable[..., None], *values: object) -> Handler:
    return lambda _payload, at: settle(*values, at=at)


def _nothing(_payload: dict[str, Any], _at: datetime) -> None:
    """Nobody wants it any more."""


def _made(order: PaperOrder, listener: _Progress) -> services.Made:
    event, paper = db.session.get(Event, order.event_id), papers().get(order.paper)
    with speaking(order.language):
        if event is None or paper is None or not paper.is_for(event):
            raise Stopped
        act = Act(services.actor_of(order), clock.now())
        return make(order, event, paper, act=act, fonts=fallback_fonts(), listener=listener)


class _Progress:
    """Writes how far the paper is, each time in a transaction of its own; ends it where it is to be stopped."""

    def __init__(self, number: int, keep: Keep) -> None:
        self._number, self._keep = number, keep
        self._reported = float("-inf")

    def __call__(self, pages: int, done: int, wanted: int) -> None:
        now = time.monotonic()
        if now - self._reported < _TOLD_EVERY:
            return
        self._reported = now
        if not self._keep():
            raise LeaseLost(f"large document {self._number} is another worker's by now")
        told, stops = {"pages": pages, "done": done, "wanted": wanted}, False
        with contextlib.suppress(OperationalError):  # others write for long; the paper goes on
            stops = write(partial(statements.tell_progress, self._number, told, clock.now())) is not False
        if stops:
            raise Stopped
