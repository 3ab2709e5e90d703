"""What a feature tells about itself, as values that cannot change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import Blueprint, Flask

from eventmgr.features.words import Label, State, Words

Told = TypeVar("Told", bound=Callable[..., Any])


@dataclass(frozen=True, eq=False)
class Place(Generic[Told]):
    """Something that a low room leaves to those above it: a spot on its page, a number beside a field. `Told` is the
    function that answers; every feature may offer one."""

    name: str


@dataclass(frozen=True)
class MenuGroup:
    """A heading in a menu; entries of no group come first."""

    heading: Label
    order: int


@dataclass(frozen=True, eq=False)
class Menu:
    """A menu of the site: its name, and whether somebody sees an entry on a page about something (an event)."""

    name: str
    sees: Callable[[MenuEntry, Any], bool] = lambda _entry, _about: True


@dataclass(frozen=True)
class MenuEntry:
    """One line of a menu."""

    menu: Menu
    label: Label
    endpoint: str
    order: int
    """Within its group, the smallest first."""
    group: MenuGroup | None = None
    permission: str = ""
    """What one must be allowed to see it; what that means is the menu's to say."""
    covers: bool = False
    """Marked on every page of its blueprint, not only on its own."""
    posts: bool = False
    """A button, for what changes something."""


@dataclass(frozen=True)
class Section:
    """A part of a menu as one reader sees it."""

    heading: Label
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True)
class Feature:
    """What a room has. Only what is filled exists; adding a feature edits no other room."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    connect: Callable[[Flask], None] | None = None
    """Begins to listen to the signals from downstairs, once the application stands."""
    offers: Mapping[Place[Any], Callable[..., Any]] = field(default_factory=dict)
    """Answers to places of rooms downstairs: panels on their pages, numbers beside their fields."""
    permissions: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    """What may be done at an event → the roles of its team that hold it. Administrators hold every one."""
    menu: tuple[MenuEntry, ...] = ()
    words: tuple[Words, ...] = ()
    """What the audit trail says of what the room has recorded."""
    states: Mapping[Any, State] = field(default_factory=dict)
    """Member of an enum → its word and colour, wherever they are shown with a dot."""
    template_names: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """Functions that templates may call."""
