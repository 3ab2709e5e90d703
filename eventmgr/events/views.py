"""The event as visitors see it."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.errors import NotFound
from eventmgr.events.labels import HOST_ROLES, KINDS
from eventmgr.events.models import Event, EventStatus, HostRole
from eventmgr.events.panels import panels
from eventmgr.events.queries import get_attachment, get_event, get_notice, get_public_event
from eventmgr.i18n import _
from eventmgr.web.cache import cached_page

bp = Blueprint("events", __name__)

OVER = (EventStatus.FINISHED, EventStatus.ARCHIVED)


@bp.route("/events/<slug>/")
@cached_page("event")
def show(slug: str) -> ResponseReturnValue:
    """The event's page; what is filled in upstairs (registration, agenda) comes by panels."""
    event = get_public_event(slug)
    return render_template("events/show.html", **page_of(event))


def page_of(event: Event) -> dict[str, object]:
    """What the page of `event` shows; the preview of a draft is drawn from the same."""
    today = _today(event)
    return {
        "event": event,
        "notices": [notice for notice in event.notices if notice.published_on <= today],
        "files": [file for file in event.attachments if file.is_public],
        "hosts": [(HOST_ROLES[role], [one for one in event.hosts if one.role is role]) for role in HostRole],
        "kind": KINDS[event.kind],
        "is_over": event.status in OVER,
        "panels": panels,
    }


@bp.route("/events/<slug>/notices/<int:notice_id>/")
@cached_page("event")
def notice(slug: str, notice_id: int) -> ResponseReturnValue:
    """One notice, from its publication date on."""
    event = _visible(slug)
    found = get_notice(event, notice_id, until=_today(event))
    return render_template("events/notice.html", event=event, notice=found)


@bp.route("/events/<slug>/files/<int:file_id>/<filename>")
def attachment(slug: str, file_id: int, filename: str) -> ResponseReturnValue:
    """A file of the event, as a download from where nothing runs."""
    event = _visible(slug)
    found = get_attachment(event, file_id, with_content=True)
    if not found.is_public or filename != found.filename:
        raise NotFound(_("This event has no such file."))
    return download(found.filename, found.content_type, found.content, etag=found.sha256)


def download(filename: str, content_type: str, content: bytes, *, etag: str) -> Response:
    """`content` as a download that no browser opens in place."""
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(etag)
    return response


def _visible(slug: str) -> Event:
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    return event


def _today(event: Event) -> date:
    return clock.now().astimezone(ZoneInfo(event.timezone)).date()
