"""What a liaison says about people who registered for the unit by themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services import check_open
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.registration.deciding.services.recommending import Voice, decline, recommend
from eventmgr.event.registration.models import Registration, Speaker, UnitWord, Word
from eventmgr.event.registration.queries import unit_words
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act


@dataclass(frozen=True)
class SpokenOf:
    """Who awaits the word of a unit, with what it has said so far."""

    people: Sequence[Registration]
    words: dict[int, UnitWord]
    reviews: bool
    """Whether the organizers confirm afterwards; else whom the unit recommends has a place."""


def list_spoken_of(event: Event, unit_code: str) -> SpokenOf | None:
    """Of whom the unit may say something; None where the event does not ask for it."""
    types = types_of(event)
    if not types.needs_words:
        return None
    people = unit_words.list_spoken_of(event, unit_code)
    words = unit_words.list_words([row.id for row in people])
    return SpokenOf(people, words, any(types.reviews(row.role) for row in people))


def list_chosen(event: Event, unit_code: str, ids: Collection[int]) -> list[Registration]:
    """Those of `ids` of whom the unit may say something: its own people alone."""
    return [row for row in unit_words.list_spoken_of(event, unit_code) if row.id in ids]


def say(liaison: Liaison, chosen: Sequence[Registration], word: Word, reason: str, *, act: Act) -> None:
    """The unit recommends all of them, or none of them.

    Raises:
        Refusal: the event does not ask for it, or is over; or one of them was decided about meanwhile, or changed the
        unit.
    """
    event, voice = liaison.event, Voice(Speaker.LIAISON, liaison.name, liaison.unit_code)
    if not types_of(event).needs_words:
        raise Refusal(_("The organizers do not ask for recommendations at present."))
    check_open(event, at=act.at)
    if word is Word.RECOMMENDED:
        recommend(event, chosen, by=voice, act=act)
    else:
        decline(event, chosen, by=voice, reason=reason, act=act)
