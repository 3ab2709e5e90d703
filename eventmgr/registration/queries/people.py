"""Counting people: participants and staff apart, from the tally and the few rows that it cannot tell; those of many events told
apart by several things at once, by what the tally does not know from the registrations themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, literal, literal_column, select, text, union_all

from eventmgr.db import db
from eventmgr.directory.models import Organization
from eventmgr.participant_types.keys import Role
from eventmgr.quotas.models import HOLDING, LIVE, Status, Tally
from eventmgr.quotas.tally import TallyRow
from eventmgr.registration.counting.people import People
from eventmgr.registration.models import RESTRICTED, Registration
from eventmgr.registration.notes import chosen_items

_R = Registration
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


def count_crossed(event_ids: Collection[int], by: Sequence[str], *, public: bool = False) -> list[Crossed]:
    """Participants whose registration stands, by state and by each of `by`; one statement, for the public two.

    Args:
        by: `event`, `unit`, `province`, `sector`, `role`, and of `UNTALLIED`. public: without those whose data is only kept.
    """
    if not event_ids:
        return []
    counted = _read(_in_rows(event_ids, by) if set(by) & {*UNTALLIED} else _in_tally(event_ids, by))
    if not public:
        return counted
    kept = _read(_in_rows(event_ids, by).where(text(RESTRICTED)))
    return [*counted, *(Crossed(row.keys, row.status, -row.n) for row in kept)]


def _read(query: Any) -> list[Crossed]:
    return [
        Crossed(tuple(str(key) for key in keys), status, int(n)) for status, n, *keys in db.session.execute(query)
    ]  # fmt: skip


def _in_tally(event_ids: Collection[int], by: Sequence[str]) -> Any:
    known = {
        "event": Tally.event_id, "unit": Tally.unit_code, "province": Tally.province_code, "sector": Tally.sector_code,
        "role": Tally.role,
    }  # fmt: skip
    columns = [known[name] for name in by]
    query = select(Tally.status, func.sum(Tally.n), *columns).where(Tally.event_id.in_(sorted(event_ids)), Tally.n > 0)
    return query.where(Tally.role != Role.STAFF, Tally.status.in_(LIVE)).group_by(Tally.status, *columns)


def _in_rows(event_ids: Collection[int], by: Sequence[str]) -> Any:
    query = select(_R.status, func.count()).where(_R.event_id.in_(sorted(event_ids)))
    known: dict[str, Any] = {
        "event": _R.event_id, "unit": _R.unit_code, "province": _R.province_code, "sector": _R.sector_code,
        "role": _R.role,
        "size": func.coalesce(cast(Organization.size_class, String), ""),
    }  # fmt: skip
    if "size" in by:
        query = query.outerjoin(Organization, Organization.id == _R.organization_id)
    if {"topic", "track"} & {*by}:
        for item in chosen_items(event_ids):
            query = query.outerjoin(item, item.c.registration_id == _R.id)
            known |= {name: func.coalesce(item.c[name], "") for name in ("topic", "track")}
    query = query.add_columns(*(known[name].label(f"by_{name}") for name in by))
    query = query.where(_R.role != Role.STAFF, _R.status.in_(LIVE))
    return query.group_by(_R.status, *(literal_column(f"by_{name}") for name in by))
