"""Feeds of policies: a calendar of days, and what is new."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial

from flask.typing import ResponseReturnValue

from eventmgr.exchange.policies import feeds, queries
from eventmgr.exchange.policies.filtering import NAMES, PolicyFilter, read_filter
from eventmgr.exchange.policies.models import Policy
from eventmgr.exchange.policies.views.blueprint import bp, today
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.feeds.place import FeedPlace, check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page


@bp.route("/policies.ics")
@cached_page("policies", *NAMES, seconds=DAY, refuses_others=True)
def calendar() -> ResponseReturnValue:
    """First and last days of applications and last days of validity, to subscribe to; an unknown filter or value is
    refused."""
    check_feed(*NAMES)
    filters, day = read_filter(query), today()
    since = day - KEPT

    def find() -> list[Policy]:
        return queries.list_with_dates(filters, first=since, changed=_began(since), day=day)

    show = partial(feeds.shown_of, base_url=base_url(), since=since, day=day)
    entries = tell(readers.PUBLIC, language(), show, find(), find, at=clock.now(), of_all=False)
    body, changed_at = feeds.calendar_of(entries, filters, _place("calendar", filters))
    return dated(public_file(body, "ics", "policies"), changed_at)


@bp.route("/policies.atom")
@cached_page("policies", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published and changed last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters = read_filter(query)
    body = feeds.atom_of(queries.list_latest(filters, day=today()), filters, _place("atom", filters))
    return public_file(body, "atom")


def _began(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _place(view: str, filters: PolicyFilter) -> FeedPlace:
    return feed_place(f"{bp.name}.{view}", f"{bp.name}.index", chosen(filters))
