"""The list of investment offers, offers side by side, and their feed: for everybody."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from eventmgr.exchange.investment import queries
from eventmgr.exchange.investment.comparing import MOST_COMPARED
from eventmgr.exchange.investment.comparing import compare as compare_offers
from eventmgr.exchange.investment.feeds import atom_of, name_of, shown_of
from eventmgr.exchange.investment.filtering import KINDS, NAMES, OfferFilter, filter_words, read_filter
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _n, language
from eventmgr.ground.text import whole_number
from eventmgr.matchmaking.listings.board.feeds import calendar_of
from eventmgr.matchmaking.listings.board.linking import links_of
from eventmgr.matchmaking.listings.board.names import provinces_of, sectors_of, side_name, topic_of
from eventmgr.matchmaking.listings.board.views import path_of, today
from eventmgr.matchmaking.listings.content.details import DETAILS, FUND_STAGES, PRICES
from eventmgr.matchmaking.listings.content.wording import listing_lines
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.comparisons.workbook import book_of
from eventmgr.tools.crosstabs.side_by_side import Comparison
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.feeds.place import FeedPlace, check_feed, feed_place
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics
from eventmgr.tools.taxonomy.asked import chosen
from eventmgr.tools.web.paging import say_count
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("investment", __name__, url_prefix="/investment")
_OFFER = "offer"
_MOST_LINES = 4


def count_words(number: int) -> str:
    """How many offers a list has."""
    return say_count(number, lambda shown: _n("%(num)s offer", "%(num)s offers", shown))


@bp.route("/")
@cached_page("listings", *NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """Parks, funds, subsidies, projects and services, as far as the filters in the address leave them, the latest
    first."""
    filters, day, lang = read_filter(page_query), today(), language()
    return render_template(
        "exchange/investment/index.html",
        page=queries.get_list_page(filters, page_query.cursor(), day=day),
        number=queries.count_listed(filters, day=day),
        filters=filters,
        asked=chosen(filters),
        words=filter_words(filters),
        kinds=[(kind.value, kind.label) for kind in KINDS],
        uses=[(use, field.label) for use, field in PRICES.items()],
        stages=list(FUND_STAGES.items()),
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        topics=choices_topics(lang),
        path_of=path_of,
        lines_of=own_lines,
        provinces_of=provinces_of,
        sectors_of=sectors_of,
        topic_of=topic_of,
        side_name=side_name,
        count_words=count_words,
    )


def own_lines(offer: Listing) -> list[tuple[str, str]]:
    """The first fields of its kind, behind kind, topic and sectors."""
    labels = {str(field.label) for field in DETAILS[offer.kind] if field.name != "provinces"}
    return [line for line in listing_lines(offer) if line[0] in labels][:_MOST_LINES]


def _compared() -> list[Listing]:
    """The offers that the address names, in its order."""
    ids = list(dict.fromkeys(page_query.several(_OFFER)))
    if not 2 <= len(ids) <= MOST_COMPARED:
        raise BadValue(_("Tick two to %(most)s offers in the list to compare them.", most=MOST_COMPARED))
    numbers = [whole_number(text) or 0 for text in ids]
    offers = queries.list_compared(numbers, day=today())
    found = {offer.id for offer in offers}
    missing = [text for text, number in zip(ids, numbers, strict=True) if number not in found]
    if missing:
        raise BadValue(_("“%(value)s” is not a published offer. Tick offers in the list.", value=missing[0][:40]))
    return offers


def _side_by_side(offers: list[Listing]) -> Comparison:
    return compare_offers(offers, links_of(offers, path_of, day=today()))


@bp.route("/compare/")
@cached_page("listings", _OFFER)
def compare() -> ResponseReturnValue:
    """Up to four offers side by side; without any, the way to choose them."""
    if not page_query.several(_OFFER):
        return render_template("exchange/investment/compare_nothing.html", most=MOST_COMPARED)
    offers = _compared()
    return render_template(
        "exchange/investment/compare.html",
        offers=offers,
        comparison=_side_by_side(offers),
        numbers=[offer.id for offer in offers],
        path_of=path_of,
    )


@bp.route("/compare.pdf")
@cached_page("listings", _OFFER)
def compare_paper() -> ResponseReturnValue:
    """The comparison as a PDF."""
    from eventmgr.tools.comparisons.paper import build  # noqa: PLC0415 - loads ReportLab, for documents only

    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    body = build(_side_by_side(_compared()), house=site_name(), day=today(), fallback_fonts=fonts)
    return public_file(body, "pdf", "offers")


@bp.route("/compare.xlsx")
@cached_page("listings", _OFFER)
def compare_sheet() -> ResponseReturnValue:
    """The same as a file for office programs."""
    return public_file(book_of(_side_by_side(_compared())), "xlsx", "offers")


@bp.route("/offers.ics")
@cached_page("listings", *NAMES, seconds=DAY, refuses_others=True)
def calendar() -> ResponseReturnValue:
    """Last days of offers and of applications for subsidies, to subscribe to; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters, day = read_filter(query), today()
    changed = datetime.combine(day - KEPT, time.min, UTC)

    def find() -> list[Listing]:
        return queries.list_with_dates(filters, changed=changed, day=day)

    show = partial(shown_of, base_url=base_url(), day=day)
    body, changed_at = calendar_of(
        tell(readers.PUBLIC, language(), show, find(), find, at=clock.now(), of_all=False),
        _place("calendar", filters),
        name=name_of(filters),
    )
    return dated(public_file(body, "ics", "offers"), changed_at)


@bp.route("/feed.atom")
@cached_page("listings", *NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    filters = read_filter(query)
    body = atom_of(queries.list_latest(filters, day=today()), filters, path_of, _place("atom", filters))
    return public_file(body, "atom")


def _place(view: str, filters: OfferFilter) -> FeedPlace:
    return feed_place(f"{bp.name}.{view}", f"{bp.name}.index", chosen(filters))
