"""Written, changed, deleted: nobody is written to."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.office.bulkmail import letters, queries
from eventmgr.office.bulkmail.models import Anchor, BulkMail, BulkMailFile, BulkMailState
from eventmgr.office.bulkmail.services.standing import hold, name_of, only
from eventmgr.tools.log.services import Act, difference, plain, record
from eventmgr.tools.messages.texts.wording import Wording, faults

MOST_OF_EVENT = 500


class WrongText(BadValue):
    """A text with a fault in it, beside its field."""

    status = 422


@dataclass(frozen=True)
class Draft:
    """What organizers write, and when it is to be sent; see `BulkMail`."""

    subject: Mapping[str, str]
    body: Mapping[str, str]
    is_necessary: bool = False
    necessity: str = ""
    has_entry: bool = False
    sends_at: datetime | None = None
    anchor: Anchor | None = None
    distance: int = 0
    in_hours: bool = False


def write(event: Event, draft: Draft, filters: Mapping[str, str], *, act: Act) -> BulkMail:
    """A draft to those whom the filters find; nobody is written to.

    Raises:
        WrongText: something is wrong with the text.
        Refusal: the event has too many.
    """
    _check(draft)
    lock(event)
    if queries.count_mails(event.id) >= MOST_OF_EVENT:
        raise Refusal(_("An event may have at most %(num)s bulk e-mails. Delete some drafts.", num=MOST_OF_EVENT))
    mail = BulkMail(
        event_id=event.id, state=BulkMailState.DRAFT, filters=dict(filters), author=act.by.name, created_at=act.at,
        version=1, run=0, **_values(draft),
    )  # fmt: skip
    db.session.add(mail)
    db.session.flush()
    record(
        act, "created", mail, event_id=event.id, object_name=name_of(mail, event),
        changes=difference({}, {"subject": mail.subject, "body": mail.body}),
    )  # fmt: skip
    return mail


def copy(event: Event, mail: BulkMail, *, act: Act) -> BulkMail:
    """A draft that says the same to the same list, with the same files as far as they are kept, at once when it is confirmed.

    Raises:
        Refusal: the event has too many.
    """
    same = Draft(mail.subject, mail.body, mail.is_necessary, mail.necessity, mail.has_entry)
    made = write(event, same, mail.filters, act=act)
    for number in [one.id for one in mail.files if one.deleted_at is None]:
        file = queries.get_file(mail, number)
        values = {name: getattr(file, name) for name in ("filename", "content_type", "size", "sha256", "content")}
        made.files.append(BulkMailFile(key=secrets.token_hex(16), **values))
    db.session.flush()
    return made


def change(event: Event, mail: BulkMail, draft: Draft, *, act: Act) -> None:
    """The draft says this instead; lock the event before.

    Raises:
        WrongText: something is wrong with the text.
        Refusal: it is no draft any more.
    """
    _check(draft)
    only(mail, BulkMailState.DRAFT)
    before = _told(mail)
    for name, value in _values(draft).items():
        setattr(mail, name, value)
    changes = difference(before, _told(mail))
    if changes:
        mail.version += 1
        mail.author = act.by.name
        record(act, "changed", mail, event_id=event.id, object_name=name_of(mail, event), changes=changes)


def remove(event: Event, mail: BulkMail, *, act: Act) -> None:
    """A draft goes; what was confirmed stays, for it tells who was written to.

    Raises:
        Refusal: it is no draft any more.
    """
    hold(event, mail)
    only(mail, BulkMailState.DRAFT)
    record(act, "deleted", mail, event_id=event.id, object_name=name_of(mail, event))
    db.session.delete(mail)


def _check(draft: Draft) -> None:
    """The texts can be sent as they are.

    Raises:
        WrongText: the first fault, with its field.
    """
    if draft.is_necessary and not draft.necessity:
        raise WrongText(
            _("Say why everybody has to get this e-mail, including people who have unsubscribed."), field="necessity"
        )
    written = [language for language in LANGUAGES if draft.subject.get(language) or draft.body.get(language)]
    if not written:
        raise WrongText(_("Write a subject and a text, in Chinese, in English or in both."), field="subject")
    for language in written:
        wording = Wording(draft.subject.get(language, ""), draft.body.get(language, ""))
        name = _("Chinese") if language == "zh" else _("English")
        if not wording.subject or not wording.body:
            raise WrongText(
                _("%(language)s: write both subject and text, or leave both empty.", language=name),
                field="body" if wording.subject else "subject",
            )
        for fault in faults(wording, letters.PLACEHOLDERS, Wording("", ""), language):
            raise WrongText(_("%(label)s: %(value)s", label=name, value=fault.message), field=fault.field)


def _values(draft: Draft) -> dict[str, object]:
    values = asdict(draft)
    if not draft.is_necessary:
        values["necessity"] = ""
    for name in ("subject", "body"):
        values[name] = {language: text for language, text in values[name].items() if text}
    return values


def _told(mail: BulkMail) -> dict[str, object]:
    names = ("subject", "body", "is_necessary", "necessity", "has_entry", "sends_at", "anchor", "distance", "in_hours")
    return {name: plain(getattr(mail, name)) for name in names}
