"""What the desk shows on pages of other rooms."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.exchange.desk import queries
from eventmgr.ground import clock
from eventmgr.ground.i18n import _n
from eventmgr.identity.accounts.access import find_editor


def open_work() -> list[OpenWork]:
    """Requests that wait for whoever is signed in, the late ones apart and first."""
    editor = find_editor()
    if editor is None:
        return []
    user, own = editor
    waiting, late = queries.count_open(user, own=own, at=clock.now())
    address, entries = url_for("desk_manage.index"), []
    if late:
        text = _n("%(num)s request to the desk is overdue", "%(num)s requests to the desk are overdue", late)
        entries.append(OpenWork(text, f"{address}?state=late", figure="desk_late", is_overdue=True))
    if waiting:
        text = _n(
            "%(num)s request to the desk awaits an answer", "%(num)s requests to the desk await an answer", waiting
        )
        entries.append(OpenWork(text, f"{address}?state=open", figure="desk_open"))
    return entries
