"""Parties and requests in words of the language spoken."""

from __future__ import annotations

from collections.abc import Collection

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import language, localized
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic


def facts_of(party: MeetingParty) -> list[str]:
    """Type, province and sector of a party."""
    facts = [str(party.kind.label)]
    if party.province_code:
        facts.append(get_province(party.province_code).name(language()))
    if party.sector_code:
        facts.append(get_sector(party.sector_code).name(language()))
    return facts


def choices_provinces(codes: Collection[str]) -> list[tuple[str, str]]:
    """(code, name), in the order of codes."""
    return [(code, get_province(code).name(language())) for code in sorted(codes)]


def choices_sectors(codes: Collection[str]) -> list[tuple[str, str]]:
    """(code, name), in the order of codes."""
    return [(code, get_sector(code).name(language())) for code in sorted(codes)]


def choices_topics_of(ids: Collection[str]) -> list[tuple[str, str]]:
    """(id, name), in the order of their names."""
    return sorted(((one, get_topic(one).name(language())) for one in ids), key=lambda pair: pair[1])


def choices_sides(event: Event, sides: Collection[str]) -> list[tuple[str, str]]:
    """(key, name) of those sides of the event, in its order."""
    return [(str(one.id), localized(one.name)) for one in event.region_sets if str(one.id) in sides]
