"""Reading whom to ask about which deals, and what a link opens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from eventmgr.event.delegations.models import Liaison, Place
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.outcomes.models import CHAIN, Deal, DealParty, DealReminder, RemindedDeal, Stage

OPEN = tuple(stage for stage in CHAIN if stage is not Stage.IN_PRODUCTION)
"""Stages at which somebody is asked: what runs, or has ended, needs no asking."""


def list_asking(*, since: datetime, until: datetime) -> list[Event]:
    """Events with open deals that were recorded in between; not those that are cancelled."""
    waiting = select(Deal.event_id).where(
        Deal.created_at >= since, Deal.created_at <= until, Deal.stage.in_(OPEN), Deal.merged_into_id.is_(None)
    )
    query = select(Event).where(Event.id.in_(waiting), Event.status != EventStatus.CANCELLED)
    return list(db.session.scalars(query.order_by(Event.id)))


def list_open(event_id: int, *, since: datetime, until: datetime) -> list[Deal]:
    """The open deals of an event that were recorded in between, with their sides."""
    query = select(Deal).where(Deal.event_id == event_id, Deal.stage.in_(OPEN), Deal.merged_into_id.is_(None))
    query = query.where(Deal.created_at >= since, Deal.created_at <= until).options(selectinload(Deal.parties))
    return list(db.session.scalars(query.order_by(Deal.id)))


def list_speakers(event_id: int) -> list[Liaison]:
    """The delegation liaisons of the event with a mailbox; of a unit without one its deputy."""
    query = (
        select(Liaison).where(Liaison.event_id == event_id, Liaison.email != "").order_by(Liaison.unit_code, Liaison.id)
    )
    first: dict[str, Liaison] = {}
    for item in db.session.scalars(query):
        if item.unit_code not in first or item.place is Place.LIAISON:
            first[item.unit_code] = item
    return list(first.values())


def list_asked(deal_ids: Collection[int]) -> set[tuple[int, str, int]]:
    """(deal, mailbox, months) of everything that was asked about these deals."""
    query = select(RemindedDeal.deal_id, RemindedDeal.email, RemindedDeal.months)
    query = query.where(RemindedDeal.deal_id.in_(sorted(deal_ids)))
    return {(deal_id, email, months) for deal_id, email, months in db.session.execute(query)}


def list_reminders_of(deal_id: int) -> list[Any]:
    """(reminder, months) about a deal, newest first."""
    query = select(DealReminder, RemindedDeal.months).join(RemindedDeal, RemindedDeal.reminder_id == DealReminder.id)
    query = query.where(RemindedDeal.deal_id == deal_id)
    return list(db.session.execute(query.order_by(DealReminder.id.desc())))


def find_reminder(reminder_id: int) -> DealReminder | None:
    """The reminder of that number, or None."""
    return db.session.get(DealReminder, reminder_id) if reminder_id <= LARGEST else None


def find_link_version(reminder_id: int) -> int | None:
    """The version of its link that opens something; None: there is no such reminder."""
    return db.session.scalar(select(DealReminder.link_version).where(DealReminder.id == reminder_id))


def find_event(event_id: int) -> Event | None:
    """The event of a reminder."""
    return db.session.get(Event, event_id)


def list_asked_about(reminder: DealReminder) -> list[Deal]:
    """The deals that its link opens, with their sides and amounts: those that it asked about, as far as its reader
    still is whom to ask; of entries that were merged the one that stayed."""
    told = select(func.coalesce(Deal.merged_into_id, Deal.id)).join(RemindedDeal, RemindedDeal.deal_id == Deal.id)
    told = told.where(RemindedDeal.reminder_id == reminder.id)
    query = select(Deal).where(Deal.id.in_(told), Deal.event_id == reminder.event_id, Deal.merged_into_id.is_(None))
    query = query.options(selectinload(Deal.parties), selectinload(Deal.amounts)).order_by(Deal.id)
    speaks = _speaks_for(reminder)
    return [
        deal for deal in db.session.scalars(query) if any(_is_theirs(item, reminder, speaks) for item in deal.parties)
    ]


def _speaks_for(reminder: DealReminder) -> str:
    """The province for which its reader still is the liaison; empty: for none."""
    if reminder.province_code is None:
        return ""
    query = select(Liaison.id).where(
        Liaison.event_id == reminder.event_id,
        Liaison.unit_code == reminder.province_code,
        func.lower(Liaison.email) == reminder.email,
    )
    return reminder.province_code if db.session.scalar(query.limit(1)) is not None else ""


def _is_theirs(side: DealParty, reminder: DealReminder, speaks: str) -> bool:
    return side.contact_email == reminder.email or bool(speaks and side.province_code == speaks)
