"""The pages of patents."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.panels import OpenWork
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground.db import write
from eventmgr.ground.i18n import language
from eventmgr.identity.accounts.access import act_now, editor_required, find_editor
from eventmgr.tools.log.services import record
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.web.atom import AtomEntry, AtomFeed
from eventmgr.tools.web.atom import write as write_feed
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.responses.cache import cached_page
from tests.exchange.patents.offered import Patent, list_patents
from tests.factories import NOON

bp = Blueprint("patents", __name__, url_prefix="/patents", template_folder="templates")
office = Blueprint("patents_manage", __name__, url_prefix="/manage/patents", template_folder="templates")


@bp.route("/")
@cached_page("patents")
def index() -> ResponseReturnValue:
    """For everybody."""
    return render_template("patents/index.html", patents=list_patents())


@bp.route("/<int:patent_id>/")
@cached_page("patents")
def show(patent_id: int) -> ResponseReturnValue:
    """One of them."""
    titles = {number: title for number, title, _at in list_patents()}
    return render_template("patents/show.html", title=titles.get(patent_id) or abort(404))


@bp.route("/feed.atom")
@cached_page("patents", refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was offered last."""
    page = f"{base_url()}/patents/"
    feed = AtomFeed("patents", "Patents", "", site_name(), page, f"{page}feed.atom", language(), NOON)
    entries = [
        AtomEntry(f"patent/{number}", title, f"{page}{number}/", at, at, site_name(), "")
        for number, title, at in list_patents()
    ]
    return Response(write_feed(feed, entries), content_type="application/atom+xml; charset=utf-8")


@bp.route("/own/<token>/")
def own(token: str) -> ResponseReturnValue:
    """For whoever holds a link."""
    return token


@office.route("/", endpoint="index")
def manage() -> ResponseReturnValue:
    """For those who keep what stays between the events."""
    editor_required()
    return render_template("patents/manage.html", patents=list_patents())


@office.route("/", methods=["POST"])
def offer() -> ResponseReturnValue:
    """Offer one more."""
    editor_required()
    write(_offer)
    return redirect("/manage/patents/", 303)


def _offer() -> None:
    patent = Patent(len(list_patents()) + 1)
    record(act_now(), "offered", patent, object_name="A gripper", changes={"title": [None, "A gripper"]})
    raise_site_revision("patents")


def open_work() -> list[OpenWork]:
    """What waits for whoever is signed in."""
    return [OpenWork("1 patent awaits a word", "/manage/patents/", figure="patents_public")] if find_editor() else []


def of_company(_company: Any) -> str | None:
    """On the page of an organization."""
    return "<p>Patents of this organization</p>"
