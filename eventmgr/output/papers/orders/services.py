"""Large documents: asked for, made by a worker, stopped, fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs.services import enqueue
from eventmgr.ground.text import clean_line
from eventmgr.output.papers.kept.taking import PrintedRun
from eventmgr.output.papers.orders import queries, statements
from eventmgr.output.papers.orders.models import UNFINISHED, OrderState, PaperOrder
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import SYSTEM, Act, Actor, record

MAKE = "reports.make"
"""The job; payload: {"order": id}."""
MOST = 20
"""So many of one event can wait or be made."""
_LONGEST_REASON = 300


class Outdated(Exception):
    """What is known of somebody was deleted after the paper was read: it is made anew."""


@dataclass(frozen=True)
class Made:
    """A large document, and what is kept of it; `content` is empty where there was nothing to print."""

    content: bytes
    pages: int
    number: int
    printing: PrintedRun


def order(event: Event, paper: Paper, lang: str, printing: Printing, *, only_changed: bool, act: Act) -> int:
    """The number of the order that a worker will make; that of an unfinished one where the same account has asked for
    the same.

    Raises:
        Refusal: too many wait already.
    """
    wish = [event.id, paper.name, lang, sorted(printing.asked.items()), only_changed, act.by.id]
    people = None if printing.people is None else sorted(printing.people)
    key = hashlib.sha256(json.dumps([*wish, people]).encode()).hexdigest()
    there = queries.find_unfinished(key)
    if there is not None:
        return there
    if queries.count_unfinished(event.id) >= MOST:
        raise Refusal(
            _("%(number)s documents are already being made. Wait until they are finished, or stop some.", number=MOST)
        )
    values = {
        "event_id": event.id,
        "paper": paper.name,
        "language": lang,
        "asked": dict(printing.asked),
        "people": people,
        "only_changed": only_changed,
        "sees": sorted(printing.sees),
        "user_id": act.by.id,
        "asked_at": act.at,
        "dedupe_key": key,
    }
    number = statements.insert_once(values)
    if number is None:
        return queries.find_unfinished(key) or order(event, paper, lang, printing, only_changed=only_changed, act=act)
    record(act, "paper_ordered", event, event_id=event.id, object_name=f"{paper.name}.pdf")
    enqueue(MAKE, {"order": number}, at=act.at)
    return number


def begin(number: int, *, at: datetime) -> PaperOrder | None:
    """A worker has the order; None: nobody wants it any more, or it is finished."""
    order = queries.find_locked(number)
    if order is None or order.state not in UNFINISHED:
        return None
    if order.stops:
        _settle(order, OrderState.STOPPED, at)
        return None
    order.state, order.progress, order.heard_at, order.is_outdated = OrderState.RUNNING, {}, at, False
    return order


def finish(number: int, made: Made, *, at: datetime) -> None:
    """Keep the file, and that it was printed: once, in the transaction that ends the job.

    Raises:
        Outdated: it says something of somebody of whom nothing is known any more.
    """
    order = queries.find_locked(number)
    if order is None or order.state is not OrderState.RUNNING:
        return
    if order.is_outdated:
        raise Outdated(f"large document {number} is made anew")
    if order.stops:
        _settle(order, OrderState.STOPPED, at)
        return
    _settle(order, OrderState.DONE, at)
    if not made.content:
        return
    order.content, order.size, order.pages, order.number = made.content, len(made.content), made.pages, made.number
    event, act = db.session.get_one(Event, order.event_id), Act(actor_of(order), at)
    changes: dict[str, list[object]] = {"printed_people": [None, made.number]}
    why = order.asked.get("why", "") if order.asked.get("mask") == "none" else ""
    if why:
        changes |= {"uncovered": [None, "mobile"], "why": [None, why]}
    reason = order.asked.get("note", "") if why else ""
    record(act, "printed", event, event_id=event.id, object_name=f"{order.paper}.pdf", changes=changes, reason=reason)
    made.printing.keep(event, act)


def fail(number: int, reason: str = "", *, at: datetime) -> None:
    """Record that the paper could not be made."""
    found = queries.find_locked(number)
    if found is not None and found.state in UNFINISHED:
        _settle(found, OrderState.FAILED, at)
        found.reason = clean_line(reason)[:_LONGEST_REASON]


def end(number: int, *, at: datetime) -> None:
    """The worker has stopped, as it was asked to."""
    found = queries.find_locked(number)
    if found is not None and found.state in UNFINISHED:
        _settle(found, OrderState.STOPPED, at)


def stop(event: Event, number: int, *, act: Act) -> PaperOrder:
    """Ask the worker to stop; what none has taken yet is not made.

    Raises:
        NotFound: no such order; Refusal: it is finished.
    """
    order = queries.get_locked_order(event, number)
    if order.state not in UNFINISHED:
        raise Refusal(_("This document is already finished."))
    order.stops = True
    if order.state is OrderState.QUEUED:
        _settle(order, OrderState.STOPPED, act.at)
    record(act, "paper_stopped", event, event_id=event.id, object_name=f"{order.paper}.pdf")
    return order


def fetch(event: Event, found: PaperOrder, *, act: Act) -> None:
    """Somebody opens the file; it is no printing of its own."""
    rows: dict[str, list[object]] = {"printed_people": [None, found.number]}
    record(act, "paper_fetched", event, event_id=event.id, object_name=f"{found.paper}.pdf", changes=rows)


def forget(registration_ids: Collection[int]) -> None:
    """What is known of these people goes: no file of their events is kept, none that is being made is finished."""
    statements.empty_files(queries.list_events_of(registration_ids))


def _settle(found: PaperOrder, state: OrderState, at: datetime) -> None:
    found.state, found.finished_at, found.dedupe_key, found.progress = state, at, None, {}


def actor_of(order: PaperOrder) -> Actor:
    """Who asked for the paper; the system, where nobody did."""
    if order.user_id is None:
        return SYSTEM
    return Actor(ActorKind.USER, order.user_id, queries.find_name_of(order.user_id))
