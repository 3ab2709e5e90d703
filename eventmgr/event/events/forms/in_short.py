"""What a form says now, in a line: its filled fields with their values. Whoever folds a section away shows this in its
place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import BooleanField, Field, FieldList, HiddenField
from wtforms.fields.choices import SelectFieldBase

from eventmgr.event.events.forms.rows import RowsForm
from eventmgr.ground.i18n import _, localized
from eventmgr.tools.web.forms import BilingualLine
from eventmgr.tools.web.meanwhile import rows_of, words
from eventmgr.tools.web.rendering.markdown import markdown

_LONGEST = 40
"""Characters of a value."""
_MOST = 6
"""Rows or choices that are named."""


def in_short(form: Any, without: Collection[str] = ()) -> str:
    """“Capacity: 60 · Waiting list: yes”, without the fields of these names; of rows their names."""
    if isinstance(form, RowsForm):
        return _listed(_value(next(iter(_named(row)))) for row in rows_of(form.rows))
    say = getattr(form, "in_short", None)
    if say is not None:
        return str(say())
    hidden = {*without, *form.unasked}
    said = [(field, _value(field)) for field in form if field.name not in hidden and not _is_silent(field)]
    return " · ".join(
        _("%(label)s: %(value)s", label=str(field.label.text).rstrip("？?"), value=text) for field, text in said if text
    )


def _is_silent(field: Field) -> bool:
    """What says nothing about the event: marks of the form, and ticks that belong to the act of saving."""
    return isinstance(field, (HiddenField, FieldList)) or (
        isinstance(field, BooleanField) and field.object_data is None
    )


def _named(row: Any) -> list[Field]:
    """The field that a row is called by, first: what makes it count."""
    return [row[name] for name in row.content]


def _value(field: Field) -> str:
    if isinstance(field, BilingualLine):
        text = localized(field.data)
        return _cut(markdown(text).striptags() if field.multiline else text)
    if isinstance(field, SelectFieldBase) and isinstance(field.data, list):
        return _listed(words(field).split(_(", "))) if field.data else ""
    text = words(field)
    return "" if text == "—" else _cut(text)


def _listed(values: Iterable[str]) -> str:
    """The first ones by name, the others by their number."""
    named = [value for value in values if value]
    text = _(", ").join(named[:_MOST])
    return text if len(named) <= _MOST else _("%(names)s and %(num)s more", names=text, num=len(named) - _MOST)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
