"""Pages for organizers: what was printed, and whose part has changed since."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import Paper, Printing, papers
from eventmgr.ground.i18n import LANGUAGES, _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.kept import queries, services
from eventmgr.output.papers.kept.comparing import GONE, REASONS
from eventmgr.output.papers.kept.models import PaperPrint
from eventmgr.output.papers.kept.taking import PrintedRun, list_changes
from eventmgr.output.papers.opening.access import get_paper, seen_in
from eventmgr.tools.log.services import record
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("prints_manage", __name__, url_prefix="/manage/events/<slug>/reports")
_MOST = 200
"""So many printings are listed."""
READ, DISCARD = "reports.read", "reports.discard"


@bp.route("/prints/")
def index(slug: str) -> ResponseReturnValue:
    """The latest printings: what, when, by whom, for how many."""
    event = event_for(slug, READ)
    return render_template(
        "output/papers/kept/index.html",
        event=event,
        prints=queries.list_prints(event.id, limit=_MOST),
        papers=papers(),
        discards=may(event, DISCARD),
    )


@bp.route("/prints/<int:print_id>/discard", methods=["POST"])
def discard(slug: str, print_id: int) -> ResponseReturnValue:
    """The paper was only looked at."""
    event = event_for(slug, DISCARD)
    write(lambda: services.discard(event, get_of(event, PaperPrint, print_id), act=act_now()))
    return go_to(url_for(".index", slug=slug), _("The printing is no longer counted."))


@bp.route("/<name>/changes/")
def changes(slug: str, name: str) -> ResponseReturnValue:
    """Whose part of a paper has changed since it was printed, with why; and who is no longer on it."""
    event = event_for(slug, READ)
    paper, printing = _asked_for(event, name)
    why = list_changes(event, paper, language(), printing)
    named = queries.list_named(event.id, why)
    return render_template(
        "output/papers/kept/changes.html",
        event=event,
        paper=paper,
        of=printing.asked,
        changed=[one for one in named if why[one.id] != (GONE,)],
        gone=[one for one in named if why[one.id] == (GONE,)],
        why=why,
        reasons=REASONS,
        languages=LANGUAGES,
        was_printed=name in queries.list_printed(event.id),
        discards=may(event, DISCARD),
    )


@bp.route("/<name>/taken-out", methods=["POST"])
def taken_out(slug: str, name: str) -> ResponseReturnValue:
    """The parts of those who are no longer on the paper have been taken out of what was printed."""
    event = event_for(slug, DISCARD)
    paper, printing = _asked_for(event, name)
    lang = language()

    def work() -> None:
        act = act_now()
        why = list_changes(event, paper, lang, printing)
        gone = frozenset(number for number, reasons in why.items() if reasons == (GONE,))
        if gone:
            PrintedRun(paper, lang, printing, {}, gone).keep(event, act)
            changed: dict[str, list[object]] = {"printed_people": [None, len(gone)]}
            record(act, "taken_out", event, event_id=event.id, object_name=f"{name}.pdf", changes=changed)

    write(work)
    address: dict[str, Any] = {"slug": slug, "name": name, "lang": lang, **printing.asked}
    return redirect(url_for(".changes", **address), 303)


def _asked_for(event: Event, name: str) -> tuple[Paper, Printing]:
    """The paper of that name with a part for each person, and which of several it is."""
    paper = get_paper(event, name)
    if paper.parts is None:
        raise NotFound(_("There is no such document. Choose one from the list."))
    variant = query.text(paper.variant) if paper.variant else ""
    asked = {paper.variant: variant} if variant else {}
    return paper, Printing(current_user.name, clock.now(), seen_in(event, paper), asked)
