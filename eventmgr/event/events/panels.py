"""Places on pages of this room that rooms upstairs fill: a page asks, whoever has something to say answers.

Features name what they offer (`Feature.offers`); here nobody is known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement

from eventmgr.event.events.models import DECLINED, Event, EventStatus
from eventmgr.ground.db import are_true
from eventmgr.ground.features import Panel, Switch, is_on, letter_kinds, offered, panels, panels_by_key
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.log.wording import Seen

Counts = Callable[[Event], Mapping[str, int]]
PanelText = Callable[[Event], str | None]
"""HTML of one of our own templates about an event, or None for nothing."""

CARD = Panel[PanelText]("card")
"""Registration, beside the facts."""
BUTTON = Panel[PanelText]("button")
"""The button of the card again, in sight wherever one reads on a phone."""
MAIN = Panel[PanelText]("main")
"""The agenda, below the description."""
HEAD = Panel[PanelText]("head")
"""In the head of the page: what programs read of the event."""
ASIDE = Panel[PanelText]("aside")
"""Who comes."""
OFFERS = Panel[Callable[[Event], Mapping[str, Any]]]("offers")
"""Properties of schema.org's Event about registration and places, as far as the event's page shows them."""
BAR = Panel[PanelText]("bar")
"""On every page of organizers: what of the event waits for them wherever they are."""
OVERVIEW = Panel[PanelText]("overview")
"""Numbers for organizers."""
WAY = Panel[PanelText]("the way to the public page")
"""Among the facts: the address of the public page, and how it is passed on."""
AT_HAND = Panel[Callable[[Event], Iterable[tuple[str, str]]]]("at hand")
"""(words, address) of what one does standing, with a phone in the hand, as far as the reader may."""
TRAIL = Panel[Callable[[Event, Sequence[Seen]], list[Seen]]]("trail")
"""Entries of the history → the same without what the reader may not see of them."""

UNIT_ROWS = Panel[Callable[[Event, str], str]]("unit rows")
"""(event, delegation unit) → the address of those who hold its places; empty for those who may not read them."""
ANSWERS = Panel[Callable[[Event, Collection[tuple[str, str]]], Mapping[tuple[str, str], int]]]("answers")
"""(event, (field, value) of answers) → how many registrations hold each; the value `""`: any answer to the field."""
PREVIEWS = Panel[Callable[[Event], str]]("form previews")
"""The address of a page that shows the registration form as participants see it."""
ITEM_NUMBERS = Panel[Callable[[Event], Mapping[int, str]]]("item numbers")
"""Number of an item of the agenda → HTML of one of our own templates about places in it, beside its title for
organizers."""
DATES = Panel[Callable[[Event], Iterable[tuple[str, datetime]]]]("dates that move along")
"""(words, instant) of what upstairs moves along when the event gets other dates; see `signals.deadlines_moved`."""


MOVES = Panel[Callable[[Event], Iterable[tuple[str, str]]]]("what else moves along")
"""(key, words with number and days) of what upstairs moves along by a tick of its own; see `signals.parts_moved`."""


@dataclass(frozen=True)
class OpenWork:
    """Something at an event that waits for its organizers."""

    label: str
    """A whole phrase with its number: "3 registrations await review"."""
    address: str
    """The page of exactly these rows."""
    permission: str = ""
    """Who may settle it; empty: it is to be known, there is nothing to do."""
    details: Sequence[str] = ()
    """One line each, for a page that has room for them."""
    figure: str = ""
    """Which number it is, where several pages say it."""
    is_overdue: bool = False
    """It should have been settled by now: it stands out."""


@dataclass(frozen=True)
class Look:
    """A fact to look at before the event is published."""

    label: str
    text: str
    address: str = ""
    """Where it is changed."""
    key: str = ""
    """Of a tick for something that is done together with the publication; empty for none."""
    also: str = ""
    """Its words."""
    take: Callable[[Event, Act], object] | None = None
    """Does it."""
    figure: str = ""
    """Which number stands first in the text; empty for none."""
    rows: str = ""
    """The address of its rows, for those who may see them."""


BESIDE_AGENDA = Panel[Callable[[Event], str | None]]("beside the agenda")
"""Buttons over the organizers' agenda."""


@dataclass(frozen=True)
class Oddity:
    """Plans that do not fit together, though that may be meant: one rule, told by forms before they save and by the
    overview until it is mended."""

    text: str
    """A sentence that names both, and what can be done."""
    address: str
    """Where it is changed."""
    permission: str
    figure: str = ""
    """Which number its text says first, where other pages say that number too."""


@dataclass(frozen=True)
class OddityRule:
    """How plans may contradict each other."""

    suspects: Callable[[Event], ColumnElement[bool]]
    """A condition that is true wherever there may be something to tell; all of them are asked in one statement."""
    tell: Callable[[Event], Sequence[Oddity]]

    def __call__(self, event: Event) -> Sequence[Oddity]:
        """What it tells."""
        return self.tell(event)


ODDITIES = Panel[OddityRule]("oddities")
"""What of the plans of an event does not fit together."""


@dataclass(frozen=True)
class Need:
    """When something that is switched off at an event is likely to be needed."""

    switch: Switch
    question: Callable[[Event, datetime], str]
    """What shows it, as a question that offers it; empty: not now. Asked where it is off."""

    def __call__(self, event: Event, at: datetime) -> str:
        """The question."""
        return self.question(event, at)


NEEDS = Panel[Need]("needs")
"""What the overview offers to switch on."""


@dataclass(frozen=True)
class SettingsPage:
    """Settings of a room on a page of its own."""

    label: Any
    endpoint: str
    permission: str
    form: Callable[..., Any]
    """What asks: the class of the form, which is made without values."""
    is_below: bool = False
    """Whether the page leads to the form instead of asking itself, as a list of what is set one by one does."""


def settings_pages(*pages: SettingsPage) -> Callable[[Event], Sequence[SettingsPage]]:
    """What a room answers whose pages of settings are always the same."""
    return lambda _event: pages


SETTINGS = Panel[Callable[[Event], Sequence[SettingsPage]]]("settings")
"""What the settings of the event lead to and look through beside their own sections."""
LAST_LOOK = Panel[Callable[[Event], Look | None]]("last look")
"""Facts of rooms upstairs on the page that publishes."""
OPEN_WORK = Panel[Callable[[Event], Sequence[OpenWork]]]("open work")
"""What is open at the event, as far as the signed-in reader may see it; nothing where nothing is."""
PLACES_OF_EVENTS = Panel[Callable[[Sequence[Event]], Mapping[int, int]]]("places taken at several events")
"""Number of an event → how many places are taken there; asked for the list of my events, in a number of statements that
does not grow with it."""
WORK_OF_EVENTS = Panel[Callable[[Sequence[Event]], Mapping[int, OpenWork]]]("open work at several events")
"""Number of an event → what of a room waits there; likewise."""
SITE_WORK = Panel[Callable[[], Sequence[OpenWork]]]("open work at the site")
"""What waits for whoever is signed in, of no event in particular; nothing where nothing does."""
CONTACT = Panel[Callable[[], tuple[str, str, str]]]("whom to ask")
"""A heading, the address that it leads to, and a sentence: where questions are answered, on the page of contacts."""
UNIT_COUNTS = Panel[Counts]("unit counts")
"""Delegation unit → how many places it holds; the settings show it beside the quotas."""


def open_work(event: Event) -> list[OpenWork]:
    """What is open at the event, in the order of the features that tell of it; at last its plans that do not fit
    together."""
    waiting = [item for tell in offered(OPEN_WORK, event) for item in tell(event)]
    return [*waiting, *(OpenWork(odd.text, odd.address, odd.permission, figure=odd.figure) for odd in oddities(event))]


def places_of_events(events: Sequence[Event]) -> Mapping[int, int]:
    """Number of an event → places taken there, as the rooms that count them tell."""
    return {number: taken for tell in offered(PLACES_OF_EVENTS) for number, taken in tell(events).items()}


def work_of_events(events: Sequence[Event]) -> dict[int, list[OpenWork]]:
    """Event → what waits there, in the order of the features, as far as it is told of several events at once."""
    work: dict[int, list[OpenWork]] = {event.id: [] for event in events}
    for tell in offered(WORK_OF_EVENTS):
        for number, item in tell(events).items():
            work[number].append(item)
    return work


def site_work() -> list[OpenWork]:
    """What waits for whoever is signed in, of no event in particular, in the order of the features."""
    return [item for tell in offered(SITE_WORK) for item in tell()]


def oddities(event: Event) -> list[Oddity]:
    """What of the event's plans does not fit together, as long as they can be changed to any purpose."""
    if event.status not in (EventStatus.DRAFT, EventStatus.PUBLISHED):
        return []
    rules = list(offered(ODDITIES, event))
    suspected = are_true([rule.suspects(event) for rule in rules])
    return [odd for rule, is_suspected in zip(rules, suspected, strict=True) if is_suspected for odd in rule(event)]


def needs(event: Event, *, at: datetime) -> list[tuple[Switch, str]]:
    """(what is off, the question that offers it), in the order of the features; nothing of a draft, nor where the event
    is given up or put away, nor what they have declined."""
    if event.status in (EventStatus.DRAFT, EventStatus.CANCELLED, EventStatus.ARCHIVED):
        return []
    declined = event.set_aside.get(DECLINED, ())
    off = [need for need in offered(NEEDS) if not is_on(need.switch, event) and need.switch.name not in declined]
    return [(need.switch, question) for need in off if (question := need(event, at))]


def at_hand(event: Event) -> list[tuple[str, str]]:
    """What one does standing, in the order of the features."""
    return [way for tell in offered(AT_HAND, event) for way in tell(event)]


def offers(event: Event) -> Mapping[str, Any]:
    """What the room upstairs that knows says of places and the way to register."""
    said: dict[str, Any] = {}
    for tell in offered(OFFERS, event):
        said |= tell(event)
    return said


def unit_counts(event: Event) -> Mapping[str, int]:
    """Unit → places held, as the room upstairs that knows says."""
    places: dict[str, int] = {}
    for counts in offered(UNIT_COUNTS, event):
        places |= counts(event)
    return places


def unit_rows(event: Event, code: str) -> str:
    """The address of those who hold the places of a delegation, where the reader may see them."""
    return next((address for tell in offered(UNIT_ROWS, event) if (address := tell(event, code))), "")


def item_numbers(event: Event) -> Mapping[int, Markup]:
    """Number of an item of the agenda → HTML about places in it."""
    return panels_by_key(ITEM_NUMBERS, event)


def bars(event: Event) -> list[Markup]:
    """What stands above every page of the event for organizers."""
    return panels(BAR, event)


def kind_of_letter(kind: str) -> str:
    """What an e-mail of that kind is called."""
    known = letter_kinds().get(kind)
    return str(known.label) if known else kind


def seen_entries(event: Event, entries: Iterable[AuditEntry]) -> list[Seen]:
    """The entries as every room lets the reader see them."""
    seen = [Seen(entry, entry.changes, entry.reason, entry.object_name) for entry in entries]
    for narrow in offered(TRAIL, event):
        seen = narrow(event, seen)
    return seen


def answer_counts(event: Event, answers: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """How many registrations hold each of these answers, as the room upstairs that knows says."""
    counts: dict[tuple[str, str], int] = {}
    for tell in offered(ANSWERS, event):
        counts |= tell(event, answers)
    return counts


def form_previews(event: Event) -> list[str]:
    """Addresses of pages that show the registration form as participants see it."""
    return [tell(event) for tell in offered(PREVIEWS, event)]
