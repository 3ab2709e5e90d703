"""What was typed for an answer, read and held against the bounds of its question; and the answer of a fresh form.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from eventmgr.event.forms.kinds.moments import typed_day, typed_time
from eventmgr.event.forms.questions import CODED, FILES, LISTS, AskedQuestion, QuestionKind, options_of
from eventmgr.event.forms.rules import Rules
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, _, speaking
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code

MOST = 10**9
"""A number without bounds lies between this and its negative."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,12}))?", re.ASCII)
_SEPARATORS = re.compile(r"[；;\n]")

Answer = int | float | date | str


def read_answer(kind: QuestionKind, typed: str, rules: Rules, label: str) -> Answer:
    """The answer of a question whose kind is in `READERS`; `typed` is one line in NFKC, not empty.

    Raises:
        ValueError: it is none, or out of bounds; the sentence names the question.
    """
    answer: Answer = READERS[kind](typed, rules, label)
    return answer


def read_number(typed: str, rules: Rules, label: str) -> int | float:
    """A number with no more decimal places than asked for."""
    match = _NUMBER.fullmatch(typed)
    least, most = float(rules.least or -MOST), float(rules.most or MOST)
    decimals = (match[1] or "").rstrip("0") if match else ""
    number = float(typed.replace(",", "")) if match else 0.0
    if match and len(decimals) <= rules.places and least <= number <= most:
        return int(number) if number.is_integer() else number
    bounds = {"label": label, "least": _plain(least), "most": _plain(most)}
    if rules.places:
        raise ValueError(
            _(
                "“%(label)s” must be a number from %(least)s to %(most)s with at most %(places)s decimal places.",
                places=rules.places,
                **bounds,
            )
        )
    raise ValueError(_("“%(label)s” must be a whole number from %(least)s to %(most)s.", **bounds))


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def read_date(typed: str, rules: Rules, label: str) -> date:
    """A day, typed `2026-05-13`, also with dots or slashes."""
    value = typed_day(typed, label)
    _within(value.isoformat(), rules, label)
    return value


def read_time(typed: str, rules: Rules, label: str) -> str:
    """A time of day as `HH:MM`."""
    value = typed_time(typed, label)
    _within(value, rules, label)
    return value


def _within(value: str, rules: Rules, label: str) -> None:
    if rules.least and value < rules.least:
        raise ValueError(_("“%(label)s” must not be before %(least)s.", label=label, least=rules.least))
    if rules.most and value > rules.most:
        raise ValueError(_("“%(label)s” must not be after %(most)s.", label=label, most=rules.most))


def read_credit_code(typed: str, _rules: Rules, label: str) -> str:
    """A social credit code whose check character is right."""
    try:
        return normalize_credit_code(typed)
    except Refusal as refusal:
        raise ValueError(_("“%(label)s”: %(value)s", label=label, value=refusal.message)) from None


READERS: dict[QuestionKind, Any] = {
    QuestionKind.NUMBER: read_number,
    QuestionKind.DATE: read_date,
    QuestionKind.TIME: read_time,
    QuestionKind.CREDIT_CODE: read_credit_code,
}


def read_bound(kind: QuestionKind, typed: str, label: str, places: int = 0) -> str:
    """A bound as `Rules` keeps it.

    Raises:
        ValueError: it is no answer of that kind.
    """
    value = read_answer(kind, typed, Rules(places=places), label)
    return value.isoformat() if isinstance(value, date) else str(value)


def read_default(question: AskedQuestion, typed: str, label: str) -> str:
    """The answer of a fresh form as `Rules` keeps it; of what is chosen, the words of an option in either language or
    its code, several with semicolons between.

    Raises:
        ValueError: it is no answer of the question.
    """
    kind = question.kind
    if kind in FILES:
        raise ValueError(_("A file cannot be preset. Leave this empty."))
    if kind is QuestionKind.JOURNEY:
        raise ValueError(_("A train or flight cannot be preset. Leave this empty."))
    if kind in READERS:
        value = read_answer(kind, typed, question.rules, label)
        return value.isoformat() if isinstance(value, date) else str(value)
    if kind not in (*LISTS, *CODED, QuestionKind.YES_NO):
        return typed
    parts = [part.strip() for part in _SEPARATORS.split(typed)] if kind is QuestionKind.CHOICES else [typed]
    return ",".join(_value_of(question, part, label) for part in parts if part)


def _value_of(question: AskedQuestion, typed: str, label: str) -> str:
    for lang in LANGUAGES:
        with speaking(lang):
            known = options_of(question, lang)
        for value, text in known:
            if typed in (value, text):
                return value
    raise ValueError(
        _("“%(value)s” is not among the choices of “%(label)s”. Choose from the list.", value=typed[:50], label=label)
    )


def write_default(question: AskedQuestion, lang: str) -> str:
    """The answer of a fresh form as `read_default` takes it."""
    default = question.rules.default
    if question.kind not in (*LISTS, *CODED, QuestionKind.YES_NO):
        return default
    labels = dict(options_of(question, lang))
    return "；".join(labels.get(value, value) for value in default.split(",") if value)


def defaults(questions: Sequence[AskedQuestion]) -> dict[str, Any]:
    """Field → what stands in it in a fresh form."""
    answers: dict[str, Any] = {}
    for question in questions:
        default = question.rules.default
        if not default:
            continue
        if question.kind is QuestionKind.CHOICES:
            answers[question.name] = default.split(",")
        elif question.kind is QuestionKind.DATE:
            answers[question.name] = date.fromisoformat(default)
        else:
            answers[question.name] = default
    return answers
