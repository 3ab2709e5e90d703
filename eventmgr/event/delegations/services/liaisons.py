"""Who the liaisons are: entered, changed, taken over from an earlier event, removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from eventmgr.event.delegations import queries, statements
from eventmgr.event.delegations.board.labels import OWN
from eventmgr.event.delegations.models import Delegation, Liaison, Place
from eventmgr.event.delegations.signals import liaisons_forgotten
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.statements import forget_speakers
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.services import forget_about
from eventmgr.tools.taxonomy import get_unit


@dataclass(frozen=True)
class Person:
    """What is known of a liaison; see `Liaison`."""

    name: str
    office: str = ""
    title: str = ""
    mobile: str = ""
    email: str = ""
    language: str = "zh"


@dataclass(frozen=True)
class Wanted:
    """A person who is to become liaison or deputy of a delegation."""

    unit_code: str
    place: Place
    person: Person


def about(liaison_id: int) -> str:
    """How the outbox calls a liaison."""
    return f"{Liaison.__tablename__}:{liaison_id}"


def unit_name(unit_code: str) -> str:
    """How the change log calls a unit: no person is named there."""
    return get_unit(unit_code).name("zh")


def hold(event: Event) -> None:
    """Nobody else changes the delegations of the event until the transaction ends."""
    lock(event)


def put(event: Event, wanted: Wanted, *, act: Act) -> Liaison:
    """Somebody is the liaison or deputy of a unit from now on, or their details say something else. Where that makes
    them somebody else (`_is_another`), the links and sessions of the one before open nothing any more. The change log
    tells which details changed, never what they say."""
    lock(event)
    person, existing = wanted.person, queries.find_liaison(event.id, wanted.unit_code, wanted.place)
    check_mailbox(event, wanted)
    if existing is None:
        made = Liaison(
            event_id=event.id,
            unit_code=wanted.unit_code,
            place=wanted.place,
            created_at=act.at,
            changed_at=act.at,
            **asdict(person),
        )
        db.session.add(made)
        db.session.flush()
        _note(event, made, "created", act=act)
        return made
    before = person_of(existing)
    changed = [name for name in (*OWN, "language") if getattr(before, name) != getattr(person, name)]
    if not changed:
        return existing
    if _is_another(before, person):
        forget([existing.id])
        statements.delete_keys(existing.id)
        existing.invited_at = existing.opened_at = None
    for name in changed:
        setattr(existing, name, getattr(person, name))
    existing.changed_at = act.at
    _note(event, existing, "changed", act=act, told=changed)
    return existing


def check_mailbox(event: Event, wanted: Wanted) -> None:
    """Liaison and deputy of a unit are two mailboxes, so that each letter reaches whom it names.

    Raises:
        Refusal: the other one of the unit has that address.
    """
    other_place = Place.DEPUTY if wanted.place is Place.LIAISON else Place.LIAISON
    other = queries.find_liaison(event.id, wanted.unit_code, other_place)
    if other is not None and wanted.person.email and other.email.lower() == wanted.person.email.lower():
        raise Refusal(
            _("This is the e-mail address of the other liaison of the delegation. Enter another one."), field="email"
        )


def person_of(liaison: Liaison) -> Person:
    """What is known of them."""
    return Person(liaison.name, liaison.office, liaison.title, liaison.mobile, liaison.email, liaison.language)


def _is_another(before: Person, after: Person) -> bool:
    """Whether the details are somebody else's: another mailbox; without one, another name."""
    if before.email or after.email:
        return before.email.lower() != after.email.lower()
    return before.name != after.name


def _note(event: Event, liaison: Liaison, action: str, *, act: Act, told: Sequence[str] = ()) -> None:
    changes: dict[str, list[object]] = {"place": [None, liaison.place.value]}
    if told:
        changes["details"] = [None, ",".join(told)]
    record(act, action, liaison, event_id=event.id, object_name=unit_name(liaison.unit_code), changes=changes)


def remove(event: Event, liaison: Liaison, *, act: Act) -> None:
    """Nobody speaks for the unit in that place any more; their links open nothing. What the unit has said stays."""
    lock(event)
    _note(event, liaison, "removed", act=act)
    forget([liaison.id])
    statements.delete_liaisons([liaison.id])


def erase(event: Event, liaison: Liaison, *, act: Act) -> None:
    """A liaison deletes what is held of them; the unit is without them from then on."""
    lock(event)
    _note(event, liaison, "erased", act=act)
    forget([liaison.id])
    statements.delete_liaisons([liaison.id])
    others = [one.name for one in queries.list_liaisons(event.id) if one.unit_code == liaison.unit_code]
    forget_speakers(event.id, liaison.unit_code, but=others)


def forget(ids: Collection[int]) -> None:
    """E-mails to these liaisons, and what others keep of them, go."""
    forget_about([about(number) for number in sorted(ids)])
    liaisons_forgotten.send(list(ids))


def restore(event: Event, liaison: Liaison, person: Person, *, act: Act) -> None:
    """Their details say again what they said before an import."""
    put(event, Wanted(liaison.unit_code, liaison.place, person), act=act)


def change_own(event: Event, liaison: Liaison, person: Person, *, act: Act) -> bool:
    """A liaison corrects what is known of them; the mailbox stays, for it is where the link went. Whether anything
    changed."""
    lock(event)
    wanted = {"name": person.name, "office": person.office, "title": person.title, "mobile": person.mobile}
    changed = [name for name, value in wanted.items() if getattr(liaison, name) != value]
    for name in changed:
        setattr(liaison, name, wanted[name])
    if changed:
        liaison.changed_at = act.at
        _note(event, liaison, "changed", act=act, told=changed)
    return bool(changed)


def take_over(event: Event, earlier: Event, *, act: Act) -> int:
    """Liaisons and deputies of an earlier event, of units that are invited here and have nobody in that place yet; how
    many. Nobody is written to."""
    lock(event)
    there = {(liaison.unit_code, liaison.place) for liaison in queries.list_liaisons(event.id)}
    invited = {unit.unit_code for unit in event.units}
    taken = [
        liaison
        for liaison in queries.list_liaisons(earlier.id)
        if liaison.unit_code in invited and (liaison.unit_code, liaison.place) not in there
    ]
    db.session.add_all(
        Liaison(
            event_id=event.id,
            unit_code=liaison.unit_code,
            place=liaison.place,
            created_at=act.at,
            changed_at=act.at,
            **asdict(person_of(liaison)),
        )
        for liaison in taken
    )
    if taken:
        record(
            act,
            "liaisons_taken_over",
            event,
            event_id=event.id,
            object_name=event.title.get("zh") or event.title.get("en", ""),
            changes={"liaisons": [None, len(taken)], "from_event": [None, earlier.slug]},
        )
    return len(taken)


def delegation_of(event: Event, unit_code: str) -> Delegation:
    """What a unit has said; an empty one if it has said nothing. The event must be locked."""
    delegation = queries.find_delegation(event.id, unit_code)
    if delegation is None:
        delegation = Delegation(event_id=event.id, unit_code=unit_code)
        db.session.add(delegation)
        db.session.flush()
    return delegation


def note_revealed(event: Event, liaison: Liaison, why: str, note: str, *, act: Act) -> None:
    """One entry of the change log: whose details were shown in full, and what for."""
    record(
        act,
        "revealed",
        liaison,
        event_id=event.id,
        object_name=unit_name(liaison.unit_code),
        changes={"place": [None, liaison.place.value], "details": [None, "mobile,email"], "why": [None, why]},
        reason=note,
    )


def note_taken_file(
    event: Event, action: str, *, rows: int, act: Act, why: str = "", recipient: str = "", note: str = ""
) -> None:
    """One entry of the change log: the board or the liaisons were taken as a file; how many rows, what for, for
    whom."""
    changes: dict[str, list[object]] = {"rows": [None, rows]}
    if why:
        changes |= {"why": [None, why], "recipient": [None, recipient]}
    name = event.title.get("zh") or event.title.get("en", "")
    record(act, action, event, event_id=event.id, object_name=name, changes=changes, reason=note)
