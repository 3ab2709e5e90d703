"""A questionnaire as a form that works without scripts: the server judges alone what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

from wtforms import RadioField

from eventmgr.ground.i18n import _, language, localized
from eventmgr.programme.surveys.content.questions import (
    LONGEST_TEXT,
    RATED,
    Item,
    asked_of,
    choices_of,
    chosen_in,
    ends_of,
    kept,
    rows_of,
    unanswered,
)
from eventmgr.programme.surveys.models import SurveyKind
from eventmgr.tools.web.fields import missing_words
from eventmgr.tools.web.forms import CodeMultiSelect, CodeSelect, Form, TextField


class OneOf(CodeSelect, RadioField):
    """One of some choices, all in sight. Data: its code, or None."""


class AnswerForm(Form):
    """The fields of one questionnaire; made by `answer_form`."""

    items: Sequence[Item] = ()

    def offer(self) -> Self:
        """Say labels and choices in the language spoken now."""
        lang = language()
        for item in self.items:
            if item.kind is SurveyKind.MATRIX:
                for row, words in rows_of(item, lang):
                    self._offer(item, item.row_name(row), words, lang)
            elif item.is_asked:
                self._offer(item, item.name, localized(item.label, lang), lang)
        return self

    def _offer(self, item: Item, name: str, words: str, lang: str) -> None:
        field = self[name]
        field.label.text = words
        field.flags.required = item.required
        if item.kind is not SurveyKind.MATRIX:
            field.description = self.help(item)
        if item.kind in RATED:
            field.offer([(str(step), str(step)) for step in range(1, item.steps + 1)])
        elif isinstance(field, CodeSelect | CodeMultiSelect):
            field.offer(choices_of(item, lang))

    def help(self, item: Item) -> str:
        """What stands below the question: its help, and what the ends of its scale mean."""
        lang = language()
        ends = ("，" if lang == "zh" else ", ").join(filter(None, ends_of(item, lang)))
        return " ".join(filter(None, (localized(item.help, lang), ends)))

    def content(self) -> dict[str, Any]:
        """Key of a question → what stands in its fields, whether it is asked or not."""
        values: dict[str, Any] = {}
        for item in self.items:
            if item.kind is SurveyKind.MATRIX:
                rows = {row: self[item.row_name(row)].data for row, _words in rows_of(item, "zh")}
                values[item.key] = {row: step for row, step in rows.items() if step}
            elif item.is_asked:
                values[item.key] = self[item.name].data or None
        return values

    def judged(self) -> dict[str, Any] | None:
        """The answers that count; None where a required one is missing, which the form says."""
        content = self.content()
        asked = {item.key for item in asked_of(self.items, content)}
        for item in self.items:
            if item.key not in asked:
                self._forget(item)
        for item in unanswered(self.items, content):
            for name in self._names(item):
                if not self[name].data:
                    self[name].errors = [missing_words(self[name])]
        if self.errors:
            return None
        clean = kept(self.items, content)
        if not clean:
            self.form_errors.append(_("Answer at least one question."))
            return None
        return clean

    def _forget(self, item: Item) -> None:
        for name in self._names(item):
            self[name].data, self[name].errors = ([] if item.kind is SurveyKind.CHOICES else None), []

    def _names(self, item: Item) -> list[str]:
        if item.kind is SurveyKind.MATRIX:
            return [item.row_name(row) for row, _words in rows_of(item, "zh")]
        return [item.name] if item.is_asked else []

    def parts(self) -> list[tuple[Item | None, list[Item]]]:
        """(section, its questions) in their order; the first is that of no section."""
        parts: list[tuple[Item | None, list[Item]]] = [(None, [])]
        for item in self.items:
            if item.kind is SurveyKind.SECTION:
                parts.append((item, []))
            else:
                parts[-1][1].append(item)
        return parts

    def rows(self, item: Item) -> list[Any]:
        """The fields of a matrix."""
        return [self[name] for name in self._names(item)]

    def condition(self, item: Item) -> str:
        """When it is asked, for `static/asking.js`; empty: always."""
        return json.dumps(item.condition, ensure_ascii=False) if item.condition else ""

    def only_if(self, item: Item) -> str:
        """The condition of the question, in words."""
        return condition_words(item, self.items)

    @property
    def asks_by_answer(self) -> bool:
        """Whether some questions depend on others."""
        return any(item.condition for item in self.items)


def condition_words(item: Item, items: Sequence[Item]) -> str:
    """When a question is asked, in the language spoken now; empty: always."""
    lang, by_key = language(), {one.key: one for one in items}
    conditions = []
    for one in chosen_in(item.condition):
        key, _equals, value = one.partition("=")
        words = dict(choices_of(by_key[key], lang)).get(value, value)
        conditions.append(_("“%(label)s” is “%(value)s”", label=localized(by_key[key].label, lang), value=words))
    return _(" or ").join(conditions)


def answer_form(items: Sequence[Item], content: Mapping[str, Any] | None = None) -> AnswerForm:
    """The form for these questions, with what was answered before."""
    fields: dict[str, Any] = {"items": tuple(items)}
    data: dict[str, Any] = {}
    for item in items:
        answer = (content or {}).get(item.key)
        if item.kind is SurveyKind.MATRIX:
            for row, _words in rows_of(item, "zh"):
                fields[item.row_name(row)] = OneOf("")
                data[item.row_name(row)] = (answer or {}).get(row)
        elif item.kind is SurveyKind.TEXT:
            fields[item.name] = TextField("", longest=LONGEST_TEXT)
            data[item.name] = answer
        elif item.kind is SurveyKind.CHOICES:
            fields[item.name] = CodeMultiSelect("")
            data[item.name] = answer or []
        elif item.is_asked:
            fields[item.name] = OneOf("")
            data[item.name] = answer
    made: type[AnswerForm] = type("MadeForm", (AnswerForm,), fields)
    return made(data=data).offer()
