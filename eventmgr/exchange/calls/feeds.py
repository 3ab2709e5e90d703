"""Feeds of calls for cases: last days as a calendar, what was published as Atom. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.exchange.calls.models import CaseCall
from eventmgr.exchange.calls.wording import days_words, event_of
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.tools.feeds import calendars
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.calendars import NOTICE
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.ical import Entry
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of


def shown_of(calls: Sequence[CaseCall], *, base_url: str) -> Shown:
    """What the calendar shows: the last day of each; what was published is not taken back, so nothing is gone."""
    return Shown([_entry(call, base_url) for call in calls])


def _entry(call: CaseCall, base_url: str) -> Entry:
    midnight = datetime.combine(call.closes_on, time.min, ZoneInfo(home_zone())) + timedelta(days=1)
    address = f"{base_url}/cases/calls/{call.slug}/"
    return Entry(
        uid=f"closes-case-call-{call.slug}@eventmgr",
        sequence=0,
        starts_at=midnight - NOTICE,
        ends_at=midnight,
        zone=home_zone(),
        summary=_(": ").join((_("Submissions close"), localized(call.title))),
        last_modified=call.updated_at,
        description="\n".join((days_words(call), address)),
        url=address,
        created_at=call.created_at,
        categories=(_("Calls for cases"),),
    )


def calendar_of(entries: Sequence[Entry], place: FeedPlace) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none."""
    return calendars.calendar_of(
        place, entries, name=_("Calls for cases"), description=_("Last days on which cases can be submitted.")
    )


def atom_of(calls: Sequence[CaseCall], place: FeedPlace) -> bytes:
    """The Atom feed of these calls."""
    lang = language()
    return write_atom(
        place,
        [_news(call, place.base_url, lang, place.author) for call in calls],
        key=f"{place.base_url}/cases/calls?{lang}",
        title=_("Calls for cases"),
        subtitle=_("Which cases are asked for, and until when they can be submitted."),
    )


def _news(call: CaseCall, base_url: str, lang: str, author: str) -> AtomEntry:
    published_at = call.published_at or call.created_at
    address = f"{base_url}/cases/calls/{call.slug}/"
    return AtomEntry(
        key=address,
        title=localized(call.title),
        address=f"{address}?lang={lang}",
        published_at=published_at,
        updated_at=max(published_at, call.updated_at),
        author=author,
        text="\n".join((days_words(call), localized(call.about))),
        categories=[words for words in (event_of(call), *topics_of(call), *sectors_of(call)) if words],
    )
