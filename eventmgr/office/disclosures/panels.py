"""What other rooms show of lists for recipients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import PASSED_ON, mode
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.filters import kept_filters
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, merged_ids
from eventmgr.ground.i18n import _
from eventmgr.identity.privacy.consents import IDENTITY_STAY, STAY, STAY_PLAN
from eventmgr.office.disclosures import queries, services
from eventmgr.office.disclosures.contents import words_of
from eventmgr.office.disclosures.models import DisclosureCopy
from eventmgr.tools.web.requests.parameters import query

READ, EDIT = "disclosures.read", "disclosures.edit"


def list_link(event: Event, _tallies: object) -> Link | None:
    """To make a list of those whom the organizers' list shows."""
    if not may(event, EDIT):
        return None
    filters: dict[str, Any] = kept_filters(query, event)
    address = url_for("disclosures_manage.new", slug=event.slug, **filters)
    return Link(_("List for a recipient…"), address, exports=True)


def own(registration: Registration, token: str) -> str | None:
    """On the person's own page: the consents, and what was passed on to whom, of merged registrations too."""
    given = services.list_given(registration, STAY, STAY_PLAN, IDENTITY_STAY)
    asks = any(mode(registration.event.fields, name) != "off" for name in PASSED_ON) and registration.status in LIVE
    passed = _passed(registration.id)
    if not (given or asks or passed):
        return None
    return render_template(
        "office/disclosures/_own.html",
        registration=registration,
        token=token,
        asks=asks,
        passed=passed,
        given=[consent for consent in given if consent.purpose == STAY],
        has_document=bool(registration.id_document),
        has_plan=any(consent.purpose == STAY_PLAN for consent in given),
        given_document=[consent for consent in given if consent.purpose == IDENTITY_STAY],
    )


def _passed(registration_id: int) -> list[tuple[DisclosureCopy, str]]:
    """(copy, what of the person stood in it), oldest first."""
    own_ids = {registration_id, *merged_ids(registration_id)}
    return [
        (copy, words_of(copy.disclosure.columns, with_document=with_document, with_plan=with_plan))
        for copy, with_document, with_plan in queries.list_copies_with(own_ids)
    ]


def held_of(registration_id: int) -> list[Mapping[str, Any]]:
    """What was passed on, for the person's own copy."""
    return [
        {
            "handed_at": copy.at,
            "recipient": copy.disclosure.recipient,
            "purpose": copy.disclosure.purpose,
            "items": items,
        }
        for copy, items in _passed(registration_id)
    ]
