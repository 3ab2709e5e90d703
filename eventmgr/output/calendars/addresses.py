"""Addresses of public feeds: which filters they take, and one spelling for each choice. Pure."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from eventmgr.event.events.queries import EventFilter
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.tools.ical.since import SINCE

FILTERS = ("province", "sector", "theme", "topic", "kind", "series", "from", "to")
"""Filters of `/calendar.ics`; they combine."""
DEADLINES = "deadlines"
"""`deadlines=1`: with an entry for when registration closes."""
PUBLIC_PATH = "/calendar.ics"


def read_deadlines(value: str) -> bool:
    """Whether `value` asks for deadlines.

    Raises:
        BadValue: it is neither empty nor 1.
    """
    if value not in ("", "1"):
        raise BadValue(_("“%(value)s” is not a valid value of “deadlines”. Available: 1.", value=value[:20]))
    return bool(value)


def chosen(filters: EventFilter) -> dict[str, str]:
    """The filters as address values, in a fixed order, without those that ask nothing."""
    values = {
        "province": filters.province,
        "sector": filters.sector,
        "theme": filters.theme,
        "topic": filters.topic,
        "kind": filters.kind.value if filters.kind else None,
        "series": filters.series,
        "from": filters.from_date.isoformat() if filters.from_date else None,
        "to": filters.to_date.isoformat() if filters.to_date else None,
    }
    return {name: value for name, value in values.items() if value}


def public_address(base_url: str, filters: EventFilter, language: str, *, deadlines: bool = False) -> str:
    """The address of the public feed with these filters in that language."""
    return f"{base_url}{PUBLIC_PATH}?{urlencode({**chosen(filters), **_with(deadlines), 'lang': language})}"


def event_address(
    base_url: str, slug: str, language: str, *, deadlines: bool = False, since: date | None = None
) -> str:
    """The address of one event's feed in that language.

    Args:
        since: the day on which it is taken.
    """
    taken = {SINCE: since.isoformat()} if since else {}
    return f"{base_url}/events/{slug}/calendar.ics?{urlencode({**_with(deadlines), **taken, 'lang': language})}"


def item_address(base_url: str, slug: str, item_id: int, language: str) -> str:
    """The address of one session's entry in that language."""
    return f"{base_url}/events/{slug}/agenda/{item_id}.ics?lang={language}"


def personal_address(base_url: str, token: str, language: str) -> str:
    """The address of a participant's own feed in that language: a secret."""
    return f"{base_url}/feeds/{token}.ics?lang={language}"


def _with(deadlines: bool) -> dict[str, str]:  # noqa: FBT001  # the one choice that it is about
    return {DEADLINES: "1"} if deadlines else {}


def as_webcal(address: str) -> str:
    """The same address under `webcal:`, which phones and Apple's programs open by subscribing."""
    return "webcal:" + address.partition(":")[2]
