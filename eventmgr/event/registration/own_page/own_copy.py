"""A person's copy of everything that is kept about their registration, for programs and for reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.event.forms.attached import read_attached
from eventmgr.event.forms.kinds.journeys import kept_journey
from eventmgr.event.forms.kinds.sealed import opened
from eventmgr.event.forms.questions import PREFIX, AskedQuestion, for_participants, told
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import labels
from eventmgr.event.registration.changing.requested import wanted_of
from eventmgr.event.registration.details import held_data, lines_of, own_data
from eventmgr.event.registration.models import Registration, UnitWord
from eventmgr.event.registration.office_list.columns import Column
from eventmgr.ground.features import Holding
from eventmgr.ground.i18n import Bilingual, _, format_instant, localized
from eventmgr.identity.privacy.consents import PURPOSES
from eventmgr.identity.privacy.models import Consent
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.wording import Line, Seen, lines_seen
from eventmgr.tools.messages.models import LetterState, OutboxLetter

_OF_THE_OFFICE = ("office_note", "rank", "looks_like_id", "changed_late_at")
"""Fields of the trail in which organizers note their own."""
_MARKS = (Status.ATTENDED, Status.ABSENT)
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Kept:
    """What hangs on one registration."""

    registration: Registration
    asked: Sequence[AskedQuestion]
    consents: Sequence[Consent]
    letters: Sequence[OutboxLetter]
    history: Sequence[AuditEntry]
    groups: Mapping[str, Bilingual]
    """Value of the answer `group` → title."""
    held: Sequence[tuple[Holding, Sequence[Mapping[str, str | datetime]]]] = ()
    """What other rooms hold, in the language spoken."""
    notes: Sequence[str] = ()
    """What rooms upstairs say, in the language spoken."""
    notices: Mapping[int, Bilingual] = field(default_factory=dict)
    """Version → text of the notices that were agreed to."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Field → where the file that answers it is to be had."""
    word: UnitWord | None = None
    """What the delegation has said."""


def as_data(own: Kept) -> dict[str, object]:
    """Everything as JSON values; instants in UTC."""
    registration = own.registration
    data, hidden = own_data(registration, own.consents), _office_names(own)
    answers: Any = data["answers"]
    return data | {
        "answers": {name: _answer(own, name, answer) for name, answer in answers.items() if name not in hidden},
        "questions": {
            question.name: question.label for question in for_participants(own.asked) if question.name in answers
        },
        "notices": {str(version): text for version, text in own.notices.items()},
        "notes": list(own.notes),
        "mark": registration.status.value if registration.status in _MARKS else None,
        "held": held_data(own.held),
        **({"recommendation": _word(own.word)} if own.word else {}),
        "letters": [
            {
                "subject": letter.subject,
                "kind": letter.kind,
                "state": letter.state.value,
                "written_at": letter.created_at.isoformat(),
                "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
            }
            for letter in own.letters
        ],
        "history": [
            {
                "at": entry.at.isoformat(),
                "by": entry.actor_kind.value,
                "action": entry.action,
                "changes": _own_changes(own, entry),
                "reason": entry.reason,
            }
            for entry in own.history
        ],
    }


def _word(word: UnitWord) -> dict[str, str]:
    """What the delegation has said; its liaison is not named."""
    said = {"word": word.word.value, "by": word.speaker.value, "reason": word.reason}
    return said | {"said_at": word.said_at.isoformat()}


def _answer(own: Kept, name: str, answer: Any) -> Any:
    """An answer as it is kept; of a file its name, size and where it is to be had."""
    attached = read_attached(answer)
    if attached is None:
        return answer
    return {"name": attached.name, "size": attached.size, "address": own.addresses.get(name, "")}


def columns() -> list[Column]:
    """The three columns of the table."""
    heads = (_("Part"), _("Item"), _("Content"))
    return [Column(str(n), head, "", _cell(n)) for n, head in enumerate(heads)]


def as_rows(own: Kept, lang: str) -> Iterable[Row]:
    """The same in words, one line an item: (part, item, content)."""
    yield from _registration(own, lang)
    for consent in own.consents:
        yield (
            _("Consents"),
            PURPOSES.get(consent.purpose, consent.purpose),
            _consent(own, consent, lang),
        )
    for version, text in own.notices.items():
        yield (
            _("Consents"),
            _("Text of notice version %(version)s", version=version),
            " ".join(localized(text, lang).split()),
        )
    for holding, rows in own.held:
        for row in rows:
            for name in (known for known in holding.fields if known in row):
                label, value = holding.fields[name], row[name]
                content = _instant(own, value, lang) if isinstance(value, datetime) else value
                yield str(holding.label), str(label), content
    for letter in own.letters:
        yield _("E-mails"), letter.subject, _letter(own, letter, lang)
    seen = [Seen(entry, _own_changes(own, entry), entry.reason) for entry in own.history]
    for line in lines_seen(seen, own.registration.event.timezone):
        yield _("Change log"), _instant(own, line.entry.at, lang), _entry(line)


def _registration(own: Kept, lang: str) -> Iterable[Row]:
    registration, part = own.registration, _("Registration")
    yield part, _("Event"), localized(registration.event.title, lang)
    yield part, _("State"), str(labels.STATUSES[registration.status])
    for label, value in lines_of(registration, for_participants(own.asked), lang, groups=own.groups):
        yield part, label, value
    for wanted in wanted_of(registration, own.asked, lang, groups=own.groups):
        yield _("Requested change"), wanted.label, f"{wanted.before or '—'} → {wanted.after or '—'}"
    for note in own.notes:
        yield part, _("Note"), note
    known = {question.name for question in own.asked}
    for name, answer in (registration.answers | registration.encrypted).items():
        if name.startswith(PREFIX) and name not in known:
            yield part, name, str(kept_journey(answer) or told(opened(answer)))
    instants = (
        (_("Submitted"), registration.created_at),
        (_("Last changed"), registration.changed_at),
        (_("Confirmed on"), registration.confirmed_at),
        (_("Marked as attended"), registration.attended_at),
    )
    for label, at in instants:
        if at is not None:
            yield part, label, _instant(own, at, lang)
    if registration.reason:
        yield part, _("Reason"), registration.reason
    if own.word is not None:
        said = (str(own.word.word.label), own.word.reason, _instant(own, own.word.said_at, lang))
        yield part, _("Recommendation by the delegation"), " · ".join(filter(None, said))


def _consent(own: Kept, consent: Consent, lang: str) -> str:
    given = _(
        "notice version %(version)s, %(when)s",
        version=consent.notice_version,
        when=_instant(own, consent.given_at, lang),
    )
    if consent.withdrawn_at is None:
        return given
    return given + _(", withdrawn on %(when)s", when=_instant(own, consent.withdrawn_at, lang))


def _letter(kept: Kept, letter: OutboxLetter, lang: str) -> str:
    if letter.state is LetterState.SENT and letter.sent_at:
        return _("sent on %(when)s", when=_instant(kept, letter.sent_at, lang))
    if letter.state in (LetterState.FAILED, LetterState.BOUNCED):
        return _("could not be delivered")
    return _("not sent yet")


def _entry(line: Line) -> str:
    changes = [
        f"{change.label}: {f'{change.before} → ' if change.before else ''}{change.after or '—'}"
        for change in line.changes
    ]
    return "; ".join([line.action, *changes, *([line.reason] if line.reason else [])])


def _own_changes(kept: Kept, entry: AuditEntry) -> dict[str, object]:
    hidden = {*_OF_THE_OFFICE, *(f"answers.{name}" for name in _office_names(kept))}
    return {field: pair for field, pair in entry.changes.items() if field not in hidden}


def _office_names(kept: Kept) -> set[str]:
    """Questions that organizers ask among themselves: their notes, as `office_note` is."""
    return {question.name for question in kept.asked if question.rules.office_only}


def _instant(kept: Kept, at: datetime, lang: str) -> str:
    return format_instant(at, kept.registration.event.timezone, lang)


def _cell(number: int) -> Any:
    return lambda row: row[number]
