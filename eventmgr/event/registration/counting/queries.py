"""Counting: the cube of people, from the tally and, where that cannot tell, from the registrations; and who has chosen
an option."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, case, cast, func, literal, literal_column, or_, select, text, union_all

from eventmgr.event.forms.limits import Option, chosen, limits_of
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.models import IS_LIVE, RESTRICTED, Registration
from eventmgr.event.registration.notes import chosen_items
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization

_R = Registration
_NOTHING: Mapping[str, str] = MappingProxyType({})
_WHOLE = ("unit", "province", "sector", "role", "country", "is_restricted")
_OF_GROUP = frozenset({"topic", "track"})
_TALLIED: Mapping[str, Any] = {
    "event": Tally.event_id,
    "unit": Tally.unit_code,
    "province": Tally.province_code,
    "sector": Tally.sector_code,
    "role": Tally.role,
}
_REGISTERED: Mapping[str, Any] = {
    "event": _R.event_id,
    "unit": _R.unit_code,
    "province": _R.province_code,
    "sector": _R.sector_code,
    "role": _R.role,
    "country": case((_R.province_code == "", _R.country_code), else_=""),
    "size": _R.organization_id,
}
"""Attribute of a row → its column; the organization stands for its size until that is joined, beside what was said of
it."""
_SAID = "said_size"


class _Part(NamedTuple):
    """Registrations that are read to tell them apart."""

    query: Any
    """State, number, and the attributes that are asked for."""
    emptied: frozenset[str] = frozenset()
    """Attributes that the parts before have left empty for these registrations."""
    is_restricted: bool = False


def count_people(
    event_ids: Collection[int], by: Sequence[str] = _WHOLE, *, narrow: Mapping[str, str] = _NOTHING
) -> Cube:
    """The people of these events, told apart by state and by each of `by`; one statement.

    All are in the tally. Only people from abroad, people whose data is only kept and people who chose a group are read
    from their registrations, as far as they are told apart; by size of the organization everybody is.

    Args:
        by: attributes of `TallyRow`. Without `role` participants alone are counted, no staff.
        narrow: only those with these values of what the tally knows.
    """
    if not event_ids:
        return Cube(())
    names = [name for name in by if name != "is_restricted"]
    parts = [*_parts(_Asked(event_ids, names, narrow), is_apart="is_restricted" in by)]
    statement = union_all(*(part.query.add_columns(literal(number)) for number, part in enumerate(parts)))
    counts: Counter[tuple[Status, bool, tuple[str, ...]]] = Counter()
    for status, n, *values, number in db.session.execute(statement):
        keys, part = tuple(str(value) for value in values), parts[number]
        counts[status, part.is_restricted, keys] += int(n)
        if number:
            before = ("" if name in part.emptied else key for name, key in zip(names, keys, strict=True))
            counts[status, False, tuple(before)] -= int(n)
    blank = {"unit": "", "province": "", "sector": ""}
    return Cube(
        TallyRow(**blank | dict(zip(names, keys, strict=True)), status=status, n=n, is_restricted=is_restricted)
        for (status, is_restricted, keys), n in counts.items()
        if n
    )


class _Asked(NamedTuple):
    event_ids: Collection[int]
    names: Sequence[str]
    narrow: Mapping[str, str]


def _parts(asked: _Asked, *, is_apart: bool) -> Iterator[_Part]:
    """Everybody first; then those of whom more is known than that said, each time of those that all before have
    counted."""
    if "size" in asked.names:
        yield _Part(_registered(asked))
    else:
        yield _Part(_tallied(asked))
        if _OF_GROUP & {*asked.names} and chosen_items(asked.event_ids):
            yield _Part(_registered(asked, chose=True), _OF_GROUP)
        if "country" in asked.names:
            yield _Part(_registered(asked, _R.province_code == "", _R.country_code != ""), frozenset({"country"}))
    if is_apart:
        yield _Part(_registered(asked, text(RESTRICTED)), is_restricted=True)


def _tallied(asked: _Asked) -> Any:
    columns = [_TALLIED[name] for name in asked.names if name in _TALLIED]
    query = select(Tally.status, func.sum(Tally.n), *(_TALLIED.get(name, literal("")) for name in asked.names))
    query = query.where(Tally.event_id.in_(sorted(asked.event_ids)), Tally.n > 0)
    if "role" not in asked.names:
        query = query.where(Tally.role != Role.STAFF)
    query = query.where(*(_TALLIED[name] == value for name, value in asked.narrow.items()))
    return query.group_by(Tally.status, *columns)


def _registered(asked: _Asked, *where: Any, chose: bool = False) -> Any:
    """The registrations themselves.

    Args:
        where: further conditions. chose: only those who chose a group, wherever they come from.
    """
    known = dict(_REGISTERED)
    query = select(_R.status, func.count().label("n")).where(_R.event_id.in_(sorted(asked.event_ids)), *where)
    if _OF_GROUP & {*asked.names}:
        for item in chosen_items(asked.event_ids):
            query = query.join(item, item.c.registration_id == _R.id, isouter=not chose)
            known |= {name: func.coalesce(item.c[name], "") for name in _OF_GROUP}
    if chose:
        del known["country"]
    query = query.add_columns(*(known.get(name, literal("")).label(f"by_{name}") for name in asked.names))
    if "role" not in asked.names:
        query = query.where(_R.role != Role.STAFF)
    query = query.where(*(known[name] == value for name, value in asked.narrow.items()))
    order = sorted(asked.names, key=lambda name: name != "size")  # as `ix_registration_event_organization` stands
    query = query.group_by(*(literal_column(f"by_{name}") for name in order if name in known), _R.status)
    if "size" in asked.names:
        query = query.add_columns(_R.size_class.label(_SAID)).group_by(_R.size_class)
    return _by_size(query, asked.names) if "size" in asked.names else query


def _by_size(query: Any, names: Sequence[str]) -> Any:
    """The same by the size that they said, else by that of their organization in the directory: counted by organization
    first, of which there are fewer than people."""
    rows = query.subquery()
    size = func.coalesce(func.nullif(rows.c[_SAID], ""), cast(Organization.size_class, String), "").label("told_size")
    columns = [size if name == "size" else rows.c[f"by_{name}"] for name in names]
    whole = select(rows.c.status, func.sum(rows.c.n), *columns)
    whole = whole.outerjoin(Organization, Organization.id == rows.c.by_size)
    others = [rows.c[f"by_{name}"] for name in names if name != "size"]
    return whole.group_by(rows.c.status, literal_column("told_size"), *others)


def count_chosen(event_id: int, options: Collection[Option], *, but: int | None = None) -> dict[Option, int]:
    """Live registrations that hold each of these options; one statement, none where nothing is asked for.

    Args:
        but: the number of a registration that does not count.
    """
    others = [] if but is None else [Registration.id != but]
    return _counted(event_id, options, text(IS_LIVE), *others)


def count_answers(event_id: int, options: Collection[Option]) -> dict[Option, int]:
    """Registrations in any state that hold each of these answers, the value `""` standing for any answer to the field;
    one statement."""
    return _counted(event_id, options)


def _counted(event_id: int, options: Collection[Option], *where: Any) -> dict[Option, int]:
    asked = sorted(options)
    if not asked:
        return {}
    counts = [func.coalesce(func.sum(case((_holds(*option), 1), else_=0)), 0) for option in asked]
    query = select(*counts).where(Registration.event_id == event_id, *where)
    return dict(zip(asked, map(int, db.session.execute(query).one()), strict=True))


def _holds(field: str, value: str) -> ColumnElement[bool]:
    """The answer is that value, or a list with it among others; both databases give a list as JSON text."""
    answer: ColumnElement[Any] = Registration.answers[field].as_string()
    if not value:
        return answer.is_not(None)
    return or_(answer == value, answer.contains(f'"{value}"', autoescape=True))


class HeldOptions:
    """What is held of the options with a limit at one event: read once behind its lock for hundreds who choose, kept
    true by `change`."""

    def __init__(self, event_id: int) -> None:
        self.questions = list_questions(event_id)
        self.limits = limits_of(self.questions)
        self.taken = count_chosen(event_id, self.limits)
        self.has_changed = False

    def change(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Somebody's answers were `before` and are `after` now."""
        held, wanted = chosen(before, self.limits), chosen(after, self.limits)
        for option in held - wanted:
            self.taken[option] -= 1
        for option in wanted - held:
            self.taken[option] += 1
        self.has_changed |= held != wanted
