"""Who works on an event: invite, accept, change, remove."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotAllowed, Refusal, WrongLink
from eventmgr.ground.features import roles_of
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.identity.accounts.queries import find_user
from eventmgr.identity.accounts.services import Account, add_user
from eventmgr.identity.team import queries, statements
from eventmgr.identity.team.models import TeamInvitation, TeamMember
from eventmgr.identity.team.roles import OWNERS, TeamRole
from eventmgr.tools.log.services import SYSTEM, Act, Changes, Recorded, difference, record
from eventmgr.tools.web.tokens import random_token, token_hash

LIFETIME = timedelta(days=14)
MOST_OPEN = 50


def invite(event_id: int, email: str, role: TeamRole, inviter: User, *, act: Act) -> tuple[TeamInvitation, str]:
    """An invitation and its token, of which only the hash is kept; an open one to the same address is replaced.

    Raises:
        Refusal: the address belongs to a member already, or too many invitations are open.
        NotAllowed: an owner is invited, or was, by somebody who is none.
    """
    statements.lock(event_id)
    email = email.strip().lower()
    if queries.find_member_by_email(event_id, email) is not None:
        raise Refusal(_("%(email)s is already in the team. Change the role in the list.", email=email), field="email")
    opened = queries.list_invitations(event_id, at=act.at)
    if len(opened) >= MOST_OPEN:
        raise Refusal(_("Too many invitations are open. Revoke some first."), field="email")
    _check_owners(event_id, [role, *(one.role for one in opened if one.email == email)], act=act)
    for earlier in opened:
        if earlier.email == email:
            earlier.revoked_at = act.at
    token = random_token()
    invitation = TeamInvitation(
        event_id=event_id,
        email=email,
        role=role,
        token_hash=token_hash(token),
        invited_by_id=inviter.id,
        created_at=act.at,
        expires_at=act.at + LIFETIME,
    )
    db.session.add(invitation)
    _note(event_id, "created", invitation, act=act, name=email, changes=difference({}, {"role": role}))
    return invitation, token


def revoke(event_id: int, invitation_id: int, *, act: Act) -> None:
    """The link of the invitation stops working.

    Raises:
        NotFound: the team has no such open invitation.
        NotAllowed: it is an owner's, and somebody who is none revokes it.
    """
    statements.lock(event_id)
    invitation = queries.get_invitation(event_id, invitation_id, at=act.at)
    _check_owners(event_id, [invitation.role], act=act)
    invitation.revoked_at = act.at
    _note(event_id, "revoked", invitation, act=act, name=invitation.email)


def open_invitation(token: str, *, at: datetime) -> TeamInvitation:
    """The invitation that the link carries.

    Raises:
        WrongLink: it was accepted, revoked or has expired, or never was one.
    """
    invitation = queries.find_invitation(token_hash(token), at=at)
    if invitation is None:
        raise WrongLink(_("This invitation was accepted, revoked or has expired. Ask for a new one."))
    return invitation


def accept(token: str, user: User, *, act: Act) -> None:
    """The signed-in account joins the team.

    Raises:
        WrongLink: as `open_invitation`.
        NotAllowed: the invitation was sent to somebody else's address.
    """
    _join(_locked_invitation(token, at=act.at), user, act=act)


def accept_as_new(token: str, name: str, *, language: str, act: Act) -> User:
    """An account for the invited address, which the link proves, with its place in the team.

    Raises:
        WrongLink: as `open_invitation`.
        Refusal: the address has an account already, or the name is empty.
    """
    if not name:
        raise Refusal(_("Enter your name."), field="name")
    invitation = _locked_invitation(token, at=act.at)
    user = add_user(Account(email=invitation.email, name=name, language=language), act=act)
    _join(invitation, user, act=act)
    return user


def _locked_invitation(token: str, *, at: datetime) -> TeamInvitation:
    """As `open_invitation`, looked at behind the locks: of two who come together one finds it open."""
    invitation = open_invitation(token, at=at)
    statements.lock(invitation.event_id)
    statements.lock_invitation(invitation.token_hash)
    db.session.refresh(invitation)
    return open_invitation(token, at=at)


def _join(invitation: TeamInvitation, user: User, *, act: Act) -> None:
    if user.email != invitation.email:
        raise NotAllowed(
            _(
                "This invitation is for %(email)s, but you are signed in as %(own)s. Sign in with the other account.",
                email=invitation.email,
                own=user.email,
            )
        )
    event_id, inviter = invitation.event_id, find_user(invitation.invited_by_id)
    needed = OWNERS if invitation.role is TeamRole.OWNER else "team.manage"
    if inviter is None or not _holds(event_id, inviter, needed):
        raise WrongLink(_("This invitation was accepted, revoked or has expired. Ask for a new one."))
    invitation.accepted_at = act.at
    if queries.find_role(event_id, user.id) is None:
        member = add_member(event_id, user.id, invitation.role, at=act.at)
        changes = difference({}, {"role": invitation.role})
        _note(event_id, "joined", member, act=act, name=user.name, changes=changes)


def add_member(event_id: int, user_id: int, role: TeamRole, *, at: datetime) -> TeamMember:
    """A new member: the owner of a new event, somebody who joins. The trail says it elsewhere."""
    member = TeamMember(event_id=event_id, user_id=user_id, role=role, created_at=at)
    db.session.add(member)
    return member


def hold(event_id: int) -> None:
    """Lock the team and forget everything that was read before: what is asked from now on is what stands, and stays so
    until the transaction ends."""
    statements.lock(event_id)
    db.session.expire_all()


def change_role(event_id: int, member_id: int, role: TeamRole, *, act: Act) -> None:
    """Give a member another role.

    Raises:
        NotFound: the team has no such member.
        Refusal: the event would be left without an owner.
        NotAllowed: an owner is made or unmade by somebody who is none.
    """
    statements.lock(event_id)
    member = queries.get_member(event_id, member_id)
    if member.role is role:
        return
    _check_owners(event_id, [member.role, role], act=act)
    _keep_an_owner(member)
    changes = difference({"role": member.role}, {"role": role})
    member.role = role
    _note(event_id, "changed", member, act=act, name=member.user.name, changes=changes)


def remove(event_id: int, member_id: int, *, act: Act) -> None:
    """Take a member out of the team; the next request of that account finds the door closed.

    Raises:
        NotFound: the team has no such member.
        Refusal: the event would be left without an owner.
        NotAllowed: an owner is removed by somebody who is none.
    """
    statements.lock(event_id)
    member = queries.get_member(event_id, member_id)
    _check_owners(event_id, [member.role], act=act)
    _keep_an_owner(member)
    changes = difference({"role": member.role}, {})
    _note(event_id, "removed", member, act=act, name=member.user.name, changes=changes)
    db.session.delete(member)
    db.session.flush()


def _check_owners(event_id: int, roles: Collection[TeamRole], *, act: Act) -> None:
    """Who owns an event is the owners' to say; asked behind the lock, so that nobody acts with a role that is gone."""
    if TeamRole.OWNER not in roles or act.by == SYSTEM:
        return
    user = find_user(act.by.id) if act.by.id is not None else None
    if user is None or not _holds(event_id, user, OWNERS):
        raise NotAllowed(_("Only an owner of the event can change its owners."))


def _holds(event_id: int, user: User, permission: str) -> bool:
    return user.is_admin or queries.find_role(event_id, user.id) in roles_of(permission)


def _keep_an_owner(member: TeamMember) -> None:
    if member.role is TeamRole.OWNER and queries.count_owners(member.event_id) <= 1:
        raise Refusal(_("This is the only owner. Make somebody else an owner first."), field="role")


def _note(event_id: int, action: str, obj: Recorded, *, act: Act, name: str, changes: Changes | None = None) -> None:
    """One entry of the trail of that event."""
    db.session.flush()
    record(act, action, obj, event_id=event_id, object_name=name, changes=changes)
