"""Who is signed in, and what every organizer's page asks first."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request
from flask_login import current_user

from eventmgr.ground import clock
from eventmgr.ground.errors import NotAllowed, SecondStepMissing, SignInRequired
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import Level, User
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import SYSTEM, Act, Actor
from eventmgr.tools.taxonomy import get_unit

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


def editor_required() -> tuple[User, str]:
    """The signed-in account that keeps what stays between the events (cases, policies, requests to the desk), and the
    six digits of the province whose entries it may change; empty: every province's.

    Raises:
        SignInRequired: nobody is signed in.
        NotAllowed: it is an account of the level of an organization.
    """
    staff_required()
    editor = find_editor()
    if editor is None:
        raise NotAllowed(_("Only accounts of an office or of a province may do this. Ask your administrator."))
    return editor


def find_editor() -> tuple[User, str] | None:
    """The same where whoever is signed in is one; else None."""
    user = signed_in()
    if user is None or not user.edits_exchange:
        return None
    is_everywhere = user.is_admin or user.level is Level.NATIONAL
    return user, "" if is_everywhere else get_unit(cast(str, user.unit_code)).province_code


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
