"""One listing before the organizers: what it says, what is near to it, and what becomes of it."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import NotYet, carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.event.events.views import download
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.content.wording import linked_lines, listing_lines
from eventmgr.matchmaking.listings.forms import FileForm, ReasonForm
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.panels import EDIT, READ
from eventmgr.matchmaking.listings.services.files import TAKEN
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.pages import Answer, attempt, go_to, submit, submit_read
from eventmgr.tools.web.responses.answers import never_kept

_ONE = "/<int:listing_id>/"
_CHOICES = (Choice.NOW, Choice.NOBODY)


@bp.route(_ONE)
def show(slug: str, listing_id: int) -> ResponseReturnValue:
    """The listing, near ones beside it, its history."""
    event = event_for(slug, READ)
    return _page(event, queries.get_listing(event, listing_id))


def _page(
    event: Event, listing: Listing, reason: ReasonForm | None = None, file: FileForm | None = None
) -> ResponseReturnValue:
    settings, reason, file = services.settings_of(event), reason or ReasonForm(None), file or FileForm(None)
    entries = list_entries(event.id, object_type=Listing.__tablename__, object_id=listing.id)
    html = render_template(
        "matchmaking/listings/manage/show.html",
        event=event,
        listing=listing,
        lines=[*listing_lines(listing), *linked_lines(listing)],
        side=localized(dict(settings.side_name(listing.side))) or listing.side.label,
        source=listing.source.label,
        near=queries.list_near(event.id, [listing.id]).get(listing.id, []),
        form=reason,
        file_form=file,
        history=lines_of(entries, event.timezone),
        edits=may(event, EDIT),
        most_files=services.MOST_FILES,
    )
    return html, max(reason.status, file.status)


@bp.route(f"{_ONE}publish", methods=["POST"])
def publish(slug: str, listing_id: int) -> ResponseReturnValue:
    """Others see it from now on."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)
    try:
        number = carry_out(
            event, lambda: services.publish(event, [listing_id], act=act_now()), choices=_CHOICES, quiet=True
        )
    except Refusal as refusal:
        flash(refusal.message, "info" if isinstance(refusal, NotYet) else "danger")
    else:
        flash(
            _("The listing has been published.") if number else _("It no longer awaits review."),
            "success" if number else "info",
        )
    return redirect(url_for(".show", slug=slug, listing_id=listing_id), 303)


@bp.route(f"{_ONE}decline", methods=["POST"])
def decline(slug: str, listing_id: int) -> ResponseReturnValue:
    """It is not published, or no longer; its organization is told why."""
    event = event_for(slug, EDIT)
    listing, form = queries.get_listing(event, listing_id), ReasonForm()

    def change() -> Answer:
        reason = form.reason.data or ""
        services.decline(event, listing_id, reason, act=act_now())
        return Answer(url_for(".show", slug=slug, listing_id=listing_id), _("The listing has been declined."))

    if answer := submit(form, change, using=partial(carry_out, event, choices=_CHOICES, quiet=True)):
        return answer
    return _page(event, listing, form)


@bp.route(f"{_ONE}back", methods=["POST"])
def put_back(slug: str, listing_id: int) -> ResponseReturnValue:
    """It awaits review again; nobody is written to."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)
    return attempt(
        lambda: services.put_back(event, listing_id, act=act_now()),
        _("The listing awaits review again."),
        url_for(".show", slug=slug, listing_id=listing_id),
    )


@bp.route(f"{_ONE}files", methods=["POST"])
def add_file(slug: str, listing_id: int) -> ResponseReturnValue:
    """A file for the listing."""
    event = event_for(slug, EDIT)
    listing, form = queries.get_listing(event, listing_id), FileForm()

    def add(file: CheckedFile) -> Answer:
        hold(event)
        stands = queries.get_listing(event, listing_id)
        kept = services.add_file(event, stands, file, act=act_now(), by_office=True)
        words = _("“%(name)s” has been added.", name=kept.filename)
        return Answer(url_for(".show", slug=slug, listing_id=listing_id), words)

    return submit_read(
        form, lambda: checked_upload(TAKEN, draws=True), add, makes=f"listing_file:{listing_id}"
    ) or _page(event, listing, file=form)


@bp.route(f"{_ONE}files/<key>")
def open_file(slug: str, listing_id: int, key: str) -> ResponseReturnValue:
    """A file of the listing."""
    event = event_for(slug, READ)
    file = queries.get_file(queries.get_listing(event, listing_id), key)
    return never_kept(download(file.filename, file.content_type, file.content, etag=file.key))


@bp.route(f"{_ONE}files/<key>/delete", methods=["POST"])
def remove_file(slug: str, listing_id: int, key: str) -> ResponseReturnValue:
    """Delete a file of the listing."""
    event = event_for(slug, EDIT)

    def work() -> None:
        hold(event)
        services.remove_file(event, queries.get_listing(event, listing_id), key, act=act_now())

    write(work)
    return go_to(url_for(".show", slug=slug, listing_id=listing_id), _("The file has been deleted."))
