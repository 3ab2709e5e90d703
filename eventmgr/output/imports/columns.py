"""A column of a sheet, declared once: what people write above it, how its cells are read, how a value is said, and how
the sheet to fill in asks for it. Pure but for the language spoken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.ground.enums import Label, LabelledEnum
from eventmgr.ground.i18n import LANGUAGES, _, speaking
from eventmgr.ground.sentences import _l
from eventmgr.tools.sheets import BadCell, Blank, Field, Value
from eventmgr.tools.sheets.values import Parser, choice, text, whole, yes_no

OUT_OF_RANGE = _l("Enter a number from 1 to %(most)s.")
NOTHING = "—"
"""What an empty value is said as."""
Options = Callable[[], Mapping[str, Sequence[str]]]
"""What is kept → everything that people write for it, in both languages; first as the reader calls it."""


@dataclass(frozen=True)
class Column:
    """A column that a sheet may have."""

    key: str
    label: Label
    """What the reader calls it; in either language it is recognized above a column."""
    synonyms: tuple[str, ...] = ()
    """What else people write above such a column."""
    read: Parser = text
    """A cell → its value, None where the cell says nothing."""
    say: Callable[[Any], Any] = str
    """A value → as people read it."""
    options: Options | None = None
    """Where the column takes a word out of a list: instead of `read`, `say` and `choices`."""
    choices: Callable[[], Sequence[str]] = tuple
    """What the sheet to fill in offers in a list."""
    required: bool = False
    """Whether a row without it is wrong."""
    asked: bool = False
    """Whether the sheet to fill in marks it as required, though some rows may do without."""
    in_template: bool = True
    """Whether the sheet to fill in has it; others are understood where a sheet has them."""
    note: Label = ""
    """How it is filled in."""
    example: Value | Callable[[], str] = None
    """A cell, or what says it in the language spoken."""
    kind: str = "text"
    """As `Blank.kind` has it."""
    shown: bool = False
    """Whether the preview says it of a new row."""
    say_recorded: Callable[[Any], Any] | None = None
    """A value that is on record as the preview shows it, where every list covers it."""
    sampled: bool = True
    """Whether the page shows samples of its cells."""

    def also(self, *synonyms: str, **others: Any) -> Column:
        """The same column under more names, with `others` instead of what it says."""
        return replace(self, synonyms=(*self.synonyms, *synonyms), **others)

    @property
    def field(self) -> Field:
        """The column as the sheet's reader takes it."""
        read = self.read if self.options is None else choice(self.options())
        return Field(self.key, tuple(dict.fromkeys((*in_both(self.label), *self.synonyms))), read, self.required)

    def blank(self) -> Blank:
        """The column as the sheet to fill in asks for it, in the language spoken now."""
        return Blank(
            head=str(self.label),
            note=str(self.note),
            example=self.example() if callable(self.example) else self.example,
            choices=list(self.choices() if self.options is None else _usual(self.options()).values()),
            required=self.required or self.asked,
            kind=self.kind,
        )

    def in_words(self, value: Any) -> str:
        """A value as people read it."""
        if value in (None, "", (), []):
            return NOTHING
        return str(self.say(value) if self.options is None else _usual(self.options()).get(value, value))

    def before_in_words(self, value: Any) -> str:
        """The same of a value that is on record: covered, where every list covers it."""
        if self.say_recorded is None or value in (None, "", (), []):
            return self.in_words(value)
        return str(self.say_recorded(value))


def _usual(options: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {value: next(iter(names), value) for value, names in options.items()}


def in_both(label: Label) -> tuple[str, ...]:
    """A label in both languages."""
    labels = []
    for lang in LANGUAGES:
        with speaking(lang):
            labels.append(str(label))
    return tuple(labels)


def words(labels: Mapping[str, Label], more: Mapping[str, Iterable[str]] | None = None) -> Options:
    """The options of a column that takes one of a few words.

    Args:
        labels: what is kept → as people call it. more: what is kept → what else they write for it.
    """
    others = more or {}
    return lambda: {value: (str(label), *in_both(label), *others.get(value, ())) for value, label in labels.items()}


def members(kind: Iterable[LabelledEnum], more: Mapping[Any, Iterable[str]] | None = None) -> Options:
    """The same of the members of an enum, or of some of them.

    Args:
        more: member → what else people write for it.
    """
    labels = {member.value: member.label for member in kind}
    return words(labels, {member.value: names for member, names in (more or {}).items()})


def up_to(most: int) -> Parser:
    """What reads a whole number from 1 to `most`."""

    def read(value: Value) -> int | None:
        number = whole(value)
        if number is not None and not 1 <= number <= most:
            raise BadCell(OUT_OF_RANGE.about(most=most))
        return number

    return read


def truth(column: Column) -> Column:
    """The column as one that says yes or no."""
    return replace(column, read=yes_no, say=_truth_in_words, choices=lambda: [_("yes"), _("no")])


def _truth_in_words(value: object) -> str:
    return _("yes") if value else _("no")


def say_keys(columns: Iterable[Column]) -> Callable[[object], str]:
    """What says keys with commas between them, as the change log keeps which columns a sheet had."""
    labels = {column.key: column.label for column in columns}
    return lambda value: _(", ").join(str(labels.get(key, key)) for key in str(value).split(","))
