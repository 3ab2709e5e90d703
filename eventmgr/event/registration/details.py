"""What a registration says, for people and as their own data. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.forms import words
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.fields import DOCUMENT, SEALED, UNREADABLE
from eventmgr.event.forms.kinds.journeys import kept_journey
from eventmgr.event.forms.kinds.sealed import opened
from eventmgr.event.forms.questions import PREFIX, AskedQuestion, told
from eventmgr.event.registration.applicant import columns_of
from eventmgr.event.registration.covering import COVERED, covered
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import Holding
from eventmgr.ground.i18n import Bilingual, localized
from eventmgr.ground.sealing import Unreadable
from eventmgr.identity.privacy.models import Consent


@dataclass(frozen=True)
class OfficeLine:
    """A line of the organizers' page."""

    field: str
    label: str
    value: str
    can_reveal: bool
    """It is covered, and the reader may have it uncovered."""
    is_file: bool = False
    """The value is the name of a file, which has an address of its own."""


def lines_of(
    registration: Registration,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    groups: Mapping[str, Bilingual] = MappingProxyType({}),
) -> list[tuple[str, str]]:
    """(label, value) of everything that was typed and is not empty, in the order of the form, for the person.

    Args:
        groups: value of the answer `group` → title.
    """
    values = _values(registration, registration.answers | registration.encrypted, groups, lang)
    return words.lines_of(values, asked, lang, is_sealed=isinstance(registration.sensitive, Unreadable))


def named_lines_of(
    registration: Registration, asked: Sequence[AskedQuestion], lang: str, *, groups: Mapping[str, Bilingual]
) -> list[tuple[str, str, str]]:
    """The same as (field, label, value), for a page that others may look at over a shoulder: the number of a document
    is covered; the copy has it in full."""
    answers = registration.answers | registration.encrypted
    values = _values(registration, answers, groups, lang)
    lines = words.named_lines_of(values, asked, lang, is_sealed=isinstance(registration.sensitive, Unreadable))
    return [(name, label, covered(name, value) if name in DOCUMENT else value) for name, label, value in lines]


def office_lines(
    registration: Registration,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    groups: Mapping[str, Bilingual],
    reads: Callable[[str], bool],
    revealed: Collection[str] = (),
) -> list[OfficeLine]:
    """The same for the organizers: numbers, addresses and sensitive answers are covered but for those just revealed.

    Args:
        reads: whether the reader's role opens a field (`access.py`); answers that it does not are left out.
        revealed: the fields that the reader has given a reason for.
    """
    answers = {name: value for name, value in (registration.answers | registration.encrypted).items() if reads(name)}
    values = _values(registration, answers, groups, lang)
    is_sealed = isinstance(registration.sensitive, Unreadable) and any(reads(name) for name in SEALED)
    lines, files = [], attached_in(answers)
    for field, label, value in words.named_lines_of(values, asked, lang, is_sealed=is_sealed):
        is_covered = is_sealed_question(registration, field) or field in COVERED
        is_covered &= not (field in revealed and reads(field))
        shown = covered(field, value) if is_covered else value
        lines.append(OfficeLine(field, label, shown, is_covered and reads(field), field in files))
    return lines


def covered_values(registration: Registration) -> dict[str, str]:
    """Field → value of what is covered of a registration, as far as there is one."""
    values = {"mobile": registration.mobile, "email": registration.email, **registration.encrypted}
    sealed = [field for field in registration.encrypted if is_sealed_question(registration, field)]
    return {
        field: str(kept_journey(values[field]) or told(opened(values[field])))
        for field in (*COVERED, *sealed)
        if values.get(field)
    }


def is_sealed_question(registration: Registration, field: str) -> bool:
    """Whether it is a question of the event's own whose answer is kept sealed."""
    return field.startswith(PREFIX) and field in registration.encrypted


def _values(
    registration: Registration, answers: Mapping[str, object], groups: Mapping[str, Bilingual], lang: str
) -> dict[str, object]:
    unread = {"id_number": str(UNREADABLE)} if isinstance(registration.id_document, Unreadable) else {}
    return {
        **answers,
        **unread,
        **columns_of(registration),
        "role": types_of(registration.event).name(registration.role, lang),
        "group": localized(groups.get(str(answers.get("group") or "")), lang),
    }


def _requested(registration: Registration) -> dict[str, object]:
    """The change that is asked for, where one is."""
    at = registration.change_requested_at
    return {} if at is None else {"requested_change": registration.requested_change, "requested_at": at.isoformat()}


def held_data(held: Iterable[tuple[Holding, Iterable[Mapping[str, str | datetime]]]]) -> dict[str, object]:
    """What other rooms hold of a person, as JSON values by their keys; instants in UTC."""
    return {
        holding.key: [
            {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
            for row in rows
        ]
        for holding, rows in held
    }


def own_data(registration: Registration, consents: Iterable[Consent]) -> dict[str, object]:
    """Everything that is kept about a registration, as JSON values; instants in UTC."""
    return _requested(registration) | {
        "event": {"slug": registration.event.slug, "title": registration.event.title},
        "status": registration.status.value,
        "role": registration.role,
        **({"leadership": registration.leadership.value} if registration.leadership else {}),
        "source": registration.source.value,
        **columns_of(registration),
        "answers": {name: opened(value) for name, value in (registration.answers | registration.encrypted).items()},
        "answers_that_cannot_be_read": any(
            isinstance(kept, Unreadable) for kept in (registration.sensitive, registration.id_document)
        ),
        **({"withheld_answers": dict(registration.withheld)} if registration.withheld else {}),
        "language": registration.language,
        "reason": registration.reason,
        "restricted_at": registration.restricted_at.isoformat() if registration.restricted_at else None,
        "objected_at": registration.objected_at.isoformat() if registration.objected_at else None,
        "stay_deleted_at": registration.stay_deleted_at.isoformat() if registration.stay_deleted_at else None,
        "created_at": registration.created_at.isoformat(),
        "changed_at": registration.changed_at.isoformat(),
        "confirmed_at": registration.confirmed_at.isoformat() if registration.confirmed_at else None,
        "attended_at": registration.attended_at.isoformat() if registration.attended_at else None,
        "consents": [
            {
                "purpose": consent.purpose,
                "notice_version": consent.notice_version,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in consents
        ],
    }
