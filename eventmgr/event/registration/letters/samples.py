"""Every kind of e-mail that participants get, named, and written to a made-up reader before anybody registers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.placeholders import blank, placeholders_of
from eventmgr.event.registration.letters.writing import sample_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import find_reader
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, speaking
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import unsent

_S = Status
_NAMES = {"zh": "王敏", "en": "Wang Min"}
_KINDS = {
    "received": (_l("Registration received"), _l("To somebody whose registration is reviewed."), _S.PENDING),
    "confirmed": (_l("Place confirmed"), _l("To somebody who has got a place."), _S.CONFIRMED),
    "entered": (
        _l("Entered by a liaison"),
        _l(
            "To somebody whom the liaison of their delegation has registered: the state of the "
            "registration, and how to agree or cancel."
        ),
        _S.CONFIRMED,
    ),
    "waitlisted": (_l("On the waiting list"), _l("To somebody for whom there is no place yet."), _S.WAITLISTED),
    "promoted": (
        _l("Promoted from the waiting list"),
        _l("To somebody from the waiting list who has got a place."),
        _S.CONFIRMED,
    ),
    "offered": (
        _l("Place offered from the waiting list"),
        _l("To somebody from the waiting list, who has to accept the place in time."),
        _S.OFFERED,
    ),
    "offer_expired": (
        _l("Offer expired"),
        _l("To somebody who has not answered an offer in time and has moved to the end of the waiting list."),
        _S.WAITLISTED,
    ),
    "offer_ended": (
        _l("Offer expired again"),
        _l("To somebody who has let a second offer expire, and is no longer on the waiting list."),
        _S.WITHDRAWN,
    ),
    "offer_withdrawn": (
        _l("Offer taken back"),
        _l("To somebody whose offered place you have taken back; they stay on the waiting list."),
        _S.WAITLISTED,
    ),
    "rejected": (_l("Registration declined"), _l("To somebody who gets no place, with your reason."), _S.REJECTED),
    "revoked": (
        _l("Place withdrawn"),
        _l("To somebody whose confirmed place is taken back, with your reason."),
        _S.WITHDRAWN,
    ),
    "withdrawn": (_l("Registration cancelled"), _l("To somebody whose registration was cancelled."), _S.WITHDRAWN),
    "changed": (
        _l("Event changed"),
        _l("To all who are registered, when title, time, place or contact change."),
        _S.CONFIRMED,
    ),
    "postponed": (_l("Event postponed"), _l("To all who are registered."), _S.CONFIRMED),
    "rescheduled": (_l("New date of a postponed event"), _l("To all who are registered."), _S.CONFIRMED),
    "cancelled": (_l("Event cancelled"), _l("To all who are registered."), _S.CONFIRMED),
    "restored": (_l("Event takes place after all"), _l("To all who are registered."), _S.CONFIRMED),
    "published": (
        _l("Event announced"),
        _l("To those whom the organizers had entered before the event was published."),
        _S.CONFIRMED,
    ),
    "link": (_l("Link sent again"), _l("To somebody who asks for the link to their own page."), _S.CONFIRMED),
    "substitute": (_l("Place taken over"), _l("To somebody who comes in place of another person."), _S.CONFIRMED),
    "change_granted": (
        _l("Change accepted"),
        _l("To somebody whose request for a change you have accepted."),
        _S.CONFIRMED,
    ),
    "change_declined": (
        _l("Change declined"),
        _l("To somebody whose request for a change you have declined, with your reason."),
        _S.CONFIRMED,
    ),
    "replaced": (_l("Place passed on"), _l("To the person who has been replaced."), _S.CONFIRMED),
    "moved": (_l("Another e-mail address"), _l("To the address that was used until then."), _S.CONFIRMED),
    "deleted": (
        _l("Personal information deleted"),
        _l("To somebody whose personal information was deleted."),
        _S.WITHDRAWN,
    ),
}
"""Kind → what it is called, who gets it, and the state in which its reader is."""


def sample_registration(event: Event, language: str, status: Status, *, at: datetime) -> Registration:
    """A person who does not exist, in no session."""
    with speaking(language):
        reason = _("(the reason you give)")
    return Registration(
        id=0,
        event_id=event.id,
        name=_NAMES[language],
        email="sample@example.com",
        language=language,
        status=status,
        link_version=0,
        feed_version=0,
        reason=reason,
        calendar_changed_at=at,
        created_at=at,
        changed_at=at,
    )


def _write(kind: str, status: Status, event: Event, language: str) -> OutboxLetter:
    at = event.created_at
    letter = sample_letter(kind, sample_registration(event, language, status, at=at), event)
    return unsent(letter, at=at)


def _write_real(kind: str, event: Event, sought: str) -> OutboxLetter | None:
    reader = find_reader(event.id, sought)
    return unsent(sample_letter(kind, reader, event), at=event.created_at) if reader is not None else None


LETTERS = tuple(
    LetterKind(
        f"registration.{kind}",
        label,
        purpose,
        partial(_write, kind, status),
        f"event/registration/mail/{kind}.txt",
        placeholders_of(kind),
        blank,
        partial(_write_real, kind),
    )
    for kind, (label, purpose, status) in _KINDS.items()
)
