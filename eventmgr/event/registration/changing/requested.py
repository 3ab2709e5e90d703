"""A change that somebody asks for and the organizers decide: what of a registration it concerns, in values and in
words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.forms.fields import IN_ORDER, LABELS
from eventmgr.event.forms.questions import AskedQuestion, shown
from eventmgr.event.forms.words import word_of
from eventmgr.event.registration.applicant import COLUMNS, Applicant, applicant_of, values_of, values_typed
from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import Bilingual, localized

_TOGETHER = ({"unit", "province", "country"},)
"""Fields that follow from each other: none of them is decided without the others."""


@dataclass(frozen=True)
class Wanted:
    """One field of a request in words; empty where nothing was, is or shall be answered."""

    field: str
    label: str
    before: str
    """What the registration said when it was asked for."""
    now: str
    """What it says now; others may have changed it meanwhile."""
    after: str


def difference_of(registration: Registration, applicant: Applicant, form: Collection[str]) -> dict[str, list[Any]]:
    """Field → [what the registration says, what `applicant` wants], of fields that differ.

    Args:
        form: names of the fields that were asked; an answer that was not asked for stays.
    """
    there, wanted = values_of(registration), values_typed(applicant)
    fields = {field for field in there.keys() | wanted.keys() if there.get(field) != wanted.get(field)}
    fields &= {*COLUMNS, "role", *form}
    for group in _TOGETHER:
        if fields & group:
            fields |= {field for field in group if field in there or field in wanted}
    return {field: [there.get(field), wanted.get(field)] for field in sorted(fields)}


def is_reviewed(fields: Collection[str], reviewed: Collection[str]) -> bool:
    """Whether a change of `fields` concerns one that is reviewed; the country and the province follow the
    delegation."""
    concerned = set(fields) | ({"unit"} if {"province", "country"} & set(fields) else set())
    return bool(concerned & set(reviewed))


def fulfilled(registration: Registration) -> Applicant:
    """What the registration says once its request is granted; fields that the request does not name stay as they are
    now."""
    values = values_of(registration) | {field: pair[1] for field, pair in registration.requested_change.items()}
    kept = {field: value for field, value in values.items() if value not in ("", None, [])}
    return applicant_of(kept, registration.language)


def files_of(registration: Registration) -> list[Mapping[str, Any]]:
    """The answers that may name files: those that hold, and those that are asked for."""
    return [registration.answers, {field: pair[1] for field, pair in registration.requested_change.items()}]


def in_trail(requested: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The request by the names of columns and answers, as the trail has them."""
    return {
        COLUMNS.get(field) or (field if field == "role" else f"answers.{field}"): list(pair)
        for field, pair in requested.items()
        if pair[0] != pair[1]
    }


def wanted_of(
    registration: Registration,
    asked: Sequence[AskedQuestion],
    lang: str,
    *,
    groups: Mapping[str, Bilingual] = MappingProxyType({}),
    reads: Callable[[str], bool] = lambda _field: True,
) -> list[Wanted]:
    """The open request in words, in the order of the form; fields that are not the reader's are left out.

    Args:
        groups: value of the answer `group` → title.
        reads: whether the reader may see a field (`access.py`).
    """
    now = values_of(registration)
    questions = {question.name: question for question in asked}

    def said(field: str, value: Any) -> str:
        if field in questions:
            return shown(questions[field], value, lang)
        if field == "role":
            return types_of(registration.event).name(value) if value else ""
        if field == "group":
            return localized(groups.get(str(value or "")), lang)
        return str(word_of(field, value, lang))

    return [
        Wanted(
            field,
            questions[field].label_in(lang) if field in questions else str(LABELS.get(field, field)),
            said(field, pair[0]),
            said(field, now.get(field)),
            said(field, pair[1]),
        )
        for field, pair in _in_order(registration.requested_change, questions)
        if pair[0] != pair[1] and reads(field)
    ]


def _in_order(requested: Mapping[str, list[Any]], questions: Collection[str]) -> Iterable[tuple[str, list[Any]]]:
    order = [*IN_ORDER, *questions]
    return sorted(requested.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
