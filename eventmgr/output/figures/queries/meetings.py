"""Meetings that were held and the organizations that held them, told apart by what these say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.paging import Key, Page, get_page

_ASKER, _ASKED = aliased(MeetingParty), aliased(MeetingParty)


class MeetingCount(NamedTuple):
    """So many meetings or organizations that share this; codes may be empty."""

    event_id: int
    unit: str
    province: str
    sector: str
    size: str
    partner: str
    n: int


def count_held(event_ids: Collection[int]) -> list[MeetingCount]:
    """Meetings held, by the organization that asked for them and the province of the other; one statement."""
    columns = (_ASKER.province_code, _ASKER.sector_code, Organization.size_class, _ASKED.province_code)
    query = (
        select(Meeting.event_id, *columns, func.count())
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(_ASKER, _ASKER.id == MeetingRequest.asker_id)
        .join(_ASKED, _ASKED.id == MeetingRequest.asked_id)
        .join(Organization, Organization.id == _ASKER.organization_id)
        .where(Meeting.event_id.in_(sorted(event_ids)), Meeting.state == MeetingState.HELD)
        .group_by(Meeting.event_id, *columns)
    )
    rows = db.session.execute(query) if event_ids else ()
    return [
        MeetingCount(event_id, "", province, sector, _size(size), partner, int(n))
        for event_id, province, sector, size, partner, n in rows
    ]


def count_met(event_ids: Collection[int]) -> list[MeetingCount]:
    """Organizations with a meeting that was held; one statement."""
    party = MeetingParty
    columns = (party.unit_code, party.province_code, party.sector_code, Organization.size_class)
    query = (
        select(party.event_id, *columns, func.count())
        .join(Organization, Organization.id == party.organization_id)
        .where(party.event_id.in_(sorted(event_ids)), _has_met(party))
        .group_by(party.event_id, *columns)
    )
    rows = db.session.execute(query) if event_ids else ()
    return [
        MeetingCount(event_id, unit, province, sector, _size(size), "", int(n))
        for event_id, unit, province, sector, size, n in rows
    ]


def list_held(event_id: int, narrow: Mapping[str, str], cursor: str | None) -> Page[Meeting]:
    """Meetings of the event that were held, by time, with both sides; an empty value asks for what is not stated.

    Args:
        narrow: `province`, `sector`, `size` of the organization that asked, `partner`: province of the other.
    """
    sides = joinedload(Meeting.request)
    query = (
        select(Meeting)
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(_ASKER, _ASKER.id == MeetingRequest.asker_id)
        .join(_ASKED, _ASKED.id == MeetingRequest.asked_id)
        .join(Organization, Organization.id == _ASKER.organization_id)
        .options(sides.joinedload(MeetingRequest.asker).joinedload(MeetingParty.organization))
        .options(sides.joinedload(MeetingRequest.asked).joinedload(MeetingParty.organization))
        .where(Meeting.event_id == event_id, Meeting.state == MeetingState.HELD, *_of(_ASKER, narrow))
    )
    if "partner" in narrow:
        query = query.where(_ASKED.province_code == narrow["partner"])
    return get_page(query, [Key(Meeting.starts_at), Key(Meeting.id)], cursor)


def list_met(event_id: int, narrow: Mapping[str, str], cursor: str | None) -> Page[MeetingParty]:
    """Organizations of the event with a meeting that was held, by name.

    Args:
        narrow: `unit`, `province`, `sector`, `size`.
    """
    party = MeetingParty
    query: Select[Any] = (
        select(party)
        .join(Organization, Organization.id == party.organization_id)
        .options(joinedload(party.organization))
        .where(party.event_id == event_id, _has_met(party), *_of(party, narrow))
    )
    return get_page(query, [Key(Organization.pinyin_key), Key(party.id)], cursor)


def _has_met(party: Any) -> ColumnElement[bool]:
    sides = or_(MeetingRequest.asker_id == party.id, MeetingRequest.asked_id == party.id)
    return exists().where(
        Meeting.request_id == MeetingRequest.id,
        Meeting.event_id == party.event_id,
        Meeting.state == MeetingState.HELD,
        sides,
    )


def _of(party: Any, narrow: Mapping[str, str]) -> list[ColumnElement[bool]]:
    columns = {"unit": party.unit_code, "province": party.province_code, "sector": party.sector_code}
    where = [column == narrow[name] for name, column in columns.items() if name in narrow]
    if "size" in narrow:
        size = narrow["size"]
        where.append(Organization.size_class == SizeClass(size) if size else Organization.size_class.is_(None))
    return where


def _size(size: SizeClass | None) -> str:
    return size.value if size is not None else ""
