"""Drafts of bulk e-mails: written, changed, copied; and what their texts are checked for."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.columns import taken_along
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.office.mailings import services
from eventmgr.office.mailings.emails import letters, queries
from eventmgr.office.mailings.models import Anchor, BulkMail, BulkMailFile, BulkMailState
from eventmgr.office.mailings.services import WrongText
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.texts.wording import Wording, faults

MOST_OF_EVENT = 500


@dataclass(frozen=True, kw_only=True)
class Draft(services.Draft):
    """What organizers write, and when it is to be sent; see `BulkMail`."""

    subject: Mapping[str, str]
    body: Mapping[str, str]
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
    mail = BulkMail(state=BulkMailState.DRAFT, run=0, **draft.values())
    return services.begin(event, mail, filters, shown=("subject", "body"), act=act)


def copy(event: Event, mail: BulkMail, *, act: Act) -> BulkMail:
    """A draft that says the same to the same list, with the same files as far as they are kept, at once when it is
    confirmed.

    Raises:
        Refusal: the event has too many.
    """
    made = write(event, Draft(**taken_along(mail)), mail.filters, act=act)
    for number in [file.id for file in mail.files if file.deleted_at is None]:
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
    services.alter(event, mail, draft, act=act)


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
