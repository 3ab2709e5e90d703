"""A bulk e-mail to one of its recipients."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from eventmgr.bulkmail.models import BulkMail
from eventmgr.events.models import Event
from eventmgr.i18n import LANGUAGES
from eventmgr.invitations.panels import Leaver
from eventmgr.messages.composing import absolute_url, compose, part
from eventmgr.messages.letters import Letter
from eventmgr.messages.secrets import Secret
from eventmgr.messages.texts.wording import Placeholder, Wording
from eventmgr.registration.content.wording import LINK, OF_EVENT
from eventmgr.registration.letters import entry_for, facts_of, own_link
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import find_link_version, find_registration
from eventmgr.web import tokens

KIND, KIND_WITH_ENTRY = "bulkmail.mail", "bulkmail.mail_with_entry"
LEAVE = "leave"
"""Kind of the signed link to unsubscribe."""
PLACEHOLDERS = (*(one for one in OF_EVENT if one.name != "own_words"), LINK)
"""What a text may hold."""
_FOOT = Placeholder("unsubscribe", "退订", "", part("bulkmail/mail/_foot.txt"), is_block=True)


def languages_of(mail: BulkMail) -> list[str]:
    """The languages in which it is written."""
    return [language for language in LANGUAGES if mail.body.get(language)]


def language_for(mail: BulkMail, language: str) -> str:
    """The language in which a reader of `language` gets it."""
    written = languages_of(mail)
    return language if language in written else written[0]


def letter_to(registration: Registration, mail: BulkMail, event: Event, *, at: datetime) -> Letter:
    """The e-mail, not written yet.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    language = language_for(mail, registration.language)
    facts = facts_of(event, language)
    link = own_link(registration, facts)
    leave = Secret(
        LEAVE, (registration.id, registration.link_version), instead=absolute_url("events.show", slug=event.slug)
    )
    entry = entry_for(registration, event, facts, at=at) if mail.has_entry else []
    away = "" if mail.is_necessary else absolute_url("invitations.opt_out", token=leave.mark)
    foot = "" if mail.is_necessary else "\n\n" + _FOOT.spelled("en")
    letter = compose(
        "",
        language=language,
        to_name=registration.name,
        to_address=registration.email,
        kind=KIND_WITH_ENTRY if entry else KIND,
        event_id=event.id,
        about=f"registration:{registration.id}",
        attachments=entry,
        reply_to=event.contact.get("email", ""),
        dedupe_key=f"bulkmail:{mail.id}:{registration.id}",
        secrets=[link, *([] if mail.is_necessary else [leave])],
        wording=Wording(mail.subject[language], mail.body[language] + foot),
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
