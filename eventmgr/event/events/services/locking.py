"""The lock of an event, and the counters that rise with what is shown of it: each has one job.

The lock is nobody's stamp: registering or noting something makes no page stale. `page_version` rises with what the
event's own pages show, `programme_version` with what agenda, calendars and the printed agenda show, the
numbers of calendar entries are `numbering.py`'s. How many come is the tally's (`quotas/statements.py`).
"""

from __future__ import annotations

from eventmgr.event.events import statements
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _


def lock(event: Event) -> None:
    """Lock the event for this transaction and read it again. Call it first in every write that counts places or
    compares with what stands; no page becomes stale by it.

    Raises:
        NotFound: the event is gone.
    """
    if statements.lock(event) is None:
        raise NotFound(_("There is no such event."))


def touch(event: Event, *, programme: bool = False, site: bool = False) -> None:
    """Lock the event, read it again, and make its public pages stale. Call it first in every write that they show.

    Args:
        programme: agenda, calendars and the printed agenda show a difference too.
        site: the front page and the public feeds do.

    Raises:
        NotFound: the event is gone.
    """
    if statements.raise_versions(event, programme=programme) is None:
        raise NotFound(_("There is no such event."))
    if site:
        statements.raise_site_revision()


def fullness_changed(event: Event) -> None:
    """Its page, its form and the front page say that it is full, or no longer, at once; feeds do not say it."""
    statements.raise_page_version(event.id)
    statements.raise_site_revision("places")


def hold(event: Event) -> None:
    """Lock the event and forget everything that was read before: what is asked from now on is what stands, and stays so
    until the transaction ends.

    Raises:
        NotFound: the event is gone.
    """
    lock(event)
    db.session.expire_all()
