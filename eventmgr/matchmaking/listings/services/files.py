"""Files of listings, kept encrypted."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings import queries
from eventmgr.matchmaking.listings.models import Listing, ListingFile, ListingState
from eventmgr.matchmaking.listings.services.setting import settings_of, shown_changed
from eventmgr.matchmaking.listings.services.writing import name_of, set_state
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.statements import delete_file

MOST_FILES = 5
TAKEN = (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg")
"""Types of files; pictures are drawn anew."""


def add_file(event: Event | None, listing: Listing, file: CheckedFile, *, act: Act, by_office: bool) -> ListingFile:
    """The listing has this file as well; where the event reviews, a published one is reviewed anew if its own people
    add it. The event must be locked.

    Raises:
        Refusal: it has as many as it may.
    """
    if len(listing.files) >= MOST_FILES:
        raise Refusal(_("A listing may have at most %(most)s files.", most=MOST_FILES), field="file")
    made = ListingFile.of(file, at=act.at, listing_id=listing.id)
    db.session.add(made)
    db.session.flush()
    record(
        act,
        "file_added",
        listing,
        event_id=listing.event_id,
        object_name=name_of(listing),
        changes={"file": [None, file.filename]},
    )
    _shown(event, listing, act=act, by_office=by_office)
    return made


def remove_file(event: Event | None, listing: Listing, key: str, *, act: Act) -> None:
    """That file of the listing goes. The event must be locked.

    Raises:
        NotFound: there is none.
    """
    file = queries.get_file(listing, key)
    record(
        act,
        "file_removed",
        listing,
        event_id=listing.event_id,
        object_name=name_of(listing),
        changes={"file": [file.filename, None]},
    )
    delete_file(file)
    if listing.state is ListingState.PUBLISHED:
        shown_changed(event)


def _shown(event: Event | None, listing: Listing, *, act: Act, by_office: bool) -> None:
    if listing.state is not ListingState.PUBLISHED:
        return
    if settings_of(event).is_moderated and not by_office:
        set_state(event, [listing], ListingState.SUBMITTED, "submitted", act=act)
    else:
        shown_changed(event)
