"""Documents for organizers: what there is, what to look at before printing, and the files."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import NotFound
from eventmgr.events.access import event_for, may
from eventmgr.events.models import Event
from eventmgr.features import Printing, papers
from eventmgr.i18n import LANGUAGES, _, language
from eventmgr.log.services import record
from eventmgr.quotas.queries import count_taken
from eventmgr.reports.choices import COLUMNS, MASKS, USUAL
from eventmgr.reports.printing import list_missing, print_paper
from eventmgr.reports.views import pdf_response
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import for_reader, never_kept

bp = Blueprint("reports_manage", __name__, url_prefix="/manage/events/<slug>/reports")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The documents of the event, and whose names have a character that no font can print."""
    event = event_for(slug, "reports.read")
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    return render_template(
        "reports/manage/index.html",
        event=event,
        documents=papers().values(),
        languages=LANGUAGES,
        missing=list_missing(event, language(), fallback_fonts=fonts),
    )


@bp.route("/roster/")
def roster(slug: str) -> ResponseReturnValue:
    """What is printed in the list of participants: columns, mobile numbers, language."""
    event = event_for(slug, "reports.read")
    shows_mobile = may(event, "registrations.contact")
    return render_template(
        "reports/manage/roster.html",
        event=event,
        columns={key: words for key, words in COLUMNS.items() if shows_mobile or key != "mobile"},
        usual=USUAL,
        masks=MASKS,
        languages=LANGUAGES,
    )


@bp.route("/<name>.pdf")
def document(slug: str, name: str) -> ResponseReturnValue:
    """One of them in the language of the page (`?lang=`); a list of people is recorded in the audit trail. The list of
    participants reads `cols` and `mask` (`choices.read_choice`)."""
    event = event_for(slug, "reports.read")
    wanted = papers().get(name)
    if wanted is None:
        raise NotFound(_("There is no such document. Choose one from the list."))
    content = print_paper(
        wanted,
        event,
        language(),
        Printing(current_user.name, clock.now(), may(event, "registrations.contact"), _asked()),
        fallback_fonts=current_app.config["PDF_FALLBACK_FONTS"],
    )
    response = pdf_response(content, f"{event.slug}-{name}")
    response.headers["Vary"] = "Cookie, Accept-Language"
    if wanted.is_personal:
        _note(event, f"{name}.pdf")
        return never_kept(response)
    return for_reader(response)


def _asked() -> dict[str, str]:
    """The query values that papers read; a column may stand in a field of its own."""
    return {"cols": ",".join(query.several("cols")), "mask": query.text("mask")}


def _note(event: Event, name: str) -> None:
    """Every look at a list of people is recorded, with how many it names; so no browser keeps one to look at again."""
    rows = count_taken(event.id)
    write(
        lambda: record(act_now(), "printed", event, event_id=event.id, object_name=name, changes={"rows": [None, rows]})
    )
