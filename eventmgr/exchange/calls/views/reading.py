"""The list of calls, one call with what was selected, and the book of that: for everybody."""

from __future__ import annotations

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.exchange.calls import queries
from eventmgr.exchange.calls.models import CallState
from eventmgr.exchange.calls.structured import structured_call
from eventmgr.exchange.calls.views.blueprint import bp, today, words_for
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import CURSOR, page_query
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page


@bp.route("/")
@cached_page("cases", CURSOR)
def index() -> ResponseReturnValue:
    """All calls that were published, the latest last day first."""
    return render_template(
        "exchange/calls/index.html",
        page=queries.get_list_page(page_query.cursor()),
        **words_for(today()),
    )


@bp.route("/<case_call_slug>/")
@cached_page("cases")
def show(case_call_slug: str) -> ResponseReturnValue:
    """One call: what is asked for, until when, by which way; once decided, what was selected."""
    call = queries.get_public(case_call_slug)
    is_decided = call.state is CallState.DECIDED
    return render_template(
        "exchange/calls/call.html",
        call=call,
        selected=queries.list_selected(call) if is_decided else [],
        structured=structured_call(call, address=f"{base_url()}{request.path}"),
        **words_for(today()),
    )


@bp.route("/<case_call_slug>/handbook.pdf")
@cached_page("cases")
def handbook(case_call_slug: str) -> ResponseReturnValue:
    """What was selected and published, as one book with cover and contents."""
    from eventmgr.exchange.cases.handbook import bind  # noqa: PLC0415 - loads ReportLab, for documents only

    call = queries.get_public(case_call_slug)
    if call.state is not CallState.DECIDED:
        raise Refusal(_("This call is not decided yet, so there is no handbook of it."))
    cases = queries.list_selected(call)
    if not cases:
        raise Refusal(_("None of the selected cases is published yet, so there is nothing to bind."))
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    body = bind(cases, [localized(call.title)], house=site_name(), day=today(), fallback_fonts=fonts)
    return public_file(body, "pdf", "cases-handbook")
