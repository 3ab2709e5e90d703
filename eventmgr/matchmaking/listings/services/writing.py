"""Listings are entered, changed, submitted, withdrawn and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import queries, statements
from eventmgr.matchmaking.listings.content.details import DOCUMENT, filled_details, is_serving
from eventmgr.matchmaking.listings.content.documents import named_documents
from eventmgr.matchmaking.listings.content.drafts import ListingDraft, day_of
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSource, ListingState, ProfileKeeper
from eventmgr.matchmaking.listings.near.finding import note_near
from eventmgr.matchmaking.listings.services.cancelling import ShownDays, follow_deadlines, shown_days
from eventmgr.matchmaking.listings.services.setting import (
    Settings,
    check_open,
    linked_changed,
    lock_board,
    settings_of,
    shown_changed,
)
from eventmgr.tools.log.services import Act, Changes, difference, plain, record

_IN_CALENDARS = frozenset({"side", "title", "details", "valid_until"})
"""What the entries of its deadlines are made of."""
_BY_OFFICE = (ListingSource.OFFICE, ListingSource.LIAISON, ListingSource.IMPORT, ListingSource.PASTED)
_WAITING = (ListingSource.OWN, ListingSource.LIAISON)
_OUT = (ListingState.DECLINED, ListingState.WITHDRAWN, ListingState.EXPIRED, ListingState.DRAFT)
MOST_OF_ONE = 200
"""So many listings an organization has at one event."""


@dataclass(frozen=True)
class Writer:
    """Whoever writes listings by a link.

    Attributes:
        waits: what they write is reviewed, though the event reviews none.
    """

    keeper: ProfileKeeper | None = None
    registration: Registration | None = None
    waits: bool = False

    def bound(self, settings: Settings) -> Settings:
        """What holds at the event for this writer."""
        return replace(settings, is_moderated=True) if self.waits else settings


_NOBODY = Writer()


def enter(
    event: Event | None,
    organization: Organization,
    draft: ListingDraft,
    *,
    source: ListingSource,
    act: Act,
    state: ListingState = ListingState.SUBMITTED,
    writer: Writer = _NOBODY,
) -> Listing:
    """A new listing of the organization at the event, or at none.

    Args:
        state: draft, submitted, or published. Submitted by the organization's own people at an event that does not
        review
            it is published at once.
        writer: whoever writes it by a link.

    Raises:
        Refusal: nothing is collected any more, or not of this kind, or the organization has too many.
    """
    [listing] = enter_many(event, [(organization, draft)], source=source, act=act, state=state, writer=writer)
    return listing


def enter_many(
    event: Event | None,
    wanted: Sequence[tuple[Organization, ListingDraft]],
    *,
    source: ListingSource,
    act: Act,
    state: ListingState = ListingState.SUBMITTED,
    writer: Writer = _NOBODY,
) -> list[Listing]:
    """The same of many, in a few statements; in their order. All or nothing.

    Raises:
        Refusal: as `enter`; the first that cannot be entered says why.
    """
    lock_board(event)
    settings = writer.bound(settings_of(event))
    check_open(event, settings, at=act.at, by_office=source in _BY_OFFICE)
    event_id = event.id if event is not None else None
    _check_number(event_id, [organization.id for organization, _draft in wanted])
    made = []
    for organization, draft in wanted:
        _check_kind(settings, draft)
        listing = Listing(
            event_id=event_id,
            organization_id=organization.id,
            organization=organization,
            source=source,
            created_at=act.at,
            updated_at=act.at,
            keeper_id=writer.keeper.id if writer.keeper else None,
            decline_reason="",
            registration_id=writer.registration.id if writer.registration else None,
            state=ListingState.DRAFT,
        )
        fill_listing(listing, draft)
        _come_to(listing, _after(state, settings, source), at=act.at)
        made.append(listing)
    db.session.add_all(made)
    db.session.flush()
    for listing in made:
        _note(listing, "created", act=act, changes={"state": [None, listing.state.value]})
    _follow(event, made, {}, was_shown=False, at=act.at)
    return made


def edit(
    event: Event | None,
    listing: Listing,
    draft: ListingDraft,
    *,
    act: Act,
    by_office: bool,
    state: ListingState | None = None,
    writer: Writer = _NOBODY,
) -> bool:
    """The listing says that from now on; whether anything changed. What the organization's own people change of a
    published one is reviewed anew where the event reviews. The board must be locked, the listing read after that.

    Args:
        state: draft or submitted as `enter`; None: as it is.

    Raises:
        Refusal: as `enter`.
    """
    settings = writer.bound(settings_of(event))
    check_open(event, settings, at=act.at, by_office=by_office)
    if draft.kind is not listing.kind:
        _check_kind(settings, draft)
    before, was_shown, published = _recorded(listing), listing.state is ListingState.PUBLISHED, shown_days([listing])
    former = set() if listing.park_id is None else {listing.park_id}
    fill_listing(listing, draft)
    changes = difference(before, _recorded(listing))
    wanted = _next_state(listing, settings, state, changed=bool(changes), by_office=by_office)
    if not changes and wanted is listing.state:
        return False
    is_told_anew, version = any(name.split(".")[0] in _IN_CALENDARS for name in changes), listing.calendar_version
    changes |= difference({"state": listing.state}, {"state": wanted})
    _come_to(listing, wanted, at=act.at)
    listing.updated_at = act.at
    _note(listing, "changed", act=act, changes=changes)
    db.session.flush()
    _follow(event, [listing], published, was_shown=was_shown, at=act.at)
    linked_changed([], former=former)
    if is_told_anew and listing.calendar_version == version:
        listing.calendar_version += 1
        listing.calendar_changed_at = act.at
    return True


def withdraw(event: Event | None, listing: Listing, *, act: Act) -> None:
    """The organization offers or seeks it no longer; it can be submitted again. The board must be locked.

    Raises:
        Refusal: it is not submitted or published.
    """
    if listing.state not in (ListingState.SUBMITTED, ListingState.PUBLISHED):
        raise Refusal(_("Only listings that await review or are published can be withdrawn."))
    was_shown, published = listing.state is ListingState.PUBLISHED, shown_days([listing])
    changes = difference({"state": listing.state}, {"state": ListingState.WITHDRAWN})
    _come_to(listing, ListingState.WITHDRAWN, at=act.at)
    listing.updated_at = act.at
    _note(listing, "withdrawn", act=act, changes=changes)
    db.session.flush()
    _follow(event, [listing], published, was_shown=was_shown, at=act.at)


def delete(event: Event | None, listing: Listing, *, act: Act) -> None:
    """A listing that nobody else sees goes with its files. The board must be locked.

    Raises:
        Refusal: it is submitted or published.
    """
    if listing.state not in _OUT:
        raise Refusal(_("Withdraw the listing first, then it can be deleted."))
    _note(listing, "deleted", act=act)
    statements.delete_listing(listing.id)
    del event


def remove_entered(event: Event | None, listing: Listing, *, act: Act) -> None:
    """A listing that came by mistake goes with its files, though others have seen it. The board must be locked."""
    was_shown, told = listing.state is ListingState.PUBLISHED, shown_days([listing])
    _note(listing, "deleted", act=act)
    listing.state = ListingState.WITHDRAWN
    follow_deadlines(event, [listing], told, at=act.at)
    statements.forget_near({listing.id})
    if was_shown:
        shown_changed(event)
        linked_changed([listing])
    statements.delete_listing(listing.id)


def set_state(
    event: Event | None, listings: Sequence[Listing], state: ListingState, action: str, *, act: Act, reason: str = ""
) -> None:
    """These listings stand there from now on, with one entry of the change log each. The board must be locked."""
    was_shown, published = any(listing.state is ListingState.PUBLISHED for listing in listings), shown_days(listings)
    for listing in listings:
        changes = difference({"state": listing.state}, {"state": state})
        _come_to(listing, state, at=act.at)
        listing.decline_reason = reason
        listing.updated_at = act.at
        record(
            act,
            action,
            listing,
            event_id=listing.event_id,
            object_name=name_of(listing),
            changes=changes,
            reason=reason,
        )
    db.session.flush()
    _follow(event, listings, published, was_shown=was_shown, at=act.at)


def name_of(listing: Listing) -> str:
    """How the change log calls a listing."""
    return listing.title.get("zh") or listing.title.get("en", "")


def check_province(organization: Organization, draft: ListingDraft) -> None:
    """What serves provinces names one, or its organization is at home in one: it is found by that.

    Raises:
        Refusal: neither.
    """
    if is_serving(draft.kind) and not draft.details.get("provinces") and organization.province_code is None:
        raise Refusal(_("Choose the province that this listing serves; it is found by it."), field="province_code")


def put_out_again(event: Event | None, listing: Listing, *, act: Act) -> None:
    """Everybody reads again what was withdrawn or is over; nobody is written to. The board must be locked.

    Raises:
        Refusal: it is neither, or its last day has passed.
    """
    if listing.state not in (ListingState.WITHDRAWN, ListingState.EXPIRED):
        raise Refusal(_("Only listings that were withdrawn or are no longer valid can be published again."))
    if listing.valid_until is not None and listing.valid_until < day_of(act.at):
        raise Refusal(_("Its last day has passed. Change “Valid until” first."))
    set_state(event, [listing], ListingState.PUBLISHED, "published", act=act)


def _check_kind(settings: Settings, draft: ListingDraft) -> None:
    if draft.kind not in settings.collected:
        raise Refusal(_("This event does not collect listings of this kind. Select another one."), field="kind")


def _check_number(event_id: int | None, organization_ids: Sequence[int]) -> None:
    held: dict[int, int] = {}
    for listing in queries.list_of_organizations(event_id, set(organization_ids)):
        held[listing.organization_id] = held.get(listing.organization_id, 0) + 1
    for number in organization_ids:
        held[number] = held.get(number, 0) + 1
    if any(number > MOST_OF_ONE for number in held.values()):
        raise Refusal(_("An organization may have at most %(most)s listings at one event.", most=MOST_OF_ONE))


def _after(state: ListingState, settings: Settings, source: ListingSource) -> ListingState:
    """Where a new listing that shall come to `state` really comes to."""
    if state is ListingState.SUBMITTED and source in _WAITING and not settings.is_moderated:
        return ListingState.PUBLISHED
    return state


def _next_state(
    listing: Listing, settings: Settings, state: ListingState | None, *, changed: bool, by_office: bool
) -> ListingState:
    if by_office or (state is None and not changed):
        return listing.state
    if state is ListingState.DRAFT and listing.state in _OUT:
        return ListingState.DRAFT
    if state is None and listing.state in _OUT:
        return listing.state
    if not settings.is_moderated:
        return ListingState.PUBLISHED
    return listing.state if listing.state is ListingState.PUBLISHED and not changed else ListingState.SUBMITTED


def _come_to(listing: Listing, state: ListingState, *, at: datetime) -> None:
    if state is ListingState.PUBLISHED and (listing.state is not state or listing.published_at is None):
        listing.published_at = at
    if state is not ListingState.DECLINED:
        listing.decline_reason = ""
    listing.state = state


def fill_listing(listing: Listing, draft: ListingDraft) -> None:
    """Let a row, whose organization is loaded, say what was typed."""
    organization = listing.organization
    listing.side, listing.kind = draft.side, draft.kind
    listing.title = {lang: text for lang, text in draft.title.items() if text}
    listing.text = {lang: text for lang, text in draft.text.items() if text}
    listing.topic_id = draft.topic_id or None
    sectors = list(dict.fromkeys(draft.sector_codes))
    listing.sector_codes = sectors or ([organization.sector_code] if organization.sector_code else [])
    listing.chain_words = list(dict.fromkeys(draft.chain_words))
    listing.details = filled_details(draft.kind, draft.details)
    listing.domestic_replacement, listing.free_of_charge = draft.domestic_replacement, draft.free_of_charge
    listing.confidential, listing.shown_to = draft.confidential, draft.shown_to
    listing.valid_until = draft.valid_until
    listing.park_id = draft.park_id if draft.kind is ListingKind.SERVICE else None
    words = [organization.name, *listing.title.values(), *listing.text.values(), *listing.chain_words]
    listing.search_text = folded("\n".join(words))


def _recorded(listing: Listing) -> dict[str, Any]:
    """What it says; what it is linked with in words, which stay right when that goes."""
    values = {name: plain(value) for name, value in state_of(listing).items()}
    values = {name: dict(value) if isinstance(value, dict) else value for name, value in values.items()}
    if listing.park_id is not None and (park := queries.find_listing(listing.park_id)) is not None:
        values["park_id"] = name_of(park)
    if (number := listing.details.get(DOCUMENT)) is not None:
        found = named_documents([number]).get(number)
        values["details"] = {**listing.details, DOCUMENT: found.words if found is not None else number}
    return values


def _note(listing: Listing, action: str, *, act: Act, changes: Changes | None = None) -> None:
    record(act, action, listing, event_id=listing.event_id, object_name=name_of(listing), changes=changes)


def _follow(
    event: Event | None, listings: Sequence[Listing], published: ShownDays, *, was_shown: bool, at: datetime
) -> None:
    """What hangs on what listings say: entries of calendars, which are near, and how fresh kept pages are."""
    follow_deadlines(event, listings, published, at=at)
    compared = [listing for listing in listings if listing.state in (ListingState.SUBMITTED, ListingState.PUBLISHED)]
    if compared:
        note_near(event.id if event is not None else None, compared)
    gone = {listing.id for listing in listings} - {listing.id for listing in compared}
    if gone:
        statements.forget_near(gone)
    if was_shown or any(listing.state is ListingState.PUBLISHED for listing in listings):
        shown_changed(event)
        linked_changed(listings)
