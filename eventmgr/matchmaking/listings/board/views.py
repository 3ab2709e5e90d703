"""The board of an event, the page of a listing, its files, lists and feeds: for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.queries import get_event
from eventmgr.event.events.views import download
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _, language, localized
from eventmgr.matchmaking.listings import queries as all_queries
from eventmgr.matchmaking.listings.board import complement, queries
from eventmgr.matchmaking.listings.board.feeds import Deadlines, atom_of, calendar_of, name_of, shown_of
from eventmgr.matchmaking.listings.board.filtering import NAMES, BoardFilter, chosen, read_filter
from eventmgr.matchmaking.listings.board.linking import links_of
from eventmgr.matchmaking.listings.board.names import province_of, provinces_of, sectors_of, side_name, topic_of
from eventmgr.matchmaking.listings.board.papers import is_for, public_paper
from eventmgr.matchmaking.listings.board.sheet import (
    complement_columns,
    complement_rows,
    in_official_order,
    list_columns,
)
from eventmgr.matchmaking.listings.board.structured import structured_listing
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.content.wording import listing_lines, profile_lines
from eventmgr.matchmaking.listings.models import Listing, ListingKind, Side
from eventmgr.matchmaking.listings.panels import LISTING_SECTIONS
from eventmgr.matchmaking.listings.services import facts_of, settings_of
from eventmgr.matchmaking.listings.services.cancelling import KEPT
from eventmgr.tools.feeds.place import FeedPlace, check_feed, feed_place
from eventmgr.tools.ical.since import SINCE, began, read_since
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.taxonomy import (
    choices_provinces,
    choices_sectors,
    choices_themes,
    choices_topics,
    get_province,
)
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import LIST_TYPES, dated, public_file
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("listings_board", __name__)
_HERE = "/events/<slug>/listings/"


def today() -> date:
    """The present date in China, against which last days are held."""
    return day_of(clock.now())


def names_of(event: Event | None) -> dict[Side, str]:
    """What the sides are called at the event, or everywhere."""
    settings = settings_of(event) if event is not None else None
    return {side: side_name(side, settings.side_name(side) if settings else None) for side in Side}


def public_event(slug: str, *, with_gone: bool = False) -> Event:
    """The event with that address, if everybody may read about it and listings have to do with it.

    Args:
        with_gone: deadlines that calendars have to be told are gone count as listings.

    Raises:
        NotFound: there is none, or it neither collects listings nor has any that everybody may read.
    """
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    if is_public(event):
        return event
    if with_gone and queries.is_any_gone(event.id, first=today() - KEPT):
        return event
    raise NotFound(_("This event has no listings."))


def is_public(event: Event) -> bool:
    """Whether the public pages of the event's listings open."""
    return event.status is not EventStatus.DRAFT and is_for(event)


def path_of(listing: Listing) -> str:
    """Where everybody finds it: at its event, or among those of none."""
    if listing.event is None:
        return url_for("listings_everywhere.show", listing_id=listing.id)
    return url_for("listings_board.show", slug=listing.event.slug, listing_id=listing.id)


def _utc_day() -> date:
    return clock.now().astimezone(UTC).date()


def shared(filters: BoardFilter) -> dict[str, Any]:
    """What the templates of boards are told of filters and words."""
    lang = language()
    return {
        "filters": filters,
        "asked": chosen(filters),
        "narrowed": chosen(filters.without_side()),
        "kind_choices": ListingKind.choices(),
        "provinces": choices_provinces(lang),
        "sectors": choices_sectors(lang),
        "themes": choices_themes(lang),
        "topics": choices_topics(lang),
        "province_of": province_of,
        "provinces_of": provinces_of,
        "topic_of": topic_of,
        "sectors_of": sectors_of,
        "sides": list(Side),
    }


@bp.route(_HERE)
@cached_page("facts", *NAMES, CURSOR)
def board(slug: str) -> ResponseReturnValue:
    """What organizations offer and seek at an event, as far as the filters in the address leave it."""
    event, filters, day = public_event(slug), read_filter(page_query), today()
    page = queries.get_board_page(event.id, filters, page_query.cursor(), day=day)
    return render_template(
        "matchmaking/listings/board/board.html",
        event=event,
        page=page,
        counts=queries.count_sides(event.id, filters, day=day),
        names=names_of(event),
        taken=_utc_day().isoformat(),
        **shared(filters),
    )


@bp.route(f"{_HERE}<int:listing_id>/")
@cached_page("facts")
def show(slug: str, listing_id: int) -> ResponseReturnValue:
    """One listing with the fields of its kind, its files, and what its organization says of itself."""
    event, day = public_event(slug), today()
    return shown(event, queries.get_public_listing(event.id, listing_id, day=day), day=day)


def shown(event: Event | None, listing: Listing, *, day: date) -> str:
    """The page of a listing, of an event or of none in particular."""
    profile = queries.find_public_profile(listing.organization_id)
    is_park = listing.kind is ListingKind.PARK
    services = all_queries.list_services_of(listing.id, day=day) if is_park else []
    return render_template(
        "matchmaking/listings/board/listing.html",
        event=event,
        listing=listing,
        lines=listing_lines(listing),
        links=links_of([listing], path_of, day=day)[listing.id],
        services=services,
        path_of=path_of,
        profile=profile_lines(replace(facts_of(profile), in_directory=False)) if profile is not None else [],
        more=[one for one in queries.list_more(listing, day=day) if one not in services],
        contacts=panels(LISTING_SECTIONS, event, listing),
        names=names_of(event),
        structured=structured_listing(listing, address=f"{base_url()}{request.path}"),
        **shared(BoardFilter()),
    )


@bp.route(f"{_HERE}<int:listing_id>/files/<key>")
def file(slug: str, listing_id: int, key: str) -> ResponseReturnValue:
    """A file of a listing that everybody may read, as a download from where nothing runs."""
    event = public_event(slug)
    found = all_queries.get_file(queries.get_public_listing(event.id, listing_id, day=today()), key)
    return download(found.filename, found.content_type, found.content, etag=found.key)


@bp.route(f"{_HERE}complement/")
@cached_page("facts", "for")
def complement_table(slug: str) -> ResponseReturnValue:
    """For each topic the provinces that offer and those that seek; with `for=` a province also who could help it."""
    event, day = public_event(slug), today()
    return render_template(
        "matchmaking/listings/board/complement.html", **complement_of(event, page_query.text("for"), day=day)
    )


def complement_of(event: Event, asked: str, *, day: date) -> dict[str, Any]:
    """What a page of the complement table shows.

    Args:
        asked: code of the province that is asked for; empty: none.
    """
    lines = complement.table_of(queries.count_by_topic(event.id, day=day))
    chosen_province = read_filter({"province": asked}).province
    return {
        "event": event,
        "lines": lines,
        "without": queries.count_without_topic(event.id, day=day),
        "names": names_of(event),
        "sides": list(Side),
        "chosen": chosen_province,
        "held": [(code, get_province(code).name(language())) for code in complement.provinces_of(lines)],
        "needs": complement.needs_of(chosen_province, lines) if chosen_province else [],
    }


@bp.route(f"{_HERE}complement.xlsx")
@cached_page("facts")
def complement_sheet(slug: str) -> ResponseReturnValue:
    """Download the table of complements as a file."""
    event = public_event(slug)
    lines = complement.table_of(queries.count_by_topic(event.id, day=today()))
    title = " ".join((localized(event.title), _("Supply and demand by topic")))
    body = as_xlsx(complement_columns(names_of(event)), complement_rows(lines), title=title)
    return _file(body, "xlsx", f"{event.slug}-complement")


@bp.route(f"/events/<slug>/listings-<any({', '.join(side.value for side in Side)}):side>.pdf")
@cached_page("facts", *NAMES)
def paper(slug: str, side: str) -> ResponseReturnValue:
    """The list of one side on paper, as far as the filters leave it."""
    event, filters = public_event(slug), read_filter(page_query)
    fonts = current_app.config["PDF_FALLBACK_FONTS"]
    body = public_paper(event, Side(side), filters, at=clock.now(), fallback_fonts=fonts)
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{event.slug}-{side}.pdf"'
    return response


@bp.route(f"/events/<slug>/listings-<any({', '.join(side.value for side in Side)}):side>.xlsx")
@cached_page("facts", *NAMES)
def sheet(slug: str, side: str) -> ResponseReturnValue:
    """The same as a file for office programs."""
    event, filters = public_event(slug), replace(read_filter(page_query), side=Side(side))
    rows = in_official_order(queries.list_for_files(event.id, filters, day=today()))
    names = names_of(event)
    title = " ".join((localized(event.title), names[Side(side)]))
    return _file(as_xlsx(list_columns(event.timezone, names), rows, title=title), "xlsx", f"{event.slug}-{side}")


def _file(body: bytes, kind: str, name: str) -> Response:
    response = Response(body, content_type=LIST_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@bp.route("/events/<slug>/listings.ics")
@cached_page("facts", *NAMES, SINCE, seconds=DAY, refuses_others=True)
def calendar(slug: str) -> ResponseReturnValue:
    """Deadlines of listings, to subscribe to; those that hold no longer stay as cancelled, unless they went before the
    day on which the address was taken. An unknown filter or value is refused."""
    check_feed(*NAMES, SINCE)
    filters, day = read_filter(query), today()
    since = read_since(query.text(SINCE), today=_utc_day())

    def find() -> Deadlines:
        event = public_event(slug, with_gone=True)
        return Deadlines(
            event,
            queries.list_with_deadlines(event.id, filters, day=day),
            queries.list_gone(event.id, filters, first=day - KEPT, since=began(since)),
        )

    rows = find()
    show = partial(shown_of, base_url=base_url(), day=day)
    body, changed_at = calendar_of(
        tell(readers.PUBLIC, language(), show, rows, find, at=clock.now(), of_all=False),
        replace(
            _place("calendar", rows.event, filters),
            address=calendar_address(rows.event, filters, since=since),
            page=f"{base_url()}/events/{rows.event.slug}/listings/",
        ),
        name=name_of(rows.event, filters),
    )
    return dated(public_file(body, "ics", f"{slug}-listings"), changed_at)


@bp.route("/events/<slug>/listings.atom")
@cached_page("facts", *NAMES, refuses_others=True)
def atom(slug: str) -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown filter or value is refused."""
    check_feed(*NAMES)
    event, filters = public_event(slug), read_filter(query)
    listings = queries.list_latest(event.id, filters, day=today())
    return public_file(atom_of(event, listings, filters, _place("atom", event, filters)), "atom")


def calendar_address(event: Event, filters: BoardFilter, *, since: date | None) -> str:
    """Where the calendar of deadlines is fetched from.

    Args:
        since: the day on which the address is taken.
    """
    return _place("calendar", event, filters, **({SINCE: since.isoformat()} if since else {})).address


def _place(view: str, event: Event, filters: BoardFilter, **more: str) -> FeedPlace:
    return feed_place(f"{bp.name}.{view}", f"{bp.name}.board", {"slug": event.slug, **chosen(filters), **more})
