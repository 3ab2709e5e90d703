"""Typed answers as they are kept: fields of a kind, and lists of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import clean, clean_line, whole_number
from eventmgr.matchmaking.listings.content.details import DETAILS, Answer, DetailField
from eventmgr.matchmaking.listings.models import ListingKind
from eventmgr.tools.taxonomy import find_province, find_sector, get_province, get_sector, topics

_BETWEEN = re.compile(r"[、，,;；\n]+")
_LINE, _TEXT = 200, 1000
_MOST_WORDS, _LONGEST_WORD = 20, 40


def read_detail(field: DetailField, typed: str) -> Any:
    """What is kept of an answer; empty where nothing was typed.

    Raises:
        BadValue: it is none; the sentence says what would be one.
    """
    if not typed.strip():
        return ""
    if field.answer in (Answer.LINE, Answer.TEXT):
        longest = _LINE if field.answer is Answer.LINE else _TEXT
        text = clean(typed, multiline=True) if field.answer is Answer.TEXT else clean_line(typed)
        if len(text) > longest:
            raise BadValue(_("“%(label)s”: enter at most %(most)s characters.", label=field.label, most=longest))
        return text
    typed = clean_line(typed)
    if field.answer in (Answer.PROVINCES, Answer.SECTORS):
        return _codes(field, typed)
    if field.answer is Answer.DATE:
        return _day(field, typed)
    if field.answer is Answer.CHOICE:
        return _choice(field, typed)
    if field.answer in (Answer.PARK, Answer.DOCUMENT):
        return whole_number(typed) or ""
    number = whole_number(typed.replace(",", "").replace("，", ""), any_digits=True)
    if number is None:
        raise BadValue(_("“%(label)s” needs a whole number.", label=field.label))
    return number


def check_order(kind: ListingKind, field: DetailField, details: Mapping[str, Any]) -> None:
    """Hold a field that was read against the one that it may not be below.

    Raises:
        BadValue: it is below; the sentence names both.
    """
    value, least = details.get(field.name), details.get(field.not_below)
    if value in (None, "") or least in (None, "") or value >= least:
        return
    other = next(row.label for row in DETAILS[kind] if row.name == field.not_below)
    if field.answer is Answer.DATE:
        raise BadValue(
            _(
                "“%(label)s” comes before “%(other)s”. Exchange the days, or leave one empty.",
                label=field.label,
                other=other,
            )
        )
    raise BadValue(
        _("“%(label)s” is below “%(other)s”. Exchange the amounts, or leave one empty.", label=field.label, other=other)
    )


def say_detail(field: DetailField, value: Any, lang: str) -> str:
    """What was kept, as people read and type it in that language."""
    if field.answer is Answer.PROVINCES:
        return _joined([get_province(code).name(lang) for code in value], lang)
    if field.answer is Answer.SECTORS:
        return _joined([get_sector(code).name(lang) for code in value], lang)
    if field.answer is Answer.CHOICE and field.choices is not None:
        return str(field.choices.get(str(value), value))
    return str(value)


def read_words(typed: str, *, most: int = _MOST_WORDS, longest: int = _LONGEST_WORD) -> list[str]:
    """Words between commas, each once.

    Raises:
        BadValue: there are too many, or one is too long.
    """
    words = list(dict.fromkeys(word for part in _BETWEEN.split(typed) if (word := clean_line(part))))
    if len(words) > most:
        raise BadValue(_("Enter at most %(most)s words, separated by commas.", most=most))
    if any(len(word) > longest for word in words):
        raise BadValue(_("Each word may have at most %(most)s characters.", most=longest))
    return words


def say_tags(tags: Iterable[str]) -> list[str]:
    """Topics by their names, other words as they were typed."""
    known = {topic.id: topic for topic in topics()}
    return [known[tag].name(language()) if tag in known else str(tag) for tag in tags]


def _joined(words: list[str], lang: str) -> str:
    return ("、" if lang == "zh" else "; ").join(words)


def _codes(field: DetailField, typed: str) -> list[str]:
    find: Callable[[str], Any] = find_province if field.answer is Answer.PROVINCES else find_sector
    codes = []
    for name in re.split(r"[、；;\n]+" if field.answer is Answer.SECTORS else _BETWEEN, typed):
        found = find(clean_line(name)) if name.strip() else None
        if found is not None:
            codes.append(found.code)
        elif name.strip():
            what = _("province") if field.answer is Answer.PROVINCES else _("sector")
            raise BadValue(
                _("“%(label)s”: “%(name)s” is not a valid %(what)s.", label=field.label, name=name[:40], what=what)
            )
    return list(dict.fromkeys(codes))


def _day(field: DetailField, typed: str) -> str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise BadValue(_("“%(label)s” needs a date, such as 2026-05-13.", label=field.label)) from None
    return day.isoformat()


def _choice(field: DetailField, typed: str) -> str:
    for value, label in (field.choices or {}).items():
        if typed.casefold() in (value, str(label).casefold()):
            return value
    raise BadValue(_("“%(label)s”: “%(name)s” is not among the choices.", label=field.label, name=typed[:40]))
