"""The types of participants of an event, in their order, what holds for each, and who may come as which now. Pure.

An event keeps a list of plain values (`Event.participant_types`); an empty list means the house's own types as they
are.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.enums import LabelledStrEnum
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, format_instant, is_spoken, localized, speaking


class Entry(LabelledStrEnum):
    """Who may register as a type. The organizers enter anybody, and an invitation always opens the type that it
    names."""

    EVERYBODY = "everybody", _l("Everybody")
    DELEGATION = "delegation", _l("The liaison of the delegation")
    INVITATION = "invitation", _l("By invitation link, or entered by the organizers")


class Confirming(LabelledStrEnum):
    """How whoever comes so is confirmed."""

    AS_EVENT = "event", _l("As set for the event")
    AUTOMATIC = "automatic", _l("At once while places last")
    REVIEW = "review", _l("After review by the organizers")


class Recommending(LabelledStrEnum):
    """Whether the delegation must recommend whoever comes so."""

    AS_EVENT = "event", _l("As set for the event")
    NEEDED = "needed", _l("Needed")
    NOT_NEEDED = "not_needed", _l("Not needed")


class Alone(LabelledStrEnum):
    """What happens to whoever registers so without a delegation."""

    ACCEPTED = "accepted", _l("Accepted like others")
    REVIEWED = "reviewed", _l("The organizers decide")
    REFUSED = "refused", _l("Refused, with an explanation")


_INSTANTS = ("opens_at", "closes_at")


@dataclass(frozen=True)
class ParticipantType:
    """What holds for those who come so."""

    key: str
    """`Role` by value, or a key of the event's own; it never changes."""
    name: Bilingual = field(default_factory=dict)
    """In the organizers' words; empty: the house's own."""
    capacity: int | None = None
    """Places for those who come so, within the event's; None: no limit but that."""
    counts_in_quota: bool = True
    """Whether they use places of their delegation's quota."""
    entry: Entry = Entry.EVERYBODY
    confirming: Confirming = Confirming.AS_EVENT
    recommending: Recommending = Recommending.AS_EVENT
    alone: Alone = Alone.ACCEPTED
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    """Since when and until when people register so themselves, within the event's own times; None: as the event."""
    badge_color: str = ""
    """A key of `labels.BADGE_COLORS`; empty: none."""
    is_hidden: bool = False
    """Nobody is entered so any more; who is, stays."""

    @property
    def is_own(self) -> bool:
        """Whether the event has added it."""
        return self.key not in _HOUSE

    def called(self, lang: str | None = None) -> str:
        """Its name in a language, else in the one spoken now; of a type that is no longer there the key."""
        return localized(self.name, lang) or (_in_language(Role(self.key).label, lang) if not self.is_own else self.key)

    @property
    def both_names(self) -> Bilingual:
        """Its name in both languages."""
        return {lang: self.called(lang) for lang in LANGUAGES}

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it: the key, and what is set otherwise than the fields above say."""
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        usual = ParticipantType(self.key)
        kept = {name: value for name, value in values.items() if name == "key" or value != getattr(usual, name)}
        return kept | {name: values[name].isoformat() for name in _INSTANTS if name in kept}


def _in_language(label: Any, lang: str | None) -> str:
    if lang is None or is_spoken(lang):
        return str(label)
    with speaking(lang):
        return str(label)


_HOUSE = {
    role.value: ParticipantType(role.value, entry=Entry.INVITATION if role is Role.STAFF else Entry.EVERYBODY)
    for role in Role
}


@dataclass(frozen=True)
class Types:
    """The types of one event, in order."""

    all: tuple[ParticipantType, ...] = tuple(_HOUSE.values())
    zone: str = "UTC"
    """Of the event's clock, by which opening times are said."""
    reviews_by_default: bool = False
    needs_word_by_default: bool = False

    def __iter__(self) -> Iterator[ParticipantType]:
        return iter(self.all)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @cached_property
    def _by_key(self) -> dict[str, ParticipantType]:
        return {kind.key: kind for kind in self.all}

    def get(self, key: str) -> ParticipantType:
        """The type of that key; one that is no longer there, without any setting."""
        return self._by_key.get(key) or ParticipantType(key)

    def name(self, key: str, lang: str | None = None) -> str:
        """Its name in a language, else in the one spoken now."""
        return self.get(key).called(lang)

    def names(self, lang: str | None = None) -> dict[str, str]:
        """Key → name, in order; those too that are hidden."""
        return {kind.key: kind.called(lang) for kind in self.all}

    def position(self, key: str) -> int:
        """Where it stands, from nought; behind all others if it is no longer there."""
        return self._positions.get(key, len(self.all))

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {kind.key: at for at, kind in enumerate(self.all)}

    def reviews(self, key: str) -> bool:
        """Whether the organizers confirm whoever comes so."""
        chosen = self.get(key).confirming
        return self.reviews_by_default if chosen is Confirming.AS_EVENT else chosen is Confirming.REVIEW

    def is_stricter(self, key: str, than: str) -> bool:
        """Whether the organizers confirm whoever comes as the one, but not as the other."""
        return self.reviews(key) and not self.reviews(than)

    def needs_word(self, key: str) -> bool:
        """Whether whoever comes so by themselves gets a place only once their delegation has recommended them."""
        chosen = self.get(key).recommending
        return self.needs_word_by_default if chosen is Recommending.AS_EVENT else chosen is Recommending.NEEDED

    @cached_property
    def needs_words(self) -> bool:
        """Whether the delegations recommend anybody."""
        return any(self.needs_word(kind.key) for kind in self.all)

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The types whose people their delegations recommend."""
        return frozenset(kind.key for kind in self.all if self.needs_word(kind.key))

    @cached_property
    def uncounted(self) -> frozenset[str]:
        """The types whose people come in addition to the quotas."""
        return frozenset(kind.key for kind in self.all if not kind.counts_in_quota)

    @cached_property
    def limits(self) -> dict[str, int]:
        """Type → its places; those without a limit are missing."""
        return {kind.key: kind.capacity for kind in self.all if kind.capacity is not None}


HOUSE_TYPES = Types()


def read_types(
    stored: Iterable[Mapping[str, Any]],
    *,
    zone: str,
    reviews_by_default: bool = False,
    needs_word_by_default: bool = False,
) -> Types:
    """The types of an event from what it keeps; house types that are missing there follow as they are."""
    own = {values["key"]: _read(values) for values in stored}
    return Types(
        (*own.values(), *(kind for key, kind in _HOUSE.items() if key not in own)),
        zone,
        reviews_by_default,
        needs_word_by_default,
    )


def _read(values: Mapping[str, Any]) -> ParticipantType:
    instants = {name: datetime.fromisoformat(values[name]) if values.get(name) else None for name in _INSTANTS}
    chosen = {
        "entry": Entry(values.get("entry", Entry.EVERYBODY)),
        "confirming": Confirming(values.get("confirming", Confirming.AS_EVENT)),
        "recommending": Recommending(values.get("recommending", Recommending.AS_EVENT)),
        "alone": Alone(values.get("alone", Alone.ACCEPTED)),
    }
    known = {entry.name for entry in fields(ParticipantType)}
    return ParticipantType(**{name: value for name, value in values.items() if name in known} | instants | chosen)


class Entrant(enum.Enum):
    """Who fills in the form: anybody, somebody invited, a liaison or the organizers."""

    PUBLIC = "public"
    INVITED = "invited"
    """With an invitation that names the type."""
    LIAISON = "liaison"
    OFFICE = "office"


def why_not(types: Types, key: str, entrant: Entrant, *, at: datetime) -> str:
    """The sentence for whoever wants to enter somebody of that type at `at` and may not; empty: they may."""
    kind = types.get(key)
    name = kind.called()
    if key not in types or kind.is_hidden:
        return _("“%(type)s” can no longer be chosen. Choose another participant type.", type=name)
    if entrant is Entrant.LIAISON and kind.entry is Entry.INVITATION:
        return _("People who come as “%(type)s” are entered by the organizers. Please ask them.", type=name)
    if entrant is Entrant.PUBLIC and kind.entry is Entry.INVITATION:
        return _(
            "Registration as “%(type)s” needs an invitation for it. Use the link in your invitation, or ask the organizers for one.",
            type=name,
        )
    if entrant is Entrant.PUBLIC and kind.entry is Entry.DELEGATION:
        return _(
            "People who come as “%(type)s” are entered by the liaison of their delegation. Ask the liaison, or the organizers.",
            type=name,
        )
    return _why_not_now(kind, types.zone, at=at) if entrant in (Entrant.PUBLIC, Entrant.INVITED) else ""


def _why_not_now(kind: ParticipantType, zone: str, *, at: datetime) -> str:
    if kind.opens_at is not None and at < kind.opens_at:
        return _(
            "Registration as “%(type)s” opens on %(when)s. Please come back then.",
            type=kind.called(),
            when=format_instant(kind.opens_at, zone),
        )
    if kind.closes_at is not None and at > kind.closes_at:
        return _(
            "Registration as “%(type)s” closed on %(when)s. If you still need a place, contact the organizers.",
            type=kind.called(),
            when=format_instant(kind.closes_at, zone),
        )
    return ""


def open_to(types: Types, entrant: Entrant, *, at: datetime, also: Iterable[str] = ()) -> list[ParticipantType]:
    """The types as which they may enter somebody at `at`, in order.

    Args:
        also: types that are offered in any case, such as the one that somebody has already.
    """
    kept = set(also)
    return [kind for kind in types if kind.key in kept or not why_not(types, kind.key, entrant, at=at)]
