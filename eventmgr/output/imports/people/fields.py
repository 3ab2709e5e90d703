"""Which columns a sheet of registrations may have: the fields and questions of the event's form, as people name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import time
from functools import cache, partial
from typing import Any

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.checking import READERS, read_answer
from eventmgr.event.forms.fields import IN_ORDER, LABELS, WORDS
from eventmgr.event.forms.kinds.journeys import read_line
from eventmgr.event.forms.questions import (
    CODED,
    LISTS,
    YES_NO,
    AskedQuestion,
    QuestionKind,
    answer_of,
    answered,
    options_of,
    to_answer,
)
from eventmgr.event.registration.office_list.covering import DOTS
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, Bilingual, language, speaking
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import folded, mail_address, organization_name, person_name
from eventmgr.tools.sheets import BadCell, Field, Value
from eventmgr.tools.sheets.values import choice, coded, day, digits, text, whole
from eventmgr.tools.taxonomy import countries, find_country, find_province, find_sector, find_unit
from eventmgr.tools.taxonomy.mobile import normalize_mobile

NEEDED = ("name", "organization", "mobile")
"""Without one of them nobody can be entered."""
SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "参会人", "参会人员", "参会代表", "人员姓名", "Full name", "Participant"),
    "name_latin": ("英文名", "英文姓名", "姓名拼音", "拼音", "Name in English", "Latin name", "Pinyin"),
    "organization": (
        *("单位", "单位名称", "工作单位", "所在单位", "单位全称", "企业名称", "公司名称", "公司", "企业", "机构"),
        *("Organization", "Organisation", "Company", "Company name", "Institution", "Employer"),
    ),
    "unit": ("代表团", "所属代表团", "组团单位", "代表团单位"),
    "province": ("省份", "省", "省市", "省区市", "地区", "所在地", "所在省份", "Province", "Region"),
    "country": ("国家", "国家或地区", "国别", "Country"),
    "sector": ("行业", "所属行业", "行业领域", "Industry"),
    "title": ("职务", "职位", "职务职称", "职称", "岗位", "Title", "Position", "Job title"),
    "mobile": (
        *("手机", "手机号", "手机号码", "移动电话", "联系电话", "联系方式", "电话", "电话号码"),
        *("Mobile", "Mobile phone", "Cell phone", "Phone", "Phone number", "Telephone"),
    ),
    "email": ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "E-mail", "Email", "E-mail address", "Mail"),
    "role": ("参会身份", "身份", "人员类别", "Role"),
    "gender": ("性别", "Gender", "Sex"),
    "lodging": ("住宿", "住宿要求", "房型", "Lodging", "Room"),
    "arrival": (
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
    "departure": (
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
    "diet": ("饮食", "饮食要求", "餐饮要求", "忌口", "Diet", "Meals"),
    "diet_note": ("过敏", "饮食备注", "过敏或其他需要", "Allergies"),
    "id_kind": ("证件类型", "证件种类", "证件名称", "Type of document", "Document type"),
    "id_number": (
        *("证件号码", "证件号", "身份证号", "身份证号码", "身份证", "护照号", "护照号码"),
        *("ID number", "ID card number", "Passport number", "Document number"),
    ),
    "group": ("分组", "讨论组", "分组讨论", "Group"),
    "remarks": ("备注", "其他要求", "说明", "Notes", "Comments"),
}
SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "lodging": {
        "none": ("否", "不需要", "无需住宿", "自行安排", "自理", "No", "None"),
        "single": ("单间", "单人间", "单人", "大床", "大床房", "大床间", "单住", "单独住宿", "Single", "King"),
        "shared": (
            "合住",
            "标间",
            "标准间",
            "双标间",
            "双人间",
            "双床",
            "双床间",
            "双床房",
            "拼房",
            "Twin",
            "Shared",
            "Double",
        ),
    },
    "gender": {"female": ("女性", "女士", "F"), "male": ("男性", "男士", "先生", "M")},
    "diet": {
        "none": ("无要求", "无特殊要求", "正常", "普通", "不限"),
        "vegetarian": ("素", "素餐"),
        "halal": ("清真餐", "回餐"),
        "allergy": ("过敏",),
    },
}
"""Field → what is kept → what people write for it besides its label."""
LONGEST = {"name": 50, "organization": 200, "name_latin": 100, "title": 100, "remarks": 1000}
_LONGEST_LINE = 100
_LINES = ("name_latin", "title", "arrival", "departure", "diet_note")
_CODE = re.compile(r"[（(]\s*([A-Za-z]\d{0,2})\s*[)）]\s*$")
_SEVERAL = re.compile(r"[；;、,，/\n]+")
_MOST_NUMBER = 10**9

NO_UNIT = _l("“%(value)s” is not a delegation. Choose one by its official name, or leave the cell empty.")
NO_PROVINCE = _l("“%(value)s” is not a province or region of China.")
NO_COUNTRY = _l("“%(value)s” is not the name of a country or region.")
NO_SECTOR = _l("“%(value)s” is not a sector of the national classification.")
NO_ADDRESS = _l("“%(value)s” is not a complete e-mail address, such as name@example.com.")
NOT_HERE = _l("the form of this event does not ask for it")
NO_NAME = _l("This is not a name.")
OUT_OF_BOUNDS = _l("“%(value)s” is too large.")


def fields_of(asked: Asked) -> tuple[Field, ...]:
    """The fields that the organizers may fill in for somebody, in the order of the form, and the event's questions."""
    out = asked.left_out() - {"sector", "title", "email", "role"}
    names = [name for name in IN_ORDER if name not in out]
    return (
        *(Field(name, (*_labels(name), *SYNONYMS[name]), _parser(name, asked), name in NEEDED) for name in names),
        *(Field(one.name, _heads(one), _question(one)) for one in answered(asked.without_files().questions)),
    )


def unasked(asked: Asked) -> tuple[tuple[Field, Sentence], ...]:
    """Fields of the usual form that the event does not ask, as a sheet may have them all the same."""
    here = {field.key for field in fields_of(asked)}
    return tuple((named(name), NOT_HERE) for name in IN_ORDER if name not in here)


def named(name: str) -> Field:
    """A field of the usual form by its names alone; nothing is read."""
    return Field(name, (*_labels(name), *SYNONYMS[name]), str)


@cache
def _labels(name: str) -> tuple[str, ...]:
    return said_in_both(LABELS[name])


def said_in_both(label: object) -> tuple[str, ...]:
    """A label in both languages."""
    said = []
    for spoken in LANGUAGES:
        with speaking(spoken):
            said.append(str(label))
    return tuple(said)


def _both(value: Bilingual) -> tuple[str, ...]:
    return tuple(text for text in value.values() if text)


def _parser(name: str, asked: Asked) -> Callable[[Value], Any]:
    if name in _LINES:
        return partial(text, most=LONGEST.get(name, _LONGEST_LINE))
    if name in WORDS:
        more = SAID.get(name, {})
        return choice(
            {value: (str(label), *said_in_both(label), *more.get(value, ())) for value, label in WORDS[name].items()}
        )
    if name == "role":
        return choice({one.key: (*(one.called(lang) for lang in LANGUAGES), one.key) for one in asked.types})
    if name == "group":
        return choice({value: _both(title) for value, title in asked.groups})
    return PARSERS[name]


def _person(value: Value) -> str | None:
    written = text(value, most=4 * LONGEST["name"])
    if written is None:
        return None
    name = person_name(written)
    if not name:
        raise BadCell(NO_NAME)
    return text(name, most=LONGEST["name"])


def _organization(value: Value) -> str | None:
    written = text(value, most=4 * LONGEST["organization"])
    return None if written is None else text(organization_name(written), most=LONGEST["organization"])


def _mobile(value: Value) -> str | None:
    written = digits(value)
    return None if written is None else normalize_mobile(written[:60])


def _document(value: Value) -> str | None:
    """As it stands; `applicants.settled` holds it against its kind. A number that a list has masked says nothing."""
    written = digits(value)
    if written is None or "*" in written:
        return None
    return text(written, most=40)


def _email(value: Value) -> str | None:
    written = text(value, most=254)
    if written is None:
        return None
    try:
        return mail_address(written)
    except ValueError:
        raise BadCell(NO_ADDRESS.about(value=written[:60])) from None


def _unit_code(written: str) -> str | None:
    return _begins_with(written, find_unit)


def province_code(written: str) -> str | None:
    """The province that a text names."""
    return _begins_with(written, find_province)


def _begins_with(written: str, find: Callable[[str], Any]) -> str | None:
    """The place that a text names, or with which it begins (湖北省武汉市); two characters at least."""
    for end in range(len(written), 1, -1):
        found = find(written[:end])
        if found is not None:
            return str(found.code)
        if written.isascii():
            return None
    return None


def sector_code(written: str) -> str | None:
    """The sector that a text names, or whose code stands in brackets behind it."""
    named = _CODE.search(written)
    found = find_sector(named[1] if named else written)
    return None if found is None else str(found.code)


def _country_code(written: str) -> str | None:
    return _countries().get(folded(written))


@cache
def _countries() -> dict[str, str]:
    known = {folded(one.name(language)): one.code for language in LANGUAGES for one in countries(language)}
    return known | {folded(one.code): one.code for one in countries() if find_country(one.code)}


PARSERS: dict[str, Callable[[Value], Any]] = {
    "name": _person,
    "organization": _organization,
    "unit": coded(_unit_code, NO_UNIT),
    "province": coded(province_code, NO_PROVINCE),
    "country": coded(_country_code, NO_COUNTRY),
    "sector": coded(sector_code, NO_SECTOR),
    "mobile": _mobile,
    "email": _email,
    "id_number": _document,
    "remarks": partial(text, most=LONGEST["remarks"], multiline=True),
}
"""Key of a field of the usual form → what reads its cell."""


def _heads(question: AskedQuestion) -> tuple[str, ...]:
    """The question in both languages, as an export heads its column too: with the unit of its numbers."""
    heads = [question.head_in(lang) for lang in LANGUAGES] if question.rules.unit else []
    return tuple(dict.fromkeys([*(_both(question.label) or (question.key,)), *heads]))


def _question(question: AskedQuestion) -> Callable[[Value], Any]:
    """A parser of answers as they are kept (`forms.questions.answer_of`)."""
    parse = _plain_question(question)
    return partial(_sealed, question, parse) if question.is_wrapped else parse


def _sealed(question: AskedQuestion, parse: Callable[[Value], Any], value: Value) -> Any:
    """An answer to be kept sealed; dots, as an export covers one, say nothing."""
    return None if text(value, most=2000, multiline=True) == DOTS else answer_of(question, parse(value))


def _plain_question(question: AskedQuestion) -> Callable[[Value], Any]:
    kind = question.kind
    if kind is QuestionKind.YES_NO:
        return choice({value: (str(label), *said_in_both(label), *_MORE[value]) for value, label in YES_NO})
    if kind is QuestionKind.JOURNEY:
        return partial(_journey, question)
    if kind is QuestionKind.ORGANIZATION:
        return _organization
    if kind in LISTS:
        options = {str(one["value"]): _both(one.get("label") or {}) for one in question.options}
        return choice(options) if kind is QuestionKind.CHOICE else partial(_choices, choice(options))
    if kind in CODED:
        words = [dict(options_of(question, lang)) for lang in LANGUAGES]
        return choice({code: tuple(dict.fromkeys(said[code] for said in words)) for code in words[0]})
    if kind in READERS:
        return partial(_checked, question)
    return partial(text, most=2000, multiline=True) if kind is QuestionKind.LONG_TEXT else partial(text, most=200)


_MORE = {"yes": ("有", "需要", "参加", "√", "Y", "1", "TRUE"), "no": ("无", "不需要", "不参加", "×", "N", "0", "FALSE")}


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
        return replace(read_line(written), is_sealed=question.rules.needs_reason).kept()
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
