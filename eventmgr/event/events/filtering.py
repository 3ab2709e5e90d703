"""From the filters in an address to a query: the front page, the past and the public feeds ask alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from eventmgr.event.events.models import EventKind, Series
from eventmgr.event.events.queries import EventFilter, list_series
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language, localized
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_themes, choices_topics
from eventmgr.tools.taxonomy.asked import read_province, read_sector, read_theme, read_topic
from eventmgr.tools.web.fields.times import FIRST_YEAR, LAST_YEAR
from eventmgr.tools.web.requests.parameters import Query

_DATES = ("from", "to")
NAMES = ("q", "kind", "province", "sector", "theme", "topic", "series", "from", "to")


def read_filter(args: Mapping[str, str]) -> EventFilter:
    """The filter that `args` (an address's query, clean) asks for; empty values ask nothing.

    Raises:
        BadValue: a value is not known; the message names it and the way out.
    """
    values = {name: args.get(name, "") for name in NAMES}
    return EventFilter(
        q=values["q"],
        kind=_kind(values["kind"]),
        province=read_province(values["province"]) or None,
        sector=read_sector(values["sector"]) or None,
        theme=read_theme(values["theme"]) or None,
        topic=read_topic(values["topic"]) or None,
        series=_series(values["series"]),
        from_date=_date(values["from"]),
        to_date=_date(values["to"]),
    )


def filter_choices(series: Iterable[Series]) -> dict[str, Any]:
    """What pages offer for `read_filter`, in the language spoken: a list of (code, words), sectors and topics under
    headings."""
    lang = language()
    return {
        "kinds": EventKind.choices(),
        "provinces": choices_provinces(lang),
        "sectors": choices_sectors(lang),
        "themes": choices_themes(lang),
        "topics": choices_topics(lang),
        "series": [(row.slug, localized(row.name, lang)) for row in series],
    }


def check_order(filters: EventFilter) -> None:
    """Refuse two dates between which no event can lie.

    Raises:
        BadValue: the first one is later.
    """
    if filters.from_date and filters.to_date and filters.from_date > filters.to_date:
        first, last = filters.from_date.isoformat(), filters.to_date.isoformat()
        raise BadValue(
            _(
                "“from” (%(first)s) is later than “to” (%(last)s): no event can fall in between. Swap the two dates.",
                first=first,
                last=last,
            )
        )


def remarks(args: Query, filters: EventFilter) -> list[str]:
    """What a page has to say about dates in its address that it does not follow."""
    sentences = []
    if args.overlooked(_DATES):
        sentences.append(_("The address contains a date that cannot be read. Events of all dates are shown."))
    try:
        check_order(filters)
    except BadValue as refusal:
        sentences.append(str(refusal))
    return sentences


def _kind(value: str) -> EventKind | None:
    if not value:
        return None
    try:
        return EventKind(value)
    except ValueError:
        known = ", ".join(kind.value for kind in EventKind)
        raise BadValue(
            _("“%(value)s” is not a valid kind of event. Available: %(known)s.", value=value, known=known)
        ) from None


def _series(value: str) -> str | None:
    if not value:
        return None
    if value not in {series.slug for series in list_series()}:
        raise BadValue(_("“%(value)s” is not a valid series. Choose one from the list.", value=value))
    return value


def _date(value: str) -> date | None:
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadValue(_("“%(value)s” is not a valid date between 2000 and 2100, such as 2026-05-13.", value=value))
    return day
