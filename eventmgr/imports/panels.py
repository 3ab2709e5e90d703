"""What imports show on pages of other rooms."""

from __future__ import annotations

from flask import url_for

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.registration.notes import Link


def import_link(event: Event) -> Link | None:
    """The way from the list of registrations to importing some."""
    if not may(event, "registrations.edit"):
        return None
    return Link(_("Import"), url_for("imports_manage.index", slug=event.slug))
