"""Counting places: always from the tally, never from the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select, text

from eventmgr.db import db
from eventmgr.directory.models import Organization, Person
from eventmgr.events.models import InvitedUnit
from eventmgr.privacy.models import PrivacyNotice
from eventmgr.registration.applicant import Applicant, last_four
from eventmgr.registration.models import HOLDING, IS_LIVE, Registration, Status, Tally
from eventmgr.registration.quotas import UnitUse, uses
from eventmgr.registration.tally import TallyRow
from eventmgr.text import folded


@dataclass(frozen=True)
class Standing:
    """What the database knows when somebody asks for a place; ids are None where there is no such row."""

    first_answer_id: int | None
    """The registration that this very form made; of this person if `is_same_person`."""
    is_same_person: bool | None
    live_id: int | None
    """The live registration of the same person here."""
    lookalike_id: int | None
    """A live registration here with the same mobile, or the same name and organization."""
    organization_id: int | None
    person_id: int | None
    employer_id: int | None
    """Where the known person came from last."""
    taken: int
    waiting: int
    notice_version: int
    """Of the newest privacy notice; 0: the event has the general one."""


def _standing_statement() -> Select[Any]:
    row, person = Registration, Person
    live = text(IS_LIVE)
    here = row.event_id == bindparam("event_id")
    same_form = (here, row.form_id.in_((bindparam("form_id"), bindparam("earlier_id"))))
    organization = select(Organization.id).where(Organization.name_key == bindparam("name_key")).scalar_subquery()
    same_person = (person.mobile == bindparam("mobile"), person.name == bindparam("name"))

    def counted(*states: Status) -> ScalarSelect[int]:
        query = select(func.coalesce(func.sum(Tally.n), 0))
        return query.where(Tally.event_id == bindparam("event_id"), Tally.status.in_(states)).scalar_subquery()

    notice = select(func.coalesce(func.max(PrivacyNotice.version), 0))
    return select(
        select(row.id).where(*same_form).order_by(row.id).limit(1).scalar_subquery(),
        select(row.identity_key == bindparam("identity")).where(*same_form).order_by(row.id).limit(1).scalar_subquery(),
        select(func.min(row.id)).where(here, row.identity_key == bindparam("identity"), live).scalar_subquery(),
        func.coalesce(
            select(func.min(row.id))
            .where(here, row.mobile_last4 == bindparam("last4"), row.mobile == bindparam("mobile"), live)
            .scalar_subquery(),
            select(func.min(row.id))
            .where(here, row.name == bindparam("name"), row.organization_id == organization, live)
            .scalar_subquery(),
        ),
        organization,
        select(person.id).where(*same_person).scalar_subquery(),
        select(person.organization_id).where(*same_person).scalar_subquery(),
        counted(*HOLDING),
        counted(Status.WAITLISTED),
        notice.where(PrivacyNotice.event_id == bindparam("event_id")).scalar_subquery(),
    )


_STANDING = _standing_statement()


def get_standing(event_id: int, applicant: Applicant, form_ids: tuple[str | None, str | None] | None) -> Standing:
    """Everything that decides about a new place, in one statement; ask after the lock.

    Args:
        form_ids: the one-time id of the form, and the one that it had before.
    """
    form_id, earlier_id = form_ids or (None, None)
    values = {
        "event_id": event_id,
        "form_id": form_id,
        "earlier_id": earlier_id,
        "identity": applicant.identity,
        "last4": last_four(applicant.mobile),
        "mobile": applicant.mobile,
        "name": applicant.name,
        "name_key": folded(applicant.organization)[:200],
    }
    return Standing(*db.session.execute(_STANDING, values).one())


def list_tallies(event_id: int) -> list[TallyRow]:
    """Every count of the event that is not nought, by unit, province, sector and state; its length does not depend
    on how many registered."""
    query = (
        select(Tally.unit_code, Tally.province_code, Tally.sector_code, Tally.status, Tally.n)
        .where(Tally.event_id == event_id, Tally.n > 0)
        .order_by(Tally.unit_code, Tally.province_code, Tally.sector_code, Tally.status)
    )
    return [TallyRow(*row) for row in db.session.execute(query)]


def count_by_status(event_id: int) -> dict[Status, int]:
    """How many are in each state; every state is there, in the order of `Status`."""
    query = select(Tally.status, func.sum(Tally.n)).where(Tally.event_id == event_id).group_by(Tally.status)
    known = {status: int(n) for status, n in db.session.execute(query)}
    return {status: known.get(status, 0) for status in Status}


def count_taken(event_id: int) -> int:
    """How many places are held (confirmed, attended or absent)."""
    return _count(event_id, HOLDING)


def count_waiting(event_id: int) -> int:
    """How long the waiting list is."""
    return _count(event_id, (Status.WAITLISTED,))


def _count(event_id: int, states: Iterable[Status]) -> int:
    query = select(func.sum(Tally.n)).where(Tally.event_id == event_id, Tally.status.in_(list(states)))
    return int(db.session.scalar(query) or 0)


def list_quotas(event_id: int) -> dict[str, int | None]:
    """Invited unit → quota, None where it has none."""
    query = select(InvitedUnit.unit_code, InvitedUnit.quota).where(InvitedUnit.event_id == event_id)
    return {row.unit_code: row.quota for row in db.session.execute(query)}


def list_unit_tallies(event_id: int) -> list[TallyRow]:
    """The tally by unit and state alone: province and sector of each row are empty; its length does not depend on how
    many registered."""
    query = (
        select(Tally.unit_code, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.n > 0)
        .group_by(Tally.unit_code, Tally.status)
    )
    return [TallyRow(unit, "", "", status, int(n)) for unit, status, n in db.session.execute(query)]


def list_unit_uses(event_id: int) -> dict[str, UnitUse]:
    """Unit → what it holds of its quota and how many of it wait (see `quotas.uses`); two statements."""
    return uses(list_unit_tallies(event_id), list_quotas(event_id))


def count_holding_by_unit(event_id: int) -> dict[str, int]:
    """Delegation unit → places held; units without any are left out."""
    query = (
        select(Tally.unit_code, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.status.in_(HOLDING))
        .group_by(Tally.unit_code)
    )
    return {unit: int(n) for unit, n in db.session.execute(query) if n}
