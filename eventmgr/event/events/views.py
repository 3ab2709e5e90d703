"""The event as visitors see it."""

from __future__ import annotations

import io
from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.structured_data import structured_data
from eventmgr.event.events.models import Event, EventStatus, HostRole
from eventmgr.event.events.panels import ASIDE, BUTTON, CARD, HEAD, MAIN, offers
from eventmgr.event.events.queries import get_attachment, get_event, get_notice, get_public_event
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import panels
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import signed_in
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.web.responses.answers import for_reader_as_is
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("events", __name__)

OVER = (EventStatus.FINISHED, EventStatus.ARCHIVED)


@bp.route("/events/<slug>/")
@cached_page("event")
def show(slug: str) -> ResponseReturnValue:
    """The event's page; what is filled in upstairs (registration, agenda) comes by panels."""
    event = get_public_event(slug)
    return render_template("event/events/show.html", **page_of(event))


def page_of(event: Event) -> dict[str, object]:
    """What the page of `event` shows; the preview of a draft is drawn from the same."""
    until = today(event)
    return {
        "event": event,
        "notices": [notice for notice in event.notices if notice.published_on <= until],
        "files": [file for file in event.attachments if file.is_public],
        "hosts": [(role.label, [host for host in event.hosts if host.role is role]) for role in HostRole],
        "kind": event.kind.label,
        "is_over": event.status in OVER,
        "structured": structured_data(event, language(), base_url=base_url(), places=offers(event)),
        "panels": {panel.name: panels(panel, event) for panel in (CARD, BUTTON, HEAD, MAIN, ASIDE)},
    }


@bp.route("/events/<slug>/notices/<int:notice_id>/")
@cached_page("facts")
def notice(slug: str, notice_id: int) -> ResponseReturnValue:
    """Show a notice from its publication date on."""
    event = _visible(slug)
    shown = get_notice(event, notice_id, until=today(event))
    return render_template("event/events/notice.html", event=event, notice=shown)


@bp.route("/events/<slug>/files/<int:file_id>/<filename>")
def attachment(slug: str, file_id: int, filename: str) -> ResponseReturnValue:
    """A file of the event, as a download from where nothing runs; what is not public is for the team."""
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        event = _for_team(slug)
    file = get_attachment(event, file_id)
    if filename != file.filename:
        raise NotFound(_("This event has no such file."))
    if not file.is_public:
        _for_team(slug)
    return download(file.filename, file.content_type, file.content, etag=file.sha256)


def download(filename: str, content_type: str, content: bytes, *, etag: str) -> Response:
    """`content` as a download that no browser opens in place; 304 where the reader has it already."""
    response = send_file(
        io.BytesIO(content),
        mimetype=content_type,
        as_attachment=True,
        download_name=filename,
        etag=etag,
        conditional=False,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return for_reader_as_is(response)


def today(event: Event) -> date:
    """The present date on the event's calendar."""
    return clock.now().astimezone(ZoneInfo(event.timezone)).date()


def _for_team(slug: str) -> Event:
    """The event, for those who may read it; to visitors there is no such thing."""
    if signed_in() is None:
        raise NotFound(_("There is no such event."))
    return event_for(slug, "event.read")


def _visible(slug: str) -> Event:
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    return event
