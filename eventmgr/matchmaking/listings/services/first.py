"""What somebody wrote of their supply or demand in the registration form becomes the first listing of their
organization."""

from __future__ import annotations

from collections import defaultdict

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import read_once
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.content.said import draft_in_words, side_in_words, text_in_words
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSource, ListingState
from eventmgr.matchmaking.listings.services.setting import settings_of
from eventmgr.matchmaking.listings.services.writing import Writer, enter, withdraw
from eventmgr.tools.log.services import Act


def take_from_form(event: Event, registration: Registration, *, act: Act) -> None:
    """A new registration says what its organization offers or seeks: that awaits review as a listing, where the event
    collects any. Who offers and seeks at once is offered the text for a listing of their own instead. The event must be
    locked."""
    text, side = text_in_words(registration.answers), side_in_words(registration.answers)
    if not text or side is None or registration.source is not Source.SELF or registration.organization_id is None:
        return
    kinds = settings_of(event).collected
    kind = ListingKind.PRODUCT if ListingKind.PRODUCT in kinds else kinds[0]
    organization = queries.get_organization(registration.organization_id)
    try:
        enter(
            event,
            organization,
            draft_in_words(text, side, kind),
            source=ListingSource.OWN,
            act=act,
            writer=Writer(registration=registration, waits=True),
        )
    except Refusal:  # none is collected, or no longer: whoever registers need not know
        return


def withdraw_of(event: Event, registration: Registration, *, act: Act) -> None:
    """Whoever comes no more has entered nothing that still awaits review. The event must be locked."""
    for listing in _waiting(event, act).get(registration.id, ()):
        if listing.state is ListingState.SUBMITTED:
            withdraw(event, listing, act=act)


def _waiting(event: Event, act: Act) -> dict[int | None, list[Listing]]:
    """What participants have entered that awaits review, by their registration; read once for an act, however many it
    is about."""

    def read() -> dict[int | None, list[Listing]]:
        found = defaultdict(list)
        for listing in queries.list_waiting_of_participants(event.id):
            found[listing.registration_id].append(listing)
        return found

    return read_once("listings that await review", (act, event.id), read)
