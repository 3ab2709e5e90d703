"""Counting people: participants and staff apart, from the tally and the few rows that it cannot tell; those of many events told
apart by several things at once, by what the tally does not know from the registrations themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, literal, literal_column, select, text, union_all

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, LIVE, Status, Tally
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.people import People
from eventmgr.event.registration.models import RESTRICTED, Registration
from eventmgr.event.registration.notes import chosen_items
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization

_R = Registration
_NOTHING: Mapping[str, str] = MappingProxyType({})
_EVERYBODY, _ABROAD, _RESTRICTED = range(3)


def list_people(event_id: int) -> People:
    """Everybody of the event, counted; one statement, which reads no rows but those of guests from abroad and of people who are
    only kept."""
    counted: tuple[list[TallyRow], ...] = ([], [], [])
    for part, unit, province, sector, role, status, n in db.session.execute(_people_statement(event_id)):
        counted[part].append(TallyRow(unit, province, sector, status, int(n), role))
    abroad = {row.unit: 0 for row in counted[_ABROAD]}
    for row in counted[_ABROAD]:
        abroad[row.unit] += row.n
    return People(tuple(counted[_EVERYBODY]), abroad, tuple(counted[_RESTRICTED]))


def _people_statement(event_id: int) -> Any:
    cell = (_R.unit_code, _R.province_code, _R.sector_code, _R.role, _R.status)
    tallied = select(
        literal(_EVERYBODY), Tally.unit_code, Tally.province_code, Tally.sector_code, Tally.role, Tally.status, Tally.n
    ).where(Tally.event_id == event_id, Tally.n > 0)
    abroad = (
        select(literal(_ABROAD), _R.country_code, literal(""), literal(""), _R.role, _R.status, func.count())
        .where(_R.event_id == event_id, _R.province_code == "", _R.country_code != "")
        .where(_R.role != Role.STAFF, _R.status.in_(HOLDING))
        .group_by(_R.country_code, _R.role, _R.status)
    )
    restricted = (
        select(literal(_RESTRICTED), *cell, func.count())
        .where(_R.event_id == event_id, text(RESTRICTED), _R.role != Role.STAFF)
        .group_by(*cell)
    )
    return union_all(tallied, abroad, restricted)


UNTALLIED = ("size", "topic", "track")
"""What the tally does not tell apart: size of the organization, topic and track of the group that somebody chose."""


class Crossed(NamedTuple):
    """So many participants in one state share these keys, one for each thing that was asked for."""

    keys: tuple[str, ...]
    status: Status
    n: int


def count_crossed(
    event_ids: Collection[int], by: Sequence[str], *, narrow: Mapping[str, str] = _NOTHING, public: bool = False
) -> list[Crossed]:
    """Participants whose registration stands, by state and by each of `by`; one statement, two for the public and by what people
    chose.

    Args:
        by: `event`, `unit`, `province`, `sector`, `role`, and of `UNTALLIED`.
        narrow: only those with these values; of what the tally knows.
        public: without those whose data is only kept.
    """
    if not event_ids:
        return []
    if "size" in by:
        counted = _read(_by_size(_in_rows(event_ids, by, narrow), by))
    elif {"topic", "track"} & {*by}:
        counted = _with_chosen(event_ids, by, narrow)
    else:
        counted = _read(_in_tally(event_ids, by, narrow))
    if not public:
        return counted
    kept = _in_rows(event_ids, by, narrow, only=text(RESTRICTED))
    without = _read(_by_size(kept, by) if "size" in by else kept)
    return [*counted, *(Crossed(row.keys, row.status, -row.n) for row in without)]


def _read(query: Any) -> list[Crossed]:
    rows = ((status, n, keys) for status, n, *keys in db.session.execute(query) if status in LIVE)
    return [Crossed(tuple(str(key) for key in keys), status, int(n)) for status, n, keys in rows]


def _in_tally(event_ids: Collection[int], by: Sequence[str], narrow: Mapping[str, str]) -> Any:
    known: dict[str, Any] = {
        "event": Tally.event_id, "unit": Tally.unit_code, "province": Tally.province_code, "sector": Tally.sector_code,
        "role": Tally.role,
    }  # fmt: skip
    columns = [known[name] for name in by]
    query = select(Tally.status, func.sum(Tally.n), *columns).where(Tally.event_id.in_(sorted(event_ids)), Tally.n > 0)
    query = query.where(Tally.role != Role.STAFF, *(known[name] == value for name, value in narrow.items()))
    return query.group_by(Tally.status, *columns)


def _with_chosen(event_ids: Collection[int], by: Sequence[str], narrow: Mapping[str, str]) -> list[Crossed]:
    """By topic and track: who chose a group is read, of the others there are so many as the tally has more."""
    chosen = _read(_in_rows(event_ids, by, narrow, chose=True))
    positions = [position for position, name in enumerate(by) if name not in UNTALLIED]
    more = Counter[tuple[tuple[str, ...], Status]]()
    for row in _read(_in_tally(event_ids, [by[position] for position in positions], narrow)):
        more[row.keys, row.status] += row.n
    for row in chosen:
        more[tuple(row.keys[position] for position in positions), row.status] -= row.n
    rest = []
    for (keys, status), n in more.items():
        said = dict(zip(positions, keys, strict=True))
        rest.append(Crossed(tuple(said.get(position, "") for position in range(len(by))), status, n))
    return [*chosen, *(row for row in rest if row.n)]


def _in_rows(
    event_ids: Collection[int], by: Sequence[str], narrow: Mapping[str, str], *, only: Any = None, chose: bool = False
) -> Any:
    """The registrations themselves; of `size` the organization stands for it.

    Args:
        only: a further condition. chose: only those who chose a group.
    """
    known: dict[str, Any] = {
        "event": _R.event_id, "unit": _R.unit_code, "province": _R.province_code, "sector": _R.sector_code,
        "role": _R.role, "size": _R.organization_id,
    }  # fmt: skip
    query = select(_R.status, func.count().label("n")).where(_R.event_id.in_(sorted(event_ids)))
    if {"topic", "track"} & {*by}:
        for item in chosen_items(event_ids):
            query = query.join(item, item.c.registration_id == _R.id, isouter=not chose)
            known |= {name: func.coalesce(item.c[name], "") for name in ("topic", "track")}
    query = query.add_columns(*(known[name].label(f"by_{name}") for name in by))
    query = query.where(_R.role != Role.STAFF, *(known[name] == value for name, value in narrow.items()))
    if only is not None:
        query = query.where(only)
    order = sorted(by, key=lambda name: name != "size")  # as `ix_registration_event_organization` stands
    return query.group_by(*(literal_column(f"by_{name}") for name in order), _R.status)


def _by_size(query: Any, by: Sequence[str]) -> Any:
    """The same by the size of the organization: counted by organization first, of which there are fewer than people."""
    rows = query.subquery()
    size = func.coalesce(cast(Organization.size_class, String), "").label("told_size")
    columns = [size if name == "size" else rows.c[f"by_{name}"] for name in by]
    whole = select(rows.c.status, func.sum(rows.c.n), *columns)
    whole = whole.outerjoin(Organization, Organization.id == rows.c.by_size)
    others = [rows.c[f"by_{name}"] for name in by if name != "size"]
    return whole.group_by(rows.c.status, literal_column("told_size"), *others)
