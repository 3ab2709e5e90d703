"""Offers of no event: offices and provinces enter them, change them, withdraw them and put them out again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.views import download
from eventmgr.exchange.investment import queries
from eventmgr.exchange.investment.offering.forms import NewOfferForm, OfferForm, offer_form
from eventmgr.exchange.investment.offering.services import change, enter
from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.board.views import path_of
from eventmgr.matchmaking.listings.content.wording import linked_lines, listing_lines
from eventmgr.matchmaking.listings.forms import FileForm, links_for, listing_data
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.listings.queries import get_file, list_near
from eventmgr.matchmaking.listings.services.files import TAKEN
from eventmgr.tools.log.history import history_of
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit, submit_read
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("investment_offers_manage", __name__, url_prefix="/manage/investment/offers")
_ONE = "/<int:listing_id>/"


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """An offer of an organization, which is added if it is new; everybody reads it at once."""
    _user, own = editor_required()
    form = offer_form(NewOfferForm, links=links_for(province=own))
    if own and not form.is_submitted():
        form.province_code.data = own

    def add() -> Answer:
        home = form.province_code.data or ""
        organization = services.organization_named(form.organization.data or "", at=clock.now(), province_code=home)
        made = enter(organization, form.draft(), own=own, act=act_now())
        return Answer(_address(made.id), _("The offer has been published."))

    return submit(form, add, makes="offer") or form_page(
        "exchange/investment/offering/edit.html", form, offer=None, own=own
    )


@bp.route(_ONE)
def show(listing_id: int) -> ResponseReturnValue:
    """One offer, near ones beside it, its files and its history."""
    return _page(_own(listing_id), FileForm(None))


def _page(offer: Listing, file: FileForm) -> ResponseReturnValue:
    html = render_template(
        "exchange/investment/offering/offer.html",
        offer=offer,
        lines=[*listing_lines(offer), *linked_lines(offer)],
        near=list_near(None, [offer.id]).get(offer.id, []),
        states=ListingState,
        file_form=file,
        most_files=services.MOST_FILES,
        history=history_of(offer),
        path_of=path_of,
    )
    return html, file.status


@bp.route(f"{_ONE}edit", methods=["GET", "POST"])
def edit(listing_id: int) -> ResponseReturnValue:
    """Change what it says; it stays where it stands."""
    offer, (_user, own) = _own(listing_id), editor_required()
    links = links_for(offer.organization, listing=offer)
    form = offer_form(OfferForm, listing_data(offer), links=links).watching()

    def save() -> Answer:
        stands = _held(listing_id)
        now = offer_form(OfferForm, listing_data(stands), links=links, is_fresh=True)
        changed = form.compare(now) and change(stands, form.draft(), own=own, act=act_now())
        return Answer(_address(listing_id), _("The changes have been saved.") if changed else _("Nothing was changed."))

    return submit(form, save) or form_page("exchange/investment/offering/edit.html", form, offer=offer, own=own)


@bp.route(f"{_ONE}withdraw", methods=["POST"])
def withdraw(listing_id: int) -> ResponseReturnValue:
    """Withdraw the offer, so that only its keepers can read it."""
    _own(listing_id)
    return _done(
        listing_id,
        lambda: services.withdraw(None, _held(listing_id), act=act_now()),
        _("The offer has been withdrawn."),
    )


@bp.route(f"{_ONE}publish", methods=["POST"])
def publish(listing_id: int) -> ResponseReturnValue:
    """Publish an offer again that was withdrawn."""
    _own(listing_id)
    return _done(
        listing_id,
        lambda: services.put_out_again(None, _held(listing_id), act=act_now()),
        _("The offer has been published."),
    )


@bp.route(f"{_ONE}delete", methods=["POST"])
def delete(listing_id: int) -> ResponseReturnValue:
    """What nobody else reads goes."""
    _own(listing_id)
    return attempt(
        lambda: services.delete(None, _held(listing_id), act=act_now()),
        _("The offer has been deleted."),
        url_for("investment_manage.index"),
        back=_address(listing_id),
    )


@bp.route(f"{_ONE}files", methods=["POST"])
def add_file(listing_id: int) -> ResponseReturnValue:
    """It has a picture or a file more."""
    offer, form = _own(listing_id), FileForm()

    def add(file: CheckedFile) -> Answer:
        kept = services.add_file(None, _held(listing_id), file, act=act_now(), by_office=True)
        return Answer(_address(listing_id), _("“%(name)s” has been added.", name=kept.filename))

    return submit_read(
        form, lambda: checked_upload(TAKEN, draws=True), add, makes=f"listing_file:{listing_id}"
    ) or _page(offer, form)


@bp.route(f"{_ONE}files/<key>")
def open_file(listing_id: int, key: str) -> ResponseReturnValue:
    """A file of the offer."""
    file = get_file(_own(listing_id), key)
    return never_kept(download(file.filename, file.content_type, file.content, etag=file.key))


@bp.route(f"{_ONE}files/<key>/delete", methods=["POST"])
def remove_file(listing_id: int, key: str) -> ResponseReturnValue:
    """Delete a file of the offer."""
    _own(listing_id)
    return _done(
        listing_id,
        lambda: services.remove_file(None, _held(listing_id), key, act=act_now()),
        _("The file has been deleted."),
    )


def _done(listing_id: int, work: Callable[[], object], words: str) -> ResponseReturnValue:
    return attempt(work, words, _address(listing_id))


def _address(listing_id: int) -> str:
    return url_for(".show", listing_id=listing_id)


def _own(listing_id: int) -> Listing:
    """The offer, for those who keep it; somebody else's is none."""
    _user, own = editor_required()
    return queries.get_kept(listing_id, own=own)


def _held(listing_id: int) -> Listing:
    """The same, which nobody else changes until the transaction ends."""
    services.lock_board(None)
    return _own(listing_id)
