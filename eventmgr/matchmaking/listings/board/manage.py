"""The organizers' list as files, and the complement table."""

from __future__ import annotations

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.board.filtering import BoardFilter, words_of
from eventmgr.matchmaking.listings.board.papers import made_paper
from eventmgr.matchmaking.listings.board.sheet import in_official_order, list_columns
from eventmgr.matchmaking.listings.board.views import complement_of, is_public, names_of, today
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.manage.filtering import filters_of
from eventmgr.matchmaking.listings.panels import READ
from eventmgr.matchmaking.listings.queries import Filters
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file


@bp.route("/complement/")
def complement_table(slug: str) -> ResponseReturnValue:
    """The complement table of what everybody reads, with who could help whom."""
    event = event_for(slug, READ)
    shown = complement_of(event, query.text("for"), day=today())
    return render_template("matchmaking/listings/manage/complement.html", **shown, is_public=is_public(event))


@bp.route("/export.xlsx")
def export(slug: str) -> Response:
    """The list as it is narrowed, as a file: every state, the confidential ones marked."""
    event = event_for(slug, READ)
    listings, name = queries.list_listed(event.id, filters_of(query)), _("Supply and demand")
    columns = list_columns(event.timezone, names_of(event), for_office=True)
    body = as_xlsx(columns, in_official_order(listings), title=f"{localized(event.title)} {name}")
    return _download(event, body, "xlsx", len(listings))


@bp.route("/export.pdf")
def paper(slug: str) -> Response:
    """The same on paper, without the confidential ones: it is handed on."""
    event, filters = event_for(slug, READ), filters_of(query)
    listings = queries.list_listed(event.id, filters)
    open_ones = [one for one in listings if not one.confidential]
    fonts, name = current_app.config["PDF_FALLBACK_FONTS"], _("Supply and demand")
    body = made_paper(event, name, open_ones, _words(filters), at=clock.now(), fallback_fonts=fonts)
    return _download(event, body, "pdf", len(open_ones))


def _words(filters: Filters) -> list[str]:
    state = [str(filters.state.label)] if filters.state else []
    narrowed = BoardFilter(
        side=filters.side,
        kind=filters.kind,
        province=filters.province,
        sector=filters.sector,
        topic=filters.topic,
        q=filters.q,
    )
    near = [_("With similar entries")] if filters.is_near else []
    return [*words_of(narrowed, language()), *state, *near]


def _download(event: Event, body: bytes, kind: str, rows: int) -> Response:
    write(lambda: services.note_taken(event, rows=rows, act=act_now()))
    return list_file(body, kind, " ".join((localized(event.title), _("Supply and demand"))), plain="listings")
