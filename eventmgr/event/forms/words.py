"""The answers of a form in words, in the order in which they are asked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from eventmgr.event.forms.fields import IN_ORDER, LABELS, UNREADABLE, WORDS
from eventmgr.event.forms.questions import AskedQuestion, answered, in_sections, with_unit
from eventmgr.ground.i18n import _
from eventmgr.tools.taxonomy import country_name, get_province, get_sector, get_unit


def lines_of(
    values: Mapping[str, object], questions: Sequence[AskedQuestion], lang: str, *, is_sealed: bool = False
) -> list[tuple[str, str]]:
    """(label, value) of everything that was answered, field by field and then question by question.

    Args:
        values: field → answer as it is kept, of what the reader may see; `role` and `group` in words.
        is_sealed: there are answers that no key opens; a line says so in their place.
    """
    return [(label, value) for _name, label, value in named_lines_of(values, questions, lang, is_sealed=is_sealed)]


def named_lines_of(
    values: Mapping[str, object], questions: Sequence[AskedQuestion], lang: str, *, is_sealed: bool = False
) -> list[tuple[str, str, str]]:
    """The same as (field, label, value); the field is empty where no key opens several of them."""
    lines = [*_fields(values, lang, is_sealed=is_sealed)]
    lines += [
        (question.name, question.label_in(lang), with_unit(question, values.get(question.name), lang))
        for question in answered(questions)
    ]
    return [(name, str(label), str(value)) for name, label, value in lines if value]


def by_section(
    lines: Iterable[tuple[str, Any]], questions: Iterable[AskedQuestion], lang: str
) -> list[tuple[str, list[Any]]]:
    """(title of the section, its lines) in their order, `""` for those of none, without sections of no line.

    Args:
        lines: (field, line), in the order of the form.
    """
    titles = {
        question.name: section.label_in(lang)
        for section, members in in_sections(questions)
        if section is not None
        for question in members
    }
    return [
        (title, [line for _field, line in members])
        for title, members in groupby(lines, key=lambda pair: titles.get(pair[0], ""))
    ]


def _fields(values: Mapping[str, object], lang: str, *, is_sealed: bool) -> Iterable[tuple[str, Any, Any]]:
    for name in IN_ORDER:
        if name == "gender" and is_sealed:
            yield "", _("Accommodation, travel and dietary requirements"), UNREADABLE
        yield name, LABELS[name], word_of(name, values.get(name), lang)


def word_of(field: str, value: Any, lang: str) -> Any:
    """The answer in a field of the form as people read it; `""` for none."""
    if not value:
        return ""
    if field in _NAMED:
        return _NAMED[field](value, lang)
    return WORDS.get(field, {}).get(value, value)


def unit_name(code: str, lang: str) -> str:
    """The delegation unit in words; `""` for none."""
    return get_unit(code).name(lang) if code else ""


def province_name(code: str, lang: str) -> str:
    """The province in words; `""` for none."""
    return get_province(code).name(lang) if code else ""


def sector_name(code: str, lang: str) -> str:
    """The sector, its code behind it; `""` for none."""
    return get_sector(code).labelled(lang) if code else ""


_NAMED = {"unit": unit_name, "province": province_name, "country": country_name, "sector": sector_name}
