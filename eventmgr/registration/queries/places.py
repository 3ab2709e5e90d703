"""What decides about a new place. Counted from the tally, never from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, bindparam, case, func, null, select, text

from eventmgr.db import is_sqlite
from eventmgr.directory.likeness import OFFICE_SHARES, organization_key, person_key
from eventmgr.directory.models import Organization, Person
from eventmgr.prepared import Prepared
from eventmgr.privacy.models import PrivacyNotice
from eventmgr.quotas.models import HOLDING, Status, Tally
from eventmgr.registration.content.applicant import Applicant, last_four
from eventmgr.registration.models import IS_LIVE, Registration


@dataclass(frozen=True)
class PriorState:
    """What the database knows when somebody asks for a place; ids are None where there is no such row."""

    first_answer_id: int | None
    """The registration that this very form made; of this person if `is_same_person`."""
    is_same_person: bool | None
    live_id: int | None
    """The live registration of the same person here."""
    lookalike_id: int | None
    """A live registration here with the same mobile, the same e-mail, or the same name and a similar organization
    (`directory.likeness`)."""
    taken: int
    waiting: int
    notice_version: int
    """Of the newest privacy notice; 0: the event has the general one."""
    number: int | None = None
    """Taken for the new row, and never given again; None on SQLite, which gives its numbers behind its one lock."""


def _prior_state_statement(number: ColumnElement[Any]) -> Select[Any]:
    row = Registration
    live = text(IS_LIVE)
    here = row.event_id == bindparam("event_id")
    others = (here, row.id != bindparam("own_id"), live)
    same_form = (here, row.form_id.in_((bindparam("form_id"), bindparam("earlier_id"))))

    def counted(*states: Status) -> ScalarSelect[int]:
        query = select(func.coalesce(func.sum(Tally.n), 0))
        return query.where(Tally.event_id == bindparam("event_id"), Tally.status.in_(states)).scalar_subquery()

    def shared(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
        """The first who gives it too, unless so many do that it is an office's."""
        first = case((func.count() < OFFICE_SHARES, func.min(row.id)))
        return select(first).where(*others, *conditions).scalar_subquery()

    notice = select(func.coalesce(func.max(PrivacyNotice.version), 0))
    return select(
        select(row.id).where(*same_form).order_by(row.id).limit(1).scalar_subquery(),
        select(row.identity_key == bindparam("identity")).where(*same_form).order_by(row.id).limit(1).scalar_subquery(),
        select(func.min(row.id)).where(here, row.identity_key == bindparam("identity"), live).scalar_subquery(),
        func.coalesce(
            shared(row.mobile_last4 == bindparam("last4"), row.mobile == bindparam("mobile")),
            select(func.min(row.id)).where(*others, *_is_named_alike()).scalar_subquery(),
            shared(row.email == bindparam("email"), bindparam("email", type_=String()) != ""),
        ),
        counted(*HOLDING),
        counted(Status.WAITLISTED),
        notice.where(PrivacyNotice.event_id == bindparam("event_id")).scalar_subquery(),
        number,
    )


def _is_named_alike() -> tuple[ColumnElement[bool], ...]:
    """The same name, and an organization of a similar name that has no other credit code."""
    own = select(Organization.credit_code).where(Organization.id == bindparam("organization_id")).scalar_subquery()
    code = Organization.credit_code
    similar = select(Organization.id).where(
        Organization.likeness_key == bindparam("organization_key"),
        bindparam("organization_key", type_=String()) != "",
        code.is_(None) | own.is_(None) | (code == own),
    )
    named = select(Person.id).where(Person.likeness_key == bindparam("name_key"))
    return Registration.person_id.in_(named), Registration.organization_id.in_(similar)


# Measured: several statements take 30 % more processor time per registration, all of it under the lock
# (docs/performance.md).
_PRIOR_STATE_ON_SQLITE = Prepared(_prior_state_statement(null()))
_PRIOR_STATE = Prepared(
    _prior_state_statement(func.nextval(func.pg_get_serial_sequence(Registration.__tablename__, "id")))
)
_LAST_NUMBER = Prepared(select(func.coalesce(func.max(Registration.id), 0)))


def get_prior_state(
    event_id: int,
    applicant: Applicant,
    organization_id: int | None,
    form_ids: tuple[str | None, str | None] | None,
    *,
    own_id: int = 0,
) -> PriorState:
    """Everything that decides about a new place, in one statement; ask after the lock.

    Args:
        organization_id: that of the applicant.
        form_ids: the one-time id of the form, and the one that it had before.
        own_id: of the registration that is changed; it is not its own likeness.
    """
    form_id, earlier_id = form_ids or (None, None)
    values = {
        "event_id": event_id,
        "own_id": own_id,
        "form_id": form_id,
        "earlier_id": earlier_id,
        "identity": applicant.identity,
        "last4": last_four(applicant.mobile),
        "mobile": applicant.mobile,
        "email": applicant.email,
        "name_key": person_key(applicant.name),
        "organization_id": organization_id,
        "organization_key": organization_key(applicant.organization),
    }
    statement = _PRIOR_STATE_ON_SQLITE if is_sqlite() else _PRIOR_STATE
    [row] = statement.rows(values)
    return PriorState(*row)


def get_last_number() -> int:
    """The highest number of a registration, 0 where there is none. On SQLite, behind its one lock, the next is free."""
    [(number,)] = _LAST_NUMBER.rows({})
    return int(number)
