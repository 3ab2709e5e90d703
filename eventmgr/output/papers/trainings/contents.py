"""What the record of a training says, as plain values in its language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Session:
    """A session whose hours count."""

    when: str
    title: str
    hours: str
    present: int
    share: str
    """Of those who hold a place; empty where nobody does."""


@dataclass(frozen=True)
class Unit:
    """A delegation: how many hold a place, how many have enough hours, and the mean of all."""

    name: str
    people: int
    enough: int
    mean: str


@dataclass(frozen=True)
class Trainee:
    """One person's line; `number` is that of a certificate that holds, or empty."""

    id: int
    name: str
    latin: str
    unit: str
    organization: str
    hours: str
    is_enough: bool
    number: str


@dataclass(frozen=True)
class Record:
    """All of it; `written` is what organizers wrote for the summary."""

    occasion: Occasion
    base: str
    needed: str
    threshold: int
    people: int
    enough: int
    certificates: int
    sessions: tuple[Session, ...]
    units: tuple[Unit, ...]
    trainees: tuple[Trainee, ...]
    written: tuple[tuple[str, str], ...] = ()
