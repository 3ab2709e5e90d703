"""Who is signed in, and what every organizer's page asks first."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request
from flask_login import current_user

from eventmgr.ground import clock
from eventmgr.ground.errors import NotAllowed, SecondStepMissing, SignInRequired
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import SYSTEM, Act, Actor

_OWN_ACCOUNT = frozenset({"accounts", "second_step", "passkeys"})
"""Blueprints whose pages an account may use that still has to set up its second step."""


def signed_in() -> User | None:
    """The user of this request's session, or None."""
    user = g.get("_login_user") or current_user._get_current_object()
    return cast(User, user) if user.is_authenticated else None


def staff_required() -> User:
    """The signed-in user.

    Raises:
        SignInRequired: nobody is signed in.
        SecondStepMissing: the setting wants administrators to sign in in two steps; pages of one's own account open.
    """
    user = signed_in()
    if user is None:
        raise SignInRequired(_("Please sign in."))
    if owes_second_step(user) and request.blueprint not in _OWN_ACCOUNT:
        raise SecondStepMissing(
            _(
                "Administrators sign in here in two steps. Set that up first, under “My account”, or sign in with a passkey."
            )
        )
    return user


def owes_second_step(user: User) -> bool:
    """Whether the setting wants this account to sign in in two steps, and it does not yet; whoever has signed in with a
    passkey has done so."""
    is_wanted = user.is_admin and user.second_step_at is None and bool(current_app.config["ADMINS_TWO_STEP"])
    return is_wanted and not getattr(g.get("user_session"), "with_passkey", False)


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
