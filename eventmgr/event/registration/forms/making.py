"""The registration form for whoever fills it in: without what is not asked, with what stands there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any

from eventmgr.event.forms import binding, checking, questions
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import ENCRYPTED, PASSED_ON
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.content.values import kept_answers
from eventmgr.event.registration.forms.registering import ANSWERS, GUEST, RegistrationForm
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.covering import covered

_SEALED = frozenset({*ENCRYPTED, "consent_sensitive", "consent_identity"})


def registration_form(
    asked: Asked,
    *,
    typed: Any = None,
    registration: Registration | None = None,
    preset: dict[str, Any] | None = None,
    by_office: bool = False,
    role: str | None = None,
    uncovered: bool = False,
    unseen: Collection[str] = (),
) -> RegistrationForm:
    """The form that asks `asked`, in the language spoken now.

    Args:
        typed: what was sent (a MultiDict), or None for a fresh form.
        registration: what stands in the form at first.
        preset: or these values.
        by_office: the office fills it in: it ticks no consent for others, and less is required.
        role: in what capacity they were invited; nothing else can be chosen then.
        uncovered: the office has said what it needs covered data for; else these are masked or not asked, and stay.
        unseen: sealed fields that are asked all the same, with nothing in them, as are then trains and flights.
    """
    if registration and not registration.unit_code:
        asked = replace(asked, takes_guests=True)  # who is a guest already stays one
    if not by_office:
        given = role or (preset or {}).get("role")
        comes_as = registration.role if registration else given or Role.DELEGATE
        asked = asked.for_participant(str(comes_as))
    whole = asked
    if by_office:
        asked = asked.without_files()
    is_covered = bool(by_office and registration and not uncovered)
    if is_covered:
        asked = asked.without_sealed()
    judged = (asked if asked.asks_all_alike else whole).questions
    kinds = tuple((question.key, question.kind) for question in questions.answered(asked.questions))
    if registration:
        values = _values(registration, asked, by_office=by_office)
    else:
        values = checking.defaults(asked.questions) if typed is None else {}
        values |= preset or {}
    masked = ("mobile", "email") if is_covered else () if by_office or not registration else ("id_number",)
    covers = {name: covered(name, str(values[name])) for name in masked if values.get(name)}
    left_out = _left_out(asked, by_office=by_office, new=not registration)
    if is_covered:
        left_out |= _SEALED.difference(unseen)
    hidden = dict.fromkeys((*unseen, *_journeys(asked))) if unseen and registration else {}
    form = _class_for(kinds, left_out)(formdata=typed, data=values | covers | hidden)
    form.sensitive = whole.sensitive
    form.prepare(asked, by_office=by_office, own_type=registration.role if registration else "")
    form.is_covered, form.covers, form.judged = is_covered, covers, judged
    if is_covered:
        form.cover_journeys()
    if registration:
        form.stored, form.kept = values, kept_answers(registration, {question.name for question in asked.questions})
    elif role is not None:
        form.come_as(role)
    return form


def _journeys(asked: Asked) -> list[str]:
    return [question.name for question in asked.questions if question.kind is questions.QuestionKind.JOURNEY]


def _left_out(asked: Asked, *, by_office: bool, new: bool) -> frozenset[str]:
    """The fields that are not asked."""
    out = asked.left_out()
    if "diet" in out and (by_office or not asked.sensitive):
        out |= {"consent_sensitive"}
    if "id_number" in out:
        out |= {"consent_identity"}
    out |= set() if new and not by_office and not out.issuperset(PASSED_ON) else {"consent_stay"}
    out |= {"consent_identity_stay"} if {"id_number", "consent_stay"} & out else set()
    if by_office:
        return frozenset(out - {"sector", "title", "email", "role"} | {"consent"})
    return frozenset(out | {"rank", "office_note"})


@lru_cache(maxsize=256)
def _class_for(kinds: tuple[tuple[str, Any], ...], left_out: frozenset[str]) -> type[RegistrationForm]:
    """The form class without some fields and with one field per question; made once for events that ask alike."""
    own: dict[str, Any] = dict.fromkeys(left_out)
    own |= {questions.PREFIX + key: binding.unbound_field(kind) for key, kind in kinds}
    return type("RegistrationFormOfEvent", (RegistrationForm,), own)


def _values(registration: Registration, asked: Asked, *, by_office: bool) -> dict[str, object]:
    """The fields of a form that shows `registration`."""
    answers = registration.answers | registration.encrypted
    kinds = {question.name: question.kind for question in questions.answered(asked.questions)}
    return {
        **{name: answers.get(name) for name in ANSWERS},
        **{name: questions.from_answer(kind, answers.get(name)) for name, kind in kinds.items()},
        "name": registration.name,
        "organization": registration.organization_name,
        "unit": registration.unit_code or (GUEST if asked.units and not by_office else ""),
        "province": registration.province_code,
        "country": registration.country_code,
        "name_latin": registration.name_latin,
        "sector": registration.sector_code,
        "title": registration.title,
        "mobile": registration.mobile,
        "email": registration.email,
        "role": registration.role,
        "consent_sensitive": bool(
            answers.get("diet")
            or answers.get("diet_note")
            or any(answers.get(question.name) for question in asked.sensitive)
        ),
        "consent_identity": bool(answers.get("id_number")),
        "rank": registration.rank,
        "office_note": registration.office_note,
    }
