"""What is written to participants, in their language, into the outbox of the same transaction; the links and codes that
it bears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import escape

from eventmgr.event.events.derived.calendar_entry import mailed_entry_of, mailed_facts, stamp_of
from eventmgr.event.events.derived.opening import fee_in_words, types_of
from eventmgr.event.events.mail import letter_about
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import letter_text_of, next_cancel, organizer_of, own_words_of
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.letters.placeholders import placeholders_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import feed_page, inviting_kinds
from eventmgr.event.registration.queries.rows import find_expiry, find_feed_version, find_link_version, is_mailbox_held
from eventmgr.ground.columns import settings_of
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import format_instant, localized, speaking
from eventmgr.ground.lru import Lru
from eventmgr.ground.prepared import NewRow
from eventmgr.tools.charts.qr import image_address
from eventmgr.tools.ical import Attendee, Entry, Method, invitation
from eventmgr.tools.messages import telling
from eventmgr.tools.messages.composing import absolute_url, base_url, compose, own_address
from eventmgr.tools.messages.letters import Attachment, Letter, new_message_id, safe_name
from eventmgr.tools.messages.queries import is_letter_written
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue
from eventmgr.tools.messages.services import new_rows as rows_of_letter
from eventmgr.tools.web import tokens
from eventmgr.tools.web.rendering.zones import span_in_words, zone_name

OF_STATUS = {
    Status.PENDING: "received",
    Status.CONFIRMED: "confirmed",
    Status.WAITLISTED: "waitlisted",
    Status.OFFERED: "offered",
    Status.REJECTED: "rejected",
    Status.WITHDRAWN: "withdrawn",
    Status.ATTENDED: "link",
    Status.ABSENT: "link",
}
"""Which letter tells somebody of this state."""
TAKES_PLACE = ("published", "restored", "rescheduled")
"""Letters that tell all of an event that it takes place, now or after all."""
ENTERED = "entered"
"""Somebody whom the liaison of their delegation has entered is told how it stands, and asked to agree, in one
letter."""
_WITH_CODE = ("confirmed", ENTERED, "promoted", "changed", "link", "substitute", "change_granted", *TAKES_PLACE)
_INVITES = ("confirmed", ENTERED, "promoted", "changed", "postponed", "substitute", *TAKES_PLACE)
_TAKES_BACK = ("rejected", "revoked", "withdrawn", "deleted", "replaced", "moved")
_NOT_MAILED = (EventStatus.DRAFT, EventStatus.CANCELLED)  # in which nobody is invited: an entry would lead to nothing
_CODE_FILE = "code.png"
_NAME, _TOKEN, _FEED, _FIGURE = "\ue000name\ue001", "e000-token-e001", "e000-feed-e001", "\ue000figure\ue001"
"""What stands in a draft for its reader's own values (private use characters; an ASCII word inside an address)."""
_NAMED = tuple(name for name, said in settings_of(Event).items() if said.in_letters)
_MOST_FACTS, _MOST_BYTES = 256, 8 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class Facts:
    """What every letter about an event says, in one language; one object for as long as it holds."""

    title: str
    when: str
    location: str
    fee: str
    named: Mapping[str, Any]
    """Every setting that letters name, as it stands."""
    entry: Entry
    """As an invitation bears it, but for its number."""
    taken_back: Entry
    """The same for a CANCEL."""
    link_again: str
    """Where somebody's link is sent again."""
    page: str
    """The public page of the event."""


Difference = tuple[str, str, str]
"""(name of what changed, from, to)."""
_facts: Lru[tuple[object, ...], Facts] = Lru(_MOST_FACTS)
Shape = tuple[bool, bool, bool, bool, str]
"""Whether a letter shows a check-in code, a figure of its own, its reader's name, and that their delegation recommends
them; and the state of which one for several states tells."""
# Measured: composing each letter anew takes 12 % more processor time per registration (docs/inside/performance.md).
_drafts: Lru[tuple[object, ...], Letter] = Lru(
    _MOST_FACTS, most_bytes=_MOST_BYTES, size=lambda letter: len(letter.text) + len(letter.html)
)


def write_letter(
    kind: str,
    registration: Registration,
    event: Event,
    *,
    at: datetime,
    reason: str = "",
    figure: int | str | None = None,
    held: bool = False,
    differences: Sequence[Difference] = (),
) -> None:
    """One letter to the participant; nothing where no address is known. The row's id must be known.

    Args:
        kind: name of a template in `templates/event/registration/mail/`.
        reason: what the office says. Never what a participant typed: a letter goes to whatever address they chose.
        figure: what the letter tells its reader alone: place in the queue. Until when a place is offered is looked up.
        held: whether the mailbox holds a calendar entry that must be taken back (`takes_back`); the event must be
            locked.
        differences: what has changed of the event, for letters that tell of it.
    """
    row_kind = f"registration.{kind}"
    if registration.email and telling.has_sample(row_kind, registration.language):
        telling.note_reader(registration.name, row_kind, registration.language)
        return
    letter = _letter(
        kind, registration, event, at=at, reason=reason, figure=figure, held=held, differences=tuple(differences)
    )
    if letter is not None:
        enqueue(letter, at=at)


def new_letter_rows(
    kind: str, registration: Registration, event: Event, *, at: datetime, figure: int | str | None
) -> list[NewRow]:
    """The same as a row to be inserted with the registration, or none."""
    letter = _letter(kind, registration, event, at=at, figure=figure)
    return [] if letter is None else rows_of_letter(letter, at=at)


def _letter(
    kind: str,
    registration: Registration,
    event: Event,
    *,
    at: datetime,
    reason: str = "",
    figure: int | str | None = None,
    held: bool = False,
    differences: tuple[Difference, ...] = (),
) -> Letter | None:
    if not registration.email:
        return None
    facts = facts_of(event, registration.language)
    if kind == "offered":
        figure = _said_until(find_expiry(registration.id), registration, event)
    code = Secret("check-in", (registration.id, registration.link_version))
    name = safe_name(registration.name)
    attachments = _attachments(kind, registration, event, facts, code, name=name, held=held, at=at)
    awaits = types_of(event).needs_word(registration.role)
    has_code = any("qr" in spec for spec in attachments)
    shape = (has_code, figure is not None, bool(name), awaits, _state_told(kind, registration))
    if reason:
        draft = _compose(kind, event, facts, registration.language, shape, reason=reason, differences=differences)
    else:
        draft = _draft(kind, event, facts, registration.language, shape, differences)
    try:
        return _addressed(draft, registration, facts, name, attachments, code, figure)
    except BadValue:
        return None


def _state_told(kind: str, registration: Registration) -> str:
    return registration.status.value if kind == ENTERED else ""


def _said_until(instant: datetime | None, registration: Registration, event: Event) -> str:
    return format_instant(instant, event.timezone, registration.language) if instant else ""


def is_invited(registration: Registration) -> bool:
    """Whether a letter with an invitation was written to who holds this place: each is taken back by one more letter,
    so no limit of letters stands in the way."""
    if registration.status not in HOLDING or not registration.email:
        return False
    kinds = [*(f"registration.{kind}" for kind in _INVITES), *inviting_kinds()]
    return is_letter_written(f"registration:{registration.id}", kinds, to=registration.email)


def takes_entry_back(registration: Registration) -> bool:
    """Whether the entry at this mailbox goes together with this place: one that somebody else with a place shares keeps
    it."""
    return bool(registration.email) and not is_mailbox_held(registration)


def _addressed(
    draft: Letter,
    registration: Registration,
    facts: Facts,
    name: str,
    attachments: list[Attachment],
    code: Secret,
    figure: int | str | None,
) -> Letter:
    """The draft with its reader's own name and place in the queue, and with marks of its own for links and code
    (`secrets`).

    Raises:
        BadValue: the address is none that mail can carry.
    """
    link, feed = own_link(registration, facts), own_feed(registration, facts)
    plain = {_NAME: name, _TOKEN: link.mark, _FEED: feed.mark, _FIGURE: str(figure or "")}
    marked = {**plain, _NAME: str(escape(name))}
    return replace(
        draft,
        to_name=registration.name,
        to_address=registration.email,
        message_id=new_message_id(draft.message_id.rpartition("@")[2].rstrip(">")),
        subject=_filled(draft.subject, plain),
        text=_filled(draft.text, plain),
        html=_filled(draft.html, marked),
        event_id=registration.event_id,
        about=f"registration:{registration.id}",
        attachments=attachments,
        secrets={secret.mark: secret.plain() for secret in (link, code, *([feed] if _FEED in draft.text else []))},
    )


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _draft(
    kind: str, event: Event, facts: Facts, language: str, shape: Shape, differences: tuple[Difference, ...]
) -> Letter:
    """The letter as it goes to everybody, kept as long as `facts` hold: composing costs more than the rest of it."""
    own = [told(event, f"registration.{kind}", language) for told in (own_words_of, letter_text_of)]
    key = (kind, language, shape, facts, differences, base_url(), *own)
    return _drafts.get_or_make(key, lambda: _compose(kind, event, facts, language, shape, differences=differences))


def _compose(
    kind: str,
    event: Event,
    facts: Facts,
    language: str,
    shape: Shape,
    *,
    reason: str = "",
    differences: tuple[Difference, ...] = (),
) -> Letter:
    """The letter with marks where its reader's own values go."""
    has_code, has_figure, has_name, recommends, state = shape
    return compose(
        f"event/registration/mail/{kind}.txt",
        language=language,
        to_name=_NAME if has_name else "",
        to_address=own_address(),
        kind=f"registration.{kind}",
        attachments=[{"type": "image/png", "filename": _CODE_FILE, "qr": "-", "alt": ""}] if has_code else [],
        reply_to=facts.named["contact"].get("email", ""),
        facts=facts,
        contact=facts.named["contact"],
        link=absolute_url("registration.show", token=_TOKEN),
        feed=feed_page(_FEED),
        figure=_FIGURE if has_figure else None,
        recommends=recommends,
        state=state,
        reason=reason,
        status_reason=localized(facts.named["status_reason"], language),
        differences=differences,
        own_words=own_words_of(event, f"registration.{kind}", language),
        wording=letter_text_of(event, f"registration.{kind}", language),
        placeholders=placeholders_of(kind),
        has_entry=kind in _INVITES
        and facts.named["status"] not in _NOT_MAILED
        and state in ("", Status.CONFIRMED.value),
    )


def sample_letter(kind: str, registration: Registration, event: Event) -> Letter:
    """The letter to a made-up person whose registration is in no session: nothing is numbered, nothing opens."""
    facts, language = facts_of(event, registration.language), registration.language
    code = Secret("check-in", value="-")
    holds = registration.status in HOLDING
    attachments: list[Attachment] = []
    if holds and kind in _WITH_CODE:
        attachments.append({"type": "image/png", "filename": _CODE_FILE, "qr": code.mark, "alt": ""})
    is_taken_back = kind == "cancelled" or kind in _TAKES_BACK
    if is_taken_back or (holds and kind in _INVITES):
        method = "CANCEL" if is_taken_back else "REQUEST"
        attachments.append({"type": f"text/calendar; method={method}", "filename": "invitation.ics", "content": ""})
    name = safe_name(registration.name)
    has_code, awaits = any("qr" in spec for spec in attachments), types_of(event).needs_word(registration.role)
    shape = (has_code, kind in ("waitlisted", "offered"), bool(name), awaits, _state_told(kind, registration))
    reason = registration.reason if kind in ("rejected", "revoked", "withdrawn", "change_declined") else ""
    figure = _said_until(event.starts_at, registration, event) if kind == "offered" else 3
    told = (("place", "…", facts.location),) if kind in ("changed", "postponed", "rescheduled", "restored") else ()
    draft = _compose(kind, event, facts, language, shape, reason=reason, differences=told)
    return _addressed(draft, registration, facts, name, attachments, code, figure)


def own_link(registration: Registration, facts: Facts) -> Secret:
    """What letters bear for the token of the own page; void when a letter leaves, it leads to where the link is sent
    again."""
    return Secret("my", (registration.id, registration.link_version), instead=facts.link_again)


def own_feed(registration: Registration, facts: Facts) -> Secret:
    """The same for the token of the personal calendar."""
    return Secret("feed", (registration.id, registration.feed_version), instead=facts.link_again)


def my_token(registration: Registration) -> str:
    """What opens the participant's own page."""
    return tokens.sign("my", registration.id, registration.link_version)


def check_in_code(registration: Registration) -> str:
    """What the QR code says: it opens nothing, it only names the registration to the desk."""
    return signed_check_in_code(registration.id, registration.link_version)


def resolve(kind: str, number: int, version: int) -> str | None:
    """The token of `kind` for that registration, as a letter says it; None if it opens nothing any more."""
    return tokens.sign(kind, number, version) if find_link_version(number) == version else None


def resolve_feed(number: int, version: int) -> str | None:
    """The token of that registration's calendar; None if it opens nothing any more."""
    return tokens.sign("feed", number, version) if find_feed_version(number) == version else None


def facts_of(event: Event, language: str) -> Facts:
    """Title, time and place in `language`; kept as long as no reader of a letter would see a difference."""
    named = {name: getattr(event, name) for name in _NAMED}
    numbers = event.uid, event.sequence, event.calendar_changed_at, event.mail_digest
    values = (repr(value) if isinstance(value, dict | list) else value for value in named.values())
    key = (*numbers, *values, language, base_url(), organizer_of(event))
    return _facts.get_or_make(key, lambda: _make_facts(event, language, named))


def _make_facts(event: Event, language: str, named: Mapping[str, Any]) -> Facts:
    event_facts = mailed_facts(event, language)
    when = span_in_words(event.starts_at, event.ends_at, event.timezone, language)
    entry, taken_back = (
        mailed_entry_of(
            event, language, base_url=base_url(), organizer_email=organizer_of(event), is_taken_back=is_taken_back
        )
        for is_taken_back in (False, True)
    )
    again = absolute_url("registration.send_link", slug=event.slug)
    with speaking(language):
        fee = fee_in_words(event)
    page = absolute_url("events.show", slug=event.slug)
    return Facts(event_facts["title"], when, event_facts["place"], fee, named, entry, taken_back, again, page)


def differences_since(event: Event, language: str, before: dict[str, str]) -> tuple[Difference, ...]:
    """What letters say otherwise now than `before` (`mailed_facts`), line by line: (name, from, to); not the state and
    its reason, which the letter itself is about."""
    now = mailed_facts(event, language)
    if before.get("zone", now["zone"]) != now["zone"]:
        before, now = (
            {**facts, "time": " ".join((facts["time"], zone_name(facts["zone"], language)))} for facts in (before, now)
        )
    return tuple(
        (name, before.get(name, ""), now[name])
        for name in ("title", "time", "place", "contact")
        if before.get(name, "") != now[name]
    )


def _attachments(
    kind: str,
    registration: Registration,
    event: Event,
    facts: Facts,
    code: Secret,
    *,
    name: str,
    held: bool,
    at: datetime,
) -> list[Attachment]:
    attachments: list[Attachment] = []
    holds = registration.status in HOLDING
    if holds and kind in _WITH_CODE:
        attachments.append({"type": "image/png", "filename": _CODE_FILE, "qr": code.mark, "alt": ""})
    message = _message(kind, registration, event, facts, held=held, at=at)
    if message is not None:
        method, entry, stamp = message
        attendee = Attendee(name, registration.email)
        content = invitation(entry, method=method, attendee=attendee, stamp=stamp).decode()
        media_type = f"text/calendar; method={method}"
        attachments.append({"type": media_type, "filename": "invitation.ics", "content": content})
    return attachments


def entry_for(registration: Registration, event: Event, facts: Facts, *, at: datetime) -> list[Attachment]:
    """The event for the calendar of who holds a place, as a confirmation bears it; nothing for others. An e-mail of
    another room that bears it says so (`notes.INVITING_KINDS`), so that it can be taken back."""
    name, code = safe_name(registration.name), Secret()
    return _attachments("postponed", registration, event, facts, code, name=name, held=False, at=at)


def _message(
    kind: str, registration: Registration, event: Event, facts: Facts, *, held: bool, at: datetime
) -> tuple[Method, Entry, datetime] | None:
    """What a letter of this kind says to a calendar program, and when (DTSTAMP); None: nothing.

    What one person gives up is numbered on its own, above all invitations so far; what all are told has the event's
    number, which has just risen.
    """
    holds = registration.status in HOLDING
    stamp = max(stamp_of(event, at), registration.calendar_changed_at)
    if kind == "cancelled" and holds:
        return "CANCEL", replace(facts.taken_back, sequence=event.mail_sequence), stamp
    if kind in _TAKES_BACK and held:
        if event.status is EventStatus.DRAFT:
            return None
        number, numbered_at = next_cancel(event, at=stamp)
        return "CANCEL", replace(facts.taken_back, sequence=number), numbered_at
    if kind in _INVITES and holds and event.status not in _NOT_MAILED:
        return "REQUEST", replace(facts.entry, sequence=event.mail_sequence), stamp
    return None


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
    """The e-mail of that kind, not written yet; its placeholders are `placeholders.OF_EVENT`, `LINK` and its own.

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


def signed_check_in_code(number: int, link_version: int) -> str:
    """What the code of registration `number` says: it opens nothing, it only names the registration to the desk."""
    return tokens.sign("check-in", number, link_version)


def handed_over(event: Event, registration: Registration, link: str) -> dict[str, str]:
    """What a slip says (`event/registration/_slip.html`): the way to the own page as address and picture, and what is
    said on the telephone."""
    door = absolute_url("registration.send_link", slug=event.slug)
    return {"link": link, "picture": image_address(link), "code": spoken_code(registration), "door": door}


def spoken_code(registration: Registration) -> str:
    """Nine digits that open the own page together with name and mobile number: what is read out on the telephone. It
    dies with the link."""
    tag = tokens.keyed("spoken", f"{registration.id}:{registration.link_version}")
    digits = f"{int.from_bytes(tag) % 10**9:09d}"
    return " ".join(digits[i : i + 3] for i in range(0, 9, 3))
