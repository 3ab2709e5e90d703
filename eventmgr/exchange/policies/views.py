"""The list of policies, a policy and its files: for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.views import download
from eventmgr.exchange.policies import queries
from eventmgr.exchange.policies.filtering import NAMES, PolicyFilter, chosen, filter_words, read_filter
from eventmgr.exchange.policies.models import PolicyLevel, SupportKind
from eventmgr.exchange.policies.structured import structured_policy
from eventmgr.exchange.policies.validity import Validity, Window, validity_of, window_of
from eventmgr.exchange.policies.wording import place_of, policy_lines, sectors_of, support_words, window_words
from eventmgr.ground import clock
from eventmgr.ground.i18n import language
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("policies", __name__, url_prefix="/policies")
_CURSOR = "cursor"


def today() -> date:
    """The present date in China, by which policies hold and applications are taken."""
    return day_of(clock.now())


def shared(filters: PolicyFilter, *, day: date) -> dict[str, Any]:
    """What the templates of lists are told of filters and words."""
    lang = language()
    return {
        "filters": filters,
        "asked": chosen(filters),
        "narrowed": chosen(filters.without_validity()),
        "words": filter_words(filters),
        "level_choices": PolicyLevel.choices(),
        "support_choices": SupportKind.choices(),
        "window_choices": Window.choices(),
        "provinces": choices_provinces(lang),
        "sectors": choices_sectors(lang),
        "place_of": place_of,
        "sectors_of": sectors_of,
        "support_words": support_words,
        "window_words": window_words,
        "validity_of": lambda policy: validity_of(policy, day=day),
        "window_of": lambda policy: window_of(policy, day=day),
    }


@bp.route("/")
@cached_page("policies", *NAMES, _CURSOR)
def index() -> ResponseReturnValue:
    """What has been published, as far as the filters in the address leave it, the latest issued first."""
    filters, day = read_filter(page_query), today()
    return render_template(
        "exchange/policies/index.html",
        page=queries.get_list_page(filters, page_query.text(_CURSOR, longest=2000) or None, day=day),
        counts=queries.count_by_validity(filters, day=day),
        validities=list(Validity),
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
        structured=structured_policy(policy, address=f"{base_url()}{request.path}"),
        **shared(PolicyFilter(), day=day),
    )


@bp.route("/<int:policy_id>/files/<key>")
def file(policy_id: int, key: str) -> ResponseReturnValue:
    """A file of a published policy, as a download from where nothing runs."""
    found = queries.get_file(queries.get_public(policy_id), key)
    return download(found.filename, found.content_type, found.content, etag=found.key)
