"""What entries show on pages of other rooms."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.exchange.entries import queries
from eventmgr.ground.i18n import _n
from eventmgr.identity.accounts.access import editor_required, signed_in


def open_work() -> list[OpenWork]:
    """Organizations that wait for a review by whoever is signed in."""
    user = signed_in()
    if user is None or not user.edits_exchange:
        return []
    number = queries.count_waiting(editor_required()[1])
    text = _n("%(num)s organization awaits review", "%(num)s organizations await review", number)
    return (
        [OpenWork(text, f"{url_for('entries_manage.index')}?state=waiting", figure="entries_waiting")] if number else []
    )
