"""Files of a bulk e-mail: attached and removed while it is a draft. Each is kept once, however many people get it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from eventmgr.bulkmail import queries
from eventmgr.bulkmail.models import BulkMail, BulkMailFile, BulkMailState
from eventmgr.bulkmail.services.standing import hold, name_of, only
from eventmgr.db import db
from eventmgr.errors import Refusal
from eventmgr.events.models import Event
from eventmgr.events.setup.sniffing import FileType, charset_of, safe_filename
from eventmgr.events.setup.uploads import Upload, checked_type
from eventmgr.i18n import _
from eventmgr.log.services import Act, record

MOST_FILES = 5
FIELD = "files"
"""Of the form, beside which a fault stands."""


def attach(event: Event, mail: BulkMail, uploads: Sequence[Upload], *, most_bytes: int, act: Act) -> None:
    """These go with it too: all of them, or none.

    Args:
        most_bytes: of all its files together.

    Raises:
        Refusal: it is no draft any more, none was chosen, one of them is empty or of no accepted type, there already, or they are too many or
            too large.
    """
    hold(event, mail)
    only(mail, BulkMailState.DRAFT)
    if not uploads:
        raise Refusal(_("Choose a file first."), field=FIELD)
    before = _names(mail)
    for upload in uploads:
        kind = _checked(upload, most_bytes)
        digest = hashlib.sha256(upload.content).hexdigest()
        twin = next((one for one in mail.files if one.sha256 == digest), None)
        if twin is not None:
            raise Refusal(_("“%(name)s” is attached already.", name=twin.filename), field=FIELD)
        mail.files.append(
            BulkMailFile(
                key=secrets.token_hex(16),
                filename=safe_filename(upload.filename, kind),
                content_type=_content_type(kind, upload.content),
                size=len(upload.content),
                sha256=digest,
                content=upload.content,
            )
        )
    if len(mail.files) > MOST_FILES:
        raise Refusal(
            _("A bulk e-mail has %(num)s files at most. Remove one first, or attach fewer.", num=MOST_FILES),
            field=FIELD,
        )
    if sum(one.size for one in mail.files) > most_bytes:
        raise Refusal(
            _(
                "Together the files are larger than %(size)s MB. Make them smaller, or offer them among the files of the event.",
                size=most_bytes >> 20,
            ),
            field=FIELD,
        )
    _changed(event, mail, before, act=act)


def _checked(upload: Upload, most_bytes: int) -> FileType:
    try:
        return checked_type(upload, most_bytes=most_bytes, field=FIELD)
    except Refusal as refusal:
        raise Refusal(
            _("“%(label)s”: %(value)s", label=upload.filename[-120:], value=refusal.message), field=FIELD
        ) from refusal


def _content_type(kind: FileType, content: bytes) -> str:
    """With the encoding of a text: mail programs show it in place."""
    return (
        f"{kind.content_type}; charset={charset_of(content)}"
        if kind.content_type.startswith("text/")
        else kind.content_type
    )


def detach(event: Event, mail: BulkMail, file_id: int, *, act: Act) -> None:
    """A file does not go with it after all.

    Raises:
        NotFound: there is none.
        Refusal: it is no draft any more.
    """
    hold(event, mail)
    only(mail, BulkMailState.DRAFT)
    before = _names(mail)
    mail.files.remove(queries.get_file(mail, file_id))
    _changed(event, mail, before, act=act)


def _changed(event: Event, mail: BulkMail, before: str, *, act: Act) -> None:
    db.session.flush()
    mail.version += 1
    mail.author = act.by.name
    changes = {"files": [before or None, _names(mail) or None]}
    record(act, "changed", mail, event_id=event.id, object_name=name_of(mail, event), changes=changes)


def _names(mail: BulkMail) -> str:
    return ", ".join(one.filename for one in mail.files)
