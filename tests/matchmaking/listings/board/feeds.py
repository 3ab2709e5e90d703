"""Steps of the tests of feeds, which others take too."""

from __future__ import annotations

from eventmgr.event.events.services import hold
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing
from tests.matchmaking.listings.acting import act


def change(event, listing_id, **values):
    """The listing says that from now on."""
    with transaction():
        hold(event)
        one = db.session.get(Listing, listing_id)
        said = {
            "side": one.side, "kind": one.kind, "title": one.title, "text": one.text, "details": one.details,
            "valid_until": one.valid_until, "topic_id": one.topic_id or "",
        }  # fmt: skip
        services.edit(event, one, ListingDraft(**said | values), act=act(), by_office=True)
