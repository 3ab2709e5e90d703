"""Feeds, the download of a single entry, and the pages that explain how to subscribe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.delegations import queries as delegations
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services import find_fed
from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.filtering import check_order, filter_choices, read_filter, remarks
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.queries import list_public, list_series
from eventmgr.event.events.services import follow_feeds
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import standing_for
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Ended, WrongLink
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, language, localized, speaking
from eventmgr.matchmaking.listings.board import views as board
from eventmgr.matchmaking.listings.board.filtering import NAMES as LISTING_FILTERS
from eventmgr.matchmaking.listings.board.filtering import chosen as chosen_listings
from eventmgr.matchmaking.listings.board.filtering import read_filter as read_listing_filter
from eventmgr.matchmaking.listings.switch import LISTINGS
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.timetables import calendar_entries as meetings
from eventmgr.output.calendars import addresses, feeds, personal, queries
from eventmgr.output.calendars.deadlines import Owed, deadline_entries, remnant_of
from eventmgr.output.calendars.personal import GOODBYE, OwnCalendar, former_of
from eventmgr.output.calendars.programs import PROGRAMS
from eventmgr.tools.charts.qr import image_address
from eventmgr.tools.feeds.place import check_feed
from eventmgr.tools.ical.since import SINCE, began, read_since
from eventmgr.tools.messages.composing import absolute_url, base_url
from eventmgr.tools.numbering import readers
from eventmgr.tools.numbering.queries import find_goodbye
from eventmgr.tools.numbering.services import Shown, note_goodbye
from eventmgr.tools.numbering.telling import tell
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import page_query, query, read_language
from eventmgr.tools.web.responses.answers import dated, for_reader, never_kept
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("calendars", __name__)
_ASKED = (*addresses.FILTERS, addresses.DEADLINES, "event", "spoken")
"""Parameters of the page to subscribe."""


@bp.route("/calendar.ics")
@cached_page("site", *addresses.FILTERS, addresses.DEADLINES, seconds=DAY, refuses_others=True)
def public_feed() -> ResponseReturnValue:
    """Public events of every state that the filters leave, those that ended weeks ago only if `from` asks for them; an
    unknown filter or value is refused."""
    check_feed(*addresses.FILTERS, addresses.DEADLINES)
    filters, lang, deadlines = read_filter(query), language(), _deadlines()
    check_order(filters)
    at = clock.now()
    listed = partial(list_public, filters, since=None if filters.from_date else feeds.oldest(at))
    with speaking(lang):
        shown = partial(feeds.shown_of_events, items=(), language=lang, base_url=base_url(), deadlines=deadlines)
        entries = tell(readers.PUBLIC, lang, shown, listed(), listed, at=at, of_all=False, follow=follow_feeds)
        name = feeds.name_of_public(site_name(), filters, list_series() if filters.series else (), lang)
        feed = feeds.write(
            name,
            entries,
            address=addresses.public_address(base_url(), filters, lang, deadlines=deadlines),
            language=lang,
            at=at,
            page=f"{base_url()}/subscribe/",
            description=_(
                "Events until five weeks after their end, soonest first, up to one megabyte. Choose a "
                "province, a kind, a sector or a topic to see all of these: %(address)s",
                address=f"{base_url()}/subscribe/",
            ),
        )
    return _answer(feed, "calendar.ics", queries.find_last_change())


@bp.route("/events/<slug>/calendar.ics")
@cached_page("programme", addresses.DEADLINES, SINCE, seconds=DAY, refuses_others=True)
def event_feed(slug: str) -> ResponseReturnValue:
    """The event, and its agenda once that is published; removed items stay as cancelled, unless they were removed
    before the day on which the address was taken. That is a day, so that few spellings of a feed have to be kept."""
    check_feed(addresses.DEADLINES, SINCE)
    lang, deadlines, at = language(), _deadlines(), clock.now()
    since = read_since(query.text(SINCE), today=_today())

    def find() -> tuple[Event, list[AgendaItem], list[str]]:
        event = queries.get_event(slug)
        return event, queries.list_items(event, at=at, since=began(since)), queries.list_hidden(event)

    def show(rows: tuple[Event, list[AgendaItem], list[str]]) -> Shown:
        event, items, hidden = rows
        shown = feeds.shown_of_events([event], items, lang, base_url=base_url(), deadlines=deadlines)
        remnant = feeds.remnant_of(event, lang, base_url=base_url())
        gone = [remnant(uid, event.starts_at, event.ends_at) for uid in hidden]
        return replace(shown, gone=[*shown.gone, *gone])

    rows = find()
    event, items, _hidden = rows
    with speaking(lang):
        feed = feeds.write(
            localized(event.title, lang),
            tell(
                readers.PUBLIC,
                lang,
                show,
                rows,
                find,
                at=at,
                of_all=False,
                since=began(since),
                follow=follow_feeds,
            ),
            address=addresses.event_address(base_url(), event.slug, lang, deadlines=deadlines, since=since),
            language=lang,
            at=clock.now(),
            page=f"{base_url()}/events/{event.slug}/",
            description=localized(event.summary, lang),
        )
    changed_at = queries.find_last_change(events=[event.id], items=[item.id for item in items])
    return _answer(feed, f"{event.slug}.ics", changed_at)


@bp.route("/events/<slug>/agenda/<int:item_id>.ics")
@cached_page("programme", seconds=DAY, refuses_others=True)
def item_entry(slug: str, item_id: int) -> ResponseReturnValue:
    """One item of the published agenda, to put into a calendar by hand."""
    check_feed()
    lang, at = language(), clock.now()

    def find() -> tuple[Event, AgendaItem]:
        event = queries.get_event(slug)
        return event, queries.get_item(event, item_id)

    def show(found: tuple[Event, AgendaItem]) -> Shown:
        return Shown([feeds.entry_of_session(found[1], found[0], lang, base_url=base_url())])

    event, item = find()
    with speaking(lang):
        entries = tell(readers.ALONE, lang, show, (event, item), find, at=at, of_all=False)
        address = addresses.item_address(base_url(), event.slug, item.id, lang)
        feed = feeds.write(
            localized(item.title, lang), entries, address=address, language=lang, at=at, page=entries[0].url
        )
    changed_at = queries.find_last_change(events=[event.id], items=[item.id])
    return _answer(feed, f"{event.slug}-{item.id}.ics", changed_at)


@bp.route("/events/<slug>/agenda/<int:item_id>/calendar/", endpoint="item")
@cached_page("programme")
def item_page(slug: str, item_id: int) -> ResponseReturnValue:
    """How one session gets into a calendar and follows there."""
    event, lang = queries.get_event(slug), language()
    chosen = queries.get_item(event, item_id)
    return render_template(
        "output/calendars/one.html",
        **_one(addresses.item_address(base_url(), event.slug, chosen.id, lang)),
        heading=localized(chosen.title, lang),
        event=event,
        item=chosen,
        is_personal=False,
    )


@bp.route("/events/<slug>/listings/calendar/")
@cached_page("facts", *LISTING_FILTERS)
def listings(slug: str) -> ResponseReturnValue:
    """How the deadlines of an event's listings, as far as the filters leave them, get into a calendar and follow
    there."""
    event, filters = board.public_event(slug), read_listing_filter(page_query)
    refuse_what_is_off(event, LISTINGS)
    return render_template(
        "output/calendars/one.html",
        **_one(
            board.calendar_address(event, filters, since=_today()), LISTING_FILTERS, narrowed=chosen_listings(filters)
        ),
        heading=" · ".join((localized(event.title), _("Deadlines of listings"))),
        event=event,
        item=None,
        is_personal=False,
    )


@bp.route("/feeds/<token>.ics")
def personal_feed(token: str) -> ResponseReturnValue:
    """The sessions, meetings, room and rides of the participant whose registration the address was signed for, the
    deadlines of the liaison, or the meetings of the representative, and nothing else.

    One address shows one registration: names and numbers that somebody typed without an account prove nothing, so
    they must not open what the same person does elsewhere.
    """
    check_feed()
    liaison, representative = find_fed(token, at=clock.now()), meetings.find_fed(token)
    if liaison is not None:
        feed = _feed_of_liaison(liaison, token)
    elif representative is not None:
        feed = _feed_of_representative(representative, token)
    else:
        try:
            feed = _feed_of_participant(token)
        except WrongLink:
            former = former_of(token)
            if former is None:
                raise
            feed = _goodbye(former, token)
    response = for_reader(feed)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _goodbye(former: str, token: str) -> Response:
    """An empty calendar for some weeks, so that programs take away what they show: after an error they would show it
    for ever. Then the address is gone for good.

    Raises:
        Ended: those weeks are over.
    """
    at, lang = clock.now(), language()
    since = find_goodbye(former)
    if since is None:
        write(lambda: note_goodbye(former, at=at))
    elif at > since + GOODBYE:
        raise Ended(_("This calendar address no longer works. Remove it from your calendar app."))
    feed = feeds.write(
        _("This calendar is no longer valid"),
        (),
        address=addresses.personal_address(base_url(), token, lang),
        is_secret=True,
        language=lang,
        at=at,
        page=f"{base_url()}/",
    )
    return _answer(feed, "calendar.ics", since or at)


def _feed_of_participant(token: str) -> Response:
    at, asked = clock.now(), query.text("lang")

    def find() -> OwnCalendar:
        return personal.load(_registration_of(token), at=at)

    calendar = find()
    registration = calendar.registration
    event, lang = registration.event, read_language(asked, registration.language)
    with speaking(lang):
        show = partial(personal.shown_of, language=lang, base_url=base_url(), at=at)
        feed = feeds.write(
            _("%(title)s (my sessions)", title=localized(event.title, lang)),
            tell(
                readers.participant(registration.id, registration.feed_version),
                lang,
                show,
                calendar,
                find,
                at=at,
                follow=follow_feeds,
            ),
            address=addresses.personal_address(base_url(), token, lang),
            is_secret=True,
            language=lang,
            at=at,
            page=f"{base_url()}/events/{event.slug}/",
        )
    changed_at = queries.find_last_change(
        events=[event.id], items=[item.id for item in calendar.items], registration_id=registration.id
    )
    return _answer(feed, f"{event.slug}.ics", changed_at)


def _feed_of_representative(representative: PartyRepresentative, token: str) -> Response:
    event, at = representative.party.event, clock.now()
    lang = read_language(query.text("lang"), representative.party.language)

    def show(found: PartyRepresentative) -> Shown:
        if not is_on(MEETINGS, event):
            return Shown([], remnant=feeds.remnant_of(event, lang, base_url=base_url()))
        own = meetings.entries_of_representative(found, lang, base_url=base_url())
        return Shown(own.entries, own.gone, feeds.remnant_of(event, lang, base_url=base_url()))

    with speaking(lang):
        feed = feeds.write(
            _heading_of_meetings(representative, lang),
            tell(
                readers.representative(representative.id, representative.party.link_version),
                lang,
                show,
                representative,
                lambda: meetings.find_fed(token) or representative,
                at=at,
            ),
            address=addresses.personal_address(base_url(), token, lang),
            is_secret=True,
            language=lang,
            at=at,
            page=f"{base_url()}/events/{event.slug}/",
        )
    return _answer(feed, f"{event.slug}.ics", queries.find_last_change(events=[event.id]))


def _heading_of_meetings(representative: PartyRepresentative, lang: str) -> str:
    return _("%(title)s (my meetings)", title=localized(representative.party.event.title, lang))


def _feed_of_liaison(liaison: Liaison, token: str) -> Response:
    at, code, event_id = clock.now(), liaison.unit_code, liaison.event_id
    lang = read_language(query.text("lang"), liaison.language)
    page = absolute_url("delegations.show", slug=liaison.event.slug, unit_code=code)

    def find() -> Owed:
        return Owed(
            queries.get_own_event(event_id),
            code,
            delegations.find_plan(event_id),
            delegations.find_delegation(event_id, code),
        )

    def show(owed: Owed) -> Shown:
        event = owed.event
        is_told = event.status is not EventStatus.DRAFT
        whole = feeds.entries_of_event(event, (), lang, base_url=base_url()) if is_told else []
        dues = deadline_entries(owed, lang, address=page)
        return Shown([*whole, *dues], remnant=remnant_of(owed, lang, address=page))

    calendar = find()
    with speaking(lang):
        feed = feeds.write(
            _heading_of(liaison, lang),
            tell(readers.liaison(liaison.id, liaison.feed_version), lang, show, calendar, find, at=at),
            address=addresses.personal_address(base_url(), token, lang),
            is_secret=True,
            language=lang,
            at=at,
            page=page,
        )
    return _answer(feed, f"{calendar.event.slug}.ics", queries.find_last_change(events=[event_id]))


def _heading_of(liaison: Liaison, lang: str) -> str:
    unit = get_unit(liaison.unit_code).name(lang)
    return _("%(title)s (delegation of %(unit)s)", title=localized(liaison.event.title, lang), unit=unit)


@bp.route("/feeds/<token>/", endpoint="personal")
def personal_page(token: str) -> ResponseReturnValue:
    """How to subscribe to that feed; it opens as little as the feed does."""
    liaison, lang = find_fed(token, at=clock.now()), language()
    representative = meetings.find_fed(token) if liaison is None else None
    if liaison is not None:
        event, heading = liaison.event, _heading_of(liaison, lang)
    elif representative is not None:
        event, heading = representative.party.event, _heading_of_meetings(representative, lang)
    else:
        event = _registration_of(token).event
        heading = _("%(title)s (my sessions)", title=localized(event.title, lang))
    html = render_template(
        "output/calendars/one.html",
        **_one(addresses.personal_address(base_url(), token, lang), liaison=liaison, representative=representative),
        heading=heading,
        event=event,
        item=None,
        is_personal=True,
    )
    return never_kept(Response(html))


@bp.route("/subscribe/")
@cached_page("site", *_ASKED)
def subscribe() -> ResponseReturnValue:
    """Builds the address of a feed from filters, and says what to do with it; with `event=<slug>` the small page of one
    event's feed."""
    lang, deadlines = language(), addresses.read_deadlines(page_query.text(addresses.DEADLINES))
    spoken = read_language(page_query.text("spoken"), lang)
    if page_query.get("event"):
        event = queries.get_event(page_query["event"])
        address = addresses.event_address(base_url(), event.slug, spoken, deadlines=deadlines, since=_today())
        return render_template(
            "output/calendars/one.html",
            **_one(address, _ASKED),
            heading=localized(event.title, lang),
            event=event,
            item=None,
            is_personal=False,
            deadlines=deadlines,
        )
    filters, series = read_filter({name: page_query.text(name) for name in addresses.FILTERS}), list_series()
    return render_template(
        "output/calendars/subscribe.html",
        **_one(addresses.public_address(base_url(), filters, spoken, deadlines=deadlines), _ASKED),
        filters=filters,
        remarks=remarks(page_query, filters),
        deadlines=deadlines,
        spoken=spoken,
        words=feeds.words_of(filters, series, lang),
        **filter_choices(series),
    )


def _one(
    address: str,
    names: Sequence[str] = (),
    *,
    liaison: Liaison | None = None,
    representative: PartyRepresentative | None = None,
    narrowed: dict[str, str] | None = None,
) -> dict[str, object]:
    """What the pages show of a feed: its address, plain and for devices, the page itself for a camera, and the steps;
    whose deadlines it tells, and whose meetings alone.

    Args:
        names: parameters that this page reads. narrowed: filters of the listings whose deadlines it tells; None: of
        none.
    """
    asked = {name: value for name in names if (value := page_query.text(name))}
    # Cameras of chat programs open pages alone: the code leads to this page on the phone, whose button subscribes.
    here = absolute_url(str(request.endpoint), **(request.view_args or {}), **asked, lang=language())
    pages: dict[str, object] = {
        "address": address,
        "webcal": addresses.as_webcal(address),
        "picture": image_address(here),
        "programs": PROGRAMS,
    }
    whose = {"liaison": liaison, "representative": representative}
    return pages | whose | {"of_listings": narrowed is not None, "asked": narrowed or {}}


def _registration_of(token: str) -> Registration:
    """The registration whose feed the token opens.

    Raises:
        WrongLink: it opens none, or no longer.
    """
    registration = personal.find_fed(token)
    if registration is None:
        raise WrongLink(_("This calendar address is invalid or no longer works. Get the new one from your own page."))
    standing = standing_for(registration, "feed_version")
    return registration if standing is registration else queries.find_registration(standing.id) or registration


def _today() -> date:
    return clock.now().astimezone(UTC).date()


def _deadlines() -> bool:
    return addresses.read_deadlines(query.text(addresses.DEADLINES))


def _answer(feed: feeds.Feed, filename: str, changed_at: datetime | None) -> Response:
    """The calendar as a response; Last-Modified is the latest of its entries' changes and what the trail says, which
    also knows of entries that are gone."""
    response = Response(feed.body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return dated(response, feed.changed_at, changed_at)
