"""Files of listings: checked by their bytes, pictures drawn anew, kept encrypted."""

from __future__ import annotations

import secrets

from eventmgr.answer_files.pictures import is_picture, redraw
from eventmgr.db import db
from eventmgr.errors import BadValue, Refusal
from eventmgr.events.models import Event
from eventmgr.events.setup.sniffing import FileType, safe_filename, sniff
from eventmgr.i18n import _
from eventmgr.listings import queries, statements
from eventmgr.listings.models import Listing, ListingFile, ListingState
from eventmgr.listings.services.setting import settings_of, shown_changed
from eventmgr.listings.services.writing import name_of, set_state
from eventmgr.log.services import Act, record

MOST_FILES, MOST_BYTES = 5, 10 << 20
_TAKEN = (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg")


def checked_file(filename: str, content: bytes) -> tuple[str, FileType, bytes]:
    """(name, type, bytes) of a file as it will be kept.

    Raises:
        BadValue: it is empty, too large, broken or of no accepted type.
    """
    if not content:
        raise BadValue(_("The file is empty. Choose another one."), field="file")
    if len(content) > MOST_BYTES:
        raise BadValue(_("The file is larger than %(size)s MB. Make it smaller.", size=MOST_BYTES >> 20), field="file")
    if is_picture(content):
        content, kind = redraw(content)
        return safe_filename(filename, kind), kind, content
    found = sniff(content, filename)
    if found is None or found.ending not in _TAKEN:
        raise BadValue(_("PDF, Word, Excel, PowerPoint, PNG and JPEG files are taken."), field="file")
    return safe_filename(filename, found), found, content


def add_file(
    event: Event, listing: Listing, filename: str, content: bytes, *, act: Act, by_office: bool
) -> ListingFile:
    """The listing has this file as well; where the event reviews, a published one is reviewed anew if its own people add it. The
    event must be locked.

    Raises:
        BadValue: see `checked_file`. Refusal: it has as many as it may.
    """
    name, kind, kept = checked_file(filename, content)
    if len(listing.files) >= MOST_FILES:
        raise Refusal(_("A listing has %(most)s files at most.", most=MOST_FILES), field="file")
    made = ListingFile(
        listing_id=listing.id, key=secrets.token_hex(16), filename=name, content_type=kind.content_type, size=len(kept),
        content=kept, created_at=act.at,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    record(
        act, "file_added", listing, event_id=event.id, object_name=name_of(listing), changes={"file": [None, name]}
    )  # fmt: skip
    _shown(event, listing, act=act, by_office=by_office)
    return made


def remove_file(event: Event, listing: Listing, key: str, *, act: Act) -> None:
    """That file of the listing goes. The event must be locked.

    Raises:
        NotFound: there is none.
    """
    file = queries.get_file(listing, key)
    record(
        act, "file_removed", listing, event_id=event.id, object_name=name_of(listing),
        changes={"file": [file.filename, None]},
    )  # fmt: skip
    statements.delete_file(listing.id, file.key)
    if listing.state is ListingState.PUBLISHED:
        shown_changed(event)


def _shown(event: Event, listing: Listing, *, act: Act, by_office: bool) -> None:
    if listing.state is not ListingState.PUBLISHED:
        return
    if settings_of(event).is_moderated and not by_office:
        set_state(event, [listing], ListingState.SUBMITTED, "submitted", act=act)
    else:
        shown_changed(event)
