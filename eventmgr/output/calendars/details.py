"""What feeds say beside the bare entry: categories, and when registration closes.

Letters say none of it: categories belong to those who subscribe, and a mailed entry stands alone. Pure but for the
language spoken.
"""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.derived.calendar_entry import cancelled
from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.i18n import _, localized
from eventmgr.tools.feeds.calendars import NOTICE
from eventmgr.tools.ical import Entry
from eventmgr.tools.taxonomy import find_sector, topics


def categories_of(event: Event, language: str) -> tuple[str, ...]:
    """Kind, sectors and topics of the event in words."""
    sectors = sorted(one.code for one in event.sectors)
    ids = sorted(one.topic_id for one in event.topics)
    return _words(str(event.kind.label), sectors, ids, language)


def item_categories(item: AgendaItem, language: str) -> tuple[str, ...]:
    """The same of an agenda item, as far as it has any."""
    sectors, ids = ([value] if value else [] for value in (item.sector_code, item.topic_id))
    return _words(str(item.kind.label), sectors, ids, language)


def _words(kind: str, sectors: list[str], topic_ids: list[str], language: str) -> tuple[str, ...]:
    known = {topic.id: topic for topic in topics()}
    found = [find_sector(code) for code in sectors]
    names = [sector.name(language) for sector in found if sector is not None]
    names += [known[one].name(language) for one in topic_ids if one in known]
    return (kind, *names)


def closing_uid(event: Event) -> str:
    """UID of the entry that says when registration closes."""
    return f"closing-{event.uid}"


def closing_entry(event: Event, language: str, *, base_url: str) -> Entry | None:
    """When registration closes, as half an hour that ends then; None where it does not, or closes with the
    beginning."""
    closes_at = event.registration_closes_at
    if closes_at is None or event.status is not EventStatus.PUBLISHED:
        return None
    return _closing(event, language, closes_at, base_url=base_url)


def closing_gone(event: Event, language: str, *, base_url: str) -> Entry:
    """The same as cancelled, for whom it was told; at the time that was told."""
    closes_at = closing_instant(event)
    return cancelled(_closing(event, language, closes_at, base_url=base_url))


def _closing(event: Event, language: str, closes_at: datetime, *, base_url: str) -> Entry:
    address = f"{base_url}/events/{event.slug}/register/"
    return Entry(
        uid=closing_uid(event),
        sequence=event.programme_version,
        starts_at=closes_at - NOTICE,
        ends_at=closes_at,
        zone=event.timezone,
        summary=_("Registration closes: %(title)s", title=localized(event.title, language)),
        last_modified=event.calendar_changed_at,
        description=address,
        url=address,
        created_at=event.created_at,
        categories=(_("Deadline"),),
        related_to=event.uid,
    )
