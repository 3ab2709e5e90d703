"""A merge undone: for thirty days, as long as nothing came after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.forms.answer_files.services import settle as settle_files
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.quotas.services import check_claim
from eventmgr.event.registration.applicant import applicant_of
from eventmgr.event.registration.asking.services import already_registered, hold_options
from eventmgr.event.registration.changing.services.editing import edit, hears
from eventmgr.event.registration.errors import AlreadyRegistered
from eventmgr.event.registration.letters.announcing import tell
from eventmgr.event.registration.letters.writing import OF_STATUS, takes_entry_back, write_letter
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.persons import settle_person
from eventmgr.event.registration.queries.rows import find_live
from eventmgr.event.registration.statements import claim_of, delete_words
from eventmgr.event.registration.states import change_status, locked, places_left
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.office.duplicates.choosing import NOTE, RANK, applicant_values
from eventmgr.office.duplicates.models import Merge
from eventmgr.office.duplicates.services.merging import MARKS, consents_of, level, note_pair, notify_merged
from eventmgr.on_site.seating import services as seating
from eventmgr.on_site.signup import services as signup
from eventmgr.programme.study_visits import services as study_visits
from eventmgr.tools.likeness import services as likeness
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act

_HARMLESS = frozenset(
    {
        "revealed",
        "link_renewed",
        "link_shown",
        "feed_renewed",
        "looked_at",
        "told_by_phone",
        "two_people",
        "recommended",
        "recommended_for_unit",
        "not_recommended",
    }
)
"""Acts about a registration that change nothing of what it says or holds."""


def list_later(merges: Collection[Merge]) -> dict[int, list[AuditEntry]]:
    """Number of a merge → what was done to either registration afterwards and stands in the way of undoing it, oldest
    first."""
    numbers = {number for merge in merges for number in (merge.kept_id, merge.merged_id)}
    about = list_entries_about(Registration.__tablename__, numbers) if numbers else []
    return {
        merge.id: [
            entry
            for entry in about
            if entry.object_id in (merge.kept_id, merge.merged_id)
            and entry.at > merge.merged_at
            and entry.action not in _HARMLESS
        ]
        for merge in merges
    }


def check_undoable(merge: Merge, *, at: datetime) -> None:
    """Whether the merge can be undone.

    Raises:
        NotMerged: it was, its time is over, or one of the registrations was changed afterwards.
    """
    too_late = _("A merge can be undone for 30 days; after that, the former content is deleted.")
    likeness.check_undoable(merge, at=at, too_late=too_late)
    if not merge.before:
        raise NotMerged(too_late)
    changed = [row for row in (merge.kept, merge.merged) if row.changed_at != merge.merged_at or row.forgotten_at]
    if changed or merge.merged.status is not Status.WITHDRAWN or merge.kept.status not in LIVE:
        raise NotMerged(
            _("Something was changed after the merge, so it cannot be undone. The later changes are listed.")
        )


def part(event: Event, merge: Merge, *, act: Act) -> None:
    """The merge is undone: the one that stayed says again what it said, the other one is as it was.

    Raises:
        NotMerged: see `check_undoable`.
        EventFull, QuotaFull, OptionFull, AlreadyRegistered: the other one's place is taken meanwhile.
    """
    staying, other, before = merge.kept, merge.merged, merge.before
    check_undoable(merge, at=act.at)
    values = before["values"]
    applicant = applicant_of(applicant_values(values), staying.language)
    settled = settle_person(applicant, by_office=True, at=act.at)
    with locked(event, [staying, other]):
        db.session.refresh(merge)
        check_undoable(merge, at=act.at)
        hears_of_it, mailbox, version = hears(event, staying, at=act.at), staying.email.lower(), staying.link_version
        if hears_of_it and mailbox != applicant.email.lower() and merge.status not in HOLDING:
            write_letter(
                "moved", staying, event, at=act.at, held=staying.status in HOLDING and takes_entry_back(staying)
            )
        if before.get("group_moved"):
            signup.pass_on(event, staying, other, act=act)
        if before.get("seats_moved"):
            seating.pass_on(event, staying, other, act=act, plans=before["seats_moved"])
        study_visits.pass_findings(staying, other, item_ids=before.get("findings_moved", ()))
        back = parties.hand_back_seats(event, before.get("represents", ()), staying, other, act=act)
        if before.get("unit_word"):
            delete_words([staying.id])
        _give_consents_back(merge, staying)
        consents = consents_of(staying)
        edit(
            event,
            staying,
            replace(applicant, consents=consents),
            act=act,
            settled=settled,
            merging=True,
            office_note=str(values.get(NOTE, "")),
            rank=values.get(RANK),
        )
        db.session.flush()
        leads, staying.leadership = before.get("leads"), None if before.get("leads") else staying.leadership
        db.session.flush()
        _reinstate(event, merge, other, act=act)
        parties.reach_seats(event, other, back, is_told=hears_of_it, act=act)
        if leads and other.status in LIVE:
            other.leadership = Leadership(leads)
        if staying.answers.get("group"):
            signup.settle(event, staying, act=act)
        staying.created_at = datetime.fromisoformat(before["created_at"])
        level(staying, other)
        is_moved = staying.email.lower() != mailbox
        if hears_of_it:
            notify_merged(event, staying, is_moved=is_moved, is_void=staying.link_version != version, act=act)
            if is_moved or other.email.lower() != mailbox:
                tell(OF_STATUS[other.status], other, event, act=act)
        staying.changed_at = other.changed_at = act.at
        merge.undone_at, merge.before = act.at, {}
        note_pair(event, staying, other, ("parted", "parted"), is_over=True, act=act)
        fill(event, at=act.at)


def _give_consents_back(merge: Merge, staying: Registration) -> None:
    passed = set(merge.before.get("consents", ()))
    for consent in list_consents(staying.id):
        if consent.id in passed:
            db.session.delete(consent)
    asked_at = merge.before.get("consent_asked_at")
    staying.consent_asked_at = datetime.fromisoformat(asked_at) if asked_at else None
    db.session.flush()


def _reinstate(event: Event, merge: Merge, other: Registration, *, act: Act) -> None:
    """The other one gets back what it had, if that is still to be had."""
    if find_live(event.id, other.identity_key) is not None:
        raise AlreadyRegistered(already_registered())
    hold_options(event, other.answers, number=other.id)
    settle_files(event.id, other.id, [other.answers], merging=True)
    if merge.status in HOLDING:
        if places_left(event) == 0:
            raise EventFull(
                _(
                    "The place that became free with the merge has been taken in the meantime. Raise the "
                    "capacity first, or keep the merge."
                )
            )
        check_claim(event, claim_of(other))
    status = Status.CONFIRMED if merge.status in MARKS else merge.status
    if status is Status.OFFERED:
        status = Status.WAITLISTED
    confirmed_at = other.confirmed_at
    change_status(event, other, status, act=act, action="merge_undone")
    other.confirmed_at = confirmed_at
    if merge.status in MARKS:
        action = "attended" if merge.status is Status.ATTENDED else "absent"
        change_status(event, other, merge.status, act=act, action=action)
        other.attended_at = merge.attended_at
    db.session.flush()
