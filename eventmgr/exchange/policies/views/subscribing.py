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
from eventmgr.tools.messages.composing import absolute_url, base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.taxonomy.asked import check_names, chosen
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import query, read_language
from eventmgr.tools.web.responses.answers import dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page


@bp.route("/policies.ics")
@cached_page("policies", *NAMES, seconds=DAY, refuses_others=True)
def calendar() -> ResponseReturnValue:
    """First and last days of applications and last days of validity, to subscribe to; an unknown filter or value is refused."""
    filters, day = _asked(), today()
    since = day - feeds.KEPT

    def find() -> list[Policy]:
        return queries.list_with_dates(filters, first=since, changed=_began(since), day=day)

    show = partial(feeds.shown_of, base_url=base_url(), since=since, day=day)
    entries = tell(readers.PUBLIC, language(), show, find(), find, at=clock.now(), of_all=False)
    body, changed_at = feeds.calendar_of(
        entries, filters, address=_address("calendar", filters), page=_address("index", filters)
    )
    return dated(public_file(body, "ics", "policies"), changed_at)


@bp.route("/policies.atom")
@cached_page("policies", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published and changed last, as an Atom feed; an unknown filter or value is refused."""
    filters = _asked()
    body = feeds.atom_of(
        queries.list_latest(filters, day=today()),
        filters,
        address=_address("atom", filters),
        page=_address("index", filters),
        house=site_name(),
    )
    return public_file(body, "atom")


def _asked() -> PolicyFilter:
    check_names(query, (*NAMES, "lang"))
    read_language(query.text("lang"), "")
    return read_filter(query)


def _began(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _address(endpoint: str, filters: PolicyFilter) -> str:
    return absolute_url(f"{bp.name}.{endpoint}", **chosen(filters), lang=language())
