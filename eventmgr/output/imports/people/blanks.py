"""The columns of a sheet of registrations to fill in."""

from __future__ import annotations

from datetime import date

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import LABELS, PURPOSES, WORDS
from eventmgr.event.forms.kinds.journeys import TRAIN, Journey
from eventmgr.event.forms.questions import LISTS, YES_NO, AskedQuestion, QuestionKind, options_of
from eventmgr.ground.i18n import _, language, localized
from eventmgr.output.imports.people.fields import NEEDED, fields_of
from eventmgr.tools.sheets import Blank
from eventmgr.tools.taxonomy import choices_countries, choices_provinces, sectors, units


def blanks_of(asked: Asked) -> list[Blank]:
    """What the event asks, in the language spoken now."""
    lang = language()
    questions = {question.name: question for question in asked.questions}
    return [
        _question(questions[field.key], lang) if field.key in questions else _field(field.key, asked, lang)
        for field in fields_of(asked)
    ]


def _field(key: str, asked: Asked, lang: str) -> Blank:
    purpose = localized(asked.id_purpose, lang) if key == "id_number" else str(PURPOSES.get(key, ""))
    return Blank(
        head=str(LABELS[key]),
        note=_("Used for: %(purpose)s.", purpose=purpose) if purpose else "",
        example=_examples().get(key),
        choices=_choices(key, asked, lang),
        required=key in NEEDED,
    )


def _examples() -> dict[str, str]:
    return {
        "name": _("Zhang San"),
        "organization": _("Example Machinery Co., Ltd."),
        "title": _("Director"),
        "mobile": "13800000000",
        "email": "name@example.com",
    }


def _choices(key: str, asked: Asked, lang: str) -> list[str]:
    if key in WORDS:
        return [str(label) for label in WORDS[key].values()]
    named = {
        "unit": lambda: [unit.name(lang) for unit in units() if not asked.units or unit.code in asked.units],
        "province": lambda: [name for _code, name in choices_provinces(lang)],
        "country": lambda: [name for _code, name in choices_countries(lang)],
        "sector": lambda: [sector.labelled(lang) for sector in sectors()],
        "role": lambda: [one.called(lang) for one in asked.types if not one.is_hidden],
        "group": lambda: [localized(title, lang) for _value, title in asked.groups],
    }
    return named[key]() if key in named else []


def _question(question: AskedQuestion, lang: str) -> Blank:
    kinds = {QuestionKind.NUMBER: "number", QuestionKind.DATE: "day"}
    choices: list[str] = []
    if question.kind is QuestionKind.YES_NO:
        choices = [str(label) for _value, label in YES_NO]
    elif question.kind in LISTS:
        choices = [label for _value, label in options_of(question, lang)]
    example: date | str | None = date(2026, 9, 3) if question.kind is QuestionKind.DATE else None
    if question.kind is QuestionKind.JOURNEY:
        example = Journey(TRAIN, "G1234", _("Wuhan"), "2026-09-03", "14:05").said(lang, question.rules.direction)
    several = question.kind is QuestionKind.CHOICES
    note = localized(question.help, lang)
    if several:
        note = _("Several choices: separate them with a semicolon. %(note)s", note=note).strip()
    return Blank(
        head=question.label_in(lang),
        note=note,
        example=example,
        choices=() if several else choices,
        kind=kinds.get(question.kind, "text"),
    )
