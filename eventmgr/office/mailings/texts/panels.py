"""The way from other pages to a short message, and what a person was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, merged_ids
from eventmgr.ground.i18n import _, language
from eventmgr.office.mailings.models import NotSent
from eventmgr.office.mailings.texts import queries
from eventmgr.office.mailings.wording import language_for
from eventmgr.tools.channels.gateway import find_gateway

PERMISSION = "texting.send"


def way(event: Event, filters: Mapping[str, str]) -> Link | None:
    """To write a short message to those of the list who have no e-mail address; None where there is no gateway."""
    if find_gateway() is None or not may(event, PERMISSION):
        return None
    asked: dict[str, Any] = dict(filters)
    return Link(
        _("Send a short message to those without e-mail…"), url_for("texting_manage.new", slug=event.slug, **asked)
    )


def written_to(event: Event, registration: Registration) -> str | None:
    """On the organizers' page of a registration: each short message to it with what became of it; None where there is
    none."""
    rows = queries.list_messages_to([registration.id])[::-1]
    if not rows:
        return None
    return render_template(
        "office/mailings/texts/_written.html",
        event=event,
        rows=rows,
        why=dict(NotSent.choices()),
        opens=may(event, PERMISSION),
    )


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """Those to a person, of merged registrations too, for the person's own copy: the text as it was written, before
    names and times were put in."""
    return [
        {
            "text": message.text[language_for(message, language())],
            "state": str(row.state.label),
            "written_at": row.created_at,
            "sent_at": row.sent_at or "",
        }
        for message, row in queries.list_messages_to({registration_id, *merged_ids(registration_id)})
    ]
