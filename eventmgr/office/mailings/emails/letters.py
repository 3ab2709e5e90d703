"""A bulk e-mail to one of its recipients."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.invitations.panels import Leaver
from eventmgr.event.registration.letters.placeholders import LINK, OF_EVENT
from eventmgr.event.registration.letters.writing import entry_for, facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import find_link_version, find_registration
from eventmgr.office.mailings.models import BulkMail
from eventmgr.office.mailings.wording import language_for
from eventmgr.tools.messages.composing import absolute_url, compose, part
from eventmgr.tools.messages.files import shared_file
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.optouts import LEAVE
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder, Wording
from eventmgr.tools.web import tokens

KIND, KIND_WITH_ENTRY = "bulkmail.mail", "bulkmail.mail_with_entry"
FILES = "bulkmail"
"""How the outbox calls the files of bulk e-mails."""
REFUSED_FROM = 5 << 20
"""Bytes of an e-mail above which some mailboxes refuse it."""
PLACEHOLDERS = (*(one for one in OF_EVENT if one.name != "own_words"), LINK)
"""What a text may hold."""
_FOOT = Placeholder("unsubscribe", "退订", "", part("office/mailings/emails/mail/_foot.txt"), is_block=True)


def files_of(mail: BulkMail) -> list[Attachment]:
    """Its files as each e-mail bears them: by name, for they are kept once."""
    return [
        shared_file(FILES, one.key, filename=one.filename, content_type=one.content_type, size=one.size)
        for one in mail.files
    ]


def mailed_size(mail: BulkMail) -> int:
    """Bytes that its files add to each e-mail: on the way they are in Base64, four characters for three bytes and a
    line end for every 76 of these."""
    return sum(-(-one.size // 3) * 4 * 78 // 76 for one in mail.files)


def letter_to(registration: Registration, mail: BulkMail, event: Event, *, at: datetime) -> Letter:
    """The e-mail, not written yet.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    lang = language_for(mail, registration.language)
    facts = facts_of(event, lang)
    link = own_link(registration, facts)
    leave = Secret(
        LEAVE, (registration.id, registration.link_version), instead=absolute_url("events.show", slug=event.slug)
    )
    entry = entry_for(registration, event, facts, at=at) if mail.has_entry else []
    away = "" if mail.is_necessary else absolute_url("invitations.opt_out", token=leave.mark)
    foot = "" if mail.is_necessary else "\n\n" + _FOOT.spelled("en")
    letter = compose(
        "",
        language=lang,
        to_name=registration.name,
        to_address=registration.email,
        kind=KIND_WITH_ENTRY if entry else KIND,
        event_id=event.id,
        about=f"registration:{registration.id}",
        attachments=[*entry, *files_of(mail)],
        reply_to=event.contact.get("email", ""),
        dedupe_key=f"bulkmail:{mail.id}:{registration.id}",
        secrets=[link, *([] if mail.is_necessary else [leave])],
        wording=Wording(mail.subject[lang], mail.body[lang] + foot),
        placeholders=(*PLACEHOLDERS, _FOOT),
        facts=facts,
        contact=event.contact,
        link=absolute_url("registration.show", token=link.mark),
        leave=away,
    )
    return replace(letter, unsubscribe=away)


def resolve_leave(number: int, version: int) -> str | None:
    """The token with which the reader of an e-mail unsubscribes; None once the registration is another person's."""
    return tokens.sign(LEAVE, number, version) if find_link_version(number) == version else None


def leaver(token: str) -> Leaver | None:
    """Whose link to unsubscribe this is."""
    read = tokens.read(LEAVE, token)
    registration = find_registration(read[0]) if read is not None else None
    if read is None or registration is None or registration.link_version != read[1]:
        return None
    return Leaver(registration.email, registration.event)
