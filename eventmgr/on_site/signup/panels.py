"""What stands about groups on pages of registration: places left in the form, the state on a person's own page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy.sql.elements import ColumnElement

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Note
from eventmgr.ground.i18n import _, format_span, language, localized
from eventmgr.on_site.signup import queries
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.on_site.signup.services import choice_of

_SEVERAL = 2


def need(event: Event, at: datetime) -> str:
    """The agenda has groups that people can choose from."""
    number = len(queries.list_groups(event.id)) if at < event.starts_at else 0
    if number < _SEVERAL:
        return ""
    return _("The agenda has %(num)s group discussions. Let participants choose theirs?", num=number)


def places_left(event_id: int) -> dict[str, int]:
    """Value of a group in the form → places left; groups without limit are left out."""
    return {str(group.item_id): group.left for group in queries.list_groups(event_id) if group.left is not None}


def states(event_id: int) -> dict[int, str]:
    """Number of a registration → whether it has a place in its group, in words."""
    labels = _state_labels()
    return {number: labels[state] for number, state in queries.list_states(event_id)}


def in_groups(state: str) -> ColumnElement[bool]:
    """The condition that a registration stands so in a group: `held` or `waiting`."""
    return queries.is_in_group(SignupState(state))


def chosen_items(event_ids: Collection[int]) -> Any:
    """A subquery of the topics and tracks of the groups that people of these events chose."""
    return queries.get_chosen_items(event_ids)


def numbers(event: Event) -> dict[int, str]:
    """Number of a group of the agenda → how many hold a place in it and wait for one; one statement."""
    return {
        group.item_id: render_template("on_site/signup/_group.html", event=event, group=group)
        for group in queries.list_groups(event.id)
    }


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """The place in a group, for the person's own copy."""
    signup = queries.find_signup_with_item(registration_id)
    if signup is None:
        return []
    state = _state_labels()[signup.state]
    return [{"group": localized(signup.item.title), "state": state, "asked_at": signup.asked_at}]


def _state_labels() -> dict[SignupState, str]:
    return {SignupState.HELD: _("Confirmed"), SignupState.WAITING: _("Waiting list")}


def note(registration: Registration) -> Note | None:
    """The group of this registration and how it stands there; nothing where none was chosen."""
    wanted = choice_of(registration)
    if wanted is None or registration.status not in LIVE:
        return None
    if registration.status not in HOLDING:
        group = queries.find_group(registration.event_id, wanted)
        if group is None:
            return None
        title = localized(group.title)
        return Note(_("Group “%(title)s”: a place in it is given once the registration is confirmed.", title=title))
    signup = queries.find_signup_with_item(registration.id)
    return _of(signup, registration) if signup is not None else None


def _of(signup: Signup, registration: Registration) -> Note:
    item, zone = signup.item, registration.event.timezone
    title = localized(item.title)
    if signup.state is SignupState.WAITING:
        number = queries.count_ahead(signup) + 1
        text = _("Group “%(title)s” is full: number %(number)s on its waiting list.", title=title, number=number)
        return Note(text, "warning")
    parts = [format_span(item.starts_at, item.ends_at, zone, language())]
    if item.room is not None:
        parts.append(localized(item.room.name))
    text = _("Group “%(title)s”: place confirmed. %(where)s", title=title, where=" · ".join(parts))
    return Note(text, "success")
