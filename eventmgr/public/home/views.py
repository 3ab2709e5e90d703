"""The front page, the month view and the past; the picture of an event that other sites show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.filtering import NAMES, filter_choices, read_filter, remarks
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import (
    EventFilter,
    get_key,
    get_public_event,
    list_months,
    list_past,
    list_series,
    list_upcoming,
    list_year,
    list_years,
    list_years_beside,
)
from eventmgr.event.quotas.queries import count_taken_by_event
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.ground.text import whole_number
from eventmgr.public.home.cards import JOINED, card_of
from eventmgr.public.home.facts import facts_of
from eventmgr.public.home.month import neighbours, weeks
from eventmgr.public.home.queries import count_invited, is_shut
from eventmgr.tools.web.fields.times import FIRST_YEAR, LAST_YEAR
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("home", __name__)

PAGE = 30
MOST_IN_MONTH = 12
"""Of the page of a year; its months lead to all of theirs."""
OF_YEAR = tuple(name for name in NAMES if name not in ("from", "to"))
"""Filters of the page of a year: dates are its own."""


@bp.route("/")
@cached_page("front", *NAMES, "view", "month", "after")
def index() -> ResponseReturnValue:
    """Coming events that the filters in the address leave, as a list or (`view=month`) as a month."""
    filters = read_filter(page_query)
    view = page_query.text("view") or "list"
    if view == "month":
        year, month = _month(page_query.text("month"))
        events = list_months(year, month, filters)
        grid, (before, after) = weeks(year, month, events), neighbours(year, month)
        shown: dict[str, Any] = {
            "view": view,
            "weeks": grid,
            "year": year,
            "month": month,
            "before": before,
            "after": after,
        }
        return render_template("public/home/month.html", **shown, **_shared(filters, view=view), events=events)
    if view != "list":
        raise BadValue(_("“%(value)s” is not a valid view. Available: list, month.", value=view[:20]))
    at = clock.now()
    page = list_upcoming(filters, at=at, cursor=page_query.text("after") or None, size=PAGE, is_shut=is_shut())
    next_page = _address(NAMES, after=page.next) if page.next else None
    told = _cards(page.rows, at)
    return render_template(
        "public/home/index.html", **told, **_shared(filters), groups=_groups(told), next_page=next_page
    )


@bp.route("/past/")
@cached_page("site", *NAMES, "after")
def past() -> ResponseReturnValue:
    """Past events, latest first, with what came of them."""
    filters = read_filter(page_query)
    at = clock.now()
    events = list_past(filters, at=at, after=_after(), limit=PAGE + 1)
    more, events = len(events) > PAGE, events[:PAGE]
    next_page = _address(NAMES, after="{:%Y%m%dT%H%M%SZ}.{}".format(*get_key(events[-1]))) if more else None
    return render_template("public/home/past.html", **_cards(events, at), **_shared(filters), next_page=next_page)


@bp.route("/calendar/<int(fixed_digits=4):year>/")
@cached_page("site", *OF_YEAR)
def year(year: int) -> ResponseReturnValue:
    """Events that the filters leave, by the month in which they begin, with ways to the years beside that have some."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(
            _("There is no calendar of this year. Available: %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        )
    filters = read_filter({name: page_query.text(name) for name in OF_YEAR})
    shared = _shared(filters, OF_YEAR)
    return render_template(
        "public/home/year.html",
        **shared,
        year=year,
        years=list_years_beside(year),
        months=list_year(year, filters, most=MOST_IN_MONTH),
        subscribed=shared["asked"] | {"from": f"{year}-01-01", "to": f"{year}-12-31"},
    )


def list_year_paths() -> list[str]:
    """Addresses of the years with public events, for search engines."""
    return [url_for("home.year", year=year) for year in list_years()]


@bp.route("/events/<slug>/picture.png")
@cached_page("facts", seconds=DAY)
def picture(slug: str) -> ResponseReturnValue:
    """What other sites show of the event, in the language of the page (`?lang=`); kept until the event changes."""
    event, lang = get_public_event(slug), language()
    from eventmgr.public.home import picture as pictures  # noqa: PLC0415 - loads PIL, for pictures only
    from eventmgr.tools.typesetting import fonts  # noqa: PLC0415 - loads ReportLab and two faces, for pictures only

    fonts.use_fallbacks(current_app.config["PDF_FALLBACK_FONTS"])
    drawn = pictures.draw(facts_of(event, lang, at=clock.now()), localized(current_app.config["SITE_NAME"], lang))
    return Response(drawn, mimetype="image/png")


def _groups(page: dict[str, Any]) -> list[tuple[str, list[Event]]]:
    """Those that take people now stand first, whatever their dates: a heading says so where others follow."""
    joins = {event.id: page["cards"][event.id].state in JOINED for event in page["events"]}
    headings = {True: _("Open for registration"), False: _("Registration not open")}
    groups = [
        (headings[is_open], list(some)) for is_open, some in groupby(page["events"], lambda event: joins[event.id])
    ]
    return groups if len(groups) > 1 else [("", some) for _heading, some in groups]


def _cards(events: list[Event], at: datetime) -> dict[str, Any]:
    """Events with what their cards say."""
    numbers = [event.id for event in events]
    taken, invited = count_taken_by_event(numbers), count_invited(numbers)
    cards = {
        event.id: card_of(event, taken=taken.get(event.id, 0), invited=invited.get(event.id, 0), at=at)
        for event in events
    }
    return {"events": events, "cards": cards}


def _shared(filters: EventFilter, names: Sequence[str] = NAMES, *, view: str = "") -> dict[str, Any]:
    return {
        "filters": filters,
        "remarks": remarks(page_query, filters) if names is NAMES else [],
        "asked": {name: page_query[name] for name in names if page_query.get(name)},
        **filter_choices(list_series()),
        "this_year": clock.now().astimezone(ZoneInfo(home_zone())).year,
        "address": partial(_address, names),
        "cleared": url_for(request.endpoint or ".index", **(request.view_args or {}), view=view or None),
    }


def _address(names: Sequence[str], **changes: Any) -> str:
    """This page with the same filters and `changes`; None takes a value away."""
    kept = (request.view_args or {}) | {name: page_query[name] for name in names if page_query.get(name)}
    return url_for(request.endpoint or ".index", **{k: v for k, v in (kept | changes).items() if v is not None})


def _after() -> tuple[datetime, int] | None:
    """Where the page before ended: `after=20260513T003000Z.17`."""
    asked = page_query.text("after")
    if not asked:
        return None
    match = re.fullmatch(r"(\d{8}T\d{6}Z)\.(\d+)", asked, re.ASCII)
    try:
        moment = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if match else None
    except ValueError:
        moment = None
    number = whole_number(match[2]) if match else None
    if moment is None or number is None:
        raise BadValue(_("This page of the list does not exist. Start with the first one."))
    return moment, number


def _month(asked: str) -> tuple[int, int]:
    """(year, month) of `2026-05`, or the present month."""
    if not asked:
        today = clock.now().astimezone(ZoneInfo(home_zone()))
        return today.year, today.month
    match = re.fullmatch(r"(20\d\d|2100)-(0[1-9]|1[0-2])", asked, re.ASCII)
    if not match:
        raise BadValue(_("“%(value)s” is not a valid month, such as 2026-05.", value=asked[:20]))
    return int(match[1]), int(match[2])
