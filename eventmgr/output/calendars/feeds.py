"""From events, agenda items and a participant's registration to the bytes of a calendar. Pure but for the language
spoken and the home zone."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import MappingProxyType

from eventmgr.event.agenda.calendar_entry import item_entry_of
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.derived.calendar_entry import cancelled, entry_of, short_name
from eventmgr.event.events.models import Event, EventKind, EventStatus, Series
from eventmgr.event.events.queries import EventFilter
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import LANGUAGE_TAGS, _, format_date, localized
from eventmgr.ground.settings import home_zone
from eventmgr.on_site.signup.switch import GROUPS
from eventmgr.output.calendars.addresses import chosen
from eventmgr.output.calendars.details import categories_of, closing_entry, closing_gone, item_categories
from eventmgr.programme.study_visits.calendar_entries import at_stop
from eventmgr.programme.study_visits.panels import OwnStop
from eventmgr.tools import ical
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.ical import Entry, EntryStatus
from eventmgr.tools.ical.zones import years_of
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.taxonomy import get_province, get_sector, get_theme, get_topic

log = logging.getLogger(__name__)
MOST_BYTES = 950_000
"""Of entries in one calendar: Google and others refuse a megabyte, with or without packing."""
OFTEN, SELDOM = timedelta(hours=1), timedelta(hours=4)
"""How often calendar programs are asked to ask again: on the days of an event, and before."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Feed:
    """A calendar as it is answered."""

    body: bytes
    changed_at: datetime | None
    """The latest change of an entry; None where there is none."""


def oldest(at: datetime) -> datetime:
    """Events that ended before are in no public feed, unless it is asked for them: midnight (UTC), so that a feed is
    the same all day."""
    return _midnight(at) - KEPT


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def entries_of_event(event: Event, items: Sequence[AgendaItem], language: str, *, base_url: str) -> list[Entry]:
    """The event, then its agenda items; nobody's time is taken by an announcement. One that cannot be made is left
    out and logged."""
    return [replace(entry, is_busy=False) for entry in _entries(event, items, language, base_url)]


def shown_of_events(
    events: Sequence[Event], items: Sequence[AgendaItem], language: str, *, base_url: str, deadlines: bool
) -> Shown:
    """What a public calendar of these events is to show, each as `entries_of_event`.

    Args:
        items: of the agenda of the one event.
        deadlines: also when registration closes, after each event.
    """
    entries: list[Entry] = []
    gone: list[Entry] = []
    for event in events:
        own = entries_of_event(event, items, language, base_url=base_url)
        entries += own
        if deadlines and own:
            closing = closing_entry(event, language, base_url=base_url)
            entries += [closing] if closing else []
            gone += [] if closing else [closing_gone(event, language, base_url=base_url)]
    return Shown(entries, gone)


def _entries(
    event: Event,
    items: Sequence[AgendaItem],
    language: str,
    base_url: str,
    *,
    is_given_up: bool = False,
    event_name: str = "",
) -> list[Entry]:
    def whole() -> Entry:
        entry = entry_of(event, language, base_url=base_url, is_given_up=is_given_up)
        return replace(entry, categories=categories_of(event, language))

    def part(item: AgendaItem) -> Entry:
        entry = item_entry_of(item, event, language, base_url=base_url, is_given_up=is_given_up, event_name=event_name)
        return replace(entry, categories=item_categories(item, language))

    makers: list[Callable[[], Entry]] = [whole, *(partial(part, item) for item in items)]
    entries = []
    for make, row in zip(makers, (event, *items), strict=True):
        try:
            entries.append(make())
        except Exception:
            log.exception("%r was left out of a calendar", row)
    return entries


def entries_of_registration(
    registration: Registration,
    items: Sequence[AgendaItem],
    language: str,
    *,
    base_url: str,
    waits_for: int | None = None,
    stops: Mapping[int, OwnStop] = MappingProxyType({}),
) -> list[Entry]:
    """The participant's own sessions: confirmed once the place is, tentative before, cancelled when it is given up;
    nothing of a draft, and of removed sessions those that were there when the place was asked for.

    Of parallel groups only the chosen one, where one was chosen. SEQUENCE is that under which the entry is told first
    (`told`): what it has elsewhere, what the registration and the places of a group add, and for a session the event's
    short name; LAST-MODIFIED is the latest of them.

    Args:
        waits_for: number of the chosen group while the place in it is not given: it is tentative.
        stops: how this person visits the stops among the items: with which batch, or not at all.
    """
    event = registration.event
    if event.status is EventStatus.DRAFT:
        return []
    status = _status_of(registration)
    own = [item for item in _own_items(registration, items) if _was_there(item, registration.created_at)]
    tentative = {item.uid for item in own if item.id == waits_for}
    of_groups = {item.uid: _added_by_groups(registration, item) for item in own}
    visited = {item.uid: stops.get(item.id) for item in own if item.kind is ItemKind.VISIT}
    entries = []
    name = short_name(event, language)
    for entry in _entries(event, own, language, base_url, is_given_up=status == "CANCELLED", event_name=name):
        item_uid = entry.uid
        if item_uid in visited:
            entry = at_stop(entry, visited[item_uid], registration.id)  # noqa: PLW2901
        shown = status if entry.status == "CONFIRMED" else entry.status
        if shown == "CONFIRMED" and item_uid in tentative:
            shown = "TENTATIVE"
        busy = shown == "CONFIRMED" and (not own or entry.uid != event.uid)
        added, rose_at = of_groups.get(item_uid, (0, registration.calendar_changed_at))
        entries.append(
            replace(
                entry,
                status=shown,
                is_busy=busy,
                sequence=entry.sequence
                + registration.sequence
                + added
                + (event.name_sequence if entry.uid != event.uid else 0),
                last_modified=max(
                    entry.last_modified,
                    registration.calendar_changed_at,
                    event.name_changed_at or entry.last_modified,
                    rose_at,
                ),
            )
        )
    return entries


def entries_left(
    registration: Registration, items: Sequence[AgendaItem], language: str, *, base_url: str
) -> list[Entry]:
    """Entries of parallel groups that the participant has not chosen, and of stops under the UID of their agenda item,
    as cancelled: told to whom they were told before."""
    event = registration.event
    chosen_items = _own_items(registration, items)
    left = [item for item in items if item.kind is ItemKind.VISIT or item not in chosen_items]
    if event.status is EventStatus.DRAFT or not left:
        return []
    name = short_name(event, language)
    return _entries(event, left, language, base_url, is_given_up=True, event_name=name)[1:]


def remnant_of(event: Event, language: str, *, base_url: str) -> Callable[[str, datetime, datetime], Entry]:
    """A function: what is told of an entry of which nothing is left but that it was told, and for when."""

    def remnant(uid: str, starts_at: datetime, ends_at: datetime) -> Entry:
        whole = Entry(
            uid=uid,
            sequence=0,
            starts_at=starts_at,
            ends_at=ends_at,
            zone=event.timezone,
            summary=localized(event.title, language),
            last_modified=event.calendar_changed_at,
            url=f"{base_url}/events/{event.slug}/",
            related_to=event.uid if uid != event.uid else "",
        )
        return cancelled(whole)

    return remnant


def _added_by_groups(registration: Registration, item: AgendaItem) -> tuple[int, datetime]:
    """What places and waiting lists of groups add to the number of that session's entry, and when that changed."""
    number, told_at = registration.group_numbers.get(str(item.id), (0, None))
    return number, datetime.fromisoformat(told_at) if told_at else registration.calendar_changed_at


def entry_of_session(item: AgendaItem, event: Event, language: str, *, base_url: str) -> Entry:
    """One session by itself, with the event's short name, and numbers that follow that, too."""
    entry = item_entry_of(item, event, language, base_url=base_url, event_name=short_name(event, language))
    changed_at = max(entry.last_modified, event.name_changed_at or entry.last_modified)
    return replace(entry, sequence=entry.sequence + event.name_sequence, last_modified=changed_at)


def _was_there(item: AgendaItem, since: datetime) -> bool:
    return item.removed_at is None or item.removed_at >= since


def _status_of(registration: Registration) -> EntryStatus:
    if registration.status in HOLDING:
        return "CONFIRMED"
    return "TENTATIVE" if registration.status in LIVE else "CANCELLED"


def _own_items(registration: Registration, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    group = str(registration.answers.get("group") or "") if is_on(GROUPS, registration.event) else ""
    chosen_item = next((item for item in items if str(item.id) == group and item.kind is ItemKind.GROUP), None)
    if chosen_item is None:
        return list(items)
    return [item for item in items if item is chosen_item or not _is_parallel(item, chosen_item)]


def _is_parallel(item: AgendaItem, chosen_item: AgendaItem) -> bool:
    """Whether `item` is another group of the same session, or one at the same time."""
    if item.kind is not ItemKind.GROUP:
        return False
    siblings = item.parent_id is not None and item.parent_id == chosen_item.parent_id
    return siblings or (item.starts_at < chosen_item.ends_at and chosen_item.starts_at < item.ends_at)


def write(
    name: str,
    entries: Sequence[Entry],
    *,
    address: str,
    language: str,
    at: datetime,
    page: str = "",
    description: str = "",
    is_secret: bool = False,
) -> Feed:
    """The calendar `name` that is fetched from `address`; an entry that cannot be written is left out and logged.

    Its UID comes from the address, so that two answers are alike.

    Args:
        at: when it is asked for; of it only the day counts.
        is_secret: the address is for its reader alone, and people pass on what they have downloaded: it is not told.
    """
    entries, bodies = _fitting(entries)
    home = home_zone()
    used = {entry.zone for entry in entries} or {home}
    zones = sorted(used, key=lambda zone: (zone != home, zone))
    body = ical.calendar(
        name,
        bodies,
        zones=zones,
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, address)),
        years=years_of((entry.starts_at, entry.ends_at) for entry in entries),
        url="" if is_secret else address,
        page=page,
        description=description,
        language=LANGUAGE_TAGS[language],
        refresh=_refresh(entries, at),
    )
    return Feed(body, max((entry.last_modified for entry in entries), default=None))


def _fitting(entries: Sequence[Entry]) -> tuple[list[Entry], list[bytes]]:
    """The first of them that have room in a calendar, and their bytes; one that cannot be written is left out and
    logged."""
    fitting: list[Entry] = []
    bodies: list[bytes] = []
    size = 0
    for entry in entries:
        for body in ical.vevents([entry]):
            size += len(body)
            if size > MOST_BYTES:
                return fitting, bodies
            fitting.append(entry)
            bodies.append(body)
    return fitting, bodies


def _refresh(entries: Sequence[Entry], at: datetime) -> timedelta:
    """How soon readers should ask again: from the day before something until its end every hour."""
    today = _midnight(at)
    near = any(entry.starts_at < today + 2 * _DAY and entry.ends_at >= today for entry in entries)
    return OFTEN if near else SELDOM


def name_of_public(site_name: str, filters: EventFilter, series: Sequence[Series], language: str) -> str:
    """`智造交流平台 · 上海 · C36 汽车制造业`: the site and what was chosen."""
    return " · ".join([site_name, *words_of(filters, series, language)])


def words_of(filters: EventFilter, series: Sequence[Series], language: str) -> list[str]:
    """What the filters ask for, in words, in the order of `addresses.FILTERS`."""
    asked = chosen(filters)
    words: dict[str, Callable[[str], str]] = {
        "province": lambda code: get_province(code).short_zh if language == "zh" else get_province(code).short_en,
        "sector": lambda code: get_sector(code).name(language),
        "theme": lambda value: get_theme(value).name(language),
        "topic": lambda code: get_topic(code).name(language),
        "kind": lambda value: str(EventKind(value).label),
        "series": lambda slug: next((localized(one.name, language) for one in series if one.slug == slug), slug),
        "from": lambda _text: _("from %(date)s", date=_day(filters.from_date, language)),
        "to": lambda _text: _("until %(date)s", date=_day(filters.to_date, language)),
    }
    return [words[name](value) for name, value in asked.items()]


def _day(value: date | None, language: str) -> str:
    return format_date(value, language, weekday=False) if value else ""
