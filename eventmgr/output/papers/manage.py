"""Documents for organizers: what there is, what to look at before printing, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.queries import count_holding_by_unit
from eventmgr.event.registration.access import REVEAL
from eventmgr.event.registration.covering import WHY
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotAllowed, NotFound
from eventmgr.ground.features import Paper, Printing, papers
from eventmgr.ground.i18n import LANGUAGES, _, language, localized, speaking
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.asked import Asked
from eventmgr.output.papers.choices import CHOICES, MASKS, USUAL, RosterChoice, read_choice
from eventmgr.output.papers.kept import taking as kept
from eventmgr.output.papers.kept.queries import list_printed
from eventmgr.output.papers.kept.taking import PrintedRun
from eventmgr.output.papers.letters import fields as letters
from eventmgr.output.papers.letters.choices import INVITED, PEOPLE
from eventmgr.output.papers.notices import fields as notices
from eventmgr.output.papers.on_site import fields as on_site
from eventmgr.output.papers.opening.access import get_paper, left_out, list_lacking, list_open, refuse_empty, seen_in
from eventmgr.output.papers.orders import services as orders
from eventmgr.output.papers.orders.manage import list_shown
from eventmgr.output.papers.orders.sizes import MANY, is_large
from eventmgr.output.papers.printing import CONTACT, list_missing, print_paper, write_paper
from eventmgr.output.papers.proceedings.fields import fields_of_minutes
from eventmgr.output.papers.queries import get_roster, list_holding, list_parts
from eventmgr.output.papers.spreadsheet import columns_of, lines_of
from eventmgr.output.papers.views import pdf_response
from eventmgr.tools.log.services import record
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import for_reader, list_file, never_kept

bp = Blueprint("reports_manage", __name__, url_prefix="/manage/events/<slug>/reports")
_LISTS = frozenset({"cols", "blanks"})
"""Query values that may stand in a field of their own for each."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The documents of the event, and whose names have a character that no font can print."""
    event = event_for(slug, "reports.read")
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    documents = list_open(event)
    return render_template(
        "output/papers/manage/index.html",
        event=event,
        documents=documents,
        left_out_of={paper.name: left_out(event, paper) for paper in documents},
        lacking=list_lacking(event, documents),
        languages=LANGUAGES,
        printed=list_printed(event.id),
        orders=list_shown(event),
        known=papers(event),
        many=MANY,
        edits=may(event, "event.edit"),
        missing=list_missing(event, language(), fallback_fonts=fonts),
    )


@bp.route("/roster/")
def roster(slug: str) -> ResponseReturnValue:
    """What stands in the list of participants: columns, mobile numbers, language; on paper or as a spreadsheet."""
    event = event_for(slug, "reports.read")
    paper = get_paper(event, "roster")
    if lacking := paper.lacks(event):
        return _page_without_choices(event, paper, lacking)
    shows_mobile = CONTACT in seen_in(event, paper)
    return render_template(
        "output/papers/manage/roster.html",
        event=event,
        columns={key: words for key, words in CHOICES.items() if shows_mobile or key != "mobile"},
        usual=USUAL,
        exports=may(event, "registrations.export"),
        masks=MASKS if may(event, REVEAL) else {},
        reasons=WHY,
        languages=LANGUAGES,
    )


def _page_without_choices(event: Event, paper: Paper, lacking: str) -> str:
    """Nothing is offered that would be refused: the page says what is not there yet."""
    return render_template("output/papers/manage/lacking.html", event=event, paper=paper, lacking=lacking)


@bp.route("/roster.xlsx")
def roster_sheet(slug: str) -> ResponseReturnValue:
    """The same list with the same choices as a spreadsheet, for those who may take lists out; recorded as a printing
    is."""
    event = event_for(slug, "registrations.export")
    lang = language()
    paper = get_paper(event, "roster")
    choice = read_choice(_asked(event, paper), shows_mobile=CONTACT in seen_in(event, paper))
    refuse_empty(event, paper)
    with speaking(lang):
        data = get_roster(event, lang, choice)
        title = " ".join((data.occasion.title, _("List of participants")))
        body = as_xlsx(columns_of(data), lines_of(data), title=title)
    _note(event, "sheet_saved", "roster.xlsx", choice)
    return list_file(body, "xlsx", title, plain="roster")


@bp.route("/<name>/")
def choose(slug: str, name: str) -> ResponseReturnValue:
    """What badges, place cards and sign-in sheets can be like, and for whom they are printed."""
    event = event_for(slug, "reports.read")
    paper, lang = get_paper(event, name), language()
    if not paper.is_chosen:
        raise NotFound(_("There is no such document. Choose one from the list."))
    if lacking := paper.lacks(event):
        return _page_without_choices(event, paper, lacking)
    return render_template(
        "output/papers/manage/choose.html",
        event=event,
        paper=paper,
        left_out_of=left_out(event, paper),
        fields=_fields_of(name, event, lang),
        parts=list_parts(event, lang) if paper.parts is not None else {},
        languages=LANGUAGES,
    )


def _fields_of(name: str, event: Event, lang: str) -> list[Asked]:
    if name == "notice":
        return notices.fields_of(event, lang)
    if name == "invitation":
        return letters.fields_of(names_people=may(event, INVITED))
    if name == "minutes":
        return fields_of_minutes()
    return on_site.fields_of(name, event, lang)


@bp.route("/<name>.pdf")
def document(slug: str, name: str) -> ResponseReturnValue:
    """One of them in the language of the page (`?lang=`); a list of people is recorded in the audit trail. Each reads
    what its `Paper` says, and those with a part for each person `unit` (a delegation), `changed` (whose part has
    changed since it was printed) and `only`, one registration, for which the desk's permission is enough. It is opened
    to be looked at, unless `print` says that it is printed; one that a worker makes is."""
    single = bool(query.text("only"))
    found = papers().get(name)
    at_desk = single and found is not None and found.at_desk
    event = event_for(slug, "registrations.mark" if at_desk else "reports.read")
    paper, lang = get_paper(event, name), language()
    asked, sees = _asked(event, paper), seen_in(event, paper)
    choice = read_choice(asked, shows_mobile=CONTACT in sees) if name == "roster" else None
    if choice is not None and "mobile" not in choice.columns:
        sees -= {CONTACT}  # such a list is everybody's who may read lists, once it is made too
    printing = Printing(current_user.name, clock.now(), sees, asked, _people(event, paper))
    refuse_empty(event, paper)
    only_changed, prints = bool(query.text("changed")), bool(query.text("print"))
    if not only_changed and is_large(event, paper, printing):
        return _ordered(event, paper, lang, printing)
    taken = kept.take(event, paper, lang, printing, only_changed=only_changed)
    if taken.is_empty:
        return redirect(url_for("prints_manage.changes", slug=slug, name=name, lang=lang, **_of(paper, asked)), 303)
    if only_changed and is_large(event, paper, taken.printing):
        return _ordered(event, paper, lang, printing, only_changed=True)
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    content = print_paper(paper, event, lang, taken.printing, fallback_fonts=fonts)
    response = pdf_response(content, f"{event.slug}-{name}")
    response.headers["Vary"] = "Cookie, Accept-Language"
    if paper.is_personal:
        people = taken.printing.people
        number = None if people is None else len(people)
        _note(event, "printed" if prints else "opened", f"{name}.pdf", choice, number, taken if prints else None)
        return never_kept(response)
    return for_reader(response)


def _ordered(
    event: Event, paper: Paper, lang: str, printing: Printing, *, only_changed: bool = False
) -> ResponseReturnValue:
    """A worker makes it; the page says how far it is, and where the file stands then."""
    order = partial(orders.order, event, paper, lang, printing, only_changed=only_changed)
    number = write(lambda: order(act=act_now()))
    return redirect(url_for("paper_orders.show", slug=event.slug, order_id=number), 303)


@bp.route("/<name>.docx")
def as_word(slug: str, name: str) -> ResponseReturnValue:
    """A document to be edited further as a Word file, with the same choices as on paper."""
    event = event_for(slug, "reports.read")
    paper, lang = get_paper(event, name), language()
    printing = Printing(current_user.name, clock.now(), seen_in(event, paper), _asked(event, paper))
    if paper.as_word:
        refuse_empty(event, paper)
    content = write_paper(paper, event, lang, printing)
    return list_file(content, "docx", f"{localized(event.title, lang)} {paper.title}", plain=f"{event.slug}-{name}")


def _of(paper: Paper, asked: Mapping[str, str]) -> dict[str, Any]:
    """Which of several papers of that name, as an address says it."""
    return {paper.variant: asked[paper.variant]} if paper.variant and asked[paper.variant] else {}


def _people(event: Event, paper: Paper) -> frozenset[int] | None:
    """The registrations that are asked for by `only` or `unit`; None: everybody."""
    if paper.parts is None:
        return None
    only, unit = query.text("only"), query.text("unit")
    if only:
        found = list_holding(event.id) & {whole_number(only)}
        if not found:
            raise NotFound(_("This registration holds no place, so nothing is printed for it."))
        return frozenset(number for number in found if number is not None)
    if unit:
        parts = list_parts(event, language())
        if unit not in parts:
            raise BadValue(_("Nobody from “%(value)s” holds a place here.", value=unit[:40]))
        return list_holding(event.id, unit)
    return None


def _asked(event: Event, paper: Paper) -> dict[str, str]:
    """The query values that the paper reads; a list may stand in a field of its own for each. Whole numbers are for
    those who may see covered data."""
    asked = {name: ",".join(query.several(name)) if name in _LISTS else query.text(name) for name in paper.asks}
    if asked.get("mask") == "none" and not may(event, REVEAL):
        asked["mask"] = ""
    if asked.get("to") == PEOPLE and not may(event, INVITED):
        raise NotAllowed(_("You may not see who has an invitation of their own."))
    return asked


def _note(
    event: Event,
    action: str,
    name: str,
    choice: RosterChoice | None,
    number: int | None = None,
    taken: PrintedRun | None = None,
) -> None:
    """Every look at a list of people is recorded, with how many it names and what whole numbers were needed for; so no
    browser keeps one to look at again. Of what is printed with a part for each person, what each says is kept."""
    rows = sum(count_holding_by_unit(event.id).values()) if number is None else number
    changes: dict[str, list[object]] = {"printed_people": [None, rows]}
    need = choice.need if choice else None
    if need:
        changes |= {"uncovered": [None, "mobile"], "why": [None, need.why]}
    reason = need.note if need else ""

    def work() -> None:
        act = act_now()
        record(act, action, event, event_id=event.id, object_name=name, changes=changes, reason=reason)
        if taken is not None:
            taken.keep(event, act)

    write(work)
