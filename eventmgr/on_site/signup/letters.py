"""What is written to people about their group, in their language, in the transaction of what it reports."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.registration.content.wording import LINK, OF_EVENT
from eventmgr.event.registration.letters import facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import Bilingual, _l, localized
from eventmgr.tools.messages.composing import absolute_url, compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.services import enqueue
from eventmgr.tools.messages.texts.wording import Placeholder

PLACEHOLDERS = (
    *OF_EVENT,
    LINK,
    Placeholder("group", "分组", _l("title of the group"), lambda context: str(context["group"]), is_needed=True),
)


def write(kind: str, registration: Registration, event: Event, title: Bilingual, *, at: datetime) -> None:
    """One letter about the group `title`; nothing where no address is known, or its person's data is only kept.

    Args:
        kind: name of a template in `templates/on_site/signup/mail/`.
    """
    if not registration.email or registration.restricted_at is not None:
        return
    try:
        enqueue(compose_for(kind, registration, event, title), at=at)
    except BadValue:
        return


def compose_for(kind: str, registration: Registration, event: Event, title: Bilingual) -> Letter:
    """The letter, not written yet.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    language, facts = registration.language, facts_of(event, registration.language)
    secret = own_link(registration, facts)
    return compose(
        f"on_site/signup/mail/{kind}.txt",
        language=language,
        to_name=registration.name,
        to_address=registration.email,
        kind=f"signup.{kind}",
        event_id=event.id,
        about=f"registration:{registration.id}",
        reply_to=event.contact.get("email", ""),
        facts=facts,
        contact=event.contact,
        own_words=own_words_of(event, f"signup.{kind}", language),
        wording=letter_text_of(event, f"signup.{kind}", language),
        placeholders=PLACEHOLDERS,
        group=localized(title, language),
        link=absolute_url("registration.show", token=secret.mark),
        secrets=[secret],
    )
