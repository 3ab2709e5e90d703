"""Documents for organizers: what there is, what to look at before printing, and the files."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventmgr import clock
from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import NotFound
from eventmgr.events.access import event_for, may
from eventmgr.events.models import Event
from eventmgr.features import Printing, papers
from eventmgr.i18n import LANGUAGES, _, language, speaking
from eventmgr.log.services import record
from eventmgr.quotas.queries import count_taken
from eventmgr.reports.choices import COLUMNS, MASKS, USUAL, read_choice
from eventmgr.reports.printing import list_missing, print_paper
from eventmgr.reports.queries import get_roster
from eventmgr.reports.spreadsheet import columns_of, lines_of
from eventmgr.reports.views import pdf_response
from eventmgr.sheets import as_xlsx
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import for_reader, never_kept

bp = Blueprint("reports_manage", __name__, url_prefix="/manage/events/<slug>/reports")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    """What stands in the list of participants: columns, mobile numbers, language; on paper or as a spreadsheet."""
    event = event_for(slug, "reports.read")
    shows_mobile = may(event, "registrations.contact")
    return render_template(
        "reports/manage/roster.html",
        event=event,
        columns={key: words for key, words in COLUMNS.items() if shows_mobile or key != "mobile"},
        usual=USUAL,
        exports=may(event, "registrations.export"),
        masks=MASKS,
        languages=LANGUAGES,
    )


@bp.route("/roster.xlsx")
def roster_sheet(slug: str) -> ResponseReturnValue:
    """The same list with the same choices as a spreadsheet, for those who may take lists out; recorded as a printing is."""
    event = event_for(slug, "registrations.export")
    lang = language()
    choice = read_choice(_asked(), shows_mobile=may(event, "registrations.contact"))
    with speaking(lang):
        data = get_roster(event, lang, choice)
        title = " ".join((data.occasion.title, _("List of participants")))
        body = as_xlsx(columns_of(data), lines_of(data), title=title)
    _note(event, "roster.xlsx")
    response = Response(body, content_type=_XLSX)
    name = quote(f"{title}.xlsx", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"roster.xlsx\"; filename*=UTF-8''{name}"
    return never_kept(response)


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
