"""Two people at one form: what was changed between showing and saving it, found by comparing what was shown.

A form that changes something carries a digest of each value it was shown with (`seal`). Whoever saves compares it,
after the lock, with what stands now (`differences`): a value that somebody else has changed, and that was typed
otherwise, is for the reader to decide. Nothing is stored for it, and nothing depends on clocks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wtforms import BooleanField, Field, FieldList, FileField, HiddenField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectFieldBase

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_date, format_instant
from eventmgr.tools.web.fields import InstantField
from eventmgr.tools.web.rendering.drawing import choices

_LONGEST = 20_000
"""Characters of a posted seal that are read: more than the largest form of ours writes."""


class ChangedMeanwhile(Refusal):
    """Somebody else has saved the same form since it was opened; what was typed is kept beside what stands now."""


@dataclass(frozen=True)
class Difference:
    """A field that somebody else has changed: its label, where it stands on the page, and both values in words."""

    label: str
    target: str
    mine: str
    theirs: str


def seal(form: Iterable[Field]) -> str:
    """What the form shows: `title:1f8a… city:77c0…`."""
    return " ".join(f"{field.name}:{_digest(field)}" for field in _compared(form))


def read_seal(text: str) -> dict[str, str]:
    """Field → digest of a posted seal; what is none is passed over."""
    pairs = [part.partition(":") for part in text[:_LONGEST].split()]
    return {name: digest for name, colon, digest in pairs if colon}


def differences(mine: PlainForm, now: PlainForm, shown: dict[str, str]) -> list[tuple[Field, Difference]]:
    """The fields of `mine` whose value is neither what was shown nor what was typed any more: `now` holds another."""
    pairs = []
    for field in _compared(mine):
        if field.name not in now or field.name not in shown:
            continue
        other = now[field.name]
        if shown[field.name] == _digest(other) or is_same(field, other):
            continue
        ours, theirs = _both(field, other)
        pairs.append((field, Difference(str(field.label.text), str(field.id), ours, theirs)))
    return pairs


def is_same(field: Field, other: Field) -> bool:
    """Whether both hold the same value."""
    return _plain(field) == _plain(other)


def is_same_form(mine: PlainForm, now: PlainForm) -> bool:
    """Whether everything that was typed is what stands already."""
    return all(field.name in now and is_same(field, now[field.name]) for field in _compared(mine))


def _compared(form: Iterable[Field]) -> Iterator[Field]:
    for field in form:
        if not isinstance(field, (HiddenField, FileField)):
            yield field


def _digest(field: Field) -> str:
    text = json.dumps(_plain(field), ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _plain(field: Field) -> object:
    """The value without what typing cannot tell apart: nothing and an empty text, seconds, the order of ticks."""
    if isinstance(field, FieldList):
        return [[_plain(item) for item in _content(row)] for row in rows_of(field)]
    value = getattr(field.data, "value", field.data)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: text for key, text in value.items() if text} or ""
    if isinstance(value, (list, tuple, set)):
        return sorted(str(item) for item in value) or ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return "" if value in (None, False) else str(value)


def rows_of(field: FieldList) -> Sequence[PlainForm]:
    """The forms of a list that count, in their order."""
    counting = getattr(field, "counting", None)
    return counting() if counting else [entry.form for entry in field]


def _content(row: Iterable[Field]) -> list[Field]:
    """What a row says; its number and its place are not part of it."""
    return [one for one in _compared(row) if getattr(one, "short_name", "") not in ("remove", "order")]


def _both(field: Field, other: Field) -> tuple[str, str]:
    """Both values in words; of two lists only the rows that differ, unless it is their order."""
    if not isinstance(field, FieldList):
        return words(field), words(other)
    ours, theirs = _lines(field), _lines(other)
    only_ours, only_theirs = [one for one in ours if one not in theirs], [one for one in theirs if one not in ours]
    if not only_ours and not only_theirs:
        only_ours, only_theirs = ours, theirs
    return "\n".join(only_ours) or "—", "\n".join(only_theirs) or "—"


def _lines(field: FieldList) -> list[str]:
    return [" · ".join(filter(None, (_word(one) for one in _content(row)))) for row in rows_of(field)]


def words(field: Field) -> str:
    """The value of a field as people write it; a dash for none."""
    return _word(field) or "—"


def _word(field: Field) -> str:
    value = field.data
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, SelectFieldBase):
        picked = (
            {str(one) for one in value} if isinstance(value, (list, tuple)) else {str(getattr(value, "value", value))}
        )
        pairs = [(code, label) for _group, options in choices(field) for _id, code, label, _on in options]
        return _(", ").join(str(label) for code, label in pairs if code and code in picked)
    if isinstance(value, datetime):
        zone = field.zone if isinstance(field, InstantField) else "UTC"
        return format_instant(value, zone)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, dict):
        return " / ".join(str(text) for text in value.values() if text)
    return "" if value is None else str(value)
