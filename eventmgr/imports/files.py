"""Workbooks for those who import: one to fill in, and their own with its problems marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from eventmgr.forms.asking import Asked
from eventmgr.forms.fields import LABELS, PURPOSES, WORDS
from eventmgr.forms.questions import LISTS, YES_NO, AskedQuestion, QuestionKind, options_of
from eventmgr.i18n import _, language, localized
from eventmgr.imports.fields import NEEDED, fields_of
from eventmgr.imports.previewing import Preview
from eventmgr.registration import labels
from eventmgr.sheets import Blank, Sheet, Words, blank_sheet, with_problems
from eventmgr.sheets.tables import EXAMPLES, REMARKS
from eventmgr.taxonomy import choices_countries, choices_provinces, sectors, units


def blank_registrations(asked: Asked, *, title: str) -> bytes:
    """A sheet to fill in with what the event asks, in the language spoken now."""
    lang = language()
    questions = {one.name: one for one in asked.questions}
    columns = [
        _question(questions[field.key], lang) if field.key in questions else _field(field.key, asked, lang)
        for field in fields_of(asked)
    ]
    words = Words(
        title=title,
        number=_("No."),
        example=EXAMPLES[lang],
        notes=_("Notes on filling in"),
        column=_("Column"),
        note=_("How to fill it in"),
        required=_("Required"),
    )
    return blank_sheet(columns, words)


def sheet_with_problems(sheet: Sheet, looked: Preview, *, sentence: Callable[[Any], str]) -> bytes:
    """The sheet that was sent, with what is wrong in it."""
    columns = {one.key: one.head.column for one in looked.matches if one.key}
    problems = {
        row.record.number: {columns.get(key, -1): sentence(said) for key, said in row.errors.items()}
        for row in looked.rows
        if row.errors
    }
    remarks = REMARKS[language()]
    return with_problems(sheet, looked.table, problems, remarks=remarks, author=_("Import"))


def _field(key: str, asked: Asked, lang: str) -> Blank:
    purpose = str(PURPOSES.get(key, ""))
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
        "role": lambda: [str(label) for label in labels.ROLES.values()],
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
    several = question.kind is QuestionKind.CHOICES
    note = localized(question.help, lang)
    if several:
        note = _("Several choices: separate them with a semicolon. %(note)s", note=note).strip()
    return Blank(
        head=question.label_in(lang),
        note=note,
        example=date(2026, 9, 3) if question.kind is QuestionKind.DATE else None,
        choices=() if several else choices,
        kind=kinds.get(question.kind, "text"),
    )
