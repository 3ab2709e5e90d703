"""What is written to people about their group, in their language, in the transaction of what it reports."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.placeholders import LINK, OF_EVENT, blank
from eventmgr.event.registration.letters.samples import sample_registration
from eventmgr.event.registration.letters.writing import letter_to_participant
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import find_reader
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import Bilingual, _, _l, localized, speaking
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder


def write(kind: str, registration: Registration, event: Event, title: Bilingual, *, at: datetime) -> None:
    """One letter about the group `title`; nothing where no address is known, or its person's data is only kept.

    Args:
        kind: name of a template in `templates/on_site/signup/mail/`.
    """
    if registration.email and registration.restricted_at is None:
        enqueue_if_reachable(lambda: _letter(kind, registration, event, title), at=at)


def _letter(kind: str, registration: Registration, event: Event, title: Bilingual) -> Letter:
    context = {"group": localized(title, registration.language)}
    return letter_to_participant(event, KINDS[kind], registration, context=context)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    return _to(sample_registration(event, language, Status.CONFIRMED, at=event.created_at), kind, event)


def _real(kind: str, event: Event, sought: str) -> OutboxLetter | None:
    reader = find_reader(event.id, sought)
    return _to(reader, kind, event) if reader is not None else None


def _to(reader: Registration, kind: str, event: Event) -> OutboxLetter:
    with speaking(reader.language):
        title = {reader.language: _("(title of the group)")}
    return unsent(_letter(kind, reader, event, title), at=event.created_at)


_PLACEHOLDERS = (*OF_EVENT, LINK, Placeholder("group", "分组", _l("title of the group"), is_needed=True))
KINDS = {
    kind: LetterKind(
        f"signup.{kind}",
        label,
        purpose,
        partial(_sample, kind),
        f"on_site/signup/mail/{kind}.txt",
        _PLACEHOLDERS,
        blank,
        partial(_real, kind),
    )
    for kind, label, purpose in (
        ("waiting", _l("On the waiting list of a group"), _l("To somebody who has chosen a group that is full.")),
        (
            "promoted",
            _l("Place in a group from its waiting list"),
            _l("To somebody for whom a place has become free."),
        ),
        ("given", _l("Place in another group"), _l("To somebody whom the organizers have moved to another group.")),
        ("gone", _l("Group does not take place"), _l("To everybody who has chosen that group.")),
    )
}
LETTERS = tuple(KINDS.values())
