"""A sheet as policies: its columns are those of the export, in either language; every fault is named by row and
column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from eventmgr.exchange.policies.models import (
    LONGEST_ISSUER,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    ApplicantKind,
    ApplicantTag,
    PolicyLevel,
    SupportKind,
)
from eventmgr.exchange.policies.services import EDITED, PolicyDraft, check_dates
from eventmgr.exchange.policies.sheet import heads
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, _, speaking
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.tools.sheets import BadCell, Field, Record, Sheet, Value, find_table, match, read_records
from eventmgr.tools.sheets.values import choice, day, number, text, whole
from eventmgr.tools.taxonomy import find_province, find_sector
from eventmgr.tools.taxonomy.sizes import SizeClass

MOST_ROWS = 500
_PARTS = re.compile(r"[、，,;；\n]")
_BOTH = ("title", "issuer", "summary", "text", "contact")
_LONGEST = {
    "title": LONGEST_TITLE,
    "issuer": LONGEST_ISSUER,
    "summary": LONGEST_SUMMARY,
    "text": LONGEST_TEXT,
    "contact": 200,
}
_LISTS = {"kinds": ApplicantKind, "sizes": SizeClass, "tags": ApplicantTag}
_REQUIRED = ("level", "issued_on", "effective_on", "support")
_NO_PROVINCE = _l("“%(value)s” is not a province or region.")
_NO_SECTOR = _l("“%(value)s” is not a sector of GB/T 4754.")
_NO_RATE = _l("Enter a whole number from 1 to 100.")
_NO_CEILING = _l("Enter an amount in CNY 10,000, with two decimal places at most.")
_COUNTRY = ("全国", "国家", "Whole country", "National")
_MOST_CEILING = 1_000_000


@dataclass(frozen=True)
class Fault:
    """What is wrong: row of the sheet, head of the column or empty, sentence."""

    row: int
    column: str
    sentence: str


@dataclass
class Read:
    """What was read from a sheet: drafts and faults."""

    drafts: list[PolicyDraft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_policies(sheet: Sheet, *, own: str) -> Read:
    """The policies of a sheet.

    Args:
        own: the one province whose policies may come in; empty: every one's.

    Raises:
        UnreadableSheet: there is no list in it.
    """
    fields = _fields()
    table = find_table(sheet, fields)
    columns = {one.key: one.head.column for one in match(table.heads, fields) if one.key}
    read = Read()
    labels = {one.key: str(one.label) for one in heads()}
    for record in read_records(table.rows[:MOST_ROWS], columns, fields):
        faults = [
            Fault(record.number, labels.get(key, ""), _in_words(sentence)) for key, sentence in record.errors.items()
        ]
        draft = _draft(record)
        if not faults:
            faults = list(_contradictions(record.number, draft, labels, own))
        read.faults += faults
        read.drafts += [] if faults else [draft]
    if len(table.rows) > MOST_ROWS:
        read.faults.append(
            Fault(
                table.rows[MOST_ROWS].number,
                "",
                _("One sheet may have at most %(most)s policies. Split it.", most=MOST_ROWS),
            )
        )
    return read


def _in_words(sentence: Sentence | str) -> str:
    return sentence.translated(_) if isinstance(sentence, Sentence) else str(sentence)


def _contradictions(row: int, draft: PolicyDraft, labels: dict[str, str], own: str) -> Iterable[Fault]:
    for name in ("title", "issuer", "summary"):
        if not draft[name]:
            yield Fault(row, labels[f"{name}_zh"], _("Fill in this field in at least one language."))
    if own and draft["province_code"] != own:
        yield Fault(row, labels["province_code"], _("You can enter policies of your own province only."))
        return
    try:
        check_dates(draft)
    except Refusal as refusal:
        yield Fault(row, labels.get(refusal.field or "", ""), refusal.message)


def _draft(record: Record) -> PolicyDraft:
    values = record.values
    draft: dict[str, Any] = {name: values.get(name) for name in EDITED}
    for name in _BOTH:
        draft[name] = {lang: said for lang in LANGUAGES if (said := values.get(f"{name}_{lang}"))}
    for name in (*_LISTS, "sector_codes"):
        draft[name] = values.get(name) or []
    draft |= {name: values.get(name) or "" for name in ("number", "source_url")}
    draft["province_code"] = values.get("province_code") or None
    if "level" in values:
        draft["level"] = PolicyLevel(values["level"])
    if "support" in values:
        draft["support"] = SupportKind(values["support"])
    return draft


def _fields() -> list[Field]:
    by_key: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        with speaking(lang):
            for one in heads():
                by_key.setdefault(one.key, []).append(str(one.label))
    parsers = _parsers()
    return [
        Field(key, tuple(dict.fromkeys(names)), parsers[key], key in _REQUIRED)
        for key, names in by_key.items()
        if key in parsers
    ]


def _parsers() -> dict[str, Callable[[Value], Any]]:
    parsers: dict[str, Callable[[Value], Any]] = {
        f"{name}_{lang}": partial(text, most=_LONGEST[name], multiline=name in ("summary", "text"))
        for name in _BOTH
        for lang in LANGUAGES
    }
    parsers |= dict.fromkeys(("issued_on", "effective_on", "valid_until", "window_from", "window_to"), day)
    parsers |= {name: _several(_choice(kind)) for name, kind in _LISTS.items()}
    return parsers | {
        "level": _choice(PolicyLevel),
        "support": _choice(SupportKind),
        "province_code": _province,
        "sector_codes": _several(_sector),
        "number": partial(text, most=60),
        "source_url": _address,
        "rate": _rate,
        "ceiling": _ceiling,
    }


def _choice(kind: type[LabelledEnum]) -> Callable[[Value], str | None]:
    options: dict[str, list[str]] = {member.value: [str(member.label)] for member in kind}
    for lang in LANGUAGES:
        with speaking(lang):
            for member in kind:
                options[member.value].append(str(member.label))
    return choice(options)


def _several(read: Callable[[Value], str | None]) -> Callable[[Value], list[str]]:
    def parse(value: Value) -> list[str]:
        parts: Sequence[str] = _PARTS.split(text(value, multiline=True) or "")
        return list(dict.fromkeys(code for part in parts if part.strip() and (code := read(part.strip()))))

    return parse


def _province(value: Value) -> str:
    """Empty: the whole country."""
    written = text(value) or ""
    if not written or written in _COUNTRY:
        return ""
    province = find_province(written)
    if province is None:
        raise BadCell(_NO_PROVINCE.about(value=written[:40]))
    return province.code


def _sector(value: Value) -> str | None:
    written = text(value) or ""
    sector = find_sector(written) or find_sector(re.sub(r".*[（(]([A-Z]\d{0,2})[)）]$", r"\1", written))
    if sector is None:
        raise BadCell(_NO_SECTOR.about(value=written[:40]))
    return sector.code


def _rate(value: Value) -> int | None:
    written = whole(value.rstrip("%％ ") if isinstance(value, str) else value)
    if written is not None and not 1 <= written <= 100:
        raise BadCell(_NO_RATE)
    return written


def _ceiling(value: Value) -> int | None:
    amount = number(value)
    if amount is None or amount == 0:
        return None
    if not 0 < amount <= _MOST_CEILING or round(amount * 100) != round(amount * 100, 6):
        raise BadCell(_NO_CEILING)
    return round(amount * 100)


def _address(value: Value) -> str | None:
    written = text(value, most=300)
    if written and not written.startswith(("https://", "http://")):
        raise BadCell(_l("An address begins with https:// or http://."))
    return written
