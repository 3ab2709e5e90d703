"""The pages of patents."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.panels import OpenWork
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground.db import write
from eventmgr.identity.accounts.access import act_now, editor_required, find_editor
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.log.services import record
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page
from tests.exchange.patents.offered import Patent, list_patents

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
    check_feed()
    place = feed_place("patents.atom", "patents.index", {})
    entries = [
        AtomEntry(f"patent/{number}", title, f"{place.base_url}/patents/{number}/", at, at, place.author, "")
        for number, title, at in list_patents()
    ]
    return public_file(write_atom(place, entries, key="patents", title="Patents"), "atom")


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
