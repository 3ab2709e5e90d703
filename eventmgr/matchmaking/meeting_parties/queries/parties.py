"""Reading parties, and who is kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event, RegionSet
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.i18n import Bilingual
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import (
    MeetingParty,
    PartyExclusion,
    PartyKind,
    PartyState,
)
from eventmgr.matchmaking.meeting_plans.models import MeetingTable
from eventmgr.tools.web.paging import Key, Page, get_page


def get_party(event: Event, party_id: int) -> MeetingParty:
    """One party of that event, with its organization.

    Raises:
        NotFound: no such party here.
    """
    return get_of(event, MeetingParty, party_id, joinedload(MeetingParty.organization))


def find_party(party_id: int) -> MeetingParty | None:
    """A party with organization and event. Only for addresses that were signed for it."""
    query = select(MeetingParty).where(MeetingParty.id == party_id)
    return db.session.scalar(query.options(joinedload(MeetingParty.organization), joinedload(MeetingParty.event)))


def list_parties(event_id: int) -> list[MeetingParty]:
    """All parties of the event with their organizations, by number: their place in this list is their number in the
    scheduler."""
    query = select(MeetingParty).where(MeetingParty.event_id == event_id).order_by(MeetingParty.id)
    return list(db.session.scalars(query.options(joinedload(MeetingParty.organization))))


def list_party_numbers(event_id: int) -> dict[int, int]:
    """Number of an organization → that of its party at the event."""
    query = select(MeetingParty.organization_id, MeetingParty.id).where(MeetingParty.event_id == event_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_party_of(event_id: int, organization_id: int) -> MeetingParty | None:
    """The party of an organization at the event, in any state."""
    query = select(MeetingParty).where(
        MeetingParty.event_id == event_id, MeetingParty.organization_id == organization_id
    )
    return db.session.scalar(query)


def find_party_at(event_id: int, table_id: int) -> MeetingParty | None:
    """The party that always sits at that table."""
    query = select(MeetingParty).where(MeetingParty.event_id == event_id, MeetingParty.home_table_id == table_id)
    return db.session.scalars(query.options(joinedload(MeetingParty.organization)).limit(1)).first()


def count_parties(event_id: int) -> int:
    """How many parties take part."""
    query = select(func.count()).select_from(MeetingParty)
    active = (MeetingParty.event_id == event_id, MeetingParty.state == PartyState.ACTIVE)
    return db.session.scalar(query.where(*active)) or 0


def get_page_of(event_id: int, filters: Mapping[str, str], cursor: str | None) -> Page[MeetingParty]:
    """One page of the parties of the event that fit the filters, by name: `q` (part of a name), `kind`, `side`, `unit`,
    `state`, `sector`."""
    query = select(MeetingParty).join(MeetingParty.organization).options(contains_eager(MeetingParty.organization))
    query = query.where(MeetingParty.event_id == event_id, *_fitting(filters))
    return get_page(query, [Key(Organization.pinyin_key), Key(MeetingParty.id)], cursor)


def count_fitting(event_id: int, filters: Mapping[str, str]) -> int:
    """How many those are on all pages."""
    query = select(func.count()).select_from(MeetingParty).join(MeetingParty.organization)
    return db.session.scalar(query.where(MeetingParty.event_id == event_id, *_fitting(filters))) or 0


def _fitting(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    columns = {
        "kind": MeetingParty.kind,
        "side": MeetingParty.side,
        "unit": MeetingParty.unit_code,
        "state": MeetingParty.state,
        "sector": MeetingParty.sector_code,
    }
    enums: dict[str, Any] = {"kind": PartyKind, "state": PartyState}
    where: list[ColumnElement[bool]] = []
    for name, column in columns.items():
        if value := filters.get(name, ""):
            where.append(column == (enums[name](value) if name in enums else value))
    if word := folded(filters.get("q", "")):
        where.append(Organization.name_key.contains(word, autoescape=True))
    return where


def list_of_unit(event_id: int, unit_code: str) -> list[MeetingParty]:
    """The active parties of a delegation, with their organizations, by name."""
    query = select(MeetingParty).join(MeetingParty.organization).options(contains_eager(MeetingParty.organization))
    query = query.where(
        MeetingParty.event_id == event_id, MeetingParty.unit_code == unit_code, MeetingParty.state == PartyState.ACTIVE
    )
    return list(db.session.scalars(query.order_by(Organization.pinyin_key, MeetingParty.id)))


def list_exclusions(event_id: int) -> list[PartyExclusion]:
    """Pairs that shall not meet."""
    query = select(PartyExclusion).where(PartyExclusion.event_id == event_id)
    return list(db.session.scalars(query.order_by(PartyExclusion.party_id, PartyExclusion.other_id)))


def find_exclusion(first_id: int, second_id: int) -> PartyExclusion | None:
    """The exclusion of these two, the smaller number first."""
    query = select(PartyExclusion).where(PartyExclusion.party_id == first_id, PartyExclusion.other_id == second_id)
    return db.session.scalar(query)


def list_shared_tables() -> list[tuple[str, int]]:
    """(slug, number of the table) where two parties always sit, or one that is of another event."""
    query = (
        select(Event.slug, MeetingTable.number)
        .join(MeetingParty, MeetingParty.event_id == Event.id)
        .join(MeetingTable, MeetingTable.id == MeetingParty.home_table_id)
        .group_by(Event.slug, MeetingTable.id, MeetingTable.number)
        .having((func.count() > 1) | (func.max(MeetingTable.event_id) != func.max(Event.id)))
    )
    return [(slug, number) for slug, number in db.session.execute(query)]


def list_side_names(event_id: int) -> dict[str, Bilingual]:
    """Key of a side → the name of its region set."""
    query = select(RegionSet.id, RegionSet.name).where(RegionSet.event_id == event_id)
    return {str(row[0]): row[1] for row in db.session.execute(query)}


def list_table_numbers(event_id: int) -> dict[str, str]:
    """Number of the row of a table, as text → the number on it."""
    query = select(MeetingTable.id, MeetingTable.number).where(MeetingTable.event_id == event_id)
    return {str(row[0]): str(row[1]) for row in db.session.execute(query)}
