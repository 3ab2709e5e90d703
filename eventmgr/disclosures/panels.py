"""What other rooms show of lists for recipients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for

from eventmgr.disclosures import queries, services
from eventmgr.disclosures.contents import words_of
from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.forms.fields import ENTRUSTED, mode
from eventmgr.i18n import _
from eventmgr.quotas.models import LIVE
from eventmgr.registration.models import Registration
from eventmgr.registration.notes import Link
from eventmgr.registration.office_list.keeping import kept_filters
from eventmgr.web.requests.parameters import query

READ, EDIT = "disclosures.read", "disclosures.edit"


def list_link(event: Event) -> Link | None:
    """To make a list of those whom the organizers' list shows."""
    if not may(event, EDIT):
        return None
    filters: dict[str, Any] = kept_filters(query, event)
    address = url_for("disclosures_manage.new", slug=event.slug, **filters)
    return Link(_("List for a recipient…"), address, exports=True)


def own(registration: Registration, token: str) -> str | None:
    """On the person's own page: the consent, and what was passed on to whom."""
    given = services.list_given(registration)
    asks = any(mode(registration.event.fields, name) != "off" for name in ENTRUSTED) and registration.status in LIVE
    copies = queries.list_copies_with(registration.id)
    if not (given or asks or copies):
        return None
    return render_template(
        "disclosures/_own.html", registration=registration, token=token, given=given, asks=asks,
        copies=copies, words_of=words_of,
    )  # fmt: skip


def held_of(registration_id: int) -> list[Mapping[str, Any]]:
    """What was passed on, for the person's own copy."""
    return [
        {
            "handed_at": copy.at,
            "recipient": copy.disclosure.recipient,
            "purpose": copy.disclosure.purpose,
            "items": words_of(copy.disclosure.columns),
        }
        for copy in queries.list_copies_with(registration_id)
    ]
