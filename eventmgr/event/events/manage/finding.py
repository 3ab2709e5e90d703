"""Looking for a setting by a word, in the forms that ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from wtforms import Field, FieldList, HiddenField
from wtforms.fields.choices import SelectFieldBase

from eventmgr.event.events.access import may
from eventmgr.event.events.manage.sections import GROUPS, MAIN
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import SETTINGS, SettingsPage
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import LANGUAGES, speaking
from eventmgr.ground.text import folded
from eventmgr.tools.web.rendering.drawing import anchor_of, choices

_FEW = 12
"""Choices that are looked through: longer lists are provinces, sectors and the like."""

_NO_SETTINGS = frozenset({"remove", "order"})
"""Fields of a row that say nothing of the event."""


@dataclass(frozen=True)
class Hit:
    """A setting that was found: what it is called, what it is for, on which page, and its address."""

    label: Any
    help: Any
    page: Any
    address: str


def own_pages(event: Event) -> list[SettingsPage]:
    """Settings that rooms have on pages of their own, as far as the reader may open them."""
    return [page for tell in offered(SETTINGS, event) for page in tell(event) if may(event, page.permission)]


def find_settings(event: Event, sought: str) -> list[Hit]:
    """Settings of what the event has, and their pages, that name every word of `sought`, in either language: one of
    them by label, description or few choices, the others perhaps by the page. Those that are found by their label alone
    come first."""
    keys = [key for word in sought.split() if (key := folded(word))]
    by_label: list[Hit] = []
    others: list[Hit] = []
    for hit, texts, around in _all(event) if keys else ():
        label, own, page = (_spoken(part) for part in ([hit.label], [hit.label, *texts], around))
        if all(key in own or key in page for key in keys) and any(key in own for key in keys):
            (by_label if all(key in label for key in keys) else others).append(hit)
    return by_label + others


def _all(event: Event) -> Iterator[tuple[Hit, list[Any], list[Any]]]:
    """Each page and each setting, with what is said of it beside its label, and with the texts of the page around
    it."""
    main = {field.name: field for field, _label, _help, _id in _fields(MAIN.stored(event))}
    main_address = url_for("events_manage.edit", slug=event.slug)
    for group in GROUPS:
        for section in group.sections(event):
            address = url_for("events_manage.section", slug=event.slug, name=section.name)
            yield Hit(section.label, section.hint, group.label, address), [section.hint], [group.label]
            for field, label, help_, anchor in _fields(section.stored(event)):
                is_above = field.short_name == field.name in main
                target = f"{main_address}#{anchor_of(main[field.name])}" if is_above else f"{address}#{anchor}"
                around = [section.label, section.hint, group.label]
                yield Hit(label, help_, section.label, target), [help_, *_choices(field)], around
    for page in own_pages(event):
        address = url_for(page.endpoint, slug=event.slug)
        yield Hit(page.label, "", "", address), [], []
        for field, label, help_, anchor in _fields(page.form()):
            target = address if page.is_below else f"{address}#{anchor}"
            yield Hit(label, help_, page.label, target), [help_, *_choices(field)], [page.label]


def _fields(form: Iterable[Field]) -> Iterator[tuple[Field, Any, Any, str]]:
    """Each field that the page asks, with its label, description and anchor; of rows those of the first."""
    listed = getattr(form, "findable", None)
    if listed is not None:
        yield from listed()
        return
    unasked: frozenset[str] = getattr(form, "unasked", frozenset())
    for field in form:
        if isinstance(field, FieldList):
            yield from _fields((field.entries or [field.append_entry()])[0].form)
        elif not isinstance(field, HiddenField) and field.short_name not in _NO_SETTINGS.union(unasked):
            yield field, field.label.text, field.description, anchor_of(field)


def _choices(field: Field) -> list[Any]:
    if not isinstance(field, SelectFieldBase):
        return []
    offered_words = [label for _group, options in choices(field) for _id, _code, label, _mark in options]
    return offered_words if len(offered_words) <= _FEW else []


def _spoken(texts: Iterable[Any]) -> str:
    """The texts in both languages, folded."""
    listed = [text for text in texts if text]
    folded_texts = []
    for lang in LANGUAGES:
        with speaking(lang):
            folded_texts += [folded(str(text)) for text in listed]
    return "|".join(folded_texts)
