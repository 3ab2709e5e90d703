"""An event's own questions as fields `q_<key>`, and their answers as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from eventmgr.events.models import QuestionKind
from eventmgr.i18n import _l, localized
from eventmgr.registration.asking import AskedQuestion
from eventmgr.web.forms import CodeMultiSelect, CodeSelect, DateField, IntField, LineField, TextField

PREFIX = "q_"
YES_NO = (("yes", _l("Yes")), ("no", _l("No")))
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
        field = form[PREFIX + question.key]
        field.label.text = localized(question.label, lang)
        field.description = localized(question.help, lang)
        if isinstance(field, CodeSelect | CodeMultiSelect):
            field.offer(options_of(question, lang))


def options_of(question: AskedQuestion, lang: str) -> list[tuple[str, str]]:
    """(value, label) of what may be chosen."""
    if question.kind is QuestionKind.YES_NO:
        return [(value, str(label)) for value, label in YES_NO]
    return [(str(option["value"]), localized(option.get("label"), lang)) for option in question.options]


def answer_of(field: Any) -> Any:
    """What a field holds, as JSON keeps it: text, list of texts, whole number, ISO date; None: no answer."""
    value = field.data
    if isinstance(value, date):
        return value.isoformat()
    return None if value in (None, "", []) else value


def from_answer(kind: QuestionKind, answer: Any) -> Any:
    """A kept answer as the field of `kind` takes it."""
    return date.fromisoformat(answer) if kind is QuestionKind.DATE and answer else answer


def shown(question: AskedQuestion, answer: Any, lang: str) -> str:
    """An answer as people read it."""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO):
        labels = dict(options_of(question, lang))
        values = answer if isinstance(answer, list) else [answer]
        return "；".join(labels.get(str(value), str(value)) for value in values if value not in (None, ""))
    return "" if answer is None else str(answer)
