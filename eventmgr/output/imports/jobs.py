"""What workers do with imports. Each job is one transaction: a worker that dies leaves all of an import, or nothing."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import speaking
from eventmgr.ground.jobs.registry import handler
from eventmgr.output.imports import services, statements
from eventmgr.output.imports.importer import SITE
from eventmgr.output.imports.models import BatchState, ImportBatch
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.messages import mailings
from eventmgr.tools.messages.telling import telling

_OPEN_FOR = timedelta(days=7)
_UNDOABLE_FOR = timedelta(days=30)
_LAST_DAY = timedelta(days=1)
"""After so long the day on which an event ended is over everywhere."""


def _given_up(state: BatchState, payload: dict[str, Any], at: datetime) -> None:
    batch = db.session.get(ImportBatch, payload["batch"])
    if batch is not None and batch.state is state:
        services.give_up(batch, at=at)


@handler(services.TAKE, given_up=partial(_given_up, BatchState.TAKING))
def take(payload: dict[str, Any], at: datetime) -> None:
    """Take the rows of an import."""
    _do(payload, at, BatchState.TAKING)


@handler(services.UNDO, given_up=partial(_given_up, BatchState.UNDOING))
def undo(payload: dict[str, Any], at: datetime) -> None:
    """Undo an import, some rows at a time."""
    _do(payload, at, BatchState.UNDOING)


@handler("imports.tidy", every=timedelta(hours=6))
def tidy(_payload: dict[str, Any], at: datetime) -> None:
    """Sheets that nobody took within a week or before the event was over, and what was said before an import of a month
    ago or by somebody whose information was deleted, are deleted."""
    statements.discard_old(before=at - _OPEN_FOR)
    statements.discard_of_ended(before=at - _LAST_DAY)
    statements.forget_the_forgotten()
    statements.forget_before(before=at - _UNDOABLE_FOR)


def _do(payload: dict[str, Any], at: datetime, state: BatchState) -> None:
    batch = db.session.get(ImportBatch, payload["batch"])
    if batch is None or batch.state is not state:
        return
    scope = db.session.get_one(Event, batch.event_id) if batch.event_id is not None else SITE
    act = Act(Actor(ActorKind(payload.get("kind", ActorKind.USER.value)), payload["by"], payload["name"]), at)
    how = services.go_on(payload, scope, at=at)
    with telling(how) if how else nullcontext():
        if state is BatchState.TAKING:
            with speaking(payload["language"]):
                services.take(scope, batch, digest=payload["digest"], language=payload["language"], act=act)
        else:
            services.undo(scope, batch, act=act)
        if how is not None:
            mailings.settle(how)
