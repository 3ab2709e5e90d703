"""Places on the pages of the directory that rooms upstairs fill, and what entries show on pages of other rooms."""

from __future__ import annotations

from collections.abc import Callable

from flask import url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.notes import Link
from eventmgr.exchange.entries import queries
from eventmgr.ground.features import Panel
from eventmgr.ground.i18n import _n
from eventmgr.identity.accounts.access import find_editor

BESIDE_DIRECTORY = Panel[Callable[[], Link]]("beside the public directory")
"""Lists of something else that belong to the directory."""
ORGANIZATION_SECTIONS = Panel[Callable[[int], str | None]]("sections of an organization's public page")
"""Number of an organization of the directory → HTML of one of the own templates, below its supply and demand; None for
nothing."""


def open_work() -> list[OpenWork]:
    """Organizations that wait for a review by whoever is signed in."""
    editor = find_editor()
    if editor is None:
        return []
    number = queries.count_waiting(editor[1])
    text = _n("%(num)s organization awaits review", "%(num)s organizations await review", number)
    return (
        [OpenWork(text, f"{url_for('entries_manage.index')}?state=waiting", figure="entries_waiting")] if number else []
    )
