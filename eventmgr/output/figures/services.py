"""Saving a table and letting go of it."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import User
from eventmgr.output.figures.models import SavedTable
from eventmgr.output.figures.queries import saved as queries
from eventmgr.tools.log.services import Act, difference, record

MOST = 200
"""So many tables an account saves at most."""


def save_table(
    user: User, event: Event | None, name: str, choices: Mapping[str, str], *, is_shared: bool, act: Act
) -> SavedTable:
    """A choice gets a name; the account's own of that name is replaced.

    Raises:
        Refusal: the account has saved too many; `field` is the name.
    """
    event_id = event.id if event is not None else None
    former = queries.find_own(user.id, event_id, name)
    if former is None and queries.count_own(user.id) >= MOST:
        raise Refusal(_("You have saved %(num)s tables. Delete one first.", num=MOST), field="name")
    table = former or SavedTable(user_id=user.id, event_id=event_id, name=name, created_at=act.at)
    before = {"choices": _recorded(former.choices), "is_shared": former.is_shared} if former is not None else {}
    table.choices, table.is_shared = dict(choices), is_shared
    db.session.add(table)
    db.session.flush()
    changes = difference(before, {"choices": _recorded(choices), "is_shared": is_shared})
    record(act, "changed" if former else "created", table, event_id=event_id, object_name=name, changes=changes)
    return table


def remove_table(table: SavedTable, *, act: Act) -> None:
    """Delete the saved table and record it."""
    record(act, "removed", table, event_id=table.event_id, object_name=table.name)
    db.session.delete(table)


def _recorded(choices: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choices.items())
