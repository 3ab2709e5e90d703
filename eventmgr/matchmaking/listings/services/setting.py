"""What is set for the listings of an event, and whether somebody may still enter them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.events.services import lock, shifted
from eventmgr.event.events.statements import raise_page_version, raise_site_revision
from eventmgr.ground import columns
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings import queries, statements
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSettings, Reviewer, Side
from eventmgr.tools.log.services import Act, difference, plain, record

BOARD = "listings"
"""Scope of `site_revision` that rises with whatever the board of all events shows."""
_NAMES = tuple(columns.settings_of(ListingSettings))


@dataclass(frozen=True)
class Settings:
    """See `ListingSettings`; `kinds` empty: all."""

    is_collecting: bool = True
    is_moderated: bool = True
    reviewer: Reviewer = Reviewer.ORGANIZERS
    moderates_profiles: bool = False
    closes_at: datetime | None = None
    kinds: Sequence[ListingKind] = ()
    supply_name: Mapping[str, str] = field(default_factory=dict)
    demand_name: Mapping[str, str] = field(default_factory=dict)

    @property
    def collected(self) -> list[ListingKind]:
        """The kinds that are collected, in their order."""
        return [kind for kind in ListingKind if not self.kinds or kind in self.kinds]

    def side_name(self, side: Side) -> Mapping[str, str]:
        """What this event calls the side; empty: as everywhere."""
        return self.supply_name if side is Side.SUPPLY else self.demand_name


def settings_of(event: Event | None) -> Settings:
    """What is set for the event, as it stands; the defaults where nothing was. Of no event: all kinds, and nobody
    reviews them."""
    if event is None:
        return Settings(is_moderated=False)
    stored = queries.find_settings(event.id)
    return _settings(stored) if stored is not None else _defaults(event)


def settings_of_all(events: Sequence[Event]) -> dict[int, Settings]:
    """The same of several, by their numbers; one statement."""
    stored = {one.event_id: one for one in queries.list_settings([event.id for event in events])}
    return {event.id: _settings(stored[event.id]) if event.id in stored else _defaults(event) for event in events}


def _defaults(event: Event) -> Settings:
    return Settings(is_collecting=event.kind is EventKind.MATCHMAKING)


def _settings(stored: ListingSettings) -> Settings:
    kinds = [ListingKind(value) for value in stored.kinds]
    return Settings(**{name: getattr(stored, name) for name in _NAMES if name != "kinds"}, kinds=tuple(kinds))


def set_settings(event: Event, wanted: Settings, *, act: Act) -> bool:
    """What holds for the event from now on; whether anything changed."""
    lock(event)
    stored = stored_settings(event)
    before = _recorded(_settings(stored))
    for name in _NAMES:
        value = getattr(wanted, name)
        setattr(
            stored,
            name,
            [kind.value for kind in value] if name == "kinds" else dict(value) if isinstance(value, Mapping) else value,
        )
    changes = difference(before, _recorded(wanted))
    if changes:
        stored.version += 1
        _board_changed(event)
        record(act, "listing_settings_set", event, event_id=event.id, object_name=title_of(event), changes=changes)
    return bool(changes)


def move_deadline(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """The deadline moves to where `shift` puts it. The event must be locked."""
    settings = settings_of(event)
    if settings.closes_at is not None:
        set_settings(event, replace(settings, closes_at=shift(settings.closes_at)), act=act)


def copy_settings(copy: Event, source: Event, *, days: int) -> None:
    """The copy collects and reviews as its source does, its deadline so many days on by the wall clock; what has no row
    there has none."""
    stored = queries.find_settings(source.id)
    if stored is None:
        return
    settings = _settings(stored)
    if settings.closes_at is not None:
        settings = replace(settings, closes_at=shifted(settings.closes_at, days, copy.timezone))
    statements.add_settings(copy.id, _row(settings))


def stored_settings(event: Event) -> ListingSettings:
    """The row of the event; one with the defaults if there was none. The event must be locked."""
    stored = queries.find_settings(event.id)
    if stored is None:
        statements.add_settings(event.id, _row(_defaults(event)))
        stored = queries.find_settings(event.id)
    assert stored is not None
    return stored


def lock_board(event: Event | None) -> None:
    """Nobody else changes listings of the event, or of none, until the transaction ends; the event is read again."""
    if event is None:
        raise_site_revision(BOARD)
    else:
        lock(event)


def shown_changed(event: Event | None) -> None:
    """What others see of the listings of the event, or of none, has changed. They must be locked."""
    if event is None:
        raise_site_revision(BOARD)
    else:
        stored_settings(event).version += 1
        _board_changed(event)


def linked_changed(listings: Sequence[Listing], *, former: Collection[int] = ()) -> None:
    """What others see of these listings has changed: so have pages at other events of parks that services among them
    belong to, and of services that belong to parks among them.

    Args:
        former: parks that services among them belonged to before.
    """
    parks = {*former, *(listing.park_id for listing in listings if listing.park_id is not None)}
    ids = {listing.id for listing in listings if listing.kind is ListingKind.PARK}
    if parks or ids:
        for event_id in queries.list_events_linked(ids, parks):
            raise_page_version(event_id)


def document_changed(number: int) -> None:
    """What others see of a document that a room above keeps has changed: so have pages of the subsidies that rest on
    it."""
    raise_site_revision(BOARD)
    for event_id in queries.list_events_resting_on(number):
        raise_page_version(event_id)


def _board_changed(event: Event) -> None:
    raise_page_version(event.id)
    raise_site_revision(BOARD)


def _row(settings: Settings) -> dict[str, object]:
    return {**asdict(settings), "kinds": [kind.value for kind in settings.kinds]}


def _recorded(settings: Settings) -> dict[str, object]:
    values = {name: plain(getattr(settings, name)) for name in _NAMES if name != "kinds"}
    return values | {"kinds": ",".join(kind.value for kind in settings.kinds)}


def title_of(event: Event) -> str:
    """How the change log calls the event."""
    return event.title.get("zh") or event.title.get("en", "")


def check_open(event: Event | None, settings: Settings, *, at: datetime, by_office: bool = False) -> None:
    """Whether listings are entered and changed now; those of no event always are.

    Args:
        by_office: the organizers and liaisons who enter for others are not bound by the deadline.

    Raises:
        Refusal: the event collects none, is over, or its deadline has passed.
    """
    if event is None:
        return
    if not settings.is_collecting:
        raise Refusal(_("This event does not collect listings."))
    if event.status is EventStatus.CANCELLED:
        raise Refusal(_("The event has been cancelled. Nothing can be changed here any more."))
    if is_over(event, at=at):
        raise Refusal(_("The event is over. Nothing can be changed here any more."))
    if not by_office and settings.closes_at is not None and at >= settings.closes_at:
        raise Refusal(_("The deadline for listings has passed. Ask the organizers if something must still be changed."))
