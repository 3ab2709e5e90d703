"""A delegation recommends people, or does not; the organizers recommend for one that is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.quotas.services import has_room
from eventmgr.event.quotas.statements import counted_together
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.labels import STATUSES
from eventmgr.event.registration.letters.writing import OF_STATUS
from eventmgr.event.registration.models import Registration, Speaker, UnitWord, Word
from eventmgr.event.registration.queries.unit_words import SPOKEN_OF, list_words
from eventmgr.event.registration.statements import claim_of, delete_queue_entries
from eventmgr.event.registration.states import change_status, locked, refuse_forgotten, refuse_restricted
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record


@dataclass(frozen=True)
class Voice:
    """Who says it: in which capacity, and under which name the organizers see it."""

    speaker: Speaker
    name: str
    unit: str = ""
    """The unit whose liaison it is."""


def recommend(event: Event, registrations: Sequence[Registration], *, by: Voice, act: Act, reason: str = "") -> None:
    """The delegation of each of them recommends them: all, or none. Where the event asks for that and does not review,
    who is pending gets a place, in the order in which they asked; once event or quota is full they join the waiting
    list, and stay pending where there is none.

    Raises:
        Refusal: the office speaks for a silent delegation and does not say why.
        NotPossible: one of them has no delegation or another one, is given up, or has come already; the office speaks
            against what the liaison has said.
    """
    if by.speaker is Speaker.OFFICE and not reason:
        raise Refusal(
            _("Enter why you recommend on the delegation's behalf; the reason is kept in the change log."),
            field="reason",
        )
    with locked(event, registrations):
        _say(event, registrations, Word.RECOMMENDED, by, reason, act=act)
        types = types_of(event)
        if types.needs_words:
            placed = [row for row in registrations if types.needs_word(row.role) and not types.reviews(row.role)]
            _place(event, placed, act=act)
            fill(event, at=act.at)


def decline(event: Event, registrations: Sequence[Registration], *, by: Voice, reason: str, act: Act) -> None:
    """Their delegation does not recommend them. Nothing else changes: the organizers decide, and only they tell the
    person.

    Raises:
        Refusal: no reason is given.
        NotPossible: as `recommend`.
    """
    if not reason:
        raise Refusal(
            _("Please say why your delegation does not recommend them: the organizers take it into account."),
            field="reason",
        )
    with locked(event, registrations):
        _say(event, registrations, Word.DECLINED, by, reason, act=act)


def pass_on(staying: Registration, other: Registration) -> bool:
    """Two registrations of one person become one: what the same delegation has said about the other one holds for the
    one that stays, if it has said nothing there. Whether something was passed on."""
    unit_words = list_words([staying.id, other.id])
    word = unit_words.get(other.id)
    if word is None or staying.id in unit_words or staying.unit_code != other.unit_code:
        return False
    own = {name: getattr(word, name) for name in ("word", "speaker", "said_by", "reason", "said_at")}
    db.session.add(UnitWord(registration_id=staying.id, **own))
    db.session.flush()
    return True


def _say(event: Event, registrations: Sequence[Registration], word: Word, by: Voice, reason: str, *, act: Act) -> None:
    said = list_words([row.id for row in registrations])
    for row in registrations:
        _check(row, by)
        own = said.get(row.id)
        if own is not None and by.speaker is Speaker.OFFICE and own.speaker is Speaker.LIAISON:
            _check_silent(row, own)
            continue
        before = own.word.value if own else None
        if own is None:
            own = UnitWord(registration_id=row.id)
            db.session.add(own)
        own.word, own.speaker, own.said_by, own.reason, own.said_at = word, by.speaker, by.name, reason, act.at
        action = "recommended_for_unit" if by.speaker is Speaker.OFFICE else "recommended"
        record(
            act,
            "not_recommended" if word is Word.DECLINED else action,
            row,
            event_id=event.id,
            object_name=row.name,
            changes={"unit_word": [before, word.value]},
            reason=reason,
        )
    db.session.flush()


def _check(row: Registration, by: Voice) -> None:
    refuse_forgotten(row)
    refuse_restricted(row)
    if by.speaker is Speaker.LIAISON and row.unit_code != by.unit:
        raise NotPossible(_("%(name)s no longer belongs to your delegation. Reload the page.", name=row.name))
    if not row.unit_code:
        raise NotPossible(_("%(name)s belongs to no delegation, so none can recommend them.", name=row.name))
    if row.status not in SPOKEN_OF:
        raise NotPossible(
            _(
                "The registration of %(name)s is “%(now)s”, so there is nothing to recommend any more. Reload the page.",
                name=row.name,
                now=STATUSES[row.status],
            )
        )


def _check_silent(row: Registration, own: UnitWord) -> None:
    """The office speaks for a delegation that says nothing, never against it; a recommendation of its own simply
    stands."""
    if own.word is Word.DECLINED:
        raise NotPossible(
            _(
                "The delegation of %(name)s has stated that it does not recommend them, so you cannot "
                "recommend on its behalf. You can confirm anyway, or ask its liaison.",
                name=row.name,
            )
        )


def _place(event: Event, registrations: Sequence[Registration], *, act: Act) -> None:
    """Whoever is pending gets what they would have got at once where no recommendation is needed."""
    counts = count_by_status(event.id)
    taken, waiting = sum(counts[status] for status in TAKING), counts[Status.WAITLISTED]
    delete_queue_entries([row.id for row in registrations if row.status is Status.PENDING])
    with counted_together(event.id):
        for row in sorted(registrations, key=lambda row: (row.created_at, row.id)):
            if row.status is not Status.PENDING:
                continue
            if has_room(event, claim_of(row), taken=taken, waiting=waiting):
                change_status(
                    event,
                    row,
                    Status.CONFIRMED,
                    act=act,
                    action="confirmed",
                    letter=OF_STATUS[Status.CONFIRMED],
                )
                taken += 1
            elif event.has_waiting_list:
                change_status(
                    event,
                    row,
                    Status.WAITLISTED,
                    act=act,
                    action="waitlisted",
                    letter=OF_STATUS[Status.WAITLISTED],
                )
                waiting += 1
