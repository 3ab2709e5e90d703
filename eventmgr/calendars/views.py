"""Feeds, the download of a single entry, and the page that explains how to subscribe."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.agenda.calendar_entry import item_entry_of
from eventmgr.calendars import addresses, feeds, queries
from eventmgr.calendars.programs import PROGRAMS
from eventmgr.errors import WrongLink
from eventmgr.events.filtering import read_filter
from eventmgr.events.models import EventKind
from eventmgr.events.queries import list_public, list_series
from eventmgr.i18n import _, language, localized, speaking
from eventmgr.messages.composing import base_url
from eventmgr.signup.queries import find_waiting
from eventmgr.taxonomy import choices_provinces, choices_sectors, choices_topics
from eventmgr.web import tokens
from eventmgr.web.requests.parameters import page_query, query
from eventmgr.web.responses.answers import for_reader
from eventmgr.web.responses.cache import cached_page

bp = Blueprint("calendars", __name__)


@bp.route("/calendar.ics")
@cached_page("site", *addresses.FILTERS)
def public_feed() -> ResponseReturnValue:
    """Public events of every state that the filters leave; an unknown filter or value is refused."""
    addresses.check_names(query, (*addresses.FILTERS, "lang"))
    filters, lang = read_filter(query), _language()
    with speaking(lang):
        entries = [
            entry
            for event in list_public(filters)
            for entry in feeds.entries_of_event(event, (), lang, base_url=base_url())
        ]
        name = feeds.name_of_public(_site_name(lang), filters, list_series() if filters.series else (), lang)
        feed = feeds.write(
            name,
            entries,
            address=addresses.public_address(base_url(), filters, lang),
            language=lang,
            page=f"{base_url()}/",
        )
    return _answer(feed, "calendar.ics", queries.find_last_change())


@bp.route("/events/<slug>/calendar.ics")
@cached_page("programme")
def event_feed(slug: str) -> ResponseReturnValue:
    """The event, and its agenda once that is published; removed items stay as cancelled."""
    event, lang = queries.get_event(slug), _language()
    items = queries.list_items(event, at=clock.now())
    with speaking(lang):
        feed = feeds.write(
            localized(event.title, lang),
            feeds.entries_of_event(event, items, lang, base_url=base_url()),
            address=addresses.event_address(base_url(), event.slug, lang),
            language=lang,
            page=f"{base_url()}/events/{event.slug}/",
            description=localized(event.summary, lang),
        )
    changed_at = queries.find_last_change(events=[event.id], items=[item.id for item in items])
    return _answer(feed, f"{event.slug}.ics", changed_at)


@bp.route("/events/<slug>/agenda/<int:item_id>.ics")
@cached_page("programme")
def item_entry(slug: str, item_id: int) -> ResponseReturnValue:
    """One item of the published agenda, to put into a calendar by hand."""
    event, lang = queries.get_event(slug), _language()
    item = queries.get_item(event, item_id)
    with speaking(lang):
        entry = item_entry_of(item, event, lang, base_url=base_url())
        address = f"{base_url()}{request.path}?lang={lang}"
        feed = feeds.write(localized(item.title, lang), [entry], address=address, language=lang, page=entry.url)
    changed_at = queries.find_last_change(events=[event.id], items=[item.id])
    return _answer(feed, f"{event.slug}-{item.id}.ics", changed_at)


@bp.route("/feeds/<token>.ics")
def personal_feed(token: str) -> ResponseReturnValue:
    """The sessions of the participant whose registration the address was signed for, and nothing else.

    One address shows one registration: names and numbers that somebody typed without an account prove nothing, so
    they must not open what the same person does elsewhere.
    """
    read = tokens.read("feed", token)
    registration = queries.find_registration(read[0]) if read else None
    if registration is None or read is None or registration.feed_version != read[1]:
        raise WrongLink(_("This calendar address does not work, or no longer. Take the new one from your own page."))
    event, lang = registration.event, addresses.read_language(query.text("lang"), registration.language)
    items = queries.list_items(event, at=clock.now())
    with speaking(lang):
        feed = feeds.write(
            _("%(title)s (my sessions)", title=localized(event.title, lang)),
            feeds.entries_of_registration(
                registration, items, lang, base_url=base_url(), waits_for=find_waiting(registration.id)
            ),
            address=f"{base_url()}/feeds/{token}.ics?lang={lang}",
            is_secret=True,
            language=lang,
            page=f"{base_url()}/events/{event.slug}/",
        )
    changed_at = queries.find_last_change(
        events=[event.id], items=[item.id for item in items], registration_id=registration.id
    )
    response = for_reader(_answer(feed, f"{event.slug}.ics", changed_at))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.route("/subscribe/")
@cached_page("site", *addresses.FILTERS, "event", "spoken")
def subscribe() -> ResponseReturnValue:
    """Builds the address of a feed from filters (or of one event's, `event=<slug>`), and says what to do with it."""
    lang = language()
    filters = read_filter({name: page_query.text(name) for name in addresses.FILTERS})
    event = queries.get_event(page_query["event"]) if page_query.get("event") else None
    spoken = addresses.read_language(page_query.text("spoken"), lang)
    series = list_series()
    address = (
        addresses.event_address(base_url(), event.slug, spoken)
        if event
        else addresses.public_address(base_url(), filters, spoken)
    )
    return render_template(
        "calendars/subscribe.html",
        address=address,
        webcal=addresses.as_webcal(address),
        event=event,
        filters=filters,
        spoken=spoken,
        words=feeds.words_of(filters, series, lang),
        programs=PROGRAMS,
        kinds=list(EventKind),
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        topics=choices_topics(lang),
        series=series,
    )


def _language() -> str:
    """`?lang=` (an unknown one is refused), else what the request speaks."""
    return addresses.read_language(query.text("lang"), language())


def _site_name(lang: str) -> str:
    name = current_app.config["SITE_NAME"]
    return localized(name, lang) if isinstance(name, dict) else str(name)


def _answer(feed: feeds.Feed, filename: str, changed_at: datetime | None) -> Response:
    """The calendar as a response; Last-Modified is the latest of its entries' changes and what the trail says, which
    also knows of entries that are gone."""
    response = Response(feed.body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["X-Robots-Tag"] = "noindex"
    moments = [moment for moment in (feed.changed_at, changed_at) if moment is not None]
    if moments:
        response.last_modified = max(moments).replace(microsecond=0)
    return response
