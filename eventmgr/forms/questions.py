"""Questions of one's own, asked as fields `q_<key>`, and their answers as JSON values and in words. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventmgr.i18n import Bilingual, _l, localized

PREFIX = "q_"
YES_NO = (("yes", _l("Yes")), ("no", _l("No")))


class QuestionKind(enum.Enum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"


KINDS = {
    QuestionKind.TEXT: _l("One line"),
    QuestionKind.LONG_TEXT: _l("Several lines"),
    QuestionKind.CHOICE: _l("Single choice"),
    QuestionKind.CHOICES: _l("Multiple choice"),
    QuestionKind.YES_NO: _l("Yes or no"),
    QuestionKind.NUMBER: _l("Number"),
    QuestionKind.DATE: _l("Date"),
}
LISTS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
"""Kinds whose answers are chosen from options that somebody typed."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is asked; see `models.Question`."""

    key: str
    kind: QuestionKind
    label: Bilingual
    help: Bilingual
    options: Sequence[Mapping[str, Any]]
    required: bool

    @property
    def name(self) -> str:
        """The field in which it is asked, under which its answer is kept."""
        return PREFIX + self.key

    def label_in(self, lang: str) -> str:
        """The question in `lang`, else in the other language; its key where nothing was typed."""
        return localized(self.label, lang) or self.key


def options_of(question: AskedQuestion, lang: str) -> list[tuple[str, str]]:
    """(value, label) of what may be chosen."""
    if question.kind is QuestionKind.YES_NO:
        return [(value, str(label)) for value, label in YES_NO]
    return [(str(option["value"]), localized(option.get("label"), lang)) for option in question.options]


def to_answer(value: object) -> Any:
    """What a field holds, as JSON keeps it: text, list of texts, whole number, ISO date; None: no answer."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value in (None, "", []) else value


def from_answer(kind: QuestionKind, answer: Any) -> Any:
    """A kept answer as the field of `kind` takes it."""
    return date.fromisoformat(answer) if kind is QuestionKind.DATE and answer else answer


def shown(question: AskedQuestion, answer: object, lang: str) -> str:
    """An answer as people read it."""
    if question.kind in (*LISTS, QuestionKind.YES_NO):
        labels = dict(options_of(question, lang))
        values = answer if isinstance(answer, list) else [answer]
        return "；".join(labels.get(str(value), str(value)) for value in values if value not in (None, ""))
    return "" if answer is None else str(answer)
