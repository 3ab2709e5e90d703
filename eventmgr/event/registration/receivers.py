"""What registration does when an event changes: the queue moves up, and those concerned get a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from flask import Flask

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.signals import collected_told, event_changed, event_cloned
from eventmgr.event.quotas.signals import quotas_changed
from eventmgr.event.registration.letters import news
from eventmgr.event.registration.letters.news import Known
from eventmgr.event.registration.letters.writing import resolve, resolve_feed
from eventmgr.event.registration.models import QueuePlan
from eventmgr.event.registration.waiting.services import end_queue, fill
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act, Changes
from eventmgr.tools.messages.secrets import offer_secret

_OPENS_PLACES = {"capacity", "has_waiting_list", "status", "units", "quota_mode", "participant_types"}


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_changed.connect(_on_event_changed)
    quotas_changed.connect(_on_quotas_changed)
    event_cloned.connect(_on_event_cloned)
    collected_told.connect(_on_collected_told)
    for kind in ("my", "check-in"):
        offer_secret(kind, partial(resolve, kind))
    offer_secret("feed", resolve_feed)


def _on_event_changed(
    event: Event,
    *,
    changes: Changes,
    act: Act,
    facts_before: Mapping[str, dict[str, str]] | None = None,
    **_more: object,
) -> None:
    if event.status is EventStatus.CANCELLED and "status" in changes:
        end_queue(event, act=act)
    if set(changes) & _OPENS_PLACES:
        fill(event, at=act.at)
    known = Known(
        {language: dict(facts) for language, facts in (facts_before or {}).items()},
        str(changes.get("status", [event.status.value])[0]),
        _latest_end(event, changes),
    )
    if news.kind_of(event, known) is not None:
        news.tell(event, known, at=act.at)


def _on_event_cloned(copy: Event, *, source: Event, **_more: object) -> None:
    """The waiting list moves as it did; who waited is not copied."""
    plan = db.session.get(QueuePlan, source.id)
    if plan is not None:
        db.session.add(QueuePlan(event_id=copy.id, rule=plan.rule, offer_hours=plan.offer_hours))


def _on_quotas_changed(event: Event, *, act: Act, **_more: object) -> None:
    fill(event, at=act.at)


def _on_collected_told(event: Event, *, act: Act, **_more: object) -> None:
    news.tell_collected(event, at=act.at)


def _latest_end(event: Event, changes: Changes) -> datetime:
    """An event that was moved into the past still stands in the calendars at its old time."""
    before = changes.get("ends_at", [None])[0]
    return max(event.ends_at, datetime.fromisoformat(str(before))) if before else event.ends_at
