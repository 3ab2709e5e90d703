"""Feeds of calls: last days as a calendar, and what is new."""

from __future__ import annotations

from functools import partial

from flask.typing import ResponseReturnValue

from eventmgr.exchange.calls import feeds, queries
from eventmgr.exchange.calls.models import CaseCall
from eventmgr.exchange.calls.views.blueprint import bp, today
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.tools.messages.composing import absolute_url, base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.taxonomy.asked import check_names
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import query, read_language
from eventmgr.tools.web.responses.answers import dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page


@bp.route("/calls.ics")
@cached_page("cases", seconds=DAY, refuses_others=True)
def calendar() -> ResponseReturnValue:
    """Last days for submissions, to subscribe to; an unknown parameter is refused."""
    _check()
    since = today() - feeds.KEPT

    def find() -> list[CaseCall]:
        return queries.list_with_days(since)

    show = partial(feeds.shown_of, base_url=base_url())
    entries = tell(readers.PUBLIC, language(), show, find(), find, at=clock.now(), of_all=False)
    body, changed_at = feeds.calendar_of(entries, address=_address("calendar"), page=_address("index"))
    return dated(public_file(body, "ics", "calls"), changed_at)


@bp.route("/feed.atom")
@cached_page("cases", refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown parameter is refused."""
    _check()
    body = feeds.atom_of(
        queries.list_for_feed(),
        address=_address("atom"),
        page=_address("index"),
        base_url=base_url(),
        author=site_name(),
    )
    return public_file(body, "atom")


def _check() -> None:
    check_names(query, ("lang",))
    read_language(query.text("lang"), "")


def _address(endpoint: str) -> str:
    return absolute_url(f"{bp.name}.{endpoint}", lang=language())
