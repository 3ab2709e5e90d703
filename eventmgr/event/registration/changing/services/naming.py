"""A registration that names no organization names one; nothing else of it changes."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.applicant import applicant_of, values_of
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.persons import note_employer, settle_person
from eventmgr.event.registration.queries.rows import list_locked
from eventmgr.event.registration.signals import registration_changed
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, difference, record


def name_organization(event: Event, registration: Registration, name: str, *, act: Act) -> None:
    """The person says where they come from; the organization is found by its name, or added.

    Raises:
        NotPossible: the registration stands no longer, or names an organization already.
    """
    applicant = applicant_of(values_of(registration) | {"organization": name}, registration.language)
    settled = settle_person(applicant, by_office=False, at=act.at)
    lock(event)
    list_locked([registration])
    if registration.status not in LIVE or registration.organization_id is not None:
        raise NotPossible(_("Your registration has changed meanwhile. Open its page again."))
    before = {"organization_name": registration.organization_name}
    registration.organization_name, registration.organization_id = name, settled.organization_id
    registration.changed_at = act.at
    note_employer(settled, by_office=False)
    changes = difference(before, {"organization_name": name})
    registration_changed.send(registration, event=event, answers={}, changes=changes, act=act)
    record(act, "changed", registration, event_id=event.id, object_name=registration.name, changes=changes)
