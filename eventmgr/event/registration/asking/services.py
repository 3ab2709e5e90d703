"""Asking for a place, and everything that one request leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.derived.opening import free_places, is_full, types_of
from eventmgr.event.events.models import Event, QuotaMode
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import fullness_changed, lock
from eventmgr.event.forms import limits
from eventmgr.event.forms.answer_files.services import settle
from eventmgr.event.forms.participant_types.types import Entrant
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import PREFIX, options_of
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.allocation import Claim
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import HOLDING, TAKING, Status
from eventmgr.event.quotas.services import check_claim, has_room, is_beyond_quota
from eventmgr.event.quotas.statements import counted_together, not_yet_counted, numbers_changed, one_more
from eventmgr.event.registration import persons, statements
from eventmgr.event.registration.applicant import Applicant, fill_in
from eventmgr.event.registration.asking.admission import (
    check_alone,
    check_invitation,
    check_open,
    check_type,
    entrant_of,
    is_decided_by_office,
)
from eventmgr.event.registration.asking.queries import Prior, PriorState, get_last_number, get_prior_state
from eventmgr.event.registration.counting.queries import HeldOptions, count_chosen
from eventmgr.event.registration.errors import AlreadyRegistered, NoticeChanged, OptionFull
from eventmgr.event.registration.letters.writing import ENTERED, OF_STATUS, new_letter_rows
from eventmgr.event.registration.models import Registration, Source, WaitingRule
from eventmgr.event.registration.queries.unit_words import is_word_needed
from eventmgr.event.registration.signals import registration_changed
from eventmgr.event.registration.waiting.queries import is_anybody_served_by_hand
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.ground.prepared import NewRow, insert_many
from eventmgr.identity.directory.statements import Existing as Found
from eventmgr.identity.privacy.models import Consent
from eventmgr.tools.log.services import Act, new_entry

_BY_HAND = (Source.STAFF, Source.UNIT, Source.IMPORT, Source.WALK_IN)
"""Whoever enters it for somebody else is not bound to the opening and closing instants."""
_ABSENT = (Source.STAFF, Source.UNIT, Source.IMPORT)
"""Whoever is entered so does not see the answer themselves."""

_AT_ONCE = 100
"""So many registrations are inserted together."""


def register(
    event: Event,
    applicant: Applicant,
    *,
    act: Act,
    form_id: str | None = None,
    earlier_id: str | None = None,
    source: Source = Source.SELF,
    to_waiting_list: bool = False,
    notify: bool = True,
    rank: int | None = None,
    office_note: str = "",
    settled: Found | None = None,
    invitation: Invitation | None = None,
    said_by: str = "",
) -> Registration:
    """Give the applicant a place, a number in the queue once the places are taken, or a review where the event reviews
    or the delegation recommends. Call it inside a transaction, before the event is locked: it settles the person first.

    Args:
        act: who asks, and when; the queue is ordered by the instant.
        form_id: the one-time id of the form; sent again by the same person, it gets its first answer.
        earlier_id: where the id was made from what was sent, the one that it had some minutes ago.
        to_waiting_list: the office puts the person there, even while places are left.
        notify: whether to write to the person, if there is an address. rank, office_note: remarks of the office.
        settled: by `settle_person`, if the event is locked already; the caller then vouches for the organization.
        invitation: with which they come; its uses are counted behind the lock. said_by: the liaison who enters them.

    Raises:
        InvitationVoid: the invitation was revoked, has expired, or is used up. InvitationNeeded: there is none.
        RegistrationClosed: not published, not open at this instant, or not for that type of participant.
        AlreadyRegistered: the same person has a live registration here.
        EventFull, QuotaFull: no place is left, of the event or of the unit, and the event has no waiting list.
        NoticeChanged, OptionFull: a newer privacy notice is in force; an option that was chosen has no place left.
    """
    vouches = source in _BY_HAND and settled is None
    if settled is None:
        settled = persons.settle_person(applicant, by_office=vouches, at=act.at)
        lock(event)
    applicant, filled = persons.completed(applicant, settled)
    prior = _prior(event, applicant, settled, (form_id, earlier_id))
    if prior.first_answer_id is not None:
        if _is_sent_again(prior, earlier_id):
            return get_of(event, Registration, prior.first_answer_id)
        form_id = None
    entrant = entrant_of(source, applicant.role, invitation)
    _refuse(event, applicant, prior, at=act.at, entrant=entrant, invitation=invitation)
    status = Status.WAITLISTED if to_waiting_list else _first_of(event, applicant, prior, source, entrant)
    persons.note_employer(settled, by_office=vouches)
    invited = invitation.id if invitation else None
    own = {"event_id": event.id, "status": status, "source": source, "form_id": form_id, "invitation_id": invited}
    registration = _new(applicant, settled, prior, at=act.at, **own)
    registration.rank, registration.office_note = rank, office_note
    rows = _rows_of(event, registration, applicant, prior, act=act, notify=notify)
    statements.insert_with(registration, rows + statements.rows_of_word(registration, said_by, at=act.at))
    _follow(event, registration, prior, act=act)
    persons.note_filled(event, registration, filled, act=act)
    fill_behind(event, registration, prior, at=act.at)
    return registration


def register_many(
    event: Event, wanted: Sequence[tuple[Applicant, Found]], *, act: Act, source: Source
) -> Iterator[Registration | Refusal]:
    """Give each applicant a place as `register` does, in a few statements for a hundred; the registration of each or
    why there is none, in their order. Exhaust it: places are counted at the end, and nobody may ask for counts before.
    The event must be locked, persons settled and organizations vouched for (`persons.settle_persons`, `vouch_for`)."""
    db.session.flush()
    prior = Prior(event.id, [(applicant, settled.organization_id) for applicant, settled in wanted])
    options = HeldOptions(event.id)
    waits = False
    with counted_together(event.id):
        for at in range(0, len(wanted), _AT_ONCE):
            some = _register_some(event, wanted[at : at + _AT_ONCE], prior, options, act=act, source=source)
            waits |= any(isinstance(new, Registration) and new.status is Status.WAITLISTED for new in some)
            yield from some
    if waits:  # past people who wait for their delegation, or for the organizers' hand, alone
        fill(event, at=act.at)
    if options.has_changed:
        numbers_changed(event.id)
    persons.note_employers(settled for _applicant, settled in wanted)


def _register_some(
    event: Event,
    wanted: Sequence[tuple[Applicant, Found]],
    prior: Prior,
    options: HeldOptions,
    *,
    act: Act,
    source: Source,
) -> list[Registration | Refusal]:
    results: list[Registration | Refusal] = []
    rows: list[NewRow] = []
    states = []
    for applicant, settled in wanted:
        lag = not_yet_counted(event.id)
        taken = sum(lag[status] for status in TAKING)
        known = prior.of(applicant, settled.organization_id, taken=taken, waiting=lag[Status.WAITLISTED])
        try:
            _refuse(event, applicant, known, at=act.at, entrant=entrant_of(source, "", None), among=options)
            status = first_status(event, applicant.claim, known.taken, known.waiting)
            status = _decided_beyond(event, applicant.claim, status, source)
        except Refusal as refusal:
            results.append(refusal)
            continue
        new = _new(applicant, settled, known, at=act.at, event_id=event.id, status=status, source=source, form_id=None)
        others = _rows_of(event, new, applicant, known, act=act, notify=True)
        others += statements.rows_of_word(new, act.by.name, at=act.at)
        prior.add(new.id, applicant, settled.organization_id)
        options.change({}, applicant.answers)
        rows += [statements.row_of(new), *others]
        results.append(new)
        states.append((new, known))
    insert_many(rows)
    for new, known in states:
        statements.note_inserted(new)
        _follow(event, new, known, act=act)
    return results


def _rows_of(
    event: Event, registration: Registration, applicant: Applicant, prior: PriorState, *, act: Act, notify: bool
) -> list[NewRow]:
    """What is inserted with a new registration: its count, its entry in the trail, its consents, its e-mail."""
    is_absent = registration.source in _ABSENT
    registration.untold_since = act.at if notify and is_absent and not applicant.email else None
    rows = _rows_beside(registration, applicant, prior, act=act)
    if notify:
        kind = ENTERED if registration.source is Source.UNIT else OF_STATUS[registration.status]
        rows += new_letter_rows(kind, registration, event, at=act.at, figure=joining_number(event, prior))
    return rows


def _first_of(event: Event, applicant: Applicant, prior: PriorState, source: Source, entrant: Entrant) -> Status:
    is_awaited = is_word_needed(event, source, applicant.unit, applicant.role)
    is_awaited |= is_decided_by_office(event, applicant, entrant)
    status = first_status(event, applicant.claim, prior.taken, prior.waiting, is_awaited=is_awaited)
    return _decided_beyond(event, applicant.claim, status, source)


def _decided_beyond(event: Event, claim: Claim, status: Status, source: Source) -> Status:
    """Whom a liaison enters beyond a quota that does not bind the organizers decide about: nobody is confirmed and
    undecided."""
    is_over = source is Source.UNIT and status is Status.CONFIRMED and is_beyond_quota(event, claim)
    return Status.PENDING if is_over else status


def _follow(event: Event, registration: Registration, prior: PriorState, *, act: Act) -> None:
    """What follows from a new registration that is in the database."""
    settle(event.id, registration.id, [registration.answers])
    if registration.status in HOLDING and free_places(event.capacity, prior.taken) == 1:
        fullness_changed(event)
    registration_changed.send(registration, event=event, answers={}, act=act)


def _prior(event: Event, applicant: Applicant, settled: Found, form_ids: tuple[str | None, str | None]) -> PriorState:
    """What decides about the place, those that are counted later included."""
    prior = get_prior_state(event.id, applicant, settled.organization_id, form_ids)
    lag = not_yet_counted(event.id)
    if not lag:
        return prior
    taken = prior.taken + sum(lag[status] for status in TAKING)
    return replace(prior, taken=taken, waiting=prior.waiting + lag[Status.WAITLISTED])


def _is_sent_again(prior: PriorState, earlier_id: str | None) -> bool:
    """Whether the first answer holds for this post too; an id that was made from what was sent does not bring back what
    was withdrawn meanwhile."""
    return bool(prior.is_same_person) and (earlier_id is None or prior.first_answer_id == prior.live_id)


def first_status(event: Event, claim: Claim, taken: int, waiting: int, *, is_awaited: bool = False) -> Status:
    """What a new registration that claims so is, given how many places are held and how many wait.

    Args:
        is_awaited: its delegation must recommend it, or the organizers decide about it.

    Raises:
        QuotaFull: the unit's quota binds and is used up, and the event has no waiting list.
        EventFull: no place is left and the event has no waiting list.
    """
    if types_of(event).reviews(claim.role) or is_awaited:
        return Status.PENDING
    if has_room(event, claim, taken=taken, waiting=waiting):
        return Status.CONFIRMED
    if event.has_waiting_list:
        return Status.WAITLISTED
    if not is_full(event.capacity, taken):
        check_claim(event, claim)
    raise EventFull(
        _("All places are taken, and this event has no waiting list. Contact the organizers if you still need a place.")
    )


def already_registered() -> str:
    """The kind sentence for somebody who is registered already; it does not say under which address."""
    return _(
        "Somebody with this name and mobile number is already registered for this event. If this was "
        "you, there is nothing to do; resend the link to your registration to change or cancel it."
    )


def _refuse(
    event: Event,
    applicant: Applicant,
    prior: PriorState,
    *,
    at: datetime,
    entrant: Entrant,
    among: HeldOptions | None = None,
    invitation: Invitation | None = None,
) -> None:
    is_by_hand = entrant in (Entrant.LIAISON, Entrant.OFFICE)
    check_open(event, at=at, by_hand=is_by_hand, invited=invitation is not None)
    if prior.live_id is not None:
        raise AlreadyRegistered(already_registered())
    if invitation is not None:
        check_invitation(invitation, at=at)
    if applicant.notice_version is not None and applicant.notice_version < prior.notice_version:
        raise NoticeChanged(
            _("The privacy notice has changed in the meantime. Read it again below and confirm."), field="consent"
        )
    check_type(event, applicant.role, entrant, at=at)
    check_alone(event, applicant, entrant)
    hold_options(event, applicant.answers, among=among)


def hold_options(
    event: Event,
    answers: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
    number: int | None = None,
    among: HeldOptions | None = None,
) -> None:
    """Give somebody what they choose of options with a limit, under the event's lock: what they held before stays
    theirs.

    Args:
        before: their answers until now, if they hold a live registration; None: they come anew.
        number: that of their registration, which does not count against them.
        among: where hundreds choose; the caller notes what they hold then.

    Raises:
        OptionFull: one that they choose anew has no place left; the sentence names question and option.
    """
    former = before or {}
    names = {name for name in {*answers, *former} if name.startswith(PREFIX) and answers.get(name) != former.get(name)}
    if not names:
        return
    questions = among.questions if among else list_questions(event.id)
    asked = [question for question in questions if question.name in names]
    known = limits.limits_of(asked)
    held, wanted = limits.chosen(former, known), limits.chosen(answers, known)
    taken = among.taken if among else count_chosen(event.id, wanted - held, but=number)
    full = limits.first_full(wanted - held, taken, known)
    if full is not None:
        question = next(question for question in asked if question.name == full[0])
        raise OptionFull(
            _(
                "“%(option)s” of “%(label)s” is full: all %(num)s places are taken. Choose something else.",
                option=dict(options_of(question, language()))[full[1]],
                label=question.label_in(language()),
                num=known[full],
            ),
            field=full[0],
        )
    if wanted != held and among is None:
        numbers_changed(event.id)


def _new(applicant: Applicant, settled: Found, prior: PriorState, *, at: datetime, **own: Any) -> Registration:
    """The registration as it will be inserted; its number is free."""
    registration = Registration(
        id=prior.number or get_last_number() + 1,
        looks_like_id=prior.lookalike_id,
        person_id=settled.person_id,
        organization_id=settled.organization_id,
        pinyin_key=persons.person_key(applicant),
        created_at=at,
        changed_at=at,
        calendar_changed_at=at,
        language=applicant.language,
        link_version=1,
        feed_version=1,
        **own,
    )
    registration.confirmed_at = at if registration.status is Status.CONFIRMED else None
    fill_in(registration, applicant)
    return registration


def _rows_beside(registration: Registration, applicant: Applicant, prior: PriorState, *, act: Act) -> list[NewRow]:
    """The count, the entry of the trail and the consents of a new registration."""
    entry = new_entry(
        act,
        "registered",
        registration,
        event_id=registration.event_id,
        object_name=applicant.name,
        changes={"status": [None, registration.status.value], "source": [None, registration.source.value]},
    )
    consents = [
        NewRow(
            Consent,
            {
                "registration_id": registration.id,
                "purpose": purpose,
                "notice_version": prior.notice_version,
                "given_at": act.at,
            },
        )
        for purpose in applicant.consents
    ]
    return [*one_more(registration.event_id, statements.cell_of(registration)), entry, *consents]


def fill_behind(event: Event, registration: Registration, prior: PriorState, *, at: datetime) -> None:
    """Whoever joins the waiting list moves up past people who wait for their delegation, or for the organizers' hand,
    alone."""
    if registration.status is not Status.WAITLISTED:
        return
    is_past = prior.rule is not None and free_places(event.capacity, prior.taken) != 0
    if types_of(event).needs_words or (is_past and is_anybody_served_by_hand(event.id)):
        fill(event, at=at)


def joining_number(event: Event, prior: PriorState) -> int | None:
    """The place in the queue of whoever joins it now; None where it depends on more than the order of asking."""
    in_order = prior.rule in (None, WaitingRule.ASKED)
    types = types_of(event)
    is_known = in_order and event.quota_mode is not QuotaMode.REFUSE and not types.needs_words and not types.limits
    return prior.waiting + 1 if is_known else None
