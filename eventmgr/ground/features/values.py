"""What a feature tells about itself, as values that cannot change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from flask import Blueprint, Flask

from eventmgr.ground.enums import Label
from eventmgr.ground.features.words import Words

Answerer = TypeVar("Answerer", bound=Callable[..., Any])


@dataclass(frozen=True, eq=False)
class Panel(Generic[Answerer]):
    """Something that a low room leaves to those above it: a spot on its page, a number beside a field. `Answerer` is
    the function that answers; every feature may offer one."""

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
    permissions: frozenset[str] | None = frozenset({""})
    """Those that its entries may ask for; None: what the features tell of."""


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
    below: frozenset[str] = frozenset()
    """Marked on these pages, too, by their endpoints."""
    posts: bool = False
    """A button, for what changes something."""
    shown: Callable[[Any], bool] = lambda _about: True
    """Whether it is of use on a page about something (an event), asked of who is allowed to see it; no statement."""


@dataclass(frozen=True)
class Section:
    """A part of a menu as one reader sees it."""

    heading: Label
    entries: tuple[MenuEntry, ...]


Law = Callable[[], list[str]]
"""Its breaches as sentences for the person who runs the installation; an empty list means it holds."""


@dataclass(frozen=True)
class Due:
    """`n` rows of `scope` (an event's slug, or empty) whose time is over since `since`."""

    scope: str
    since: datetime | None
    n: int


def due_of(counted: tuple[int, datetime | None]) -> list[Due]:
    """What is due of (rows of no event in particular, when the first of them was due or made); nothing where there is
    none."""
    number, since = counted
    return [Due("", since, number)] if number else []


@dataclass(frozen=True)
class Period:
    """A kind of personal information and how long it is kept."""

    key: str
    label: Label
    list_due: Callable[[datetime], list[Due]]
    """What is due at an instant; changes nothing."""
    delete_some: Callable[[datetime, int], int]
    """Delete at most so many of what is due then; how many it was. What it has deleted is never due again."""


@dataclass(frozen=True)
class Figure:
    """A number that stands in the database."""

    name: str
    tells: str
    label: str
    read: Callable[[], Mapping[str, int]]
    """Value of the label → number; the key "" stands for a figure without label."""


@dataclass(frozen=True)
class Number:
    """A number that pages show beside those about people: how it is called, what it says, and where its rows stand."""

    name: Label
    says: Label
    rows: str = ""
    """For docs/formats/figures.md alone; empty: it is typed, or computed from other numbers, and has none."""


@dataclass(frozen=True)
class Printing:
    """Who prints a paper and when, what the reader may see, and what was chosen for it.

    Args:
        by: name of the account; empty for papers that nobody in particular prints.
        at: when; None for papers that do not say it.
        sees: of the permissions that the paper names in `also`, those that the reader holds.
        asked: query values that the paper itself reads.
        people: numbers of the registrations that are printed; None: of everybody.
    """

    by: str = ""
    at: datetime | None = None
    sees: Collection[str] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    people: Collection[int] | None = None


@dataclass(frozen=True, eq=False)
class Switch:
    """Something that an event, or the whole installation, can do without. Where it is off it is nowhere: no page, menu,
    field, paper, figure, feed or e-mail; what was entered stays and comes back with it."""

    name: str
    """As `Event.features` holds it."""
    label: Label
    purpose: Label
    """What it is for, in one sentence."""
    group: MenuGroup | None = None
    """Under which heading the page of features lists it; None: events are not asked, the installation has it unless its
    setting FEATURES_OFF names it."""
    kinds: frozenset[Any] = frozenset()
    """Kinds of events for which it is on from the start."""
    contents: Label = ""
    """What is out of sight while it is off, as the end of a sentence; empty: it holds no data."""
    holds: Callable[[Any], Any] | None = None
    """`holds(event)`: a condition of SQL that is true where it holds data of the event."""
    fields: tuple[str, ...] = ()
    """Fields of the registration form that go with it."""
    needs: Switch | None = None
    """What it does not work without: switched on with it, and it off with that."""


@dataclass(frozen=True)
class Paper:
    """A document about an event, to print."""

    name: str
    """Its address."""
    title: Label
    purpose: Label
    make: Callable[..., bytes]
    """`make(event, lang, printing)` → PDF; `printing` is a `Printing`."""
    opens: tuple[str, ...]
    """Permissions of the pages that show what it prints: it is there for those who hold all of them."""
    also: Mapping[str, Label] = field(default_factory=dict)
    """Permission → what of the paper is left out for those who do not hold it (`Printing.sees`)."""
    is_personal: bool = False
    """Whether it names participants: printing it is recorded."""
    is_for: Callable[..., bool] = lambda _event: True
    """`is_for(event)`: whether the event has what it is about."""
    lacks: Callable[..., str] = lambda _event: ""
    """`lacks(event)`: what is not there yet, in words, where the paper would say nothing; empty: it can be made."""
    asks: tuple[str, ...] = ()
    """Query values that it reads, without those about people."""
    is_chosen: bool = False
    """Whether there is a page on which is chosen what it holds."""
    parts: Callable[..., Mapping[int, Mapping[str, str]]] | None = None
    """`parts(event, lang, printing)` → number of a registration → field → what the paper says of that person. Such a
    paper prints only those people who are asked for (`Printing.people`), and what was printed is known afterwards."""
    variant: str = ""
    """The one of `asks` by which there are several papers of that name: a sheet for each day."""
    as_word: Callable[..., bytes] | None = None
    """As `make`, as a Word file to be edited further; None where there is none."""
    grows: bool = False
    """Whether its length follows the number of participants though it has no `parts`."""
    at_desk: bool = False
    """Whether the desk prints it for a single person."""
    titles: Mapping[Any, Label] = field(default_factory=dict)
    """Kind of events → what the paper is called there, where that is not `title`."""
    switch: Switch | None = None
    """What it goes with, where that is not what the room goes with."""

    def title_of(self, event: Any) -> Label:
        """What it is called at that event: 会议手册, 考察手册."""
        return self.titles.get(event.kind, self.title)


@dataclass(frozen=True)
class LetterKind:
    """A kind of e-mail: its name, template and what fills it."""

    kind: str
    """As its rows bear it: `<feature>.<what>`."""
    label: Label
    purpose: Label
    """Who gets it, and when."""
    sample: Callable[..., Any] | None
    """`sample(event, language)` → the e-mail to a made-up reader, as a row that is in no session; None: it is about no
    event."""
    template: str
    """What it says before anybody has changed it."""
    placeholders: Sequence[Any] = ()
    """What a changed text may hold: `messages.texts.wording.Placeholder`."""
    blank: Callable[[Mapping[str, str]], Mapping[str, Any]] = lambda _spelled: {}
    """From each placeholder, as it is written, to what the template needs to show them beside the values that they
    name."""
    real: Callable[..., Any] | None = None
    """`real(event, sought)` → the same as `sample` to the latest real reader whose name or organization holds `sought`,
    or None."""


@dataclass(frozen=True)
class Holding:
    """What a room holds of a person beside the registration, for the copy that the person may ask for."""

    key: str
    """Its name in the copy for programs."""
    label: Label
    fields: Mapping[str, Label]
    """Field → its word in the copy for reading, in their order."""
    read: Callable[[int], Sequence[Mapping[str, str | datetime]]]
    """Number of a registration → rows of the fields, in the language spoken; a row has no field of which nothing is
    held."""


@dataclass(frozen=True)
class Feature:
    """What a room has. Only what is filled exists; adding a feature edits no other room."""

    name: str
    switch: Switch | None = None
    """What switches it on and off at an event; None: every event has it."""
    blueprints: tuple[Blueprint, ...] = ()
    connect: Callable[[Flask], None] | None = None
    """Begins to listen to the signals from downstairs, once the application stands."""
    offers: Mapping[Panel[Any], Callable[..., Any]] = field(default_factory=dict)
    """Answers to places of rooms downstairs: panels on their pages, numbers beside their fields."""
    roles: type[Enum] | None = None
    """The roles of a team; one feature tells of them, and all permissions are held by these."""
    permissions: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    """What may be done at an event → the roles of its team that hold it. Administrators hold every one."""
    menu: tuple[MenuEntry, ...] = ()
    laws: Mapping[str, Law] = field(default_factory=dict)
    """Name → what `eventmgr check` holds the data of the room against."""
    typed_tables: tuple[type[Any], ...] = ()
    """Models of which people typed the texts; what the room makes of them by itself is not told."""
    of_organizations: tuple[type[Any], ...] = ()
    """Models whose `organization_id` follows when two organizations are merged, where the room is above that which
    merges them."""
    codes: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """`province`, `unit`, `sector`, `topic` → the columns that hold such codes."""
    periods: tuple[Period, ...] = ()
    """What the room keeps for a time, and how it lets go of it."""
    typed_codes: frozenset[str] = frozenset()
    """Kinds of signed codes that people also type: read in any case, with blanks and hyphens."""
    figures: tuple[Figure, ...] = ()
    """Numbers for those who run the installation (`/metrics`)."""
    facts: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """Name → how something is doing that no web machine is to be taken out for, in words (`/readyz`)."""
    numbers: Mapping[str, Number] = field(default_factory=dict)
    """What pages mark as `data-figure` → the number; those about people stand in `registration.counting.figures`."""
    holds: Callable[[], Collection[int]] | None = None
    """Numbers of events of which nothing is deleted for now, whatever its period says."""
    holdings: tuple[Holding, ...] = ()
    """What it holds of a person."""
    papers: tuple[Paper, ...] = ()
    """Documents about an event, in the order of the list."""
    letters: tuple[LetterKind, ...] = ()
    """Kinds of e-mails about an event, in the order of the list."""
    scopes: Mapping[str, Any] = field(default_factory=dict)
    """Name → how the stamp of kept pages is read (`web.stamps.Scope`)."""
    words: tuple[Words, ...] = ()
    """What the audit trail says of what the room has recorded."""
    template_names: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """Functions that templates may call."""
    guides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a guide → the blueprints, or pages by their endpoint, that it is about."""
    unlisted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How addresses begin that no search engine should know → those below that everybody may find, as `robots.txt`
    writes them; where there are such, the pages themselves say the rest."""
