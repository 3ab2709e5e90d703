"""What all who are registered should hear of an event: told now, with what was collected before, or later, or not at
all.

What readers know is kept (`Known`), not what was changed: two changes are one e-mail, and a change that is changed back
is none. The numbers of the mailed entry rise with each change whoever is told (decision 0025).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import facts_now
from eventmgr.event.registration.letters.announcing import Announcement, announce, count_reached
from eventmgr.event.registration.letters.writing import OF_STATUS, differences_since, write_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.tools.messages import mailings
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.telling import Choice, choice, is_rehearsal, note_passed_over

_OF_STATUS = {EventStatus.CANCELLED.value: "cancelled", EventStatus.POSTPONED.value: "postponed"}
_AGAIN = {
    EventStatus.DRAFT.value: "published",
    EventStatus.CANCELLED.value: "restored",
    EventStatus.POSTPONED.value: "rescheduled",
}
"""State from which an event is published → the letter."""
_PREFIX, _TABLE = "registration.", "registration:"
_OF_STATES = frozenset(
    {f"{_PREFIX}{kind}" for kind in {*OF_STATUS.values(), "promoted", "revoked", "substitute"} - {"link"}}
)
"""Kinds of e-mails that tell somebody of the state of the registration: the latest is the one that counts."""


@dataclass(frozen=True)
class Known:
    """What those who are registered know of an event."""

    told: dict[str, dict[str, str]]
    """Facts by language (`calendar_entry.mailed_facts`)."""
    status: str
    ends_at: datetime
    """The end that stands in their calendars."""
    since: str = ""
    """When the first change was made that they do not know of (ISO); empty: just now."""
    heard: tuple[int, ...] = ()
    """Mailings by which some of them have heard all of it already."""


def kind_of(event: Event, known: Known) -> str | None:
    """What those who are registered should hear, if anything: a mailed entry is never left untrue."""
    now = event.status.value
    if now != known.status and now in _OF_STATUS:
        return _OF_STATUS[now]
    if now != known.status and now == EventStatus.PUBLISHED.value:
        return _AGAIN.get(known.status)
    if event.status in (EventStatus.DRAFT, EventStatus.CANCELLED):
        return None
    differs = any(differences_since(event, language, facts) for language, facts in known.told.items())
    return "changed" if differs else None


def tell(event: Event, known: Known, *, at: datetime) -> None:
    """Tell of a change since `known` as was chosen; what was collected before is told with it. The event must be
    locked."""
    pending = _read(mailings.collected_news(event.id), event)
    since = pending or known
    if choice() is Choice.COLLECT:
        _collect(event, since, at=at)
    elif choice() is Choice.NOBODY:
        note_passed_over(count_reached(event, _announcement(known, str(kind_of(event, known)), at)))
        if pending is not None:
            _collect(event, _without(event, pending, known), at=at)
    else:
        _announce(event, since, told_at=at, at=at)
        if pending is not None and not is_rehearsal():
            mailings.keep_news(event.id, None, at=at)


def tell_collected(event: Event, *, at: datetime) -> None:
    """Tell of what was collected: what all hear is compared with what they know; of several e-mails about the state of
    one registration the latest is written anew, with what holds now. The event must be locked."""
    news = mailings.collected_news(event.id)
    pending = _read(news, event)
    if pending is not None and news is not None:
        _announce(event, pending, told_at=datetime.fromisoformat(news["at"]), at=at)
    if is_rehearsal():
        return
    collected = mailings.list_collected(event.id)
    stale = [letter for letter in collected if letter.kind in _OF_STATES]
    numbers = {int(letter.about.removeprefix(_TABLE)) for letter in stale}
    for row in list_registrations_by_id(event.id, sorted(numbers)):
        if row.forgotten_at is not None or row.restricted_at is not None:
            continue
        own = [letter for letter in collected if letter.about == f"{_TABLE}{row.id}"]
        _leave_out_former(own, row.email)
        of_states = [letter for letter in own if letter.kind in _OF_STATES and letter.state is LetterState.COLLECTED]
        if of_states and of_states[-1].to_address == row.email:
            _write_anew(event, row, of_states[-1], of_states, at=at)


def _leave_out_former(collected: Sequence[OutboxLetter], address: str) -> None:
    """Who had the place, or the mailbox, of one registration meanwhile is not told of its state any more; somebody who
    came and went before anybody was told hears nothing at all."""
    former = [letter for letter in collected if letter.kind in _OF_STATES and letter.to_address != address]
    passing = {letter.to_address for letter in former if letter.kind == f"{_PREFIX}substitute"}
    gone = [letter for letter in collected if letter.kind == f"{_PREFIX}replaced" and letter.to_address in passing]
    for letter in (*former, *gone):
        if letter in gone or _calendar_of(letter) != "CANCEL":
            letter.state = LetterState.TAKEN_BACK


def _write_anew(
    event: Event, row: Registration, letter: OutboxLetter, collected: Sequence[OutboxLetter], *, at: datetime
) -> None:
    """In the place of those that were collected about the same registration; one that takes a calendar entry back stays
    unless the latest says something to calendars."""
    method = _calendar_of(letter)
    for other in collected:
        if other is letter or method or _calendar_of(other) != "CANCEL":
            other.state = LetterState.TAKEN_BACK
    kind = letter.kind.removeprefix(_PREFIX)
    write_letter(kind, row, event, at=at, reason=row.reason, held=method == "CANCEL")


def _calendar_of(letter: OutboxLetter) -> str:
    """`REQUEST`, `CANCEL`, or empty: what an e-mail says to calendar programs."""
    methods = [spec["type"].partition("method=")[2] for spec in letter.attachments if "calendar" in spec["type"]]
    return methods[0] if methods else ""


def _announce(event: Event, known: Known, *, told_at: datetime, at: datetime) -> None:
    kind = kind_of(event, known)
    if kind is None or at >= known.ends_at:
        return
    announce(event, _announcement(known, kind, told_at), at=at)
    mailings.note_announced(_plain(event, known, kind, at=at))


def _announcement(known: Known, kind: str, told_at: datetime) -> Announcement:
    return Announcement(kind, known.told, told_at, known.heard)


def _collect(event: Event, known: Known, *, at: datetime) -> None:
    """Keep what readers know; nothing where nothing differs from it any more."""
    kind = kind_of(event, known)
    is_told = kind is not None and at < known.ends_at
    mailings.keep_news(event.id, _plain(event, known, str(kind), at=at) if is_told else None, at=at)


def _plain(event: Event, known: Known, kind: str, *, at: datetime) -> dict[str, Any]:
    return {
        "kind": f"{_PREFIX}{kind}",
        "told": known.told,
        "status": known.status,
        "ends_at": known.ends_at.isoformat(),
        "since": known.since or at.isoformat(),
        "at": at.isoformat(),
        "shown": event.mail_digest,
        "number": count_reached(event, _announcement(known, kind, at)),
    }


def _read(news: dict[str, Any] | None, event: Event) -> Known | None:
    if not news:
        return None
    heard = news.get("heard", []) if news.get("shown") == event.mail_digest else []
    return Known(news["told"], news["status"], datetime.fromisoformat(news["ends_at"]), news["since"], tuple(heard))


def _without(event: Event, pending: Known, known: Known) -> Known:
    """What was collected, without what has changed since `known`: of that nobody is told, later neither."""
    now = facts_now(event)
    known_facts = {
        language: {
            name: now[language][name] if known.told[language].get(name) != now[language][name] else value
            for name, value in facts.items()
        }
        for language, facts in pending.told.items()
    }
    status = event.status.value if known.status != event.status.value else pending.status
    return Known(known_facts, status, pending.ends_at, pending.since)
