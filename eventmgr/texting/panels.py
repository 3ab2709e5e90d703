"""The way from other pages to a short message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from eventmgr.channels.gateway import find_gateway
from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.registration.notes import Link

PERMISSION = "texting.send"


def way(event: Event, filters: Mapping[str, str]) -> Link | None:
    """To write a short message to those of the list who have no e-mail address; None where there is no gateway."""
    if find_gateway() is None or not may(event, PERMISSION):
        return None
    asked: dict[str, Any] = dict(filters)
    return Link(
        _("Send a short message to those without e-mail…"), url_for("texting_manage.new", slug=event.slug, **asked)
    )
