"""What is written to participants, in their language, into the outbox of the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import escape

from eventmgr.errors import BadValue
from eventmgr.events.derived.calendar_entry import entry_of
from eventmgr.events.models import Event
from eventmgr.i18n import format_span, localized
from eventmgr.ical import Attendee, Entry, Method, invitation
from eventmgr.lru import Lru
from eventmgr.messages.composing import absolute_url, base_url, compose, own_address
from eventmgr.messages.letters import Attachment, Letter, new_message_id, safe_name
from eventmgr.messages.secrets import Secret
from eventmgr.messages.services import enqueue, new_row
from eventmgr.prepared import NewRow
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.registration import queries
from eventmgr.registration.models import Registration
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
_WITH_CODE = ("confirmed", "promoted", "changed", "link", "substitute")
_INVITES = ("confirmed", "promoted", "changed", "postponed", "substitute")
_TAKES_BACK = ("rejected", "withdrawn", "deleted", "replaced")
_CODE_FILE = "code.png"
_NAME, _TOKEN, _POSITION = "\ue000name\ue001", "e000-token-e001", "\ue000position\ue001"
"""What stands in a draft for its reader's own values (private use characters; an ASCII word inside an address)."""
_MOST_FACTS, _MOST_BYTES = 256, 8 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class Facts:
    """What every letter about an event says, in one language; one object for as long as it holds."""

    title: str
    when: str
    location: str
    entry: Entry


_facts: Lru[tuple[object, ...], Facts] = Lru(_MOST_FACTS)
Shape = tuple[bool, bool, bool]
"""Whether a letter shows a check-in code, a place in the queue, and its reader's name."""
# Measured: composing each letter anew takes 12 % more processor time per registration (docs/performance.md).
_drafts: Lru[tuple[object, ...], Letter] = Lru(
    _MOST_FACTS, most_bytes=_MOST_BYTES, size=lambda letter: len(letter.text) + len(letter.html)
)


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
        reason: what the office says. Never what a participant typed: a letter goes to whatever address they chose.
        position: place in the queue, for the waiting list.
        held: whether the registration held a place before, so that its calendar entry must be taken back.
    """
    letter = _letter(kind, registration, event, at=at, reason=reason, position=position, held=held)
    if letter is not None:
        enqueue(letter, at=at)


def new_rows(
    kind: str, registration: Registration, event: Event, *, at: datetime, position: int | None
) -> list[NewRow]:
    """The same as a row to be inserted with the registration, or none."""
    letter = _letter(kind, registration, event, at=at, position=position)
    return [] if letter is None else [new_row(letter, at=at)]


def _letter(
    kind: str,
    registration: Registration,
    event: Event,
    *,
    at: datetime,
    reason: str = "",
    position: int | None = None,
    held: bool = False,
) -> Letter | None:
    if not registration.email:
        return None
    facts = facts_of(event, registration.language)
    code = Secret("check-in", (registration.id, registration.link_version))
    attachments = _attachments(kind, registration, facts.entry, code, held=held, at=at)
    shape = (any("qr" in spec for spec in attachments), position is not None, bool(safe_name(registration.name)))
    if reason or event.status_reason:
        told = localized(event.status_reason, registration.language)
        draft = _compose(kind, event, facts, registration.language, shape, reason=reason, status_reason=told)
    else:
        draft = _draft(kind, event, facts, registration.language, shape)
    try:
        return _addressed(draft, registration, event, attachments, code, position)
    except BadValue:
        return None


def _addressed(
    draft: Letter,
    registration: Registration,
    event: Event,
    attachments: list[Attachment],
    code: Secret,
    position: int | None,
) -> Letter:
    """The draft with its reader's own name and place in the queue, and with marks of its own for link and code.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    name = safe_name(registration.name)
    link = own_link(registration, event)
    plain = {_NAME: name, _TOKEN: link.mark, _POSITION: str(position or "")}
    marked = {**plain, _NAME: str(escape(name))}
    return replace(
        draft,
        to_name=registration.name,
        to_address=registration.email,
        message_id=new_message_id(draft.message_id.rpartition("@")[2].rstrip(">")),
        text=_filled(draft.text, plain),
        html=_filled(draft.html, marked),
        event_id=registration.event_id,
        about=f"registration:{registration.id}",
        attachments=attachments,
        secrets={secret.mark: secret.plain() for secret in (link, code)},
    )


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _draft(kind: str, event: Event, facts: Facts, language: str, shape: Shape) -> Letter:
    """The letter as it goes to everybody, kept as long as `facts` hold: composing costs more than the rest of it."""
    key = (kind, language, shape, facts, base_url())
    return _drafts.get_or_make(key, lambda: _compose(kind, event, facts, language, shape))


def _compose(
    kind: str, event: Event, facts: Facts, language: str, shape: Shape, *, reason: str = "", status_reason: str = ""
) -> Letter:
    """The letter with marks where its reader's own values go."""
    has_code, has_position, has_name = shape
    code: Attachment = {"type": "image/png", "filename": _CODE_FILE, "qr": "-", "alt": ""}
    return compose(
        f"registration/mail/{kind}.txt",
        language=language,
        to_name=_NAME if has_name else "",
        to_address=own_address(),
        kind=f"registration.{kind}",
        attachments=[code] if has_code else [],
        reply_to=event.contact.get("email", ""),
        facts=facts,
        contact=event.contact,
        link=absolute_url("registration.show", token=_TOKEN),
        position=_POSITION if has_position else None,
        reason=reason,
        status_reason=status_reason,
    )


def own_link(registration: Registration, event: Event) -> Secret:
    """What letters bear for the token of the own page; void when a letter leaves, it leads to where the link is sent
    again."""
    again = absolute_url("registration.send_link", slug=event.slug)
    return Secret("my", (registration.id, registration.link_version), instead=again)


def my_token(registration: Registration) -> str:
    """What opens the participant's own page."""
    return tokens.sign("my", registration.id, registration.link_version)


def check_in_code(registration: Registration) -> str:
    """What the QR code says: it opens nothing, it only names the registration to the desk."""
    return tokens.sign("check-in", registration.id, registration.link_version)


def resolve(kind: str, number: int, version: int) -> str | None:
    """The token of `kind` for that registration, as a letter says it; None if it opens nothing any more."""
    return tokens.sign(kind, number, version) if queries.find_link_version(number) == version else None


def facts_of(event: Event, language: str) -> Facts:
    """Title, time and place in `language`; kept as long as no calendar reader would see a difference."""
    key = (event.uid, event.slug, event.sequence, event.calendar_changed_at, event.status, str(event.contact), language)
    known = _facts.get(key)
    if known is None:
        entry = entry_of(event, language, base_url=base_url(), organizer_email=own_address())
        known = Facts(
            title=entry.summary,
            when=format_span(event.starts_at, event.ends_at, event.timezone, language),
            location=entry.location,
            entry=entry,
        )
        _facts.keep(key, known)
    return known


def _attachments(
    kind: str, registration: Registration, entry: Entry, code: Secret, *, held: bool, at: datetime
) -> list[Attachment]:
    attachments: list[Attachment] = []
    holds = registration.status in HOLDING
    if holds and kind in _WITH_CODE:
        attachments.append({"type": "image/png", "filename": _CODE_FILE, "qr": code.mark, "alt": ""})
    method: Method | None = None
    if holds and kind in _INVITES:
        method = "REQUEST"
    if (held and kind in _TAKES_BACK) or (holds and kind == "cancelled"):
        method = "CANCEL"
    if method is not None:
        attendee = Attendee(safe_name(registration.name), registration.email)
        content = invitation(entry, method=method, attendee=attendee, stamp=at).decode()
        attachments.append(
            {"type": f"text/calendar; method={method}", "filename": "invitation.ics", "content": content}
        )  # fmt: skip
    return attachments
