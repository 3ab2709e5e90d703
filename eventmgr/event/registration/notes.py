"""What rooms upstairs say about a registration on its pages, and which groups of the form still have places.

Features name what they offer (`Feature.offers`); here nobody is known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_event_numbered
from eventmgr.event.forms.limits import Option, limits_of
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import Panel, offered, panels
from eventmgr.ground.i18n import _, _n


@dataclass(frozen=True)
class Note:
    """A sentence in the reader's language."""

    text: str
    tone: str = "info"
    """`success`, `info` or `warning`: how it stands out."""


Teller = Callable[[Registration], Note | None]
Counter = Callable[[int], Mapping[str, int]]
States = Callable[[int], Mapping[int, str]]

NOTE = Panel[Teller]("note")
"""Something said on the pages of a registration."""
PLACES_LEFT = Panel[Counter]("places left")
"""Event → value of a group → places left in it; groups without limit are left out."""
GROUP_STATES = Panel[States]("group_states")
"""Event → number of a registration → how it stands in its group, in words of the language spoken now."""

IN_GROUPS = Panel[Callable[[str], Any]]("in_groups")
"""`held` or `waiting` → the condition that a registration stands so in a group."""

CHOSEN_ITEMS = Panel[Callable[[Collection[int]], Any]]("chosen items")
"""Events → a subquery of `registration_id`, `topic` and `track` (texts, empty for none) of the groups that their people
chose."""


@dataclass(frozen=True)
class Own:
    """Somebody of an organization at an event, by whichever of their own links they have come."""

    event: Event
    token: str
    """Of the link that was opened."""
    registration: Registration | None = None
    """Theirs, if it is known."""
    organization_id: int | None = None
    email: str = ""
    """Where their link was sent; empty: not known."""


@dataclass(frozen=True)
class Link:
    """A way to a page of a room upstairs."""

    label: str
    address: str
    figure: str = ""
    """Which number its words say, if they say one."""
    exports: bool = False
    """It leads to a file: beside the list it stands in the menu of exports."""


OWN_WAY = Panel[Callable[[Registration], Link | None]]("way from the own page")
"""A button on a person's own page that leads to a page of a room upstairs."""
OWN_TABS = Panel[Callable[[Own], Sequence[Link]]]("tabs of whoever speaks for an organization")
"""What somebody of an organization has at an event: the same tabs over all of it, whichever link was opened."""
BESIDE_LIST = Panel[Callable[[Event, Sequence[TallyRow]], Link | None]]("beside the list")
"""(event, its tally as `list_unit_tallies` says it) → a button over the organizers' list, or an entry of its menu of
exports, for those who may use it."""
WAYS_IN = Panel[Callable[[Event], Link | None]]("ways in")
"""Offered where nobody has registered yet: what brings people to the list, for those who may use it."""
WITHOUT_EMAIL = Panel[Callable[[Event, Mapping[str, str]], Link | None]]("without e-mail")
"""(event, filters of the organizers' list) → how those of the list who have no e-mail address are reached."""
INVITING_KINDS = Panel[Callable[[], Collection[str]]]("kinds of e-mails with a calendar entry")
"""Kinds of e-mails of rooms upstairs that put the event into their reader's calendar (`letters.writing.entry_for`)."""
CALENDAR = Panel[Callable[[Registration, str], str | None]]("calendar")
"""(registration, token of its calendar) → HTML of one of our own templates: calendars on a person's own page."""

STANDS_FOR = Panel[Callable[[Registration, str], Registration | None]]("stands for")
"""(withdrawn registration, `link_version` or `feed_version`) → the registration to which its addresses lead, or None:
its own."""
PAIR_PAGE = Panel[Callable[[Event, int, int], str]]("pair page")
"""Event and the numbers of two registrations → the page that compares them."""
MERGED = Panel[Callable[[Event, Registration], Sequence[Link]]]("merged with")
"""Other registrations of the same person that became one with this one; only for those who may decide about them."""
MERGED_IDS = Panel[Callable[[int], Collection[int]]]("merged registrations")
"""Number of a registration → numbers of those that became one with it."""
MERGED_INTO = Panel[Callable[[Collection[int]], Mapping[int, int]]]("merged into")
"""Events → number of a registration of theirs that went into another one → number of that one."""
ORGANIZATION_PAGES = Panel[Callable[[Collection[str]], Mapping[str, str]]]("pages of organizations")
"""Names as people typed them → those of them that are names of a known organization → its page, where the reader may
see it."""
OWN_RIGHTS = Panel[Callable[[Registration, str], str | None]]("own rights")
"""(registration, token of its page) → HTML of one of our own templates: what its person has asked about the data."""
RIGHTS = Panel[Callable[[Registration], str | None]]("rights")
"""The same for the organizers, on their page of the registration."""
TEXTS = Panel[Callable[[Event, Registration], str | None]]("texts")
"""HTML of one of our own templates on the organizers' page of a registration: what was sent to it other than
e-mails."""

LOSSES = Panel[Callable[[Sequence[Registration], str], str]]("losses")
"""(registrations that end, who reads it: `own` or `office`) → a sentence on what they have in a room upstairs, and what
becomes of that; empty where they have nothing."""

FEED_PAGE = Panel[Callable[[str], str]]("feed page")
"""Token of a registration's calendar → public address of the page that says how to subscribe to it."""


def ways_without_email(event: Event, filters: Mapping[str, str]) -> list[Link]:
    """How people of the list who have no e-mail address are reached, for those who may do it."""
    return [link for tell in offered(WITHOUT_EMAIL, event) if (link := tell(event, filters)) is not None]


def merged_ids(registration_id: int) -> set[int]:
    """Numbers of the registrations that became one with this one."""
    return {number for tell in offered(MERGED_IDS) for number in tell(registration_id)}


def merged_into(*event_ids: int) -> dict[int, int]:
    """Number of a registration of these events that went into another one → number of the one that stands for it after
    all merges; one statement."""
    into = {number: kept for tell in offered(MERGED_INTO) for number, kept in tell(event_ids).items()}
    return {number: _end_of(into, number) for number in into}


def _end_of(into: Mapping[int, int], number: int) -> int:
    seen = set()
    while number in into and number not in seen:
        seen.add(number)
        number = into[number]
    return number


def organization_pages(names: Collection[str]) -> dict[str, str]:
    """Those of these names that organizations have which the reader may see → the page of each."""
    return {name: page for tell in offered(ORGANIZATION_PAGES) for name, page in tell(names).items()} if names else {}


def group_states(event_id: int) -> dict[int, str]:
    """Number of a registration → how it stands in its group."""
    states: dict[int, str] = {}
    for tell in offered(GROUP_STATES, get_event_numbered(event_id)):
        states |= tell(event_id)
    return states


def in_groups(state: str) -> list[Any]:
    """The conditions, each of one room, that a registration holds a place in a group (`held`) or waits for one."""
    return [tell(state) for tell in offered(IN_GROUPS)]


def chosen_items(event_ids: Collection[int]) -> list[Any]:
    """The subqueries, each of one room, that say which topic and track the group of a registration has."""
    return [tell(event_ids) for tell in offered(CHOSEN_ITEMS)]


def notes(registration: Registration) -> list[Note]:
    """What is said about this registration, in the language spoken now."""
    return [note for teller in offered(NOTE, registration.event) if (note := teller(registration)) is not None]


def losses(registrations: Sequence[Registration], *, own: bool) -> list[str]:
    """What people whose registrations end have in rooms upstairs, and what becomes of it."""
    event = registrations[0].event if registrations else None
    return [
        sentence for tell in offered(LOSSES, event) if (sentence := tell(registrations, "own" if own else "office"))
    ]


def tell_places(form: Any, event_id: int, taken: Callable[[int, Collection[Option]], Mapping[Option, int]]) -> None:
    """Write beside each group, and each option with a limit, that the form offers how many places it has left.

    Args:
        taken: how many hold each of some options of an event.
    """
    _tell_options(form, event_id, taken)
    if "group" not in form:
        return
    left: dict[str, int] = {}
    for counter in offered(PLACES_LEFT, get_event_numbered(event_id)):
        left |= counter(event_id)
    form.group.offer(
        [(value, _with_places(str(label), left.get(value))) for value, label in form.group.choices if value]
    )


def _tell_options(form: Any, event_id: int, taken: Callable[[int, Collection[Option]], Mapping[Option, int]]) -> None:
    limits = limits_of(form.asked.questions)
    if not limits:
        return
    left = {option: max(0, limits[option] - n) for option, n in taken(event_id, list(limits)).items()}
    for name in dict.fromkeys(field for field, _value in limits):
        field = form[name]
        field.closed = [value for of, value in limits if of == name and not left[of, value]]
        field.offer(
            [(value, _with_left(str(label), left.get((name, value)))) for value, label in field.choices if value]
        )


def _with_left(title: str, left: int | None) -> str:
    return _("%(title)s (full)", title=title) if left == 0 else _with_places(title, left)


def _with_places(title: str, left: int | None) -> str:
    if left is None:
        return title
    if left == 0:
        return _("%(title)s (full: you join its waiting list)", title=title)
    return _n("%(title)s (%(num)s place left)", "%(title)s (%(num)s places left)", left, title=title)


def own_ways(registration: Registration) -> list[Link]:
    """The ways from the registration's own page to pages of rooms upstairs."""
    return [link for tell in offered(OWN_WAY, registration.event) if (link := tell(registration)) is not None]


def own_tabs(own: Own) -> list[Link]:
    """What they have there, in the order of the rooms; nothing where that is the page in hand alone."""
    tabs = [link for tell in offered(OWN_TABS, own.event) for link in tell(own)]
    return tabs if len(tabs) > 1 else []


def links(event: Event, tallies: Sequence[TallyRow]) -> list[Link]:
    """The buttons over the organizers' list; `tallies`: what `list_unit_tallies` says."""
    return [link for offer in offered(BESIDE_LIST, event) if (link := offer(event, tallies)) is not None]


def ways_in(event: Event) -> list[Link]:
    """What brings people to a list that is empty."""
    return [link for offer in offered(WAYS_IN, event) if (link := offer(event)) is not None]


def inviting_kinds() -> list[str]:
    """Kinds of e-mails of rooms upstairs that put the event into their reader's calendar."""
    return [kind for tell in offered(INVITING_KINDS) for kind in tell()]


def calendars(registration: Registration, token: str) -> list[Markup]:
    """What stands about calendars on the registration's own page."""
    return panels(CALENDAR, registration.event, registration, token)


def own_rights(registration: Registration, token: str) -> list[Markup]:
    """What stands about the person's own requests on the registration's own page."""
    return panels(OWN_RIGHTS, registration.event, registration, token)


def rights(registration: Registration) -> list[Markup]:
    """What stands about the person's requests on the organizers' page of the registration."""
    return panels(RIGHTS, registration.event, registration)


def texts(event: Event, registration: Registration) -> list[Markup]:
    """What was sent to this registration other than e-mails, for those who may read its e-mails."""
    return panels(TEXTS, event, event, registration)


def feed_page(token: str) -> str:
    """The public address of the page of the registration's own calendar; empty where no room has calendars."""
    return next((page(token) for page in offered(FEED_PAGE)), "")


def standing_for(registration: Registration, version: str) -> Registration:
    """The registration that addresses of this one open: itself, or the one that it was merged into.

    Args:
        version: the column by which such an address becomes void.

    Raises:
        WrongLink: the addresses of that one were made void meanwhile.
    """
    if registration.status is not Status.WITHDRAWN:
        return registration
    leads = (ask(registration, version) for ask in offered(STANDS_FOR))
    return next((registration for registration in leads if registration is not None), registration)


def pair_page(event: Event, number: int, other: int) -> str:
    """The page that compares two registrations; empty where no room has one."""
    return next((page(event, number, other) for page in offered(PAIR_PAGE, event)), "")


def merged_with(event: Event, registration: Registration) -> list[Link]:
    """The ways to the registrations that became one with this one."""
    return [link for tell in offered(MERGED, event) for link in tell(event, registration)]
