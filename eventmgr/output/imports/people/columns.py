"""Which columns a sheet of registrations may have: the fields and questions of the event's form, as people name
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.checking import READERS, read_answer
from eventmgr.event.forms.fields import LABELS, PURPOSES, WORDS
from eventmgr.event.forms.kinds.journeys import TRAIN, Journey, read_line
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.forms.questions import (
    CODED,
    LISTS,
    YES_NO,
    AskedQuestion,
    QuestionKind,
    answer_of,
    answered,
    options_of,
    shown,
    to_answer,
)
from eventmgr.event.forms.words import word_of
from eventmgr.event.registration.covering import COVERED, DOTS, covered
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, language, localized
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.output.imports.columns import Column, words
from eventmgr.output.imports.usual import (
    COUNTRY,
    EMAIL,
    MOBILE,
    NAME,
    ORGANIZATION,
    PROVINCE,
    SECTOR,
    SIZE,
    TITLE,
    UNIT,
    read_organization,
)
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import choice, day, digits, text, whole
from eventmgr.tools.taxonomy import units

_LONGEST_LINE, _LONGEST_REMARKS = 100, 1000
_MOST_NUMBER = 10**9
_SEVERAL = re.compile(r"[；;、,，/\n]+")
NOT_HERE = _l("the form of this event does not ask for it")
OUT_OF_BOUNDS = _l("“%(value)s” is too large.")


def _document(value: Value) -> str | None:
    """As it stands; `applicants.settled` holds it against its kind. A number that a list has masked says nothing."""
    written = digits(value)
    if written is None or "*" in written:
        return None
    return text(written, most=40)


_line = partial(text, most=_LONGEST_LINE)
_LODGINGS = {
    "none": ("否", "不需要", "无需住宿", "自行安排", "自理", "No", "None"),
    "single": ("单间", "单人间", "单人", "大床", "大床房", "大床间", "单住", "单独住宿", "Single", "King"),
    "shared": (
        *("合住", "标间", "标准间", "双标间", "双人间", "双床", "双床间", "双床房", "拼房"),
        *("Twin", "Shared", "Double"),
    ),
}
_GENDERS = {"female": ("女性", "女士", "F"), "male": ("男性", "男士", "先生", "M")}
_DIETS = {
    "none": ("无要求", "无特殊要求", "正常", "普通", "不限"),
    "vegetarian": ("素", "素餐"),
    "halal": ("清真餐", "回餐"),
    "allergy": ("过敏",),
}
_USUAL = (
    replace(NAME, required=True),
    Column(
        "name_latin",
        LABELS["name_latin"],
        ("英文名", "英文姓名", "姓名拼音", "拼音", "Name in English", "Latin name", "Pinyin"),
        read=_line,
    ),
    replace(ORGANIZATION, required=True),
    UNIT,
    PROVINCE,
    COUNTRY,
    SECTOR,
    SIZE,
    replace(TITLE, example=lambda: _("Director"), shown=True),
    replace(MOBILE, required=True, example="13800000000", shown=True),
    replace(EMAIL, shown=True),
    Column("role", LABELS["role"], ("参会身份", "身份", "人员类别", "Role")),
    Column("gender", LABELS["gender"], ("性别", "Gender", "Sex"), options=words(WORDS["gender"], _GENDERS)),
    Column(
        "lodging",
        LABELS["lodging"],
        ("住宿", "住宿要求", "房型", "Lodging", "Room"),
        options=words(WORDS["lodging"], _LODGINGS),
    ),
    Column(
        "arrival",
        LABELS["arrival"],
        (
            *(
                "抵达",
                "到达",
                "抵达时间",
                "到达时间",
                "抵达航班",
                "到达航班",
                "抵达车次",
                "到达车次",
                "抵达信息",
                "到达信息",
            ),
            *("抵达航班车次", "到达航班车次", "到达车次航班", "接站信息"),
        ),
        read=_line,
    ),
    Column(
        "departure",
        LABELS["departure"],
        (
            *(
                "返程",
                "离开",
                "返程时间",
                "离开时间",
                "离会时间",
                "返程航班",
                "离开航班",
                "返程车次",
                "离开车次",
                "返程信息",
            ),
            *("返程航班车次", "返程车次航班", "送站信息"),
        ),
        read=_line,
    ),
    Column(
        "diet",
        LABELS["diet"],
        ("饮食", "饮食要求", "餐饮要求", "忌口", "Diet", "Meals"),
        options=words(WORDS["diet"], _DIETS),
    ),
    Column("diet_note", LABELS["diet_note"], ("过敏", "饮食备注", "过敏或其他需要", "Allergies"), read=_line),
    Column(
        "id_kind",
        LABELS["id_kind"],
        ("证件类型", "证件种类", "证件名称", "Type of document", "Document type"),
        options=words(WORDS["id_kind"]),
    ),
    Column(
        "id_number",
        LABELS["id_number"],
        (
            *("证件号码", "证件号", "身份证号", "身份证号码", "身份证", "护照号", "护照号码"),
            *("ID number", "ID card number", "Passport number", "Document number"),
        ),
        read=_document,
        say=lambda value: covered("id_number", str(value)),
        sampled=False,
    ),
    Column(
        "remarks",
        LABELS["remarks"],
        ("备注", "其他要求", "说明", "Notes", "Comments"),
        read=partial(text, most=_LONGEST_REMARKS, multiline=True),
    ),
    Column("group", LABELS["group"], ("分组", "讨论组", "分组讨论", "Group")),
)


def _stored_words(column: Column) -> Column:
    """Said as pages of registrations say it, and covered on record where every list covers it."""
    key = column.key
    before = (lambda value: covered(key, column.in_words(value))) if key in COVERED else None
    say = column.say if column.options or key == "id_number" else lambda value: word_of(key, value, language())
    return replace(column, say=say, say_recorded=before)


COLUMNS = tuple(map(_stored_words, _USUAL))
"""The fields of the usual form, in its order; what an event decides itself is filled in by `columns_of`."""


def columns_of(asked: Asked) -> tuple[Column, ...]:
    """The fields that the organizers may fill in for somebody, in the order of the form, and the event's questions."""
    out = asked.left_out() - {"sector", "title", "email", "role"}
    own = _of_event(asked)
    usual = [
        replace(column, note=_purpose(column.key, asked), **own.get(column.key, {}))
        for column in COLUMNS
        if column.key not in out
    ]
    return (*usual, *map(_question, answered(asked.without_files().questions)))


def _of_event(asked: Asked) -> Mapping[str, Mapping[str, Any]]:
    """Key of a column → what the event decides of it."""
    lang = language()
    shown_types = [one.called(lang) for one in asked.types if not one.is_hidden]
    types = choice({one.key: (*(one.called(lang) for lang in LANGUAGES), one.key) for one in asked.types})
    groups = dict(asked.groups)
    return {
        "role": {"read": types, "say": asked.types.name, "choices": lambda: shown_types},
        "group": {
            "read": choice({value: _both(title) for value, title in asked.groups}),
            "say": lambda value: localized(groups.get(str(value), {})) or str(value),
            "choices": lambda: [localized(title, lang) for title in groups.values()],
        },
        "unit": {
            "choices": lambda: [unit.name(lang) for unit in units() if not asked.units or unit.code in asked.units]
        },
    }


def _purpose(key: str, asked: Asked) -> str:
    purpose = localized(asked.id_purpose, language()) if key == "id_number" else str(PURPOSES.get(key, ""))
    return _("Used for: %(purpose)s.", purpose=purpose) if purpose else ""


def unasked(asked: Asked) -> tuple[tuple[Column, Sentence], ...]:
    """Fields of the usual form that the event does not ask, as a sheet may have them all the same."""
    here = {column.key for column in columns_of(asked)}
    return tuple((column, NOT_HERE) for column in COLUMNS if column.key not in here)


def _both(value: Bilingual) -> tuple[str, ...]:
    return tuple(text for text in value.values() if text)


def _question(question: AskedQuestion) -> Column:
    """A question in both languages, as an export heads its column too: with the unit of its numbers."""
    lang, kind = language(), question.kind
    heads = [question.head_in(lang) for lang in LANGUAGES] if question.rules.unit else []
    parse, several = _reader(question), kind is QuestionKind.CHOICES
    note = localized(question.help, lang)
    choices: list[str] = []
    if kind is QuestionKind.YES_NO:
        choices = [str(label) for _value, label in YES_NO]
    elif kind in LISTS and not several:
        choices = [label for _value, label in options_of(question, lang)]
    return Column(
        question.name,
        question.label_in(lang),
        (*(_both(question.label) or (question.key,)), *heads),
        read=partial(_sealed, question, parse) if question.is_wrapped else parse,
        say=lambda value: shown(question, value, language()),
        say_recorded=partial(_recorded, question),
        choices=lambda: choices,
        note=_("Several choices: separate them with a semicolon. %(note)s", note=note).strip() if several else note,
        example=_example(question, lang),
        kind={QuestionKind.NUMBER: "number", QuestionKind.DATE: "day"}.get(kind, "text"),
    )


def _recorded(question: AskedQuestion, value: Any) -> str:
    said = shown(question, value, language())
    return covered(question.name, said) if is_marked(value) else said


def _example(question: AskedQuestion, lang: str) -> Value:
    if question.kind is QuestionKind.JOURNEY:
        return Journey(TRAIN, "G1234", _("Wuhan"), "2026-09-03", "14:05").line(lang, question.rules.direction)
    return date(2026, 9, 3) if question.kind is QuestionKind.DATE else None


def _sealed(question: AskedQuestion, parse: Callable[[Value], Any], value: Value) -> Any:
    """An answer to be kept sealed; dots, as an export covers one, say nothing."""
    return None if text(value, most=2000, multiline=True) == DOTS else answer_of(question, parse(value))


def _reader(question: AskedQuestion) -> Callable[[Value], Any]:
    """A parser of answers as they are kept (`forms.questions.answer_of`)."""
    kind = question.kind
    if kind is QuestionKind.YES_NO:
        return choice(_TRUTHS())
    if kind is QuestionKind.JOURNEY:
        return partial(_journey, question)
    if kind is QuestionKind.ORGANIZATION:
        return read_organization
    if kind in LISTS:
        options = {str(one["value"]): _both(one.get("label") or {}) for one in question.options}
        return choice(options) if kind is QuestionKind.CHOICE else partial(_choices, choice(options))
    if kind in CODED:
        words = [dict(options_of(question, lang)) for lang in LANGUAGES]
        return choice({code: tuple(dict.fromkeys(said[code] for said in words)) for code in words[0]})
    if kind in READERS:
        return partial(_checked, question)
    return partial(text, most=2000, multiline=True) if kind is QuestionKind.LONG_TEXT else partial(text, most=200)


_TRUTHS = words(
    dict(YES_NO),
    {"yes": ("有", "需要", "参加", "√", "Y", "1", "TRUE"), "no": ("无", "不需要", "不参加", "×", "N", "0", "FALSE")},
)


def _choices(parse: Callable[[Value], Any], value: Value) -> list[str] | None:
    written = text(value, multiline=True)
    if written is None:
        return None
    return list(dict.fromkeys(_several(parse, _SEVERAL.split(written), written)))


def _several(parse: Callable[[Value], Any], parts: Sequence[str], whole_text: str) -> Iterable[str]:
    try:
        return [str(parse(whole_text))]
    except (BadCell, Refusal):
        return [str(parse(part)) for part in parts if part.strip()]


def _checked(question: AskedQuestion, value: Value) -> Any:
    """An answer within the bounds of its question."""
    if question.kind is QuestionKind.DATE:
        written = _date(value)
    elif question.kind is QuestionKind.NUMBER and not question.rules.places:
        number = _number(value)
        written = None if number is None else str(number)
    else:
        written = value.strftime("%H:%M") if isinstance(value, time) else text(value)
    if not written:
        return None
    try:
        return to_answer(read_answer(question.kind, written, question.rules, question.label_in(language())))
    except ValueError as error:
        raise Refusal(str(error)) from error


def _journey(question: AskedQuestion, value: Value) -> Any:
    """A train or flight on one line, as an export has it."""
    written = text(value, most=400)
    if written is None or written == DOTS:
        return None
    try:
        return replace(read_line(written), is_sealed=question.rules.needs_reason).stored()
    except ValueError as error:
        raise Refusal(str(error)) from error


def _number(value: Value) -> int | None:
    found = whole(value)
    if found is not None and abs(found) > _MOST_NUMBER:
        raise BadCell(OUT_OF_BOUNDS.about(value=str(found)))
    return found


def _date(value: Value) -> str | None:
    found = day(value)
    return None if found is None else found.isoformat()
