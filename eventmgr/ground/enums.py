"""Enums whose members say themselves: each bears its label and, where it is a state, the tone of the dot beside it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Self

Label = Any
"""A word or sentence in both languages: what `_l()` gives."""


class Tone(enum.StrEnum):
    """The class of the dot beside a state."""

    OK = "ok"
    WAIT = "wait"
    NO = "no"
    OFF = "off"
    ON = "on"


@dataclass(frozen=True)
class State:
    """A state that no enum names: its label and the tone of its dot."""

    label: Label
    tone: Tone


class LabelledEnum(enum.Enum):
    """`DRAFT = "draft", _l("Draft"), Tone.WAIT`: the value is `"draft"`; label and tone are attributes of the
    member."""

    value: str
    label: Label
    tone: Tone

    def __new__(cls, value: Any, label: Label = "", tone: Tone = Tone.OFF) -> Self:
        """A member; one that nobody reads needs no label."""
        member = str.__new__(cls, value) if issubclass(cls, str) else object.__new__(cls)
        member._value_ = value
        member.label = label
        member.tone = tone
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, Label]]:
        """(value, label) of each member that has a label, in their order."""
        return [(member.value, member.label) for member in cls if member.label]


class LabelledStrEnum(str, LabelledEnum):
    """The same of members that are texts, as those of `enum.StrEnum` are."""

    __str__ = str.__str__

    def __format__(self, format_spec: str) -> str:
        return str.__format__(self, format_spec)
