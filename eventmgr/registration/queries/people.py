"""Counting people: participants and staff apart, from the tally and the few rows that it cannot tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, literal, select, text, union_all

from eventmgr.db import db
from eventmgr.participant_types.keys import Role
from eventmgr.quotas.models import HOLDING, Tally
from eventmgr.quotas.tally import TallyRow
from eventmgr.registration.counting.people import People
from eventmgr.registration.models import RESTRICTED, Registration

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
