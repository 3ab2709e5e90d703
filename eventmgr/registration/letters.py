"""What is written to participants, in their language, into the outbox of the same transaction."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from eventmgr.errors import BadValue
from eventmgr.events.calendar_entry import entry_of
from eventmgr.events.models import Event
from eventmgr.i18n import format_span, localized
from eventmgr.ical import Attendee, Entry, Method, invitation
from eventmgr.messages.composing import absolute_url, base_url, compose, own_address
from eventmgr.messages.letters import Attachment, safe_name
from eventmgr.messages.services import enqueue
from eventmgr.registration.models import HOLDING, Registration, Status
from eventmgr.web import tokens

OF_STATUS = {
    Status.PENDING: "received",
    Status.CONFIRMED: "confirmed",
    Status.WAITLISTED: "waitlisted",
    Status.REJECTED: "rejected",
    Status.WITHDRAWN: "withdrawn",
    Status.ATTENDED: "link",
    Status.ABSENT: "link",
}
"""Which letter tells somebody of this state."""
_WITH_CODE = ("confirmed", "promoted", "changed", "link")
_INVITES = ("confirmed", "promoted", "changed", "postponed")
_TAKES_BACK = ("rejected", "withdrawn")
_MOST_FACTS = 256


@dataclass(frozen=True)
class Facts:
    """What every letter about an event says, in one language."""

    title: str
    when: str
    place: str
    entry: Entry


_facts: OrderedDict[tuple[object, ...], Facts] = OrderedDict()


def write(
    kind: str,
    registration: Registration,
    event: Event,
    *,
    at: datetime,
    reason: str = "",
    position: int | None = None,
    held: bool = False,
) -> None:
    """One letter to the participant; nothing where no address is known. The row's id must be known.

    Args:
        kind: name of a template in `templates/registration/mail/`.
        reason: what the office says; only in letters that the office causes.
        position: place in the queue, for the waiting list.
        held: whether the registration held a place before, so that its calendar entry must be taken back.
    """
    if not registration.email:
        return
    facts = facts_of(event, registration.language)
    try:
        letter = compose(
            f"registration/mail/{kind}.txt",
            language=registration.language,
            to_name=registration.name,
            to_address=registration.email,
            kind=f"registration.{kind}",
            event_id=event.id,
            about=f"registration:{registration.id}",
            attachments=_attachments(kind, registration, facts.entry, held=held, at=at),
            reply_to=event.contact.get("email", ""),
            name=safe_name(registration.name),
            facts=facts,
            contact=event.contact,
            link=my_address(registration),
            reason=reason,
            status_reason=localized(event.status_reason, registration.language),
            position=position,
        )
    except BadValue:
        return
    enqueue(letter, at=at)


def my_address(registration: Registration) -> str:
    """The public address of the participant's own page."""
    return absolute_url("registration.show", token=my_token(registration))


def my_token(registration: Registration) -> str:
    """What opens the participant's own page."""
    return tokens.sign("my", registration.id, registration.link_version)


def check_in_code(registration: Registration) -> str:
    """What the QR code says: it opens nothing, it only names the registration to the desk."""
    return tokens.sign("check-in", registration.id, registration.link_version)


def facts_of(event: Event, language: str) -> Facts:
    """Title, time and place in `language`; kept as long as no calendar reader would see a difference."""
    key = (event.uid, event.slug, event.sequence, event.calendar_changed_at, event.status, str(event.contact), language)
    known = _facts.get(key)
    if known is None:
        entry = entry_of(event, language, base_url=base_url(), organizer_email=own_address())
        known = Facts(
            title=entry.summary,
            when=format_span(event.starts_at, event.ends_at, event.timezone, language),
            place=entry.location,
            entry=entry,
        )
        _facts[key] = known
        while len(_facts) > _MOST_FACTS:
            _facts.popitem(last=False)
    return known


def _attachments(kind: str, registration: Registration, entry: Entry, *, held: bool, at: datetime) -> list[Attachment]:
    found: list[Attachment] = []
    holds = registration.status in HOLDING
    if holds and kind in _WITH_CODE:
        found.append({"type": "image/png", "filename": "code.png", "qr": check_in_code(registration), "alt": ""})
    method: Method | None = None
    if holds and kind in _INVITES:
        method = "REQUEST"
    if (held and kind in _TAKES_BACK) or (holds and kind == "cancelled"):
        method = "CANCEL"
    if method is not None:
        attendee = Attendee(registration.name, registration.email)
        content = invitation(entry, method=method, attendee=attendee, stamp=at).decode()
        found.append(
            {"type": f"text/calendar; method={method}", "filename": "invitation.ics", "content": content}
        )  # fmt: skip
    return found
