"""Deleting what is personal in a registration: on request, with a withdrawn consent, and when its time is over.

What is left counts on: event, state, role, unit, province and sector, the instants, the record of consents, and the
entries of the trail without names and values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event
from eventmgr.event.forms.answer_files.services import forget_files, settle
from eventmgr.event.forms.fields import DOCUMENT, FOLLOWS
from eventmgr.event.forms.fields import SENSITIVE as SENSITIVE_FIELDS
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import AskedQuestion
from eventmgr.event.invitations.services import forget_invited
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.statements import counted_together
from eventmgr.event.registration import statements
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.writing import is_invited, takes_entry_back, write_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import count_holders, list_employers
from eventmgr.event.registration.signals import deletion_wished, registrations_forgotten
from eventmgr.event.registration.states import change_status, drop_request, locked, refuse_forgotten
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.statements import delete_unused
from eventmgr.identity.privacy.consents import IDENTITY, IDENTITY_STAY, SENSITIVE
from eventmgr.identity.privacy.queries import find_hold, list_consents
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act, make_nameless, record
from eventmgr.tools.messages.services import forget_about
from eventmgr.tools.numbering.services import forget_participants

NAMELESS = "—"
"""What stands for the name of somebody whose information was deleted."""
KEPT_FIELDS = frozenset(
    {"status", "source", "role", "unit_code", "province_code", "country_code", "sector_code", "size_class"}
)
"""Fields whose values stay in the trail: those that the figures are made of."""
KEPT_ANSWERS = ("group",)
"""Answers that places are counted by."""
_WITH_CONSENT = frozenset(SENSITIVE_FIELDS) | {name for name, other in FOLLOWS.items() if other in SENSITIVE_FIELDS}
"""Answers that are kept with the separate consent alone."""
GIVEN_BACK = (Status.PENDING, Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED)
"""States of a place that is given back before the event has ended."""


def delete(event: Event, registration: Registration, *, reason: str, act: Act) -> None:
    """The office deletes somebody's information.

    Raises:
        Refusal: no reason is given, or a legal hold stops deletion.
        NotPossible: it was deleted before.
    """
    if not reason:
        raise Refusal(_("Enter a reason: it is kept in the change log."), field="reason")
    refuse_held(event)
    forget(event, registration, act=act, reason=reason)


def refuse_held(event: Event) -> None:
    """Nobody is deleted by somebody else now.

    Raises:
        Refusal: a legal hold stops deletion.
    """
    if find_hold(event.id) is not None:
        raise Refusal(_("Deletion is stopped for this event (legal hold). Lift the hold first."))


def forget(event: Event, registration: Registration, *, act: Act, reason: str = "", notify: bool = True) -> None:
    """Delete what is personal at once; before the event has ended, a place is given back first. The last letter says
    so, if `notify`; who was invited gets it in any case, because the calendar entry is taken back. Where a legal hold
    stops deletion, what the person does by the link is kept for later (`_keep_only`).

    Raises:
        NotPossible: it was deleted before.
    """
    with locked(event, [registration]):
        refuse_forgotten(registration)
        if act.by.acts_by_link and find_hold(event.id) is not None:
            _keep_only(event, registration, act=act, notify=notify)
            return
        gives_back = _gives_back(event, registration, act)
        notify = notify or (gives_back and is_invited(registration))
        holds = gives_back and registration.status in HOLDING
        takes_back = notify and holds and takes_entry_back(registration)
        _leave(event, registration, act=act, notify=notify, held=takes_back)
        blank([registration], at=act.at)
        _record(event, registration, reason, act=act)
        if gives_back:
            fill(event, at=act.at)


def _keep_only(event: Event, registration: Registration, *, act: Act, notify: bool) -> None:
    """Consents and place end, and nothing is used any more; the data is kept as long as the law wants it, and the wish
    waits."""
    _withdraw_consents(event, registration, act=act)
    deletion_wished.send(registration, event=event, act=act)
    if _gives_back(event, registration, act):
        letter = "withdrawn" if notify or is_invited(registration) else None
        change_status(event, registration, Status.WITHDRAWN, act=act, action="withdrawn", letter=letter)
        fill(event, at=act.at)


def forget_many(event: Event, registrations: Sequence[Registration], *, act: Act, reason: str = "") -> None:
    """The same for hundreds by an organizer, who are told; in few statements.

    Raises:
        Refusal: a legal hold stops deletion.
        NotPossible: one of them was deleted before.
    """
    refuse_held(event)
    with locked(event, registrations):
        mailboxes = count_holders(event.id, {row.email for row in registrations})
        given_back = [row.id for row in registrations if _gives_back(event, row, act)]
        with counted_together(event.id):
            for row in registrations:
                refuse_forgotten(row)
                held = row.id in given_back and row.status in HOLDING and bool(row.email)
                if held:
                    mailboxes[row.email.lower()] -= 1
                _leave(event, row, act=act, notify=True, held=held and mailboxes[row.email.lower()] == 0)
        blank(registrations, at=act.at)
        for row in registrations:
            _record(event, row, reason, act=act)
        if given_back:
            fill(event, at=act.at)


def _gives_back(event: Event, registration: Registration, act: Act) -> bool:
    return registration.status in GIVEN_BACK and act.at < event.ends_at


def _leave(event: Event, registration: Registration, *, act: Act, notify: bool, held: bool) -> None:
    """The place is given back before the event has ended, and the last e-mail is written."""
    if _gives_back(event, registration, act):
        change_status(event, registration, Status.WITHDRAWN, act=act, action="withdrawn")
    if act.by.acts_by_link:
        _withdraw_consents(event, registration, act=act)
    if notify:
        write_letter("deleted", registration, event, at=act.at, held=held)


def _record(event: Event, registration: Registration, reason: str, *, act: Act) -> None:
    name = "" if act.by.kind is ActorKind.PARTICIPANT else act.by.name
    record(replace(act, by=replace(act.by, name=name)), "forgotten", registration, event_id=event.id, reason=reason)


def withdraw_with_consent(event: Event, registration: Registration, *, act: Act, notify: bool = True) -> None:
    """The person takes consent and registration back.

    Raises:
        NotPossible: it was withdrawn or rejected before, or the person has attended.
    """
    db.session.refresh(registration)
    if registration.status not in GIVEN_BACK:
        raise NotPossible(
            _("This registration is no longer valid. You can have your personal information deleted instead.")
        )
    forget(event, registration, act=act, notify=notify)


def blank(rows: Sequence[Registration], *, at: datetime) -> None:
    """Take everything personal out of these registrations and of what hangs on them: letters, trail, person,
    organization."""
    ids = [row.id for row in rows]
    persons = {row.person_id for row in rows if row.person_id}
    organizations = {row.organization_id for row in rows if row.organization_id}
    organizations |= set(list_employers(persons))
    mailbox = {row.id: row.email for row in rows}
    for row in rows:
        _blank(row, at)
    db.session.flush()
    for event_id in {row.event_id for row in rows}:
        own = [row for row in rows if row.event_id == event_id]
        forget_invited(
            event_id, [mailbox[row.id] for row in own], [row.invitation_id for row in own if row.invitation_id]
        )
    forget_files(ids)
    statements.unlink_lookalikes(ids)
    statements.delete_words(ids)
    registrations_forgotten.send(ids, at=at, sealed_only=False)
    forget_about([f"registration:{number}" for number in ids])
    forget_participants(ids)
    make_nameless(list_entries_about("registration", ids), KEPT_FIELDS)
    delete_unused(persons=persons, organizations=organizations)


def _blank(row: Registration, at: datetime) -> None:
    row.name, row.pinyin_key, row.identity_key = NAMELESS, "", f"deleted:{row.id}"
    row.person_id = row.organization_id = row.rank = row.leadership = row.form_id = row.looks_like_id = (
        row.changed_late_at
    ) = None
    row.name_latin = row.organization_name = row.title = row.mobile = row.mobile_last4 = row.email = row.reason = (
        row.office_note
    ) = ""
    row.answers = {name: answer for name, answer in row.answers.items() if name in KEPT_ANSWERS}
    row.sensitive, row.id_document, row.withheld = {}, {}, {}
    drop_request(row)
    row.link_version += 1
    row.feed_version += 1
    row.stay_deleted_at = row.stay_deleted_at or at
    row.consent_asked_at = row.untold_since = row.restricted_at = row.objected_at = None
    row.forgotten_at = at


def _withdraw_consents(event: Event, registration: Registration, *, act: Act) -> None:
    for consent in list_consents(registration.id):
        consent.withdrawn_at = consent.withdrawn_at or act.at
    record(act, "consent_withdrawn", registration, event_id=event.id)


def withdraw_sensitive(event: Event, registration: Registration, *, act: Act) -> bool:
    """The separate consent to sensitive answers ends, and what was kept with it goes at once: from lists, files and
    figures. The place stays. After the deadline the organizers are told. Whether there was such a consent.

    Raises:
        NotPossible: everything was deleted before.
    """
    with locked(event, [registration]):
        given = _withdraw_separate(registration, (SENSITIVE,), act=act)
        if given:
            _take_out(event, registration, answers_with_consent(registration, list_questions(event.id)), act=act)
            record(
                act,
                "sensitive_withdrawn",
                registration,
                event_id=event.id,
                object_name=registration.name,
                changes=given,
            )
    return bool(given)


def answers_with_consent(registration: Registration, questions: Iterable[AskedQuestion]) -> set[str]:
    """The answers that are kept with the separate consent alone: standard fields, and questions marked as sensitive."""
    asked = {question.name for question in questions if question.is_sensitive}
    marked = {name for name, answer in registration.answers.items() if is_marked(answer)}
    return {*_WITH_CONSENT, *asked, *marked}


def withdraw_identity(event: Event, registration: Registration, *, act: Act) -> bool:
    """The same of the number of an identity document, which is passed on no longer either.

    Raises:
        NotPossible: everything was deleted before.
    """
    with locked(event, [registration]):
        given = _withdraw_separate(registration, (IDENTITY, IDENTITY_STAY), act=act)
        if given:
            _take_out(event, registration, DOCUMENT, act=act)
            record(
                act,
                "identity_withdrawn",
                registration,
                event_id=event.id,
                object_name=registration.name,
                changes=given,
            )
    return bool(given)


def drop_document(registration: Registration) -> None:
    """The number of the identity document goes, from what it is asked to be changed to as well."""
    registration.id_document = {}
    wanted = {field: pair for field, pair in registration.requested_change.items() if field not in DOCUMENT}
    if len(wanted) != len(registration.requested_change):
        registration.requested_change = wanted
        if not wanted:
            drop_request(registration)


def _withdraw_separate(registration: Registration, purposes: Sequence[str], *, act: Act) -> dict[str, list[object]]:
    """The consents to these purposes end, if that to the first holds: what the trail says of it; nothing where it does
    not."""
    refuse_forgotten(registration)
    open_ones = [consent for consent in list_consents(registration.id) if consent.withdrawn_at is None]
    ending = [consent for consent in open_ones if consent.purpose in purposes]
    given = {consent.purpose: consent for consent in reversed(ending)}
    if purposes[0] not in given:
        return {}
    for consent in ending:  # all of them: one purpose may have been agreed to more than once
        consent.withdrawn_at = act.at
    return {f"consent_{purpose}_on": [consent.given_at.date().isoformat(), None] for purpose, consent in given.items()}


def _take_out(event: Event, registration: Registration, names: Collection[str], *, act: Act) -> None:
    """These answers go at once, with what hangs on them; where a legal hold stops that they are kept apart and used
    nowhere. After the deadline the organizers are told."""
    is_held = find_hold(event.id) is not None
    gone = {name: answer for name, answer in registration.encrypted.items() if name in names}
    if is_held and gone:
        registration.withheld = {**registration.withheld, **gone}
    former = registration.answers
    plain = {name: answer for name, answer in former.items() if name in names and not is_marked(answer)}
    if is_held and plain:
        registration.withheld = {**registration.withheld, **plain}
    registration.sensitive = {name: answer for name, answer in registration.sensitive.items() if name not in names}
    registration.answers = {name: answer for name, answer in former.items() if name not in names}
    if set(names) & set(DOCUMENT):
        drop_document(registration)
    if not is_held:
        settle(event.id, registration.id, [registration.answers], [former])
        registrations_forgotten.send([registration.id], at=act.at, sealed_only=True)
    registration.changed_at = act.at
    if act.by.acts_by_link and act.at > closing_instant(event):
        registration.changed_late_at = act.at
