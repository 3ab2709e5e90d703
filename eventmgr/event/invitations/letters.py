"""What invited people are written: the invitation, and one reminder after the other as long as they have not
answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.mail import (
    CONTACT,
    EVENT,
    OWN_WORDS,
    PLACE,
    SAMPLE_ADDRESS,
    SAMPLE_NAMES,
    TIME,
    letter_about,
    link_to,
    unsubscribe_link,
)
from eventmgr.event.events.models import Event
from eventmgr.event.invitations import queries
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.panels import page
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant, speaking
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

LINK, OPT_OUT = "invited", "opt-out"
"""Kinds of signed links: to register, and to be left alone."""
INVITED, REMINDER = "invitations.invited", "invitations.reminder"


def write(kind: str, invitation: Invitation, event: Event, *, at: datetime) -> None:
    """Write the e-mail `kind` to the invited person, who has an address; the row's id must be known."""
    enqueue(_letter(kind, invitation, event), at=at)


def _letter(kind: str, invitation: Invitation, event: Event) -> Letter:
    language, number = invitation.language, invitation.id
    link = Secret(LINK, (number, invitation.link_version), instead=absolute_url("events.show", slug=event.slug))
    leave = Secret(OPT_OUT, (number, 1))
    with speaking(language):
        until = format_instant(invitation.expires_at, event.timezone, language) if invitation.expires_at else ""
    return letter_about(
        event,
        KINDS[kind],
        invitation,
        about=f"event_invitation:{number}",
        context={"until": until, "link": page(link.mark)},
        secrets=[link, leave],
        leave=absolute_url("invitations.opt_out", token=leave.mark),
    )


def link_of(invitation: Invitation) -> str:
    """The public address that opens it."""
    return page(tokens.sign(LINK, invitation.id, invitation.link_version))


def resolve(number: int, version: int) -> str | None:
    """The token of the link, as an e-mail says it; None if it opens nothing any more."""
    return tokens.sign(LINK, number, version) if queries.find_link_version(number) == version else None


def resolve_opt_out(number: int, version: int) -> str | None:
    """The token with which its reader is left alone."""
    return tokens.sign(OPT_OUT, number, version)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    at = event.created_at
    invitation = Invitation(
        id=0,
        event_id=event.id,
        name=SAMPLE_NAMES[language],
        email=SAMPLE_ADDRESS,
        language=language,
        link_version=0,
        created_at=at,
        uses_most=1,
    )
    return unsent(_letter(kind, invitation, event), at=at)


_PLACEHOLDERS = (
    GREETING,
    EVENT,
    TIME,
    PLACE,
    Placeholder("until", "有效期至", _l("until when the link is valid"), is_block=True),
    link_to(_l("the link that opens the form; on a line of its own it becomes a button"), "邀请链接"),
    CONTACT,
    OWN_WORDS,
    unsubscribe_link(_l("the link that stops invitations")),
)
KINDS = {
    kind: LetterKind(
        kind,
        label,
        purpose,
        partial(_sample, kind),
        f"event/invitations/mail/{kind.partition('.')[2]}.txt",
        _PLACEHOLDERS,
    )
    for kind, label, purpose in (
        (INVITED, _l("Invitation to register"), _l("To somebody whom you invite, with a link of their own.")),
        (REMINDER, _l("Reminder of an invitation"), _l("To invited people who have not answered.")),
    )
}
LETTERS = tuple(KINDS.values())
