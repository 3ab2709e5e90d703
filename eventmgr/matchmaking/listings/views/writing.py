"""Listings as the people of an organization write, change, withdraw and delete them."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.event.events.views import download
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.access import Company, company_for, own_event, own_listing, own_listings
from eventmgr.matchmaking.listings.content.wording import linked_lines, listing_lines
from eventmgr.matchmaking.listings.forms import FileForm, ListingForm, links_for, listing_data, listing_form
from eventmgr.matchmaking.listings.models import Listing, ListingSource, ListingState
from eventmgr.matchmaking.listings.near.saying import near_words
from eventmgr.matchmaking.listings.services.files import TAKEN
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, note_use, page
from eventmgr.matchmaking.listings.views.first import data_for
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.pages import Answer, attempt, finish, submit, submit_read
from eventmgr.tools.web.responses.answers import never_kept

_ONE = f"{HERE}listings/<int:listing_id>/"
_DRAFT = "draft"


@bp.route(f"{HERE}events/<slug>/new", methods=["GET", "POST"])
def new(token: str, slug: str) -> ResponseReturnValue:
    """A new listing at an event."""
    here = company_for(token)
    event = own_event(here, slug)
    settings = services.settings_of(event)
    form = listing_form(ListingForm, settings, data_for(here, own_listings(here)), links=links_for(here.organization))
    refusal = _refusal(event, settings)
    if not refusal and form.validate_on_submit():

        def add() -> Answer:
            made = services.enter(
                event,
                here.organization,
                form.draft(),
                source=ListingSource.OWN,
                act=here.act(),
                state=_wanted(),
                writer=here.writer(),
            )
            note_use(here)
            return Answer(url_for(".show", token=token, listing_id=made.id), _sentence_of(made))

        if answer := finish(form, add, makes=f"listing:{event.id}:{here.key}"):
            return answer
    return page(
        here, "edit", status=form.status, form=form, event=event, listing=None, settings=settings, closed=refusal
    )


def _refusal(event: Event, settings: services.Settings) -> str:
    try:
        services.check_open(event, settings, at=clock.now())
    except Refusal as refusal:
        return refusal.message
    return ""


def _wanted() -> ListingState:
    return ListingState.DRAFT if request.form.get(_DRAFT) else ListingState.SUBMITTED


def _sentence_of(listing: Listing) -> str:
    """What became of a listing, and where something near to it stands."""
    sentences = {
        ListingState.DRAFT: _("The draft has been saved. Nobody else can see it yet."),
        ListingState.SUBMITTED: _("Thank you. It will be published after a review."),
        ListingState.PUBLISHED: _("The listing has been published."),
    }.get(listing.state, _("The changes have been saved."))
    near = near_words(queries.list_near_provinces([listing.id]).get(listing.id, []))
    return f"{sentences}{'' if language() == 'zh' else ' '}{near}" if near else sentences


@bp.route(_ONE)
def show(token: str, listing_id: int) -> ResponseReturnValue:
    """Show one listing of the organization."""
    return _page(company_for(token), listing_id)


def _page(here: Company, listing_id: int, form: FileForm | None = None) -> ResponseReturnValue:
    listing = own_listing(here, listing_id)
    event, form = listing.event, form or FileForm(None)
    settings = services.settings_of(event) if event is not None else None
    near = queries.list_near_provinces([listing.id]).get(listing.id, [])
    return page(
        here,
        "listing",
        status=form.status,
        listing=listing,
        event=event,
        closed=_refusal(event, settings) if event is not None and settings is not None else "",
        lines=[*listing_lines(listing), *linked_lines(listing)],
        side_name=settings.side_name(listing.side) if settings is not None else {},
        near=near_words(near),
        form=form,
        most_files=services.MOST_FILES,
    )


def _own(here: Company, listing_id: int) -> tuple[Event, Listing]:
    listing = own_listing(here, listing_id)
    if listing.event is None:
        raise NotFound(_("There is no such listing."))
    return listing.event, listing


@bp.route(f"{_ONE}edit", methods=["GET", "POST"])
def edit(token: str, listing_id: int) -> ResponseReturnValue:
    """Change a listing; of one that is published at an event with review, the change is reviewed anew."""
    here = company_for(token)
    event, listing = _own(here, listing_id)
    settings = services.settings_of(event)
    links = links_for(here.organization, listing=listing)
    form = listing_form(ListingForm, settings, listing_data(listing), links=links).watching()

    def save() -> Answer:
        hold(event)
        stands = own_listing(here, listing_id)
        if form.compare(listing_form(ListingForm, settings, listing_data(stands), links=links, fresh=True)):
            services.edit(
                event, stands, form.draft(), act=here.act(), by_office=False, state=_wanted(), writer=here.writer()
            )
            note_use(here)
        return Answer(url_for(".show", token=token, listing_id=listing_id), _sentence_of(stands))

    if answer := submit(form, save):
        return answer
    closed = _refusal(event, settings)
    return page(
        here, "edit", status=form.status, form=form, event=event, listing=listing, settings=settings, closed=closed
    )


@bp.route(f"{_ONE}withdraw", methods=["POST"])
def withdraw(token: str, listing_id: int) -> ResponseReturnValue:
    """Withdraw the listing."""
    here = company_for(token)
    event, _listing = _own(here, listing_id)

    def work() -> None:
        hold(event)
        services.withdraw(event, own_listing(here, listing_id), act=here.act())

    return _done(here, listing_id, work, _("The listing is withdrawn. Edit it to submit it again."))


@bp.route(f"{_ONE}delete", methods=["POST"])
def delete(token: str, listing_id: int) -> ResponseReturnValue:
    """A listing that nobody else sees goes."""
    here = company_for(token)
    event, _listing = _own(here, listing_id)

    def work() -> None:
        hold(event)
        services.delete(event, own_listing(here, listing_id), act=here.act())

    return attempt(
        work,
        _("The listing has been deleted."),
        url_for(".company", token=token),
        back=url_for(".show", token=token, listing_id=listing_id),
    )


def _done(here: Company, listing_id: int, work: Callable[[], object], words: str) -> ResponseReturnValue:
    return attempt(work, words, url_for(".show", token=here.token, listing_id=listing_id))


@bp.route(f"{_ONE}files", methods=["POST"])
def add_file(token: str, listing_id: int) -> ResponseReturnValue:
    """A file for the listing."""
    here = company_for(token)
    event, _listing = _own(here, listing_id)
    form = FileForm()

    def add(file: CheckedFile) -> Answer:
        hold(event)
        stands = own_listing(here, listing_id)
        services.check_open(event, services.settings_of(event), at=clock.now())
        kept = services.add_file(event, stands, file, act=here.act(), by_office=False)
        words = _("“%(name)s” has been added.", name=kept.filename)
        return Answer(url_for(".show", token=token, listing_id=listing_id), words)

    return submit_read(
        form, lambda: checked_upload(TAKEN, draws=True), add, makes=f"listing_file:{listing_id}"
    ) or _page(here, listing_id, form)


@bp.route(f"{_ONE}files/<key>")
def open_file(token: str, listing_id: int, key: str) -> ResponseReturnValue:
    """A file of an own listing."""
    here = company_for(token)
    file = queries.get_file(own_listing(here, listing_id), key)
    return never_kept(download(file.filename, file.content_type, file.content, etag=file.key))


@bp.route(f"{_ONE}files/<key>/delete", methods=["POST"])
def remove_file(token: str, listing_id: int, key: str) -> ResponseReturnValue:
    """Delete a file of the listing."""
    here = company_for(token)
    event, _listing = _own(here, listing_id)

    def work() -> None:
        hold(event)
        stands = own_listing(here, listing_id)
        services.check_open(event, services.settings_of(event), at=clock.now())
        services.remove_file(event, stands, key, act=here.act())

    return _done(here, listing_id, work, _("The file has been deleted."))
