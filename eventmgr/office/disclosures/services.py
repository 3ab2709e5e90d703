"""The verbs of lists for recipients: made, handed over by a link, opened, revoked; and the consent that they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.states import locked, refuse_forgotten
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal, WrongLink
from eventmgr.ground.i18n import _, speaking
from eventmgr.identity.privacy.consents import IDENTITY, IDENTITY_STAY, STAY, STAY_PLAN
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.queries import find_privacy_notice, list_consents
from eventmgr.office.disclosures import queries, statements
from eventmgr.office.disclosures.arranged.columns import Arranged, read_scope
from eventmgr.office.disclosures.arranged.reading import read_arranged
from eventmgr.office.disclosures.contents import Sorted, names_documents, names_plan, sort_out
from eventmgr.office.disclosures.models import Disclosure, DisclosureCopy
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.web.tokens import random_token, token_hash

MOST_DAYS = 30
"""A link ends after so many days at the latest."""
MOST_COPIES, MOST_OF_EVENT = 200, 200
"""Files that one list gives, and lists that one event has."""


@dataclass(frozen=True)
class Wanted:
    """What organizers say of a list; see `Disclosure`."""

    recipient: str
    contact: str
    purpose: str
    columns: str
    mobile_need: str
    language: str
    scope: str = ""


@dataclass(frozen=True)
class Opening:
    """What somebody who opens a list gets."""

    rows: Sorted
    number: int
    agreeing: frozenset[int]
    """Numbers of the registrations whose identity document may stand in it."""
    arranged: Arranged
    """Rooms and rides as they stand now, in the language of the list."""


def look_up(event: Event, disclosure: Disclosure) -> tuple[Sorted, Arranged]:
    """Who is in the list at this moment, and who is not, and why; what is arranged for them, where the list tells of
    it.

    Raises:
        BadValue: the filter is no longer known.
    """
    rows = queries.list_candidates(event.id, filter_of(disclosure.filters, event))
    consenting, covered = queries.list_consenting(event.id), queries.list_consenting(event.id, STAY_PLAN)
    scope = read_scope(disclosure.scope)
    if scope is None and not names_plan(disclosure.columns):
        return sort_out(rows, consenting, covered), Arranged()
    arranged = read_arranged(event).within(scope)
    people = arranged.people(scope) if scope is not None else None
    return sort_out(rows, consenting, covered & consenting, people=people), arranged


def make(event: Event, wanted: Wanted, filters: Mapping[str, str], *, act: Act) -> Disclosure:
    """A list that nobody can open yet.

    Raises:
        Refusal: the event has too many.
    """
    lock(event)
    if queries.count_disclosures(event.id) >= MOST_OF_EVENT:
        raise Refusal(_("An event may have at most %(num)s lists for recipients.", num=MOST_OF_EVENT))
    made = Disclosure(
        event_id=event.id,
        recipient=wanted.recipient,
        contact=wanted.contact,
        purpose=wanted.purpose,
        columns=wanted.columns,
        mobile_need=wanted.mobile_need,
        filters=dict(filters),
        language=wanted.language,
        scope=wanted.scope,
        created_at=act.at,
    )
    db.session.add(made)
    db.session.flush()
    need: dict[str, list[object]] = {"mobile_need": [None, wanted.mobile_need]} if wanted.mobile_need else {}
    if wanted.scope:
        need["scope"] = [None, wanted.scope]
    record(
        act,
        "created",
        made,
        event_id=event.id,
        object_name=made.recipient,
        changes={"purpose": [None, made.purpose], "columns": [None, made.columns], **need},
    )
    return made


def hand_over(event: Event, disclosure: Disclosure, days: int, *, act: Act) -> str:
    """The token of a new link that opens the list for so many days; a former link opens nothing any more.

    Raises:
        Refusal: the list was revoked, or nobody would be in it.
    """
    lock(event)
    db.session.refresh(disclosure)
    if disclosure.revoked_at is not None:
        raise Refusal(_("This list was revoked. Make a new one."))
    if not look_up(event, disclosure)[0].listed:
        raise Refusal(_("Nobody in this list has consented to being passed on, so there is nothing to hand over."))
    token = random_token()
    disclosure.token_hash = token_hash(token)
    disclosure.link_ends_at = act.at + timedelta(days=min(max(days, 1), MOST_DAYS))
    record(
        act,
        "handed_over",
        disclosure,
        event_id=event.id,
        object_name=disclosure.recipient,
        changes={"link_ends_at": [None, disclosure.link_ends_at.isoformat()]},
    )
    return token


def revoke(event: Event, disclosure: Disclosure, *, act: Act) -> None:
    """Its link opens nothing any more. Doing so twice is no fault."""
    lock(event)
    db.session.refresh(disclosure)
    if disclosure.revoked_at is None:
        disclosure.revoked_at, disclosure.token_hash = act.at, None
        record(act, "revoked", disclosure, event_id=event.id, object_name=disclosure.recipient)


def open_list(token: str, kind: str, *, at: datetime) -> tuple[Disclosure, Opening]:
    """A copy for whoever holds the link, of those who may be in it at this moment; counted and told in the change log.

    Raises:
        WrongLink: the link opens nothing, or no more.
        Refusal: the list was opened too often.
    """
    disclosure = find(token, at=at)
    event = disclosure.event
    lock(event)
    disclosure = find(token, at=at)
    number = queries.get_last_number(disclosure.id) + 1
    if number > MOST_COPIES:
        raise Refusal(_("This list has been opened too often. Ask the organizers for a new one."))
    with speaking(disclosure.language):
        people, arranged = look_up(event, disclosure)
    made = DisclosureCopy(disclosure_id=disclosure.id, number=number, at=at, format=kind, people=len(people.listed))
    db.session.add(made)
    db.session.flush()
    agreeing = _agreeing(event, disclosure, people)
    numbers = [row.id for row in people.listed]
    tells = bool(disclosure.scope) or names_plan(disclosure.columns)
    told = set(numbers) - people.without_plan if tells else frozenset[int]()
    statements.note_people(made.id, numbers, agreeing, told)
    record(
        Act(SYSTEM, at),
        "opened",
        disclosure,
        event_id=event.id,
        object_name=disclosure.recipient,
        changes={"copy": [None, number], "format": [None, kind], "rows": [None, len(people.listed)]},
    )
    return disclosure, Opening(people, number, agreeing, arranged)


def _agreeing(event: Event, disclosure: Disclosure, people: Sorted) -> frozenset[int]:
    if not names_documents(disclosure.columns):
        return frozenset()
    given = queries.list_consenting(event.id, IDENTITY_STAY) & queries.list_consenting(event.id, IDENTITY)
    return frozenset(row.id for row in people.listed if row.id in given and row.id_document)


def find(token: str, *, at: datetime) -> Disclosure:
    """The list that this link opens.

    Raises:
        WrongLink: it opens nothing: it is no true link, its end has come, or it was revoked or replaced.
    """
    found = queries.find_by_token(token_hash(token), at=at)
    if found is None:
        raise WrongLink(_("This link is invalid or has expired. Ask the organizers of the event for a new one."))
    return found


def agree(event: Event, registration: Registration, *, act: Act, purpose: str = STAY) -> bool:
    """The person consents to being passed on for accommodation and transfers (with `STAY_PLAN` also to room and rides),
    or to their identity document being passed on with the rest; whether that is new.

    Raises:
        NotPossible: everything was deleted before.
    """
    with locked(event, [registration]):
        refuse_forgotten(registration)
        given = {consent.purpose for consent in list_given(registration, STAY, STAY_PLAN, IDENTITY, IDENTITY_STAY)}
        if purpose in given or (purpose == IDENTITY_STAY and not given >= {STAY, IDENTITY}):
            return False
        notice = find_privacy_notice(event.id)
        version = notice.version if notice else 0
        fresh = [
            wanted for wanted in ((STAY, STAY_PLAN) if purpose == STAY_PLAN else (purpose,)) if wanted not in given
        ]
        db.session.add_all(
            Consent(registration_id=registration.id, purpose=wanted, notice_version=version, given_at=act.at)
            for wanted in fresh
        )
        _tell(event, registration, "stay_agreed", {wanted: [None, act.at.date().isoformat()] for wanted in fresh}, act)
    return True


def withdraw(event: Event, registration: Registration, *, act: Act, purpose: str = STAY) -> bool:
    """That consent ends, and with `STAY` the two that stand on it: no copy that is made from now on has the person in
    it, or their identity document, or room and rides. Whether there was one."""
    with locked(event, [registration]):
        ends = (STAY, STAY_PLAN, IDENTITY_STAY) if purpose == STAY else (purpose,)
        given = list_given(registration, *ends)
        for consent in given:
            consent.withdrawn_at = act.at
        if given:
            dates: dict[str, list[object]] = {one.purpose: [one.given_at.date().isoformat(), None] for one in given}
            _tell(event, registration, "stay_withdrawn", dates, act)
    return bool(given)


def list_given(registration: Registration, *purposes: str) -> list[Consent]:
    """The person's consents to these purposes that hold."""
    consents = list_consents(registration.id)
    return [consent for consent in consents if consent.purpose in purposes and consent.withdrawn_at is None]


def _tell(event: Event, registration: Registration, action: str, dates: Mapping[str, list[object]], act: Act) -> None:
    record(
        act,
        action,
        registration,
        event_id=event.id,
        object_name=registration.name,
        changes={f"consent_{purpose}_on": pair for purpose, pair in dates.items()},
    )
