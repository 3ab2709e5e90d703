"""The kinds of e-mails about places in groups, named, and written to a made-up reader."""

from __future__ import annotations

from functools import partial

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.content.wording import blank
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries import find_reader
from eventmgr.event.registration.samples import sample_registration
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, speaking
from eventmgr.on_site.signup import letters
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import unsent

_KINDS = {
    "waiting": (_l("On the waiting list of a group"), _l("To somebody who has chosen a group that is full.")),
    "promoted": (_l("Place in a group from its waiting list"), _l("To somebody for whom a place has become free.")),
    "given": (_l("Place in another group"), _l("To somebody whom the organizers have moved to another group.")),
    "gone": (_l("Group does not take place"), _l("To everybody who has chosen that group.")),
}


def _write(kind: str, event: Event, language: str) -> OutboxLetter:
    reader = sample_registration(event, language, Status.CONFIRMED, at=event.created_at)
    return _to(reader, kind, event)


def _write_real(kind: str, event: Event, sought: str) -> OutboxLetter | None:
    reader = find_reader(event.id, sought)
    return _to(reader, kind, event) if reader is not None else None


def _to(reader: Registration, kind: str, event: Event) -> OutboxLetter:
    with speaking(reader.language):
        title = {reader.language: _("(title of the group)")}
    return unsent(letters.compose_for(kind, reader, event, title), at=event.created_at)


LETTERS = tuple(
    LetterKind(
        f"signup.{kind}",
        label,
        purpose,
        partial(_write, kind),
        f"on_site/signup/mail/{kind}.txt",
        letters.PLACEHOLDERS,
        blank,
        partial(_write_real, kind),
    )
    for kind, (label, purpose) in _KINDS.items()
)
