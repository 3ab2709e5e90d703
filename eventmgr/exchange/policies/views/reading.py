"""The list of policies, a policy and its files: for everybody."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.views import download
from eventmgr.exchange.policies import queries
from eventmgr.exchange.policies.filtering import NAMES, read_filter
from eventmgr.exchange.policies.structured import structured_policy
from eventmgr.exchange.policies.validity import Validity
from eventmgr.exchange.policies.views.blueprint import bp, shared, today, words_for
from eventmgr.exchange.policies.wording import policy_lines
from eventmgr.ground.i18n import _n
from eventmgr.matchmaking.listings.board.views import path_of
from eventmgr.matchmaking.listings.queries import list_resting_on
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.web.paging import MOST_COUNTED, say_count
from eventmgr.tools.web.requests.parameters import CURSOR, page_query
from eventmgr.tools.web.responses.cache import cached_page


def count_words(number: int) -> str:
    """How many policies a list has."""
    return say_count(number, lambda shown: _n("%(num)s policy", "%(num)s policies", shown))


@bp.route("/")
@cached_page("policies", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """What has been published, as far as the filters in the address leave it, the latest issued first."""
    filters, day = read_filter(page_query), today()
    counts = queries.count_by_validity(filters, day=day)
    if counts:
        listed = counts[filters.validity] if filters.validity else sum(counts.values())
    else:
        listed = queries.count_listed(filters, day=day) if filters.validity else MOST_COUNTED + 1
    return render_template(
        "exchange/policies/index.html",
        page=queries.get_list_page(filters, page_query.cursor(), day=day),
        counts=counts,
        listed=listed,
        count_words=count_words(listed),
        validities=list(Validity),
        most_in_book=queries.MOST_IN_BOOK,
        taken=day.isoformat(),
        **shared(filters, day=day),
    )


@bp.route("/<int:policy_id>/")
@cached_page("policies")
def show(policy_id: int) -> ResponseReturnValue:
    """One policy with its text and files, what it supersedes and what supersedes it."""
    policy, day = queries.get_public(policy_id), today()
    return render_template(
        "exchange/policies/policy.html",
        policy=policy,
        lines=policy_lines(policy, day=day),
        superseding=queries.list_superseding(policy.id),
        subsidies=list_resting_on(policy.id, day=day),
        path_of=path_of,
        structured=structured_policy(policy, address=f"{base_url()}{request.path}"),
        **words_for(day),
    )


@bp.route("/<int:policy_id>/files/<key>")
def file(policy_id: int, key: str) -> ResponseReturnValue:
    """A file of a published policy, as a download from where nothing runs."""
    found = queries.get_file(queries.get_public(policy_id), key)
    return download(found.filename, found.content_type, found.content, etag=found.key)
