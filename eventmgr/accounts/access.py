"""Who is signed in, and what every organizer's page asks first."""

from __future__ import annotations

from typing import cast

from flask_login import current_user

from eventmgr import clock
from eventmgr.accounts.models import User
from eventmgr.errors import NotAllowed, SignInRequired
from eventmgr.i18n import _
from eventmgr.log.models import ActorKind
from eventmgr.log.services import SYSTEM, Act, Actor


def signed_in() -> User | None:
    """The user of this request's session, or None."""
    return cast(User, current_user._get_current_object()) if current_user.is_authenticated else None


def staff_required() -> User:
    """The signed-in user.

    Raises:
        SignInRequired: nobody is signed in.
    """
    user = signed_in()
    if user is None:
        raise SignInRequired(_("Please sign in."))
    return user


def admin_required() -> User:
    """The signed-in administrator.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: the account is no administrator's.
    """
    user = staff_required()
    if not user.is_admin:
        raise NotAllowed(_("Only administrators may do this. Ask your administrator."))
    return user


def act_now() -> Act:
    """What is done in this request: by the signed-in user, else by the system; now."""
    user = signed_in()
    return Act(Actor(ActorKind.USER, user.id, user.name) if user else SYSTEM, clock.now())


def act_by_link(number: int | None, name: str) -> Act:
    """What is done on a page that a participant's link opens: by the signed-in user by that link, else by the
    participant; now."""
    user = signed_in()
    if user is not None:
        return Act(Actor(ActorKind.USER, user.id, user.name, by_link=True), clock.now())
    return Act(Actor(ActorKind.PARTICIPANT, number, name), clock.now())
