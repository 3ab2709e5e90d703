"""What is read when somebody asks for a place: what the event's form asks, what decides about a new place, and uses of
an invitation.

Places are counted from the tally, never from the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    Text,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    text,
)
from sqlalchemy.orm import make_transient_to_detached

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import INVITES, Event, EventStatus, InvitedUnit
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import mode
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.invitations.panels import Use
from eventmgr.event.quotas.models import LIVE, TAKING, Status, Tally
from eventmgr.event.registration.applicant import Applicant, last_four
from eventmgr.event.registration.models import IS_LIVE, QueuePlan, Registration, WaitingRule
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _
from eventmgr.ground.lru import Lru
from eventmgr.ground.prepared import Prepared
from eventmgr.identity.directory.likeness import OFFICE_SHARES, organization_key, person_key
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.identity.directory.queries import list_credit_codes
from eventmgr.identity.privacy.models import PrivacyNotice

_MOST_KEPT = 256


@dataclass(frozen=True)
class Form:
    """The form of an event that visitors may know of."""

    event: Event
    """A handle: its columns are read at first use, as a rule by the lock."""
    event_id: int
    asked: Asked


def _print_statement() -> Select[Any]:
    """Everything that shapes an event's form, as a few texts: two forms are alike if these are."""

    def joined(*columns: Any) -> Any:
        text: Any = cast(columns[0], Text)
        for column in columns[1:]:
            text = text + "\t" + cast(column, Text)
        return func.aggregate_strings(text, "\n")

    question = Question
    shape = (question.key, question.kind, cast(question.required, Integer), question.position)
    here = Event.id
    columns: list[Any] = [
        Event.id,
        Event.status,
        cast(Event.fields, Text),
        cast(Event.features, Text),
        cast(Event.id_purpose, Text),
        Event.takes_guests,
        cast(Event.participant_types, Text),
        cast(Event.approval, Text),
        Event.needs_unit_word,
        Event.timezone,
        select(joined(InvitedUnit.unit_code)).where(InvitedUnit.event_id == here).scalar_subquery(),
        select(joined(*shape, question.label, question.help, question.options, question.rules))
        .where(question.event_id == here)
        .scalar_subquery(),
        select(joined(AgendaItem.id, AgendaItem.title, AgendaItem.starts_at))
        .where(AgendaItem.event_id == here, AgendaItem.kind == ItemKind.GROUP, AgendaItem.is_cancelled.is_(False))
        .scalar_subquery(),
    ]
    return select(*columns).where(Event.slug == bindparam("slug"))


_PRINT = Prepared(_print_statement())
# Measured: reading the form anew takes 15 % more processor time per registration (docs/inside/performance.md).
_kept: Lru[tuple[Any, ...], Asked] = Lru(_MOST_KEPT)


def get_form(slug: str) -> Form:
    """The form of that event; one statement where a form alike was read before, on a connection of its own, so that
    no reading transaction has to end before the writing one begins.

    Raises:
        NotFound: there is no such event, or it is a draft.
    """
    with db.engine.connect() as connection:
        if not is_sqlite():
            connection.execution_options(isolation_level="AUTOCOMMIT")
        rows = _PRINT.rows({"slug": slug[:80]}, connection)
    if not rows or rows[0][1] is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    number, _status, *shape = rows[0]
    event = _handle(number)
    asked = _kept.get_or_make((number, *shape), lambda: get_asked(event))
    return Form(event, number, asked)


def _handle(event_id: int) -> Event:
    """The event of that number, which is there, without reading it."""
    known: Event | None = db.session.identity_map.get(db.session.identity_key(Event, event_id))
    if known is not None:
        return known
    event = Event(id=event_id)
    make_transient_to_detached(event)
    db.session.add(event)
    return event


def get_asked(event: Event) -> Asked:
    """Invited units, questions in order, and discussion groups where the event asks for one; two or three
    statements."""
    units = select(InvitedUnit.unit_code).where(InvitedUnit.event_id == event.id)
    return Asked(
        fields=dict(event.fields),
        asks_unit=is_on(INVITES, event),
        units=tuple(sorted(db.session.scalars(units))),
        takes_guests=event.takes_guests,
        questions=tuple(list_questions(event.id)),
        groups=_groups(event.id) if mode(event.fields, "group") != "off" else (),
        types=types_of(event),
        id_purpose=dict(event.id_purpose),
    )


def list_group_titles(event_id: int) -> dict[str, dict[str, str]]:
    """Value of the answer `group` → title, in the order of the agenda; groups that were taken out too."""
    return {str(number): title for number, title in db.session.execute(_titles(), {"event": event_id})}


@cache
def _titles() -> Select[int, dict[str, str]]:
    return (
        select(AgendaItem.id, AgendaItem.title)
        .where(AgendaItem.event_id == bindparam("event"), AgendaItem.kind == ItemKind.GROUP)
        .order_by(AgendaItem.is_cancelled, AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )


def get_types(event_id: int) -> Types:
    """The types of participants of the event of that number; the house's where it is gone."""
    event = db.session.get(Event, event_id)
    return HOUSE_TYPES if event is None else types_of(event)


def _groups(event_id: int) -> tuple[tuple[str, dict[str, str]], ...]:
    query = (
        select(AgendaItem.id, AgendaItem.title)
        .where(AgendaItem.event_id == event_id, AgendaItem.kind == ItemKind.GROUP, AgendaItem.is_cancelled.is_(False))
        .order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return tuple((str(number), title) for number, title in db.session.execute(query))


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
    """What decides about many new places of one event: read once behind its lock, kept true by `note` as they are
    given. Who looks like whom is told as `get_prior_state` tells it."""

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
        """Note the live registration, so that the next applicants are compared with it."""
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


def count_uses(invitation_id: int) -> Use:
    """How often that invitation was used."""
    live = func.count().filter(Registration.status.in_(LIVE))
    row = db.session.execute(select(live, func.count()).where(Registration.invitation_id == invitation_id)).one()
    return Use(row[0], row[1])


def list_uses(event_id: int) -> dict[int, Use]:
    """Number of an invitation of the event → how it was used; one statement."""
    live = func.count().filter(Registration.status.in_(LIVE))
    query = (
        select(Registration.invitation_id, live, func.count())
        .where(Registration.event_id == event_id, Registration.invitation_id.is_not(None))
        .group_by(Registration.invitation_id)
    )
    return {number: Use(stand, answers) for number, stand, answers in db.session.execute(query) if number is not None}


def list_registered_mailboxes(event_id: int, mailboxes: Collection[str]) -> set[str]:
    """Those of `mailboxes` (small letters) with which somebody has ever registered for the event."""
    mailbox = func.lower(Registration.email)
    query = select(mailbox).where(Registration.event_id == event_id, mailbox.in_(sorted(mailboxes)))
    return set(db.session.scalars(query)) if mailboxes else set()
