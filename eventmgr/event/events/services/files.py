"""Files of an event and its notices."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from eventmgr.event.events.models import Attachment, Event, Notice
from eventmgr.event.events.services.changing import note
from eventmgr.event.events.services.locking import touch
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.tools.log.services import Act, Changes, difference
from eventmgr.tools.uploads.checking import CheckedFile

MOST_FILES = 40
MOST_NOTICES = 60
_NOTICE = ("title", "body", "number", "published_on")


def add_file(event: Event, file: CheckedFile, *, title: Bilingual, is_public: bool, act: Act) -> Attachment:
    """Keep a file.

    Raises:
        Refusal: there are too many.
    """
    touch(event)
    if len(event.attachments) >= MOST_FILES:
        raise Refusal(
            _("An event can have at most %(number)s files. Remove one first.", number=MOST_FILES), field="file"
        )
    attachment = Attachment(
        event_id=event.id,
        title=title,
        filename=file.filename,
        content_type=file.kind.content_type,
        size=file.size,
        sha256=hashlib.sha256(file.content).hexdigest(),
        is_public=is_public,
        position=max((attachment.position for attachment in event.attachments), default=0) + 1,
        content=file.content,
        created_at=act.at,
    )
    event.attachments.append(attachment)
    changes = difference({}, {"filename": attachment.filename, "size": attachment.size, "is_public": is_public})
    note(event, "created", attachment, act=act, name=attachment.filename, changes=changes)
    return attachment


def edit_file(event: Event, attachment: Attachment, *, title: Bilingual, is_public: bool, act: Act) -> None:
    """Another title, or shown to other people."""
    touch(event)
    before = {"title": attachment.title, "is_public": attachment.is_public}
    attachment.title, attachment.is_public = title, is_public
    changes = difference(before, {"title": title, "is_public": is_public})
    if changes:
        note(event, "changed", attachment, act=act, name=attachment.filename, changes=changes)


def remove_file(event: Event, attachment: Attachment, *, act: Act) -> None:
    """Take a file away for good."""
    touch(event)
    changes = difference({"filename": attachment.filename}, {})
    note(event, "removed", attachment, act=act, name=attachment.filename, changes=changes)
    db.session.delete(attachment)
    db.session.flush()


@dataclass(frozen=True)
class NoticeDraft:
    """A notice as it was typed."""

    title: Bilingual
    body: Bilingual
    number: str
    published_on: date


def add_notice(event: Event, draft: NoticeDraft, *, act: Act) -> Notice:
    """A notice, public from its own date on.

    Raises:
        Refusal: there are too many.
    """
    touch(event)
    if len(event.notices) >= MOST_NOTICES:
        raise Refusal(_("An event can have at most %(number)s notices. Remove one first.", number=MOST_NOTICES))
    notice = Notice(event_id=event.id, **_values(draft))
    db.session.add(notice)
    note(event, "created", notice, act=act, name=_name(notice), changes=difference({}, _values(draft)))
    return notice


def edit_notice(event: Event, notice: Notice, draft: NoticeDraft, *, act: Act) -> Changes:
    """Change a notice.

    Returns:
        `{field: [from, to]}` of what changed.
    """
    touch(event)
    before = {name: getattr(notice, name) for name in _NOTICE}
    for name, value in _values(draft).items():
        setattr(notice, name, value)
    changes = difference(before, _values(draft))
    if changes:
        note(event, "changed", notice, act=act, name=_name(notice), changes=changes)
    return changes


def remove_notice(event: Event, notice: Notice, *, act: Act) -> None:
    """Take a notice away for good."""
    touch(event)
    before = {name: getattr(notice, name) for name in _NOTICE}
    note(event, "removed", notice, act=act, name=_name(notice), changes=difference(before, {}))
    db.session.delete(notice)
    db.session.flush()


def _values(draft: NoticeDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _NOTICE}


def _name(notice: Notice) -> str:
    return notice.title.get("zh") or notice.title.get("en", "")
