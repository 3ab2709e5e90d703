"""Reading lists for recipients, and who may be in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import iterate_rows, list_registrations
from eventmgr.ground.db import db
from eventmgr.identity.privacy.consents import STAY
from eventmgr.identity.privacy.models import Consent
from eventmgr.office.disclosures.contents import READ
from eventmgr.office.disclosures.models import DisclosedPerson, Disclosure, DisclosureCopy

_MOST_RESTRICTED = 1000


class Opened(NamedTuple):
    """How often a list was opened, and when the last time."""

    times: int
    last: datetime


def list_disclosures(event_id: int) -> list[Disclosure]:
    """All of the event, newest first."""
    query = select(Disclosure).where(Disclosure.event_id == event_id)
    return list(db.session.scalars(query.order_by(Disclosure.id.desc())))


def count_disclosures(event_id: int) -> int:
    """How many the event has."""
    return db.session.scalar(select(func.count()).where(Disclosure.event_id == event_id)) or 0


def find_by_token(token_hash: str, *, at: datetime) -> Disclosure | None:
    """The list that this link opens now, as it stands, its event loaded; None: none, its end has come, or it was
    revoked."""
    query = select(Disclosure).options(joinedload(Disclosure.event)).execution_options(populate_existing=True)
    query = query.where(
        Disclosure.token_hash == token_hash, Disclosure.revoked_at.is_(None), Disclosure.link_ends_at > at
    )
    return db.session.scalars(query).one_or_none()


def list_candidates(event_id: int, filters: ListFilter) -> list[Any]:
    """Rows of everybody whom the filter finds, in the order of the official list; those that are only kept come
    last."""
    rows: list[Any] = list(iterate_rows(event_id, filters, READ))
    if filters.flag in ("", "restricted"):
        kept = replace(filters, flag="restricted")
        rows.extend(list_registrations(event_id, kept, sort="created", size=_MOST_RESTRICTED).rows)
    return rows


def list_consenting(event_id: int, purpose: str = STAY) -> set[int]:
    """Registrations of the event whose consent to being passed on holds; or that of another purpose."""
    query = (
        select(Consent.registration_id)
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.event_id == event_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    )
    return set(db.session.scalars(query))


def list_copies(disclosure_id: int) -> list[DisclosureCopy]:
    """The copies of a list, newest first."""
    query = select(DisclosureCopy).where(DisclosureCopy.disclosure_id == disclosure_id)
    return list(db.session.scalars(query.order_by(DisclosureCopy.number.desc())))


def count_copies(disclosure_ids: Collection[int]) -> dict[int, Opened]:
    """List → how often it was opened, and when the last time; those never opened are left out."""
    query = select(DisclosureCopy.disclosure_id, func.count(), func.max(DisclosureCopy.at)).where(
        DisclosureCopy.disclosure_id.in_(sorted(disclosure_ids))
    )
    rows = db.session.execute(query.group_by(DisclosureCopy.disclosure_id)) if disclosure_ids else ()
    return {number: Opened(times, last) for number, times, last in rows}


def get_last_number(disclosure_id: int) -> int:
    """The number of the last copy; 0: there is none."""
    query = select(func.max(DisclosureCopy.number)).where(DisclosureCopy.disclosure_id == disclosure_id)
    return db.session.scalar(query) or 0


def list_copies_with(registration_ids: Collection[int]) -> list[tuple[DisclosureCopy, bool, bool]]:
    """(copy, whether their identity document, and whether room and rides stood in it) of the copies in which somebody
    stood, oldest first, their lists loaded; a person has several registrations where some were merged."""
    query = (
        select(DisclosureCopy, DisclosedPerson.with_document, DisclosedPerson.with_plan)
        .join(DisclosedPerson, DisclosedPerson.copy_id == DisclosureCopy.id)
        .where(DisclosedPerson.registration_id.in_(sorted(registration_ids)))
        .options(joinedload(DisclosureCopy.disclosure))
    )
    rows = db.session.execute(query.order_by(DisclosureCopy.at, DisclosureCopy.id, DisclosedPerson.registration_id))
    return [(copy, with_document, with_plan) for copy, with_document, with_plan in rows]
