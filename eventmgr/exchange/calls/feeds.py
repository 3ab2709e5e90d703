"""Feeds of calls for cases: last days as a calendar, what was published as Atom. Pure but for the language spoken."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.exchange.calls.models import CaseCall
from eventmgr.exchange.calls.wording import days_words, event_of
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.tools import ical
from eventmgr.tools.ical import Entry
from eventmgr.tools.ical.zones import years_of
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of
from eventmgr.tools.web.atom import BEGAN, AtomEntry, AtomFeed, write

KEPT = timedelta(days=35)
"""So long after its day a date stays in the calendar."""
_TAGS = {"zh": "zh-CN", "en": "en"}
_REFRESH = timedelta(hours=12)
_NOTICE = timedelta(minutes=30)
"""So long is an entry: the last day ends with it."""


def shown_of(calls: Sequence[CaseCall], *, base_url: str) -> Shown:
    """What the calendar shows: the last day of each; what was published is not taken back, so nothing is gone."""
    return Shown([_entry(call, base_url) for call in calls])


def _entry(call: CaseCall, base_url: str) -> Entry:
    midnight = datetime.combine(call.closes_on, time.min, ZoneInfo(home_zone())) + timedelta(days=1)
    address = f"{base_url}/cases/calls/{call.slug}/"
    return Entry(
        uid=f"closes-case-call-{call.slug}@eventmgr",
        sequence=0,
        starts_at=midnight - _NOTICE,
        ends_at=midnight,
        zone=home_zone(),
        summary=_(": ").join((_("Submissions close"), localized(call.title))),
        last_modified=call.updated_at,
        description="\n".join((days_words(call), address)),
        url=address,
        created_at=call.created_at,
        categories=(_("Calls for cases"),),
    )


def calendar_of(entries: Sequence[Entry], *, address: str, page: str) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none.

    Args:
        address: where it is fetched from. page: that shows the same.
    """
    body = ical.calendar(
        _("Calls for cases"),
        ical.vevents(entries),
        zones=[home_zone()],
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, address)),
        years=years_of((entry.starts_at, entry.ends_at) for entry in entries),
        url=address,
        page=page,
        description=_("Last days on which cases can be submitted."),
        language=_TAGS[language()],
        refresh=_REFRESH,
    )
    return body, max((entry.last_modified for entry in entries), default=None)


def atom_of(calls: Sequence[CaseCall], *, address: str, page: str, base_url: str, author: str) -> bytes:
    """The feed.

    Args:
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    lang = language()
    feed = AtomFeed(
        key=f"{base_url}/cases/calls?{lang}",
        title=_("Calls for cases"),
        subtitle=_("Which cases are asked for, and until when they can be submitted."),
        author=author,
        page=page,
        address=address,
        language=lang,
        created_at=BEGAN,
    )
    return write(feed, [_news(call, base_url, lang, author) for call in calls])


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
