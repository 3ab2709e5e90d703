"""Who works on an event: invite, accept, change, remove."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.accounts.models import User
from eventmgr.accounts.queries import find_user
from eventmgr.accounts.services import Account, add_user
from eventmgr.db import db
from eventmgr.errors import NotAllowed, Refusal, WrongLink
from eventmgr.events import queries
from eventmgr.events.models import Event, TeamInvitation, TeamMember, TeamRole
from eventmgr.events.services.changing import note
from eventmgr.events.services.locking import lock
from eventmgr.i18n import _
from eventmgr.log.services import Actor, difference
from eventmgr.web.tokens import random_token, token_hash

LIFETIME = timedelta(days=14)
MOST_OPEN = 50


def invite(
    event: Event, email: str, role: TeamRole, inviter: User, *, at: datetime, by: Actor
) -> tuple[TeamInvitation, str]:
    """An invitation and its token, of which only the hash is kept; an open one to the same address is replaced.

    Raises:
        Refusal: the address belongs to a member already, or too many invitations are open.
    """
    lock(event)
    email = email.strip().lower()
    if queries.find_member_by_email(event.id, email) is not None:
        raise Refusal(_("%(email)s is in the team already. Change the role in the list.", email=email), field="email")
    opened = queries.list_invitations(event, at=at)
    if len(opened) >= MOST_OPEN:
        raise Refusal(_("Too many invitations are open. Revoke some first."), field="email")
    for earlier in opened:
        if earlier.email == email:
            earlier.revoked_at = at
    token = random_token()
    invitation = TeamInvitation(
        event_id=event.id,
        email=email,
        role=role,
        token_hash=token_hash(token),
        invited_by_id=inviter.id,
        created_at=at,
        expires_at=at + LIFETIME,
    )
    db.session.add(invitation)
    note(event, "created", invitation, at=at, by=by, name=email, changes=difference({}, {"role": role}))
    return invitation, token


def revoke(event: Event, invitation: TeamInvitation, *, at: datetime, by: Actor) -> None:
    """The link of the invitation stops working."""
    lock(event)
    invitation.revoked_at = at
    note(event, "revoked", invitation, at=at, by=by, name=invitation.email)


def open_invitation(token: str, *, at: datetime) -> tuple[TeamInvitation, Event]:
    """The invitation that the link carries, with its event.

    Raises:
        WrongLink: it was accepted, revoked or has expired, or never was one.
    """
    invitation = queries.find_invitation(token_hash(token), at=at)
    event = db.session.get(Event, invitation.event_id) if invitation else None
    if invitation is None or event is None:
        raise WrongLink(_("This invitation was accepted, revoked or has expired. Ask for a new one."))
    return invitation, event


def accept(token: str, user: User, *, at: datetime, by: Actor) -> Event:
    """The signed-in account joins the team.

    Raises:
        WrongLink: as `open_invitation`.
        NotAllowed: the invitation was sent to somebody else's address.
    """
    invitation, event = _locked_invitation(token, at=at)
    return _join(invitation, event, user, at=at, by=by)


def accept_as_new(token: str, name: str, *, language: str, at: datetime, by: Actor) -> tuple[User, Event]:
    """An account for the invited address, which the link proves, and its place in the team.

    Raises:
        WrongLink: as `open_invitation`.
        Refusal: the address has an account already, or the name is empty.
    """
    if not name:
        raise Refusal(_("Enter your name."), field="name")
    invitation, event = _locked_invitation(token, at=at)
    user = add_user(Account(email=invitation.email, name=name, language=language), at=at, by=by)
    return user, _join(invitation, event, user, at=at, by=by)


def _locked_invitation(token: str, *, at: datetime) -> tuple[TeamInvitation, Event]:
    """As `open_invitation`, looked at again behind the event's lock: of two who come together one finds it open."""
    lock(open_invitation(token, at=at)[1])
    return open_invitation(token, at=at)


def _join(invitation: TeamInvitation, event: Event, user: User, *, at: datetime, by: Actor) -> Event:
    if user.email != invitation.email:
        raise NotAllowed(
            _(
                "This invitation is for %(email)s, but you are signed in as %(own)s. Sign in with the other account.",
                email=invitation.email,
                own=user.email,
            )
        )
    inviter = find_user(invitation.invited_by_id)
    still_owner = inviter and (inviter.is_admin or queries.find_role(event.id, inviter.id) is TeamRole.OWNER)
    if not still_owner:
        raise WrongLink(_("This invitation was accepted, revoked or has expired. Ask for a new one."))
    invitation.accepted_at = at
    if queries.find_role(event.id, user.id) is None:
        member = TeamMember(event_id=event.id, user_id=user.id, role=invitation.role, created_at=at)
        db.session.add(member)
        note(event, "joined", member, at=at, by=by, name=user.name, changes=difference({}, {"role": invitation.role}))
    return event


def change_role(event: Event, member: TeamMember, role: TeamRole, *, at: datetime, by: Actor) -> None:
    """Give a member another role.

    Raises:
        Refusal: the event would be left without an owner.
    """
    lock(event)
    if member.role is role:
        return
    _keep_an_owner(event, member)
    changes = difference({"role": member.role}, {"role": role})
    member.role = role
    note(event, "changed", member, at=at, by=by, name=member.user.name, changes=changes)


def remove(event: Event, member: TeamMember, *, at: datetime, by: Actor) -> None:
    """Take a member out of the team; the next request of that account finds the door closed.

    Raises:
        Refusal: the event would be left without an owner.
    """
    lock(event)
    _keep_an_owner(event, member)
    note(event, "removed", member, at=at, by=by, name=member.user.name, changes=difference({"role": member.role}, {}))
    db.session.delete(member)
    db.session.flush()


def _keep_an_owner(event: Event, member: TeamMember) -> None:
    if member.role is TeamRole.OWNER and queries.count_owners(event) <= 1:
        raise Refusal(_("This is the only owner. Make somebody else an owner first."), field="role")
