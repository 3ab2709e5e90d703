"""What decides about a new place. Counted from the tally, never from the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, bindparam, case, func, null, select, text

from eventmgr.event.quotas.models import TAKING, Status, Tally
from eventmgr.event.registration.content.applicant import Applicant, last_four
from eventmgr.event.registration.models import IS_LIVE, QueuePlan, Registration, WaitingRule
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.prepared import Prepared
from eventmgr.identity.directory.likeness import OFFICE_SHARES, organization_key, person_key
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.directory.queries import list_credit_codes
from eventmgr.identity.privacy.models import PrivacyNotice


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
    (`directory.likeness`); none that is only kept."""
    taken: int
    waiting: int
    notice_version: int
    """Of the newest privacy notice; 0: the event has the general one."""
    rule: WaitingRule | None
    """By which the waiting list moves; None: the organizers have chosen nothing, it is the order of asking."""
    number: int | None = None
    """Taken for the new row, and never given again; None on SQLite, which gives its numbers behind its one lock."""


def _prior_state_statement(number: ColumnElement[Any]) -> Select[Any]:
    row = Registration
    live = text(IS_LIVE)
    here = row.event_id == bindparam("event_id")
    others = (here, row.id != bindparam("own_id"), live, row.restricted_at.is_(None))
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
        counted(*TAKING),
        counted(Status.WAITLISTED),
        notice.where(PrivacyNotice.event_id == bindparam("event_id")).scalar_subquery(),
        select(QueuePlan.rule).where(QueuePlan.event_id == bindparam("event_id")).scalar_subquery(),
        number,
    )


def _is_named_alike() -> tuple[ColumnElement[bool], ...]:
    """The same name, and an organization of a similar name that has no other credit code."""
    own = select(Organization.credit_code).where(Organization.id == bindparam("organization_id")).scalar_subquery()
    code = Organization.credit_code
    similar = select(func.coalesce(Organization.stands_for_id, Organization.id)).where(
        Organization.likeness_key == bindparam("organization_key"),
        bindparam("organization_key", type_=String()) != "",
        code.is_(None) | own.is_(None) | (code == own),
    )
    named = select(Person.id).where(Person.likeness_key == bindparam("name_key"))
    return Registration.person_id.in_(named), Registration.organization_id.in_(similar)


# Measured: several statements take 30 % more processor time per registration, all of it under the lock
# (docs/inside/performance.md).
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


class Prior:
    """What decides about many new places of one event: read once behind its lock, kept true by `note` as they are given.
    Who looks like whom is told as `get_prior_state` tells it."""

    def __init__(self, event_id: int, wanted: Sequence[tuple[Applicant, int | None]]) -> None:
        """Args:
        wanted: who may follow, each with the number of their organization; each gets a number of their own.
        """
        self._first = get_prior_state(event_id, Applicant("", "", ""), None, None)
        self._numbers = _numbers(len(wanted))
        self._codes = list_credit_codes({number for _applicant, number in wanted if number})
        self._live: dict[str, int] = {}
        self._shared: dict[tuple[str, str], list[int]] = {}
        self._named: dict[tuple[str, str], list[tuple[int, str | None]]] = {}
        row = Registration
        query = (
            select(
                row.id,
                row.identity_key,
                row.mobile,
                row.email,
                row.restricted_at,
                Person.likeness_key,
                Organization.likeness_key,
                Organization.credit_code,
            )
            .outerjoin(Person, Person.id == row.person_id)
            .outerjoin(Organization, Organization.id == row.organization_id)
            .where(row.event_id == event_id, text(IS_LIVE))
            .order_by(row.id)
        )
        for number, identity, mobile, email, restricted_at, name, organization, code in db.session.execute(query):
            self._live.setdefault(identity, number)
            if restricted_at is None:
                self._note(number, identity, mobile, email, (name or "", organization or ""), code)

    def of(self, applicant: Applicant, organization_id: int | None, *, taken: int, waiting: int) -> PriorState:
        """What decides about this one; the number for it is given with it, and to nobody else.

        Args:
            taken, waiting: those of the same import, which the tally does not count yet.
        """
        named = _names_of(applicant)
        own = self._codes.get(organization_id or 0)
        alike = [number for number, code in self._named.get(named, ()) if code is None or own is None or code == own]
        lookalike = (
            self._sharing("mobile", applicant.mobile)
            or (alike[0] if alike and all(named) else None)
            or self._sharing("email", applicant.email)
        )
        return replace(
            self._first,
            live_id=self._live.get(applicant.identity),
            lookalike_id=lookalike,
            taken=self._first.taken + taken,
            waiting=self._first.waiting + waiting,
            number=next(self._numbers),
        )

    def add(self, number: int, applicant: Applicant, organization_id: int | None) -> None:
        """That registration is live now."""
        code = self._codes.get(organization_id or 0)
        self._note(number, applicant.identity, applicant.mobile, applicant.email, _names_of(applicant), code)

    def _sharing(self, what: str, value: str) -> int | None:
        """The first who gives it too, unless so many do that it is an office's."""
        numbers = self._shared.get((what, value), [])
        return numbers[0] if value and 0 < len(numbers) < OFFICE_SHARES else None

    def _note(
        self, number: int, identity: str, mobile: str, email: str, named: tuple[str, str], code: str | None
    ) -> None:
        self._live.setdefault(identity, number)
        self._shared.setdefault(("mobile", mobile), []).append(number)
        self._shared.setdefault(("email", email), []).append(number)
        self._named.setdefault(named, []).append((number, code))


def _names_of(applicant: Applicant) -> tuple[str, str]:
    return person_key(applicant.name), organization_key(applicant.organization)


def _numbers(how_many: int) -> Iterator[int]:
    """Numbers for new rows; on SQLite those behind the highest, whose lock is this transaction's."""
    if is_sqlite():
        last = get_last_number()
        return iter(range(last + 1, last + 1 + how_many))
    sequence = func.pg_get_serial_sequence(Registration.__tablename__, "id")
    series = func.generate_series(1, how_many).table_valued("value")
    return iter(db.session.scalars(select(func.nextval(sequence)).select_from(series)).all())


def get_last_number() -> int:
    """The highest number of a registration, 0 where there is none. On SQLite, behind its one lock, the next is free."""
    [(number,)] = _LAST_NUMBER.rows({})
    return int(number)
