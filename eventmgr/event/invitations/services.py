"""The verbs of invitations: made, sent, reminded of, revoked; asked whether somebody may register with one."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.invitations import letters, queries, statements
from eventmgr.event.invitations.errors import InvitationVoid
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.panels import Use, registered, uses
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_instant
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages.optouts import services as optouts
from eventmgr.tools.messages.services import forget_about

MOST_AT_ONCE, MOST_OF_EVENT = 500, 5000
"""Invitations that one form may make, and that one event may have."""
BETWEEN_REMINDERS = timedelta(days=2)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of codes: no characters that are mistaken for others."""
CODE_LENGTH = 10
"""31^10 codes, 49 bits, of which a caller may try a few an hour."""


@dataclass(frozen=True)
class Terms:
    """What an invitation is for; see `Invitation`."""

    role: str = ""
    unit: str = ""
    expires_at: datetime | None = None
    language: str = "zh"


@dataclass(frozen=True)
class Invitee:
    """Somebody who is invited; `email` may be empty: the link is handed over."""

    name: str
    email: str = ""


def invite(event: Event, people: Sequence[Invitee], terms: Terms, *, act: Act) -> list[Invitation]:
    """A personal invitation for each of them; whoever has one already at that address gets no second.

    Raises:
        Refusal: nobody is left to be invited, or there are too many.
    """
    lock(event)
    known = queries.list_emails(event.id)
    fresh = []
    for person in people:
        mailbox = person.email.lower()
        if mailbox and mailbox in known:
            continue
        known.add(mailbox)
        fresh.append(person)
    if not fresh:
        raise Refusal(_("All of these people have been invited already."), field="people")
    made = [_new(event, terms, at=act.at, name=person.name, email=person.email) for person in fresh]
    _add(event, made)
    record(act, "invited", event, event_id=event.id, changes={"invitations": [None, len(made)]})
    return made


def make_code(event: Event, name: str, uses_most: int, terms: Terms, *, act: Act) -> Invitation:
    """An invitation for several registrations, with a code that nobody guesses.

    Raises:
        Refusal: the event has too many invitations.
    """
    lock(event)
    code = "".join(secrets.choice(_LETTERS) for _n in range(CODE_LENGTH))
    invitation = _new(event, terms, at=act.at, name=name, code=code, uses_most=uses_most)
    _add(event, [invitation])
    record(
        act,
        "created",
        invitation,
        event_id=event.id,
        object_name=name,
        changes={"uses_most": [None, uses_most], "role": [None, terms.role], "unit_code": [None, terms.unit]},
    )
    return invitation


def _new(event: Event, terms: Terms, *, at: datetime, **own: object) -> Invitation:
    values: dict[str, object] = {"email": "", "code": None, "uses_most": 1, **own}
    return Invitation(
        event_id=event.id,
        role=terms.role,
        unit_code=terms.unit,
        expires_at=terms.expires_at,
        language=terms.language,
        link_version=1,
        created_at=at,
        **values,
    )


def _add(event: Event, made: Iterable[Invitation]) -> None:
    rows = list(made)
    if len(queries.list_invitations(event.id)) + len(rows) > MOST_OF_EVENT:
        raise Refusal(
            _("An event may have at most %(num)s invitations. Use a code for many people.", num=MOST_OF_EVENT)
        )
    db.session.add_all(rows)
    db.session.flush()


def left_alone(invitations: Sequence[Invitation]) -> set[int]:
    """Numbers of those whose reader wants no invitations; one statement."""
    alone = optouts.left_alone(invitation.email for invitation in invitations)
    return {invitation.id for invitation in invitations if invitation.email in alone}


def send(event: Event, *, act: Act) -> int:
    """Write to all invited people who have an address and were not written to yet; to how many."""
    lock(event)
    waiting = [row for row in queries.list_invitations(event.id) if row.sent_at is None and _may_be_sent(row, act.at)]
    return _write(letters.INVITED, event, waiting, act=act)


def remind(event: Event, *, act: Act) -> int:
    """Write once more to those who were invited, have not answered, and heard nothing for `BETWEEN_REMINDERS`; to how
    many."""
    lock(event)
    return _write(letters.REMINDER, event, unanswered(event, at=act.at), act=act)


def unanswered(event: Event, *, at: datetime) -> list[Invitation]:
    """Who was invited, may be reminded now, and has not registered: neither with the invitation nor with that
    address."""
    used = uses(event.id)
    heard = [
        row
        for row in queries.list_invitations(event.id)
        if row.sent_at is not None
        and _may_be_sent(row, at)
        and row.id not in used
        and (row.reminded_at or row.sent_at) <= at - BETWEEN_REMINDERS
    ]
    there = registered(event.id, {row.email.lower() for row in heard})
    return [row for row in heard if row.email.lower() not in there]


def _may_be_sent(invitation: Invitation, at: datetime) -> bool:
    is_over = invitation.revoked_at is not None or (invitation.expires_at is not None and invitation.expires_at <= at)
    return bool(invitation.is_personal and invitation.email) and not is_over


def _write(kind: str, event: Event, invitations: Sequence[Invitation], *, act: Act) -> int:
    alone = left_alone(invitations)
    addressed = [row for row in invitations if row.id not in alone]
    for row in sorted(addressed, key=lambda invitation: invitation.id):
        letters.write(kind, row, event, at=act.at)
        if kind == letters.INVITED:
            row.sent_at = act.at
        else:
            row.reminded_at = act.at
    if addressed:
        action = "invitations_sent" if kind == letters.INVITED else "invitees_reminded"
        record(act, action, event, event_id=event.id, changes={"emails": [None, len(addressed)]})
    return len(addressed)


def revoke(event: Event, invitation: Invitation, *, act: Act) -> None:
    """Nobody registers with it any more; who has done so stays. Doing so twice is no fault."""
    lock(event)
    db.session.refresh(invitation)
    if invitation.revoked_at is None:
        invitation.revoked_at = act.at
        record(act, "revoked", invitation, event_id=event.id, object_name=invitation.name)


def renew_link(event: Event, invitation: Invitation, *, act: Act) -> None:
    """A new link, shown to an organizer who hands it over; those that were handed out or sent before are void.

    Raises:
        Refusal: it was revoked.
    """
    lock(event)
    db.session.refresh(invitation)
    if invitation.revoked_at is not None:
        raise Refusal(_("This invitation was revoked. Make a new one."))
    invitation.link_version += 1
    record(act, "link_shown", invitation, event_id=event.id, object_name=invitation.name)


def check(invitation: Invitation, used: Use, *, at: datetime) -> None:
    """Whether somebody may register with it now. Ask after the lock of the event, with uses that were counted after it.

    Raises:
        InvitationVoid: it was revoked, has expired, or is used up; the sentence says what to do.
    """
    if invitation.revoked_at is not None:
        raise InvitationVoid(
            _("This invitation has been withdrawn by the organizers. If you think that is a mistake, contact them.")
        )
    if invitation.expires_at is not None and at > invitation.expires_at:
        when = format_instant(invitation.expires_at, invitation.event.timezone)
        raise InvitationVoid(
            _("This invitation was valid until %(when)s. Ask the organizers for a new one.", when=when)
        )
    if used.live >= invitation.uses_most:
        if invitation.is_personal:
            raise InvitationVoid(
                _(
                    "Somebody has already registered with this invitation. If it was you, open your "
                    "registration with the link in your e-mail, or have that link sent again."
                )
            )
        raise InvitationVoid(_("All places of this invitation code are taken. Ask the organizers for another one."))


def forget_invited(event_id: int, mailboxes: Collection[str], ids: Collection[int]) -> None:
    """Name, address and e-mails of the invitations go that were made to these mailboxes, or used by these people."""
    known = queries.list_of_people(event_id, mailboxes, ids)
    if known:
        statements.blank_invited(known)
        forget_about([f"event_invitation:{number}" for number in known])


def read_code(typed: str) -> str:
    """A code as it is kept: capitals, no blanks and hyphens."""
    return "".join(char for char in typed.upper() if char in _LETTERS)[:16]
