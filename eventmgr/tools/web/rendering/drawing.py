"""What templates ask about fields, so that pages need not know their classes (`macros/forms.html`), and how a state is
drawn and what a select offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
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


def anchor_of(field: Field) -> str:
    """The id of its first input; "" for one that nobody sees."""
    if isinstance(field, HiddenField):
        return ""
    ends = {"bilingual": "_zh", "radios": "-0", "checkboxes": "-0"}
    return f"{field.id}{ends.get(drawing(field), '')}"


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


def options(pairs: Iterable[tuple[object, object]], chosen: object = None) -> Markup:
    """The `<option>`s of a select: `pairs` of code and words in their order; `chosen` is a code, or None."""
    picked = None if chosen is None else str(chosen)
    return Markup("").join([_option(str(code), str(words), str(code) == picked) for code, words in pairs])


def grouped_options(groups: Mapping[str, Iterable[tuple[object, object]]], chosen: object = None) -> Markup:
    """The same under headings: `groups` is heading → pairs."""
    group = Markup('<optgroup label="{}">{}</optgroup>')
    return Markup("").join(group.format(heading, options(pairs, chosen)) for heading, pairs in groups.items())


@lru_cache(maxsize=2048)
def _option(code: str, words: str, is_chosen: bool) -> Markup:  # noqa: FBT001 - a key of what is kept
    return Markup('<option value="{}"{}>{}</option>').format(code, Markup(" selected") if is_chosen else "", words)


def state_word(tone: str, words: object) -> Markup:
    """A state by dot and word, never by colour alone. Lists draw fifty: a macro takes four times as long."""
    return _state_word(tone, str(words))


@lru_cache(maxsize=512)
def _state_word(tone: str, text: str) -> Markup:
    return Markup('<span class="state {}">{}{}</span>').format(tone, text[:1].upper(), text[1:])


def state_of(value: Any) -> Markup:
    """The state that a member of an enum is; it bears its label and its tone."""
    return state_word(value.tone, value.label)
