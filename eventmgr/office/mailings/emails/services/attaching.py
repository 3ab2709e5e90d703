"""Files of a bulk e-mail: attached and removed while it is a draft. Each is kept once, however many people get it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.office.mailings.emails import queries
from eventmgr.office.mailings.models import BulkMail, BulkMailFile
from eventmgr.office.mailings.services import hold, note_change, only_draft
from eventmgr.tools.log.services import Act
from eventmgr.tools.uploads.checking import CheckedFile, Unacceptable, Upload, check_file
from eventmgr.tools.uploads.sniffing import charset_of

MOST_FILES = 5
FIELD = "files"
"""Of the form, beside which a fault stands."""


def attach(event: Event, mail: BulkMail, files: Sequence[CheckedFile], *, most_bytes: int, act: Act) -> None:
    """These go with it too: all of them, or none.

    Args:
        most_bytes: of all its files together.

    Raises:
        Refusal: it is no draft any more, none was chosen, one of them is there already, or they are too many or too
        large.
    """
    hold(event, mail)
    only_draft(mail)
    if not files:
        raise Refusal(_("Choose a file first."), field=FIELD)
    before = _names(mail)
    for file in files:
        digest = hashlib.sha256(file.content).hexdigest()
        twin = next((attachment for attachment in mail.files if attachment.sha256 == digest), None)
        if twin is not None:
            raise Refusal(_("“%(name)s” is already attached.", name=twin.filename), field=FIELD)
        mail.files.append(
            BulkMailFile(
                key=secrets.token_hex(16),
                filename=file.filename,
                content_type=_content_type(file),
                size=file.size,
                sha256=digest,
                content=file.content,
            )
        )
    if len(mail.files) > MOST_FILES:
        raise Refusal(
            _("A bulk e-mail may have at most %(num)s files. Remove one first, or attach fewer.", num=MOST_FILES),
            field=FIELD,
        )
    if sum(attachment.size for attachment in mail.files) > most_bytes:
        raise Refusal(
            _(
                "Together the files are larger than %(size)s MB. Make them smaller, or offer them among the files of the event.",
                size=most_bytes >> 20,
            ),
            field=FIELD,
        )
    _changed(event, mail, before, act=act)


def check_upload(upload: Upload, most_bytes: int) -> CheckedFile:
    """The file as it will be kept.

    Raises:
        Refusal: it is empty, too large or of no accepted type; the sentence names it.
    """
    try:
        return check_file(upload, most_bytes=most_bytes, field=FIELD)
    except Refusal as refusal:
        raise Unacceptable(
            _("“%(label)s”: %(value)s", label=upload.filename[-120:], value=refusal.message), field=FIELD
        ) from refusal


def _content_type(file: CheckedFile) -> str:
    """With the encoding of a text: mail programs show it in place."""
    name = file.kind.content_type
    return f"{name}; charset={charset_of(file.content)}" if name.startswith("text/") else name


def detach(event: Event, mail: BulkMail, file_id: int, *, act: Act) -> None:
    """A file does not go with it after all.

    Raises:
        NotFound: there is none.
        Refusal: it is no draft any more.
    """
    hold(event, mail)
    only_draft(mail)
    before = _names(mail)
    mail.files.remove(queries.get_file(mail, file_id))
    _changed(event, mail, before, act=act)


def _changed(event: Event, mail: BulkMail, before: str, *, act: Act) -> None:
    db.session.flush()
    note_change(event, mail, {"files": [before or None, _names(mail) or None]}, act=act)


def _names(mail: BulkMail) -> str:
    return ", ".join(file.filename for file in mail.files)
