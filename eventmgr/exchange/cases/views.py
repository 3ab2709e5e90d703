"""The list of cases, a case, its pictures and files: for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.views import download
from eventmgr.event.registration.changing.services.naming import name_organization
from eventmgr.event.registration.own_page.views.page import act_of, private
from eventmgr.exchange.cases import queries, services
from eventmgr.exchange.cases.adopting import queries as adopting
from eventmgr.exchange.cases.adopting.wording import since_of, where_of
from eventmgr.exchange.cases.beside import BESIDE_LIST
from eventmgr.exchange.cases.comparing import MOST_COMPARED, Compared
from eventmgr.exchange.cases.comparing import compare as compare_cases
from eventmgr.exchange.cases.feeds import atom_of
from eventmgr.exchange.cases.filtering import NAMES, CaseFilter, filter_words, read_filter
from eventmgr.exchange.cases.forms import OrganizationForm
from eventmgr.exchange.cases.models import CaseTrack
from eventmgr.exchange.cases.structured import structured_case
from eventmgr.exchange.cases.wording import (
    case_lines,
    place_of,
    text_sections,
)
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _, _n, language
from eventmgr.matchmaking.listings.access import Company, company_for, find_unnamed, keeper_for
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.views.blueprint import note_use, page
from eventmgr.tools.comparisons.workbook import book_of
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED
from eventmgr.tools.metrics.models import MetricKind
from eventmgr.tools.metrics.wording import SPOKEN
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_themes, choices_topics
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of
from eventmgr.tools.web.pages import Answer, attempt, submit
from eventmgr.tools.web.paging import say_count
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("cases", __name__, url_prefix="/cases")
marks = Blueprint("case_marks", __name__, url_prefix="/companies/<token>/cases")
"""For those who keep an organization's page, and for its people at an event."""
_CASE = "case"


def shared(filters: CaseFilter) -> dict[str, Any]:
    """What the templates of lists are told of filters and words."""
    lang = language()
    return {
        "filters": filters,
        "asked": chosen(filters),
        "words": filter_words(filters),
        "provinces": choices_provinces(lang),
        "sectors": choices_sectors(lang),
        "themes": choices_themes(lang),
        "topics": choices_topics(lang),
        "track_choices": CaseTrack.choices(),
        "size_choices": SizeClass.choices(),
        "metric_choices": MetricKind.choices(),
        "place_of": place_of,
        "sectors_of": sectors_of,
        "topics_of": topics_of,
        **SPOKEN,
        "count_words": count_words,
    }


def count_words(number: int) -> str:
    """How many cases a list has."""
    return say_count(number, lambda shown: _n("%(num)s case", "%(num)s cases", shown))


@bp.route("/")
@cached_page("cases", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """What has been published, as far as the filters in the address leave it, the latest first."""
    filters = read_filter(page_query)
    return render_template(
        "exchange/cases/index.html",
        page=queries.get_list_page(filters, page_query.cursor()),
        number=queries.count_listed(filters),
        most_in_book=queries.MOST_IN_BOOK,
        is_learned_from=adopting.is_learned_from(),
        beside=panels(BESIDE_LIST, None),
        **shared(filters),
    )


def _compared() -> Compared:
    slugs = list(dict.fromkeys(page_query.several(_CASE)))
    if not 2 <= len(slugs) <= MOST_COMPARED:
        raise BadValue(_("Tick two to %(most)s cases in the list to compare them.", most=MOST_COMPARED))
    cases = queries.list_compared(slugs)
    missing = next(iter(set(slugs) - {case.slug for case in cases}), "")
    if missing:
        raise BadValue(_("“%(value)s” is not a published case. Tick cases in the list.", value=missing[:40]))
    return compare_cases(cases)


@bp.route("/compare/")
@cached_page("cases", _CASE)
def compare() -> ResponseReturnValue:
    """Up to four cases side by side, by metric and by condition; without any, the way to choose them."""
    if not page_query.several(_CASE):
        return render_template("exchange/cases/compare_nothing.html", most=MOST_COMPARED)
    comparison = _compared()
    return render_template(
        "exchange/cases/compare.html",
        comparison=comparison,
        slugs=[case.slug for case in comparison.cases],
        never=NEVER_AVERAGED,
    )


@bp.route("/compare.pdf")
@cached_page("cases", _CASE)
def compare_paper() -> ResponseReturnValue:
    """The comparison as a PDF."""
    from eventmgr.tools.comparisons.paper import build  # noqa: PLC0415 - loads ReportLab, for documents only

    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    body = build(_compared().table(), house=site_name(), day=day_of(clock.now()), fallback_fonts=fonts)
    return public_file(body, "pdf", "cases")


@bp.route("/compare.xlsx")
@cached_page("cases", _CASE)
def compare_sheet() -> ResponseReturnValue:
    """The same as a file for office programs."""
    return public_file(book_of(_compared().table()), "xlsx", "cases")


@bp.route("/handbook.pdf")
@cached_page("cases", *NAMES)
def handbook() -> ResponseReturnValue:
    """What the filters leave, as one book with cover and contents."""
    from eventmgr.exchange.cases.handbook import bind  # noqa: PLC0415 - loads ReportLab, for documents only

    filters = read_filter(page_query)
    cases = queries.list_latest(filters, limit=queries.MOST_IN_BOOK + 1)
    if not cases:
        raise BadValue(_("No case matches, so there is nothing to bind. Change or clear the filters."))
    if len(cases) > queries.MOST_IN_BOOK:
        raise BadValue(
            _("A handbook holds at most %(most)s cases. Narrow the list by filters.", most=queries.MOST_IN_BOOK)
        )
    fonts, day = current_app.config["PDF_FALLBACK_FONTS"], day_of(clock.now())
    body = bind(cases, filter_words(filters), house=site_name(), day=day, fallback_fonts=fonts)
    return public_file(body, "pdf", "cases-handbook")


@bp.route("/<case_slug>/")
@cached_page("cases")
def show(case_slug: str) -> ResponseReturnValue:
    """One case: what was done, what came of it, under which conditions."""
    case = queries.get_public(case_slug)
    named = queries.list_named_sessions(case)
    return render_template(
        "exchange/cases/case.html",
        case=case,
        lines=case_lines(case),
        sections=text_sections(case),
        session=named.get(case.session_id or 0),
        stop=named.get(case.stop_id or 0),
        wants=queries.count_wants(case),
        adoptions=adopting.list_of_case(case),
        adopted=adopting.count_of_case(case),
        where_of=where_of,
        since_of=since_of,
        structured=structured_case(case, address=f"{base_url()}{request.path}"),
        **shared(CaseFilter()),
    )


@marks.route("/")
def choose(token: str) -> ResponseReturnValue:
    """The published cases, as far as the filters leave them, each with the mark of the own organization."""
    unnamed = find_unnamed(token)
    if unnamed is not None:
        return _name_page(token, OrganizationForm(None, data={"organization": unnamed.organization_name}))
    here, filters = _marking(token), read_filter(query)
    keeps = here.keeper is not None
    own = adopting.list_own(here.organization.id) if keeps else []
    return page(
        here,
        "exchange/cases/marks.html",
        cases=queries.get_list_page(filters, query.cursor()),
        number=queries.count_listed(filters),
        wanted=queries.list_wanted(here.organization.id, _registration_id(here)),
        adoptions=own,
        adopted={adoption.case_id for adoption in own},
        keeps=keeps,
        where_of=where_of,
        since_of=since_of,
        **shared(filters),
    )


@marks.route("/organization", methods=["POST"])
def name(token: str) -> ResponseReturnValue:
    """The registration names the organization that marks cases."""
    unnamed, form = find_unnamed(token), OrganizationForm()
    if unnamed is None:
        _marking(token)
        return redirect(url_for(".choose", token=token), 303)

    def work() -> Answer:
        name_organization(unnamed.event, unnamed, form.organization.data or "", act=act_of(unnamed))
        return Answer(url_for(".choose", token=token), _("Your organization has been saved. Now mark the cases."))

    return submit(form, work) or _name_page(token, form)


def _name_page(token: str, form: OrganizationForm) -> Response:
    html = render_template("exchange/cases/name_organization.html", token=token, form=form)
    return private(html, form.status)


def _marking(token: str) -> Company:
    """The organization, for who keeps its page or is registered; other links mark nothing."""
    here = company_for(token)
    return here if here.keeper is not None or here.registration is not None else keeper_for(token)


def _registration_id(here: Company) -> int | None:
    return here.registration.id if here.registration is not None else None


@marks.route("/<case_slug>/want", defaults={"verb": "want"}, methods=["POST"])
@marks.route("/<case_slug>/unwant", defaults={"verb": "unwant"}, methods=["POST"])
def mark(token: str, case_slug: str, verb: str) -> ResponseReturnValue:
    """The organization wants to learn from that case, or no longer does."""
    here, case, wants = _marking(token), queries.get_public(case_slug), verb == "want"

    def work() -> None:
        services.mark(case, here.organization, wants=wants, act=here.act(), registration=here.registration)
        note_use(here)

    words = _("Marked. Those who keep the case see your organization.") if wants else _("The mark has been taken back.")
    return attempt(work, words, url_for(".choose", token=token))


@bp.route("/<case_slug>/files/<key>")
def file(case_slug: str, key: str) -> ResponseReturnValue:
    """A picture or a file of a published case, as a download from where nothing runs."""
    found = queries.get_file(queries.get_public(case_slug), key)
    return download(found.filename, found.content_type, found.content, etag=found.key)


@bp.route("/feed.atom")
@cached_page("cases", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters = read_filter(query)
    place = feed_place("cases.atom", "cases.index", chosen(filters))
    return public_file(atom_of(queries.list_latest(filters), filters, place), "atom")
