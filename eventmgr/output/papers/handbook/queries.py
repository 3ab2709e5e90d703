"""Reading what a handbook prints."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import select

from eventmgr.event.delegations.exchange_papers.queries import list_bound
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, is_spoken, localized
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.contents import Day, Item, Roster
from eventmgr.output.papers.handbook.arrangements import get_arrangements
from eventmgr.output.papers.handbook.contents import Book, Talk
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.handbook.parts import NEEDS, USUAL, had_by, known
from eventmgr.output.papers.queries import get_groups, get_occasion_with_look, get_roster, list_days
from eventmgr.tools.typesetting.names import aligned_name

COLUMNS = RosterChoice(("organization", "title", "role"))


def find_handbook(event_id: int) -> Handbook | None:
    """What was chosen, as it stands."""
    query = select(Handbook).where(Handbook.event_id == event_id)
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def get_book(event: Event, lang: str, people: Collection[int] | None = None, *, sees: Collection[str]) -> Book:
    """The handbook of the event as a reader sees it who holds `sees`; with `people`, their lines alone."""
    chosen = find_handbook(event.id)
    parts = known(chosen.parts) if chosen else list(USUAL)
    if people is not None:
        parts = ["participants"]
    parts = [key for key in had_by(event, parts) if key not in NEEDS or NEEDS[key] in sees]
    days = list_days(event, lang) if {"schedule", "agenda", "talks"} & set(parts) else ()
    roster = _without_quotas(get_roster(event, lang, COLUMNS, people=people))
    groups = get_groups(event, lang) if "groups" in parts else None
    notes = localized(chosen.notes, lang) if chosen else ""
    contacts = tuple(_contacts(event, lang))
    talks = tuple(_talks(days))
    papers = tuple(list_bound(event.id)) if "papers" in parts else ()
    arrangements = get_arrangements(event, lang, roster, parts)
    filled = {
        **arrangements,
        "notes": notes,
        "schedule": days,
        "agenda": days,
        "talks": talks,
        "papers": papers,
        "participants": roster.delegations,
        "groups": groups and groups.groups,
        "contacts": contacts,
        "blank": (chosen.blank_pages if chosen else 2),
    }
    return Book(
        get_occasion_with_look(event, lang),
        tuple(key for key in parts if filled[key]),
        notes,
        days,
        talks,
        roster,
        groups,
        contacts,
        chosen.blank_pages if chosen else 2,
        papers=papers,
        arrangements=arrangements,
        is_supplement=people is not None,
    )


def _without_quotas(roster: Roster) -> Roster:
    """Who has used how many places is nothing for participants."""
    return replace(roster, delegations=tuple(replace(part, quota=None) for part in roster.delegations))


def _talks(days: Collection[Day]) -> Iterator[Talk]:
    for day in days:
        for item in day.items:
            for one in (item, *item.parts):
                if one.title and one.is_talk and (names := _names(one)):
                    yield Talk(one.title, names, f"{day.name}\n{one.time or item.time}".strip())


def _names(item: Item) -> str:
    """Of those who speak; who chairs or takes notes stands in the agenda."""
    speakers = (one for one in item.speakers if not one.role)
    gap = ", " if is_spoken("en") else " "
    return "\n".join(gap.join(part for part in (aligned_name(one.name), one.origin) if part) for one in speakers)


def _contacts(event: Event, lang: str) -> Iterator[tuple[str, str]]:
    contact = event.contact
    words = " ".join(part for part in (contact.get("name", ""), contact.get("phone", "")) if part)
    if words:
        yield _("Organizers"), words
    if contact.get("email"):
        yield _("E-mail"), contact["email"]
    for venue in event.venues:
        address = localized(venue.address, lang)
        yield localized(venue.name, lang), address or "—"
