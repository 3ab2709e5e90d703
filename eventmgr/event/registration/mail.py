"""An e-mail to the person of a registration, with the link of their own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.event.events.mail import letter_about
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters import facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import LetterKind
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.secrets import Secret


def letter_to_participant(
    event: Event,
    kind: LetterKind,
    registration: Registration,
    *,
    context: Mapping[str, Any],
    about: str = "",
    link: Secret | None = None,
    secrets: Sequence[Secret] = (),
    attachments: Sequence[Attachment] = (),
    confidential: bool = False,
) -> Letter:
    """The e-mail of that kind, not written yet; its placeholders are `content.wording.OF_EVENT`, `LINK` and its own.

    Args:
        context: what it says beside the facts of the event.
        about: what it is about; else the registration.
        link: what stands for the token of the own page, if not `own_link`.
        secrets: of the context.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    facts = facts_of(event, registration.language)
    link = link or own_link(registration, facts)
    return letter_about(
        event,
        kind,
        registration,
        about=about or f"registration:{registration.id}",
        context={"facts": facts, "link": absolute_url("registration.show", token=link.mark), **context},
        secrets=[link, *secrets],
        attachments=attachments,
        confidential=confidential,
    )
