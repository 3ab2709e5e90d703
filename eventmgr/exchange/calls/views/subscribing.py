"""Feeds of calls: last days as a calendar, and what is new."""

from __future__ import annotations

from functools import partial

from flask.typing import ResponseReturnValue

from eventmgr.exchange.calls import feeds, queries
from eventmgr.exchange.calls.models import CaseCall
from eventmgr.exchange.calls.views.blueprint import bp, today
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.feeds.place import FeedPlace, check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.web.responses.answers import dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page


@bp.route("/calls.ics")
@cached_page("cases", seconds=DAY, refuses_others=True)
def calendar() -> ResponseReturnValue:
    """Last days for submissions, to subscribe to; an unknown parameter is refused."""
    check_feed()
    since = today() - KEPT

    def find() -> list[CaseCall]:
        return queries.list_with_days(since)

    show = partial(feeds.shown_of, base_url=base_url())
    entries = tell(readers.PUBLIC, language(), show, find(), find, at=clock.now(), of_all=False)
    body, changed_at = feeds.calendar_of(entries, _place("calendar"))
    return dated(public_file(body, "ics", "calls"), changed_at)


@bp.route("/feed.atom")
@cached_page("cases", refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown parameter is refused."""
    check_feed()
    return public_file(feeds.atom_of(queries.list_for_feed(), _place("atom")), "atom")


def _place(view: str) -> FeedPlace:
    return feed_place(f"{bp.name}.{view}", f"{bp.name}.index", {})
