"""What the head of papers says of an event."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload, load_only

from eventmgr.event.events.derived.places import main_venue
from eventmgr.event.events.models import Event, EventStatus, HostRole
from eventmgr.ground.db import db
from eventmgr.ground.i18n import localized
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.web.rendering.zones import span_in_words

_UNUSUAL = (EventStatus.CANCELLED, EventStatus.POSTPONED)


def get_occasion(event: Event, lang: str) -> Occasion:
    """The head of every paper about `event`, in `lang`."""
    _load_small_parts(event)
    hosts: dict[HostRole, list[str]] = defaultdict(list)
    for host in event.hosts:
        hosts[host.role].append(localized(host.name, lang))
    comma = "、" if lang == "zh" else ", "
    first = localized(event.hosts[0].name, lang) if event.hosts else localized(event.title, lang)
    return Occasion(
        title=localized(event.title, lang),
        kind=str(event.kind.label),
        span=span_in_words(event.starts_at, event.ends_at, event.timezone, lang),
        place=_place(event, lang),
        author=first,
        state=str(event.status.label) if event.status in _UNUSUAL else "",
        hosts=tuple((str(role.label), comma.join(hosts[role])) for role in HostRole if role in hosts),
        of_kind=event.kind,
    )


def _load_small_parts(event: Event) -> None:
    """Hosts, venues and sectors by one statement, unless they are there: their rows multiply, but each has a
    handful."""
    if {"hosts", "venues", "sectors"} & inspect(event).unloaded:
        parts = (joinedload(Event.hosts), joinedload(Event.venues), joinedload(Event.sectors))
        query = select(Event).where(Event.id == event.id).options(load_only(Event.id), *parts)
        db.session.execute(query).unique().all()


def _place(event: Event, lang: str) -> str:
    """The venue with its town; of a study visit the route alone, whose stops have places of their own."""
    city = localized(event.city, lang)
    venue = main_venue(event, lang)
    if city in venue:
        return venue
    return f"{city} {venue}".strip() if lang == "zh" else ", ".join(part for part in (venue, city) if part)
