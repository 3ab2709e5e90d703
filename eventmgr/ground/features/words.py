"""How features say what they have recorded in the audit trail, and one vocabulary made of what all of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from eventmgr.ground.columns import labels_of
from eventmgr.ground.enums import Label, LabelledEnum

Found = TypeVar("Found")

Codes = Mapping[str, Label] | type[LabelledEnum]
"""What codes mean: the label of each, or the enum that bears them."""
Say = Callable[[Any], str]
"""A recorded value (text, number or mapping) in the language spoken; lists are said one by one."""
_EVERY = ""
"""Object type of words that hold for every object."""


class Table(Protocol):
    """A model: the trail knows objects by the names of their tables."""

    __tablename__: str


@dataclass(frozen=True)
class EventWords:
    """Names that the organizers of one event gave: of their own questions, their groups, their rooms."""

    fields: Mapping[str, Label] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """What one feature says about one kind of object; several features may say something about the same."""

    about: type[Table] | None
    """The model; None: about everything."""
    noun: Label = ""
    actions: Mapping[str, Label] = field(default_factory=dict)
    sentences: Mapping[str, Label] = field(default_factory=dict)
    """Act → a whole sentence, where noun and act side by side do not make one; with `%(name)s` where the object is
    named."""
    names: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Act → how the name that its entry holds is said."""
    looks: frozenset[str] = frozenset()
    """Acts that only look: the trail keeps them, but they are not among the latest acts."""
    fields: Mapping[str, Label] = field(default_factory=dict)
    """A field that is no column, or `field.member` where a member of its values is meant (`questions.kind`); columns
    say their labels themselves (`ground/columns.py`)."""
    values: Mapping[str, Codes] = field(default_factory=dict)
    """Field → what its codes mean, where no column of that name has an enum that says it, or the trail says it in other
    words."""
    say: Mapping[str, Say] = field(default_factory=dict)
    """Field → how to say values that are not one of a few."""
    of_event: Callable[[int], EventWords] | None = None
    """Event → what its organizers named; asked for only where a field begins with one of `named_in_event`."""
    named_in_event: tuple[str, ...] = ()
    records: frozenset[str] = frozenset()
    """Acts that the trail keeps without a name when their time is over: consents, and what was deleted."""
    keeps: frozenset[str] = frozenset()
    """Fields whose values tell nothing of a person and stay in such an entry."""

    @property
    def object_type(self) -> str:
        """The table's name, as entries of the trail hold it."""
        return self.about.__tablename__ if self.about is not None else _EVERY


class Vocabulary:
    """The words of all features."""

    def __init__(self, declared: Iterable[Words] = ()) -> None:
        """Join what is told.

        Raises:
            ValueError: two features say the same thing.
        """
        self.declared = tuple(declared)
        self.nouns: dict[str, Label] = {}
        self.actions: dict[tuple[str, str], Label] = {}
        self.sentences: dict[tuple[str, str], Label] = {}
        self.names: dict[tuple[str, str], Callable[[str], str]] = {}
        self.fields: dict[tuple[str, str], Label] = {}
        self.values: dict[tuple[str, str], Mapping[str, Label]] = {}
        self.say: dict[tuple[str, str], Say] = {}
        for model in {words.about for words in self.declared if words.about is not None}:
            self.fields |= {(model.__tablename__, name): label for name, label in labels_of(model).items()}
            self.values |= {(model.__tablename__, name): codes for name, codes in _codes_of(model).items()}
        told_values: dict[tuple[str, str], Mapping[str, Label]] = {}
        for words in self.declared:
            if words.noun:
                _add(self.nouns, {words.object_type: words.noun})
            for table, part in self._tables(words, told_values):
                _add(table, {(words.object_type, name): value for name, value in part.items()})
        self.values |= told_values
        self.records = frozenset(name for words in self.declared for name in words.records)
        self.keeps = frozenset(name for words in self.declared for name in words.keeps)
        self.looks = frozenset(name for words in self.declared for name in words.looks)

    def _tables(
        self, words: Words, told_values: dict[tuple[str, str], Mapping[str, Label]]
    ) -> Iterable[tuple[dict[tuple[str, str], Any], Mapping[str, object]]]:
        yield self.actions, words.actions
        yield self.sentences, words.sentences
        yield self.names, words.names
        yield self.fields, words.fields
        yield told_values, {name: _meanings(codes) for name, codes in words.values.items()}
        yield self.say, words.say

    def of_event(self, event_id: int, object_type: str, fields: Iterable[str]) -> EventWords:
        """What the organizers of the event named, as far as one of `fields` needs it."""
        names, values = dict[str, Label](), dict[str, Mapping[str, Label]]()
        wanted = tuple(fields)
        for words in self.declared:
            prefixes = words.named_in_event
            if words.of_event and words.object_type == object_type and any(one.startswith(prefixes) for one in wanted):
                own = words.of_event(event_id)
                names |= own.fields
                values |= own.values
        return EventWords(names, values)


def find(table: Mapping[tuple[str, str], Found], object_type: str, name: str) -> Found | None:
    """What `table` holds for the field, or act, of such an object; of `a.b` also what it holds for `b`; else None."""
    for part in (name, name.rpartition(".")[2]):
        for kind in (object_type, _EVERY):
            if (kind, part) in table:
                return table[kind, part]
    return None


def _codes_of(model: Any) -> dict[str, Mapping[str, Label]]:
    """Column → what its codes mean, where its enum says it."""
    columns = getattr(model, "__table__", None)
    kinds = (
        {column.key: getattr(column.type, "enum_class", None) for column in columns.columns}
        if columns is not None
        else {}
    )
    return {name: dict(kind.choices()) for name, kind in kinds.items() if kind and issubclass(kind, LabelledEnum)}


def _meanings(codes: Codes) -> Mapping[str, Label]:
    return dict(codes.choices()) if isinstance(codes, type) else codes


def _add(table: dict[Any, Any], part: Mapping[Any, Any]) -> None:
    twice = table.keys() & part.keys()
    if twice:
        raise ValueError(f"words told by two features: {sorted(map(str, twice))}")
    table.update(part)
