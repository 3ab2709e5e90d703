"""What decides about a new place. Counted from the tally, never from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, null, select, text

from eventmgr.db import is_sqlite
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
    """A live registration here with the same mobile, or the same name and organization."""
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
    same_form = (here, row.form_id.in_((bindparam("form_id"), bindparam("earlier_id"))))

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
            .where(here, row.name == bindparam("name"), row.organization_id == bindparam("organization_id"), live)
            .scalar_subquery(),
        ),
        counted(*HOLDING),
        counted(Status.WAITLISTED),
        notice.where(PrivacyNotice.event_id == bindparam("event_id")).scalar_subquery(),
        number,
    )


# Measured: several statements take 30 % more processor time per registration, all of it under the lock
# (docs/performance.md).
_PRIOR_STATE_ON_SQLITE = Prepared(_prior_state_statement(null()))
_PRIOR_STATE = Prepared(
    _prior_state_statement(func.nextval(func.pg_get_serial_sequence(Registration.__tablename__, "id")))
)
_LAST_NUMBER = Prepared(select(func.coalesce(func.max(Registration.id), 0)))


def get_prior_state(
    event_id: int, applicant: Applicant, organization_id: int | None, form_ids: tuple[str | None, str | None] | None
) -> PriorState:
    """Everything that decides about a new place, in one statement; ask after the lock.

    Args:
        organization_id: that of the applicant.
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
        "organization_id": organization_id,
    }
    statement = _PRIOR_STATE_ON_SQLITE if is_sqlite() else _PRIOR_STATE
    [row] = statement.rows(values)
    return PriorState(*row)


def get_last_number() -> int:
    """The highest number of a registration, 0 where there is none. On SQLite, behind its one lock, the next is free."""
    [(number,)] = _LAST_NUMBER.rows({})
    return int(number)
