"""Sentences that are put into the reader's language by whoever shows them.

The engines (`scheduling`, `matching`) know no Flask, so they cannot know who reads: they hand out the English text with
its values. A page says `sentence.translated(i18n._)`; a terminal prints it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """An English message id and what fills its `%(name)s`; a value may be a sentence itself, or a tuple: a list in
    words."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(_in_english)

    def translated(self, translate: Callable[..., str]) -> str:
        """The sentence in the words of `translate`, which takes a message id and the values (`i18n._`)."""
        return translate(self.text, **{name: _translated(value, translate) for name, value in self.values.items()})

    def about(self, **values: object) -> Sentence:
        """This sentence with other values."""
        return Sentence(self.text, values)


def _translated(value: Any, translate: Callable[..., str]) -> Any:
    if isinstance(value, tuple):
        return translate(", ").join(map(str, value))
    return value.translated(translate) if isinstance(value, Sentence) else value


def _in_english(message: str, **values: object) -> str:
    return message % values if values else message


def _l(message: str, **values: object) -> Sentence:
    """A sentence; the name is one that `scripts/catalogue.py` looks for."""
    return Sentence(message, values)
