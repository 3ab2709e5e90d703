"""Who is on a liaison's page: the browser that has used a link holds a session for one unit at one event, and no
account."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import current_app, session

from eventmgr.event.delegations import services
from eventmgr.event.delegations.models import Liaison
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import signed_in
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor

_KEY, _MOST = "delegations", 10
"""Where the cookie holds the sessions, and how many units one browser speaks for at most."""


def enter(opened: services.Opened) -> None:
    """The browser holds the session from now on."""
    held = _held()
    held.pop(_unit_of(opened.liaison), None)
    held[_unit_of(opened.liaison)] = opened.session
    while len(held) > _MOST:
        held.pop(next(iter(held)))
    session.permanent = True
    session[_KEY] = held


def token_here(slug: str, unit_code: str) -> str:
    """The token that the browser holds for this unit at this event; empty: none."""
    return str(_held().get(f"{slug}/{unit_code}", ""))


def liaison_here(slug: str, unit_code: str) -> Liaison:
    """The liaison whose session this browser holds for this unit at this event.

    Raises:
        NotFound: it holds none; whether there is such a unit or event is not told.
    """
    token = token_here(slug, unit_code)
    at = clock.now()
    since = at - timedelta(days=float(current_app.config["SESSION_MAX_DAYS"]))
    liaison = services.session_of(token, at=at, since=since) if token else None
    if liaison is None or (liaison.event.slug, liaison.unit_code) != (slug, unit_code):
        raise NotFound(
            _(
                "Open this page with the link in your e-mail. If it has been used or has expired, ask "
                "the organizers for a new one."
            )
        )
    return liaison


def leave(slug: str, unit_code: str) -> None:
    """The browser holds nothing of this unit any more."""
    held = _held()
    held.pop(f"{slug}/{unit_code}", None)
    session[_KEY] = held


def act_of(liaison: Liaison) -> Act:
    """What is done on the liaison's page: by whoever is signed in, else in the name of the unit; no person is named."""
    user = signed_in()
    if user is not None:
        return Act(Actor(ActorKind.USER, user.id, user.name, by_link=True), clock.now())
    name = _("Liaison of %(unit)s", unit=services.unit_name(liaison.unit_code))
    return Act(Actor(ActorKind.PARTICIPANT, None, name), clock.now())


def _unit_of(liaison: Liaison) -> str:
    return f"{liaison.event.slug}/{liaison.unit_code}"


def _held() -> dict[str, str]:
    held = session.get(_KEY)
    return dict(cast(dict[str, str], held)) if isinstance(held, dict) else {}
