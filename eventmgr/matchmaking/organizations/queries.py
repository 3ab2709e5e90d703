"""Reading organizations: of those whose registrations the reader may see, and of no others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.lists import is_seen_by
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import PREFIX, QuestionKind
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.accounts.models import User
from eventmgr.identity.directory.models import NameKind, Organization, Person
from eventmgr.matchmaking.organizations.labels import FIELDS
from eventmgr.matchmaking.organizations.models import OrganizationMerge, TwoOrganizations
from eventmgr.tools.web.paging import Key, Page, get_page

_O = Organization
_PORTION = 500
"""So many are read or asked for with one statement."""


def get_page_of(user: User, q: str, cursor: str | None) -> Page[Any]:
    """Organizations that the reader may see whose names hold `q`, or whose credit code it is; each with the number of
    registrations at the events that the reader sees."""
    number = _registrations(user).with_only_columns(func.count()).correlate(_O).scalar_subquery()
    query = select(_O, number).where(*_seen(user), *_named(q))
    return get_page(query, [Key(_O.pinyin_key), Key(_O.id)], cursor)


def iterate_seen(user: User, q: str) -> Iterator[tuple[Organization, int, Mapping[NameKind, Sequence[str]]]]:
    """The same, each also with its other names by kind; three statements for five hundred."""
    number = _registrations(user).with_only_columns(func.count()).correlate(_O).scalar_subquery()
    ids = list(db.session.scalars(select(_O.id).where(*_seen(user), *_named(q)).order_by(_O.pinyin_key, _O.id)))
    for at in range(0, len(ids), _PORTION):
        portion = ids[at : at + _PORTION]
        names = list_names_of(portion)
        query = select(_O, number).where(_O.id.in_(portion)).order_by(_O.pinyin_key, _O.id)
        for row, n in db.session.execute(query):
            kinds: dict[NameKind, list[str]] = {}
            for name in names.get(row.id, ()):
                kinds.setdefault(name.name_kind or NameKind.SHORT, []).append(name.name)
            yield row, n, kinds
            db.session.expunge(row)


def count_seen(user: User, q: str) -> int:
    """How many organizations the user sees that fit the search."""
    return db.session.scalar(select(func.count()).select_from(_O).where(*_seen(user), *_named(q))) or 0


def get_organization(user: User, number: int) -> Organization:
    """That organization, if the reader may see it; of another name the organization that it stands for.

    Raises:
        NotFound: there is none, or none that this reader may know of.
    """
    own = aliased(Organization)
    root = select(func.coalesce(own.stands_for_id, own.id)).where(own.id == number).scalar_subquery()
    organization = None
    if number <= LARGEST:
        organization = db.session.scalars(select(_O).where(_O.id == root, *_seen(user))).one_or_none()
    if organization is None:
        raise NotFound(_("There is no such organization."))
    return organization


def get_people_of(user: User, organization: Organization, cursor: str | None) -> Page[Any]:
    """The registrations from there at events that the reader sees, newest first, each with its event."""
    query = _registrations(user, organization.id).with_only_columns(Registration)
    query = query.options(joinedload(Registration.event))
    return get_page(query, [Key(Registration.created_at, falling=True), Key(Registration.id, falling=True)], cursor)


class NamedBy(NamedTuple):
    """An answer that names an organization."""

    registration_id: int
    name: str
    event: Event
    question: Bilingual


def list_named_by(user: User, keys: Collection[str], may_read: Callable[[int], bool], *, limit: int) -> list[NamedBy]:
    """Answers to questions for an organization that name one of these folded names, newest first; of events that the
    reader sees and whose answers they may read, of nobody whose data is only kept or deleted. Two statements.

    Args:
        may_read: number of an event → whether its answers are the reader's.
    """
    asked = select(Question.event_id, Question.key, Question.label).where(Question.kind == QuestionKind.ORGANIZATION)
    asked = asked.where(Question.event_id.in_(select(Event.id).where(is_seen_by(user))))
    labels: dict[int, dict[str, Bilingual]] = {}
    for event_id, key, label in db.session.execute(asked.order_by(Question.event_id, Question.position)):
        if may_read(event_id):
            labels.setdefault(event_id, {})[PREFIX + key] = label
    row = Registration
    query = select(row.id, row.name, row.event_id, row.answers).where(row.event_id.in_(sorted(labels)))
    query = query.where(row.forgotten_at.is_(None), row.restricted_at.is_(None)).order_by(
        row.created_at.desc(), row.id.desc()
    )
    named: list[tuple[int, str, int, Bilingual]] = []
    for number, name, event_id, answers in (
        db.session.execute(query.execution_options(yield_per=1000)) if labels else ()
    ):
        for field, label in labels[event_id].items():
            if answers.get(field) and folded(str(answers[field])) in keys:
                named.append((number, name, event_id, label))
        if len(named) >= limit:
            break
    events = {
        event.id: event for event in db.session.scalars(select(Event).where(Event.id.in_({one[2] for one in named})))
    }
    return [NamedBy(number, name, events[event_id], label) for number, name, event_id, label in named[:limit]]


def count_people_of(user: User, organization: Organization) -> int:
    """How many registrations of the organization the user sees."""
    return db.session.scalar(_registrations(user, organization.id).with_only_columns(func.count())) or 0


def list_names(organization_id: int) -> list[Organization]:
    """The other names of an organization, oldest first."""
    query = select(_O).where(_O.stands_for_id == organization_id)
    return list(db.session.scalars(query.order_by(_O.created_at, _O.id)))


def list_names_of(ids: Sequence[int]) -> dict[int, list[Organization]]:
    """Number of an organization → its other names, oldest first; five hundred a statement."""
    names: dict[int, list[Organization]] = {}
    for at in range(0, len(ids), _PORTION):
        query = select(_O).where(_O.stands_for_id.in_(ids[at : at + _PORTION])).order_by(_O.created_at, _O.id)
        for row in db.session.scalars(query):
            names.setdefault(row.stands_for_id or 0, []).append(row)
    return names


def list_all() -> list[tuple[Any, ...]]:
    """All rows, other names among them, by number: (number, what it stands for, kind of name, then the columns of
    `FIELDS`)."""
    query = select(_O.id, _O.stands_for_id, _O.name_kind, *(getattr(_O, name) for name in FIELDS)).order_by(_O.id)
    return [tuple(row) for row in db.session.execute(query)]


def list_rows(ids: Sequence[int]) -> list[Organization]:
    """The rows with these numbers; five hundred a statement."""
    rows: list[Organization] = []
    for at in range(0, len(ids), _PORTION):
        rows += db.session.scalars(select(_O).where(_O.id.in_(ids[at : at + _PORTION])).order_by(_O.id))
    return rows


def list_used(ids: Sequence[int]) -> set[int]:
    """Those of these numbers from which a person or a registration comes."""
    used: set[int] = set()
    for at in range(0, len(ids), _PORTION):
        for model in (Registration, Person):
            query = select(model.organization_id).where(model.organization_id.in_(ids[at : at + _PORTION]))
            used |= {number for number in db.session.scalars(query.distinct()) if number is not None}
    return used


def list_similar(user: User, organization: Organization) -> list[Organization]:
    """Others that may be the same, by a name or by the credit code, that the reader may see; not those that are known
    to be two."""
    own, other = aliased(Organization), aliased(Organization)
    keys = select(own.likeness_key).where(_root(own) == organization.id, own.likeness_key != "")
    alike = select(_root(other)).where(other.likeness_key.in_(keys))
    coded = (_O.credit_code == organization.credit_code) & _O.credit_code.is_not(None)
    codes = or_(_O.credit_code.is_(None), literal(organization.credit_code is None), coded)
    two = TwoOrganizations
    decided = exists().where(
        or_(
            (two.first_id == _O.id) & (two.second_id == organization.id),
            (two.second_id == _O.id) & (two.first_id == organization.id),
        )
    )
    query = select(_O).where(*_seen(user), _O.id != organization.id, or_(coded, _O.id.in_(alike) & codes), ~decided)
    return list(db.session.scalars(query.order_by(_O.pinyin_key, _O.id).limit(20)))


def list_seen_numbers(user: User, keys: Collection[str]) -> dict[str, int]:
    """Folded name → number of the organization, as far as the reader may see it, whichever of its names that is; one
    statement."""
    other = aliased(Organization)
    query = select(other.name_key, _O.id).join(_O, _O.id == _root(other)).where(other.name_key.in_(sorted(keys)))
    return {row.name_key: row.id for row in db.session.execute(query.where(*_seen(user)))}


def find_by_name(key: str) -> Organization | None:
    """The row, be it another name, with this folded name."""
    return db.session.scalars(select(_O).where(_O.name_key == key)).one_or_none()


def find_by_code(code: str, *, but: int) -> Organization | None:
    """Another organization than `but` with this credit code."""
    query = select(_O).where(_O.credit_code == code, _O.id != but, _O.stands_for_id.is_(None))
    return db.session.scalars(query.order_by(_O.id).limit(1)).one_or_none()


def list_locked(ids: Collection[int]) -> list[Organization]:
    """These rows as they stand, locked until the transaction ends, in the order of their numbers; five hundred a
    statement."""
    rows: list[Organization] = []
    numbers = sorted(ids)
    for at in range(0, len(numbers), _PORTION):
        query = select(_O).where(_O.id.in_(numbers[at : at + _PORTION])).order_by(_O.id).with_for_update(key_share=True)
        rows += db.session.scalars(query.execution_options(populate_existing=True))
    return rows


def get_merge(merge_id: int) -> OrganizationMerge:
    """That merge.

    Raises:
        NotFound: there is none.
    """
    merge = db.session.get(OrganizationMerge, merge_id) if merge_id <= LARGEST else None
    if merge is None:
        raise NotFound(str(OrganizationMerge.not_found))
    return merge


def list_since(merge: OrganizationMerge) -> list[tuple[int, str, bool]]:
    """(number, organization as typed, whether it is new) of registrations that come from the kept organization and were
    made or changed since the merge, newest first; one statement."""
    row, since = Registration, merge.merged_at
    query = select(row.id, row.organization_name, row.created_at >= since).where(
        row.organization_id == merge.kept_id, (row.created_at >= since) | (row.changed_at >= since)
    )
    return [(number, name, bool(new)) for number, name, new in db.session.execute(query.order_by(row.id.desc()))]


def list_people(ids: Sequence[int]) -> list[Registration]:
    """Some registrations with their events, in this order; one statement."""
    query = select(Registration).where(Registration.id.in_(ids)).options(joinedload(Registration.event))
    found = {row.id: row for row in db.session.scalars(query)}
    return [found[number] for number in ids if number in found]


def _root(row: Any) -> ColumnElement[int]:
    return func.coalesce(row.stands_for_id, row.id)


def _registrations(user: User, organization_id: int | None = None) -> Select[Any]:
    own = _O.id if organization_id is None else organization_id
    here = select(Event.id).where(is_seen_by(user))
    return select(Registration.id).where(Registration.organization_id == own, Registration.event_id.in_(here))


def _seen(user: User) -> tuple[ColumnElement[bool], ...]:
    """No other names; all for administrators, for others those that people at their events come from."""
    if user.is_admin:
        return (_O.stands_for_id.is_(None),)
    return _O.stands_for_id.is_(None), _registrations(user).correlate(_O).exists()


def _named(q: str) -> tuple[ColumnElement[bool], ...]:
    key = folded(q)
    if not key:
        return ()
    name = aliased(Organization)
    other = exists().where(name.stands_for_id == _O.id, name.name_key.contains(key, autoescape=True))
    own = _O.name_key.contains(key, autoescape=True) | _O.name_en.icontains(q, autoescape=True)
    return (own | other | (_O.credit_code == q.strip().upper()),)
