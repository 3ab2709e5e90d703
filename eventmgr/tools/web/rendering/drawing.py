"""How a field is drawn: what `macros/forms.html` asks about a field, so that pages need not know its class."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Field, FileField, MultipleFileField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectFieldBase

from eventmgr.tools.web.fields import BilingualLine, CodeMultiSelect, InstantField

_KINDS: tuple[tuple[type[Any] | tuple[type[Any], ...], str], ...] = (
    (BilingualLine, "bilingual"),
    (RadioField, "radios"),
    (CodeMultiSelect, "checkboxes"),
    (BooleanField, "box"),
    (SelectMultipleField, "select"),
    (SelectFieldBase, "select"),
    (TextAreaField, "text"),
    (InstantField, "moment"),
    ((FileField, MultipleFileField), "file"),
)
_CLASSES = {"select": "form-select", "box": "form-check-input"}


def drawing(field: Field) -> str:
    """`bilingual`, `radios`, `checkboxes`, `box`, `select`, `text`, `moment`, `file` or `line`."""
    for kind, name in _KINDS:
        if isinstance(field, kind):
            return name
    return "line"


def input_attributes(field: Field, described_by: str, extra: dict[str, object]) -> dict[str, object]:
    """Attributes of the input: class, ids of help and error, and `extra` (`data_suggest` becomes `data-suggest`)."""
    attributes = {key.rstrip("_").replace("_", "-"): value for key, value in extra.items()}
    classes = [_CLASSES.get(drawing(field), "form-control"), str(attributes.pop("class", ""))]
    if field.errors:
        classes.append("is-invalid")
        attributes["aria-invalid"] = "true"
    if described_by:
        attributes["aria-describedby"] = described_by
    own = dict(field.render_kw or {})
    classes.append(str(own.pop("class", "")))
    return {**own, **attributes, "class": " ".join(filter(None, classes))}


def choices(field: Field) -> list[tuple[str, list[tuple[str, str, Any, str]]]]:
    """`(group, [(id, code, words, mark), …])` of a field of radios or checkboxes; group "" has no heading, the mark is
    `checked`, `disabled` or nothing."""
    chosen = set(field.data or ()) if isinstance(field.data, (list, tuple)) else {field.data}
    chosen = {str(code) for code in chosen if code is not None}
    groups = field.choices.items() if isinstance(field.choices, dict) else [("", field.choices or [])]
    closed = getattr(field, "closed", ())
    sections, number = [], 0
    for group, pairs in groups:
        options = []
        for code, words, *_more in pairs:
            mark = "checked" if str(code) in chosen else "disabled" if code in closed else ""
            options.append((f"{field.id}-{number}", str(code), words, mark))
            number += 1
        sections.append((group, options))
    return sections
