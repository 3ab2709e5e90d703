"""Changing what a registration says, and the links that open it: renewed, shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.event.forms.answer_files.services import settle as settle_files
from eventmgr.event.forms.fields import ENCRYPTED
from eventmgr.event.forms.questions import PREFIX, told
from eventmgr.event.quotas.models import HOLDING, LIVE, TAKING
from eventmgr.event.quotas.services import check_claim
from eventmgr.event.quotas.statements import Cell, count, counted_together, numbers_changed
from eventmgr.event.registration import statements
from eventmgr.event.registration.applicant import COLUMNS, Applicant, fill_in
from eventmgr.event.registration.asking.queries import get_prior_state, list_group_titles
from eventmgr.event.registration.asking.services import already_registered, hold_options
from eventmgr.event.registration.changing.requested import files_of
from eventmgr.event.registration.changing.services.substituting import (
    Change,
    change_of,
    keep_former,
    own_answers,
    take_over,
)
from eventmgr.event.registration.counting.queries import HeldOptions
from eventmgr.event.registration.errors import AlreadyRegistered, NotPossible
from eventmgr.event.registration.letters.announcing import tell
from eventmgr.event.registration.letters.writing import OF_STATUS, takes_entry_back, write_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.persons import note_employer, note_employers, person_key, settle_person
from eventmgr.event.registration.queries.rows import find_live, list_locked, list_locked_by_id
from eventmgr.event.registration.signals import lookalike_settled, mailbox_left, registration_changed
from eventmgr.event.registration.states import drop_request, refuse_forgotten, refuse_restricted
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.identity.directory.statements import Existing as Found
from eventmgr.identity.privacy.consents import IDENTITY, IDENTITY_STAY, SENSITIVE
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.queries import find_hold, list_consents, list_consents_of
from eventmgr.tools.log.services import Act, difference, record

_KEPT = (*COLUMNS.values(), "role")
_PRIVATE = ("remarks", *ENCRYPTED)
"""Answers of which the trail says only that they changed."""


def edit(
    event: Event,
    registration: Registration,
    applicant: Applicant,
    *,
    act: Act,
    office_note: str | None = None,
    rank: int | None = None,
    another: bool = False,
    settled: Found | None = None,
    granted: bool = False,
    merging: bool = False,
) -> bool:
    """Let the registration say what `applicant` says; whether anything changed.

    A participant's change after the closing instant is kept and shown to the office. A new e-mail address gets the
    letter of the present state, the old one is told, and its calendar entry is taken back. Any change of name or e-mail
    address voids page link, check-in code and calendar address; if the name is more than spelling
    (`substituting.change_of`), another person has the place: their consent is asked for by a letter, what the one
    before answered goes, and that one is told.

    Args:
        another: the organizers, or the liaison of the unit, say that it is somebody else, however alike the names.
        office_note, rank: the office's own remarks; None for `office_note` leaves both. settled: by `settle_person`, if
        locked.
        granted: the organizers grant what its participant has asked for; nothing in it is their own.
        merging: two registrations of one person become one, or are two again: whatever the name, it is the same person,
        and
            whoever calls writes the letters about the place; what was e-mailed besides is taken back here
            (`mailbox_left`).

    Raises:
        AlreadyRegistered: the new name and mobile are those of another live registration here.
        OptionFull: an option that is chosen anew has no place left.
        QuotaFull: a place that is held would pass to a delegation whose quota binds and is used up.
        NotPossible: a participant changes what was withdrawn or rejected.
    """
    own = act.by.acts_by_link
    settled = settled or settle_person(applicant, by_office=not own, at=act.at)
    lock(event)
    list_locked([registration])
    claim = statements.claim_of(registration)
    note = None if office_note is None else (office_note, rank)
    how = _How(note, another=another, granted=granted, merging=merging)
    if not _edit(event, registration, applicant, settled, act=act, how=how):
        return False
    if statements.claim_of(registration) != claim:
        fill(event, at=act.at)
    return True


def edit_many(
    event: Event,
    wanted: Mapping[int, tuple[Applicant, Found]],
    *,
    act: Act,
    ranks: Mapping[int, int | None] = MappingProxyType({}),
) -> dict[int, Registration | Refusal]:
    """Let hundreds of registrations of an event say something else, as `edit` by an organizer, in a few statements;
    each as it is now, or why it stays. The event must be locked, persons settled and organizations vouched for.

    Args:
        wanted: number of a registration → what it says from now on.
        ranks: number of a registration → its rank within the delegation; that of the others stays.
    """
    rows = list_locked_by_id(event.id, sorted(wanted))
    claims = {row.id: statements.claim_of(row) for row in rows}
    version = get_prior_state(event.id, Applicant("", "", ""), None, None).notice_version
    beside = _Beside(version, list_consents_of(wanted), HeldOptions(event.id))
    results: dict[int, Registration | Refusal] = {}
    with counted_together(event.id):
        for row in rows:
            applicant, settled = wanted[row.id]
            try:
                how = _How((row.office_note, ranks[row.id])) if row.id in ranks else _How()
                _edit(event, row, applicant, settled, act=act, how=how, beside=beside)
            except Refusal as refusal:
                results[row.id] = refusal
            else:
                results[row.id] = row
    note_employers(settled for _applicant, settled in wanted.values())
    if beside.options.has_changed:
        numbers_changed(event.id)
    if any(statements.claim_of(row) != claims[row.id] for row in rows):
        fill(event, at=act.at)
    return results


@dataclass(frozen=True)
class _How:
    """Whose words they are, as `edit` takes them, and the office's note and rank."""

    note: tuple[str, int | None] | None = None
    another: bool = False
    granted: bool = False
    merging: bool = False


@dataclass(frozen=True)
class _Beside:
    """What was read for hundreds of registrations at once."""

    notice_version: int
    consents: Mapping[int, Sequence[Consent]]
    options: HeldOptions


def _edit(
    event: Event,
    registration: Registration,
    applicant: Applicant,
    settled: Found,
    *,
    act: Act,
    how: _How = _How(),
    beside: _Beside | None = None,
) -> bool:
    """What `edit` does to a registration that is locked; whether anything changed. The queue is not filled.

    Args:
        beside: where many are changed; where they come from is then noted for all of them.
    """
    own = act.by.acts_by_link
    check_change(event, registration, applicant, own=own)
    before, cell, old_email = _state(registration), statements.cell_of(registration), registration.email
    change = change_of(registration, applicant, another=how.another, same=how.merging)
    hears_of_it = hears(event, registration, at=act.at)
    is_told = hears_of_it and not how.merging
    answers, files = registration.answers, files_of(registration)
    if change is Change.ANOTHER:
        applicant = own_answers(registration, applicant)
        if find_hold(event.id) is not None:
            keep_former(event, registration, act=act)
            files = []  # which go with what is set aside
    if registration.status in LIVE:
        options = beside.options if beside else None
        hold_options(event, applicant.answers, before=registration.answers, number=registration.id, among=options)
        if options:
            options.change(registration.answers, applicant.answers)
    if is_told:
        _tell_former(event, registration, applicant, change, act=act)
    if hears_of_it and registration.email and applicant.email.lower() != registration.email.lower():
        mailbox_left.send(registration, event=event, act=act)
    by_office = not (own or how.granted)
    _rewrite(event, registration, applicant, settled, by_office=by_office, at=act.at, beside=beside)
    settle_files(event.id, registration.id, files_of(registration), files, merging=how.merging)
    if how.note is not None:
        registration.office_note, registration.rank = how.note
    changes = difference(before, _state(registration))
    if not changes and change is Change.NONE:
        return False
    _stamp(event, registration, is_void=change is not Change.NONE or registration.email != old_email != "", act=act)
    _count_again(event, registration, cell, changes)
    _record(event, registration, changes, act=act, granted=how.granted)
    if change is Change.ANOTHER:
        take_over(event, registration, act=act)
    if is_told and (how.granted or change is not Change.NONE or registration.email != old_email):
        tell(_letter_after(change, registration, old_email, granted=how.granted), registration, event, act=act)
    registration_changed.send(registration, event=event, answers=answers, changes=changes, act=act)
    return True


def hears(event: Event, registration: Registration, *, at: datetime) -> bool:
    """Whether e-mails about a change of this registration still have a purpose."""
    return registration.status in LIVE and event.status is not EventStatus.CANCELLED and at < event.ends_at


def _count_again(event: Event, registration: Registration, cell: Cell, changes: dict[str, list[object]]) -> None:
    """The tally follows, with pages that say how many participants come; what one delegation said is not another's
    word."""
    if "unit_code" in changes:
        statements.delete_words([registration.id])
    count(event.id, [(cell, -1), (statements.cell_of(registration), 1)])
    if "role" in changes and registration.status in HOLDING:
        numbers_changed(event.id)


def _record(
    event: Event, registration: Registration, changes: dict[str, list[object]], *, act: Act, granted: bool
) -> None:
    action = "change_granted" if granted else "changed_late" if registration.changed_late_at == act.at else "changed"
    record(
        act,
        action,
        registration,
        event_id=event.id,
        object_name=registration.name,
        changes=shown_changes(event, changes),
    )


def _letter_after(change: Change, registration: Registration, old_email: str, *, granted: bool) -> str:
    if change is Change.ANOTHER:
        return "substitute"
    if granted and registration.email == old_email:
        return "change_granted"
    return "link" if registration.email == old_email else OF_STATUS[registration.status]


def check_change(event: Event, registration: Registration, applicant: Applicant, *, own: bool) -> None:
    """Whether the registration may say that; the event is locked.

    Raises:
        AlreadyRegistered, QuotaFull, NotPossible: as `edit`.
    """
    refuse_forgotten(registration)
    if not own:
        refuse_restricted(registration)
    if own and registration.status not in LIVE:
        raise NotPossible(_("This registration is no longer valid, so it cannot be changed. Please register again."))
    if applicant.identity != registration.identity_key and registration.status in LIVE:
        _check_identity(event, registration, applicant)
    if registration.status in TAKING:
        check_claim(event, applicant.claim, instead_of=statements.claim_of(registration))


def _tell_former(event: Event, registration: Registration, applicant: Applicant, change: Change, *, act: Act) -> None:
    """The one who goes, and the mailbox that is left, are told; the calendar entry there is taken back unless the one
    who comes gets it at the same address."""
    is_left = applicant.email.lower() != registration.email.lower()
    held = registration.status in HOLDING and is_left and takes_entry_back(registration)
    if change is Change.ANOTHER:
        write_letter("replaced", registration, event, at=act.at, held=held)
    elif is_left:
        write_letter("moved", registration, event, at=act.at, held=held)


def _stamp(event: Event, registration: Registration, *, is_void: bool, act: Act) -> None:
    """When it was changed; a new name or mailbox voids what was handed out for the old one."""
    registration.changed_at = act.at
    if act.by.acts_by_link and act.at > closing_instant(event):
        registration.changed_late_at = act.at
    if is_void:
        registration.link_version += 1
        registration.feed_version += 1


def _check_identity(event: Event, registration: Registration, applicant: Applicant) -> None:
    other = find_live(event.id, applicant.identity)
    if other is not None and other.id != registration.id:
        raise AlreadyRegistered(already_registered())


def _rewrite(
    event: Event,
    registration: Registration,
    applicant: Applicant,
    settled: Found,
    *,
    by_office: bool,
    at: datetime,
    beside: _Beside | None,
) -> None:
    is_renamed = applicant.identity != registration.identity_key
    version = beside.notice_version if beside else 0
    if beside is None or is_renamed:
        db.session.flush()
        prior = get_prior_state(event.id, applicant, settled.organization_id, None, own_id=registration.id)
        version = prior.notice_version
        if is_renamed:
            registration.looks_like_id = prior.lookalike_id
    if beside is None:
        note_employer(settled, by_office=by_office)
    if not by_office:
        drop_request(registration)
    registration.person_id, registration.organization_id = settled.person_id, settled.organization_id
    registration.pinyin_key = person_key(applicant)
    fill_in(registration, applicant)
    consents = list_consents(registration.id) if beside is None else beside.consents.get(registration.id, ())
    for purpose in (SENSITIVE, IDENTITY):
        _settle_separate(registration, applicant, purpose, consents, version, at=at)


def _settle_separate(
    registration: Registration,
    applicant: Applicant,
    purpose: str,
    consents: Sequence[Consent],
    version: int,
    *,
    at: datetime,
) -> None:
    """The separate consent to sensitive answers, or to the number of a document, follows what was ticked now."""
    given = [consent for consent in consents if consent.purpose == purpose and consent.withdrawn_at is None]
    is_ticked = purpose in applicant.consents
    if is_ticked and not given:
        db.session.add(Consent(registration_id=registration.id, purpose=purpose, notice_version=version, given_at=at))
    if not is_ticked:
        for consent in [*given, *_passed_on(consents if purpose == IDENTITY else ())]:
            consent.withdrawn_at = at


def _passed_on(consents: Iterable[Consent]) -> list[Consent]:
    """The consent to the number of a document being passed on, which ends with it."""
    return [consent for consent in consents if consent.purpose == IDENTITY_STAY and consent.withdrawn_at is None]


def _state(registration: Registration) -> dict[str, object]:
    plain = {name: getattr(registration, name) for name in _KEPT}
    answers = {f"answers.{key}": value for key, value in (registration.answers | registration.encrypted).items()}
    return {**plain, **answers, "office_note": registration.office_note, "rank": registration.rank}


def shown_changes(event: Event, changes: dict[str, list[object]]) -> dict[str, list[object]]:
    """The changes as the trail may keep them: numbers and addresses masked, private answers not told; a group
    by its title, which stays readable when the group is gone."""
    shown = dict(changes)
    if "answers.group" in shown:
        titles = list_group_titles(event.id)
        shown["answers.group"] = [titles.get(str(value), value) for value in shown["answers.group"]]
    if "mobile" in shown:
        shown["mobile"] = [mask_mobile(str(value)) for value in shown["mobile"]]
    if "email" in shown:
        shown["email"] = [mask_email(str(value)) for value in shown["email"]]
    for name, pair in changes.items():
        if name.startswith(f"answers.{PREFIX}"):
            shown[name] = [told(value) if isinstance(value, Mapping) else value for value in pair]
    for name in _PRIVATE:
        if f"answers.{name}" in shown:
            shown[f"answers.{name}"] = ["…" if value else value for value in shown[f"answers.{name}"]]
    return shown


def renew_link(event: Event, registration: Registration, *, act: Act, notify: bool = True) -> None:
    """Void every `/my/` link and check-in code handed out so far; if `notify`, the new link goes to the stored
    address."""
    registration.link_version += 1
    record(act, "link_renewed", registration, event_id=event.id, object_name=registration.name)
    if notify:
        write_letter("link", registration, event, at=act.at)


def show_link(event: Event, registration: Registration, *, act: Act) -> None:
    """An organizer is shown a new link, to hand it over; the old ones are void, so that no two people hold one.

    Raises:
        NotPossible: there is an e-mail address: the link goes there, and to nobody else.
    """
    refuse_forgotten(registration)
    if registration.email:
        raise NotPossible(_("This participant has an e-mail address: send the new link there."))
    registration.link_version += 1
    record(act, "link_shown", registration, event_id=event.id, object_name=registration.name)


def renew_feed(event: Event, registration: Registration, *, act: Act) -> None:
    """Void the personal calendar address handed out so far."""
    registration.feed_version += 1
    record(act, "feed_renewed", registration, event_id=event.id, object_name=registration.name)


def settle_lookalike(event: Event, registration: Registration, *, act: Act) -> None:
    """The office has looked: these are two people, or the late change is seen."""
    before = {"looks_like_id": registration.looks_like_id, "changed_late_at": registration.changed_late_at}
    if registration.looks_like_id is not None:
        lookalike_settled.send(registration, event=event, other_id=registration.looks_like_id, act=act)
    registration.looks_like_id = registration.changed_late_at = None
    changes = difference(before, {"looks_like_id": None, "changed_late_at": None})
    if changes:
        record(act, "looked_at", registration, event_id=event.id, object_name=registration.name, changes=changes)
