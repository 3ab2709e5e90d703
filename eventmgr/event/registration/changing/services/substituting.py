"""Who somebody is: a corrected spelling, or another person in the same place, and what follows from it."""

from __future__ import annotations

import enum
from dataclasses import replace
from difflib import SequenceMatcher

from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import ENCRYPTED
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration import statements
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.details import held_data, own_data
from eventmgr.event.registration.models import FormerPerson, Registration
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.event.registration.states import drop_request
from eventmgr.ground.db import db
from eventmgr.ground.features import holdings
from eventmgr.ground.text import folded
from eventmgr.identity.privacy.consents import PROCESSING, newest_agreed
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.services import Act, record

_ALIKE = 0.5


class Change(enum.Enum):
    """What a new name means."""

    NONE = "none"
    SPELLING = "spelling"
    ANOTHER = "another"


def change_of(registration: Registration, applicant: Applicant, *, another: bool = False, same: bool = False) -> Change:
    """Whether `applicant` is the person of the registration, the same one spelt anew, or another.

    The same name is the same person. Another name is a corrected spelling only if half of it stays and mobile number
    and e-mail address are as they were; whatever else it is, somebody else comes.

    Args:
        another: the organizers say that it is somebody else.
        same: the organizers say that it is the same person.
    """
    old, new = folded(registration.name), folded(applicant.name)
    if another:
        return Change.ANOTHER
    if old == new:
        return Change.NONE
    reached = (registration.mobile, registration.email.lower()) == (applicant.mobile, applicant.email.lower())
    alike = SequenceMatcher(None, old, new).ratio() >= _ALIKE
    return Change.SPELLING if same or (reached and alike) else Change.ANOTHER


def addresses_told(registration: Registration, applicant: Applicant) -> list[str]:
    """The addresses that a participant's change from `registration` to `applicant` writes to."""
    change = change_of(registration, applicant)
    if registration.status not in LIVE:
        return []
    if change is Change.ANOTHER:
        return [address for address in (registration.email, applicant.email) if address]
    if registration.email.lower() != applicant.email.lower():
        return [address for address in (registration.email, applicant.email) if address]
    is_told = change is Change.SPELLING or registration.email != applicant.email
    is_told |= registration.answers.get("group") != applicant.answers.get("group")
    return [applicant.email] if is_told and applicant.email else []


def own_answers(registration: Registration, applicant: Applicant) -> Applicant:
    """`applicant` without what the person before has answered: the form was filled in with it; and without sensitive
    answers, to which nobody consents for somebody else."""
    former = registration.answers | registration.encrypted
    sealed = {*ENCRYPTED} | {
        question.name for question in list_questions(registration.event_id) if question.is_sensitive
    }
    answers = {
        name: value for name, value in applicant.answers.items() if name not in sealed and value != former.get(name)
    }
    return replace(applicant, answers=answers, consents=(PROCESSING,))


def keep_former(event: Event, registration: Registration, *, act: Act) -> None:
    """What is kept of the one who goes is set aside, sealed, until nothing stops its deletion; before it is
    overwritten."""
    content = own_data(registration, list_consents(registration.id)) | {
        "office_note": registration.office_note,
        "held": held_data((holding, holding.read(registration.id)) for holding in holdings().values()),
    }
    db.session.add(FormerPerson(registration_id=registration.id, event_id=event.id, said=content, left_at=act.at))


def take_over(event: Event, registration: Registration, *, act: Act) -> None:
    """The registration is another person's from now on: nobody has consented, the delegation has said nothing of them,
    and the trail keeps what the one before agreed to."""
    former = list_consents(registration.id)
    changes = {f"consent_{consent.purpose}_on": [consent.given_at.date().isoformat(), None] for consent in former}
    for consent in former:
        db.session.delete(consent)
    new = {name: answer for name, answer in registration.sensitive.items() if name.startswith(PREFIX)}
    registration.sensitive, registration.id_document = new, {}
    drop_request(registration)
    registration.consent_asked_at = act.at
    registration.reason, registration.leadership = "", None
    registration.restricted_at = registration.objected_at = None
    statements.delete_words([registration.id])
    registrations_forgotten.send([registration.id], at=act.at, sealed_only=False)
    record(act, "substituted", registration, event_id=event.id, object_name=registration.name, changes=changes)


def agree(event: Event, registration: Registration, *, version: int, act: Act) -> None:
    """The one who took over a place, or who agreed to an older text, agrees to the notice of `version`; doing so twice
    is no fault. What was agreed to before stays on record."""
    agreed = newest_agreed(list_consents(registration.id))
    if registration.consent_asked_at is None and (agreed is None or agreed >= version):
        return
    changes = {} if registration.consent_asked_at is not None else {"notice_version": [agreed, version]}
    registration.consent_asked_at = None
    db.session.add(
        Consent(registration_id=registration.id, purpose=PROCESSING, notice_version=version, given_at=act.at)
    )
    record(act, "consented", registration, event_id=event.id, object_name=registration.name, changes=changes)
