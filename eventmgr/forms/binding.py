"""Questions as fields of a web form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventmgr.forms.questions import AskedQuestion, QuestionKind, options_of
from eventmgr.i18n import localized
from eventmgr.web.forms import CodeMultiSelect, CodeSelect, DateField, IntField, LineField, TextField

_MOST = 10**9


def unbound_field(kind: QuestionKind) -> Any:
    """A field for a question of `kind`, not yet bound to a form; `prepare` gives it label and choices."""
    if kind is QuestionKind.LONG_TEXT:
        return TextField("", longest=2000)
    if kind in (QuestionKind.CHOICE, QuestionKind.YES_NO):
        return CodeSelect("", blank="—")
    if kind is QuestionKind.CHOICES:
        return CodeMultiSelect("")
    if kind is QuestionKind.NUMBER:
        return IntField("", least=-_MOST, most=_MOST)
    if kind is QuestionKind.DATE:
        return DateField("")
    return LineField("", longest=200)


def prepare(form: Any, questions: Sequence[AskedQuestion], lang: str) -> None:
    """Give each question's field its label, help and choices in `lang`."""
    for question in questions:
        field = form[question.name]
        field.label.text = localized(question.label, lang)
        field.description = localized(question.help, lang)
        if isinstance(field, CodeSelect | CodeMultiSelect):
            field.offer(options_of(question, lang))
