"""What a liaison says for the unit: whether it takes part, that the list is complete, who takes over."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.delegations import letters, queries, statements
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services.liaisons import Person, Wanted, check_mailbox, delegation_of, forget, unit_name
from eventmgr.event.delegations.services.opening import send_link
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record


def check_open(event: Event, *, at: datetime) -> None:
    """Whether a unit can still say something.

    Raises:
        Refusal: the event is cancelled or over.
    """
    if event.status is EventStatus.CANCELLED:
        raise Refusal(_("The event has been cancelled. Nothing can be changed here any more."))
    if is_over(event, at=at):
        raise Refusal(_("The event is over. Nothing can be changed here any more."))


def answer(event: Event, unit_code: str, *, takes_part: bool, reason: str, act: Act) -> None:
    """The unit takes part, or does not; then it has no list to complete.

    Raises:
        Refusal: the event is over; it takes no part and does not say why, or still has people on its list.
    """
    lock(event)
    check_open(event, at=act.at)
    if not takes_part and not reason:
        raise Refusal(_("Please say why your delegation does not take part."), field="reason")
    if not takes_part and queries.list_people(event.id, unit_code):
        raise Refusal(
            _(
                "There are still people on your list. They can cancel using the link in their e-mail, or "
                "the organizers can do it for them; then you can say that your delegation does not take "
                "part."
            ),
            field="takes_part",
        )
    delegation = delegation_of(event, unit_code)
    before = delegation.takes_part
    delegation.answered_at, delegation.takes_part = act.at, takes_part
    delegation.reason = "" if takes_part else reason
    if not takes_part:
        delegation.completed_at = delegation.completed_people = delegation.list_changed_at = None
    record(
        act,
        "answered",
        delegation,
        event_id=event.id,
        object_name=unit_name(unit_code),
        changes={"takes_part": [before, takes_part]},
        reason=delegation.reason,
    )


def complete(event: Event, unit_code: str, *, is_complete: bool, act: Act) -> None:
    """The list is complete as it stands, or is not after all. A complete list says that the unit takes part.

    Raises:
        Refusal: the event is over, or nobody is on the list.
    """
    lock(event)
    check_open(event, at=act.at)
    people = queries.list_people(event.id, unit_code)
    if is_complete and not people:
        raise Refusal(
            _("Nobody is on your list yet. If nobody is coming, say that your delegation does not take part.")
        )
    delegation = delegation_of(event, unit_code)
    delegation.completed_at, delegation.list_changed_at = (act.at if is_complete else None), None
    delegation.completed_people = len(people) if is_complete else None
    if is_complete and not delegation.takes_part:
        delegation.takes_part, delegation.answered_at, delegation.reason = True, act.at, ""
    action = "completed" if is_complete else "reopened"
    record(
        act,
        action,
        delegation,
        event_id=event.id,
        object_name=unit_name(unit_code),
        changes={"people": [None, len(people)]},
    )


def hand_over(event: Event, liaison: Liaison, person: Person, *, act: Act) -> None:
    """A colleague speaks for the unit from now on: they get a link, the links and sessions of the one before end; the
    organizers and the other liaison of the unit are told.

    Raises:
        Refusal: the event is over, or it is the same mailbox.
    """
    lock(event)
    check_open(event, at=act.at)
    if person.email.lower() == liaison.email.lower():
        raise Refusal(_("This is your own e-mail address. Enter that of your colleague."), field="email")
    check_mailbox(event, Wanted(liaison.unit_code, liaison.place, person))
    before, predecessor_email = liaison.name, liaison.email
    forget([liaison.id])
    statements.delete_keys(liaison.id)
    for name in ("name", "office", "title", "mobile", "email", "language"):
        setattr(liaison, name, getattr(person, name))
    liaison.changed_at, liaison.invited_at, liaison.opened_at = act.at, act.at, None
    send_link(letters.INVITED, event, liaison, at=act.at)
    others = [one for one in queries.list_liaisons(event.id) if one.unit_code == liaison.unit_code]
    for other in others:
        if other.id != liaison.id and other.email:
            letters.tell_handed_over(event, liaison, before, to=other, at=act.at)
    letters.tell_office(event, liaison, before, at=act.at, not_to=predecessor_email)
    record(
        act,
        "handed_over",
        liaison,
        event_id=event.id,
        object_name=unit_name(liaison.unit_code),
        changes={"place": [None, liaison.place.value]},
    )


def note_roster(event: Event, unit_code: str, *, rows: int, act: Act) -> None:
    """One entry of the change log: a liaison has taken the unit's list as a file."""
    record(
        act,
        "roster_taken",
        delegation_of(event, unit_code),
        event_id=event.id,
        object_name=unit_name(unit_code),
        changes={"rows": [None, rows]},
    )
