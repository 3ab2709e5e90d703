"""The verbs of calls for cases. Whoever submits, corrects or decides holds the call first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.events.setup.addresses import slug_for, stem
from eventmgr.exchange.calls import letters, queries, statements
from eventmgr.exchange.calls.interests import is_barred, key_of
from eventmgr.exchange.calls.models import (
    CallStage,
    CallState,
    CaseCall,
    CaseReviewer,
    CaseScore,
    CaseSubmission,
    Criterion,
    SubmissionState,
)
from eventmgr.exchange.calls.scoring import averaged
from eventmgr.exchange.calls.stages import is_open, stage_of, takes_from_everybody
from eventmgr.exchange.calls.wording import metric_draft
from eventmgr.exchange.cases import services as cases
from eventmgr.exchange.cases.models import Case
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_date
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.services.keepers import organization_named
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.messages.house_letters import forget_letters

EDITED = tuple(columns.settings_of(CaseCall))
EDITED_OF_SUBMISSION = tuple(columns.settings_of(CaseSubmission))
RESERVED = frozenset({"own", "review"})
"""Addresses beside those of calls."""
MOST_REVIEWERS = 30
Draft = Mapping[str, Any]
"""What was typed: name of each column of `EDITED` or `EDITED_OF_SUBMISSION` → its value."""


def hold(call: CaseCall) -> CaseCall:
    """Nobody else changes it until the transaction ends, and kept public pages are made anew."""
    cases.hold()
    return queries.get_locked(call.id)


def add(draft: Draft, *, act: Act) -> CaseCall:
    """A new draft of a call."""
    slug = slug_for(draft["title"], None, {*queries.list_slugs(stem(draft["title"])), *RESERVED})
    call = CaseCall(slug=slug, created_at=act.at, updated_at=act.at, **draft)
    db.session.add(call)
    db.session.flush()
    _record("created", call, act=act)
    return call


def edit(call: CaseCall, draft: Draft, *, act: Act) -> bool:
    """What the call says from now on; whether anything changed. It must be held.

    Raises:
        Refusal: it is decided.
    """
    _check_undecided(call)
    changes = difference({name: getattr(call, name) for name in EDITED}, draft)
    for name, value in draft.items():
        setattr(call, name, value)
    if changes:
        call.updated_at = act.at
        _record("changed", call, act=act, changes=changes)
    return bool(changes)


def publish(call: CaseCall, *, act: Act) -> None:
    """Everybody reads it.

    Raises:
        Refusal: it is published already.
    """
    call = hold(call)
    if call.state is not CallState.DRAFT:
        raise Refusal(_("This call is published already."))
    call.state, call.published_at, call.updated_at = CallState.PUBLISHED, act.at, act.at
    _record("published", call, act=act)


def delete(call: CaseCall, *, act: Act) -> None:
    """A call that nobody has read goes.

    Raises:
        Refusal: it has been published.
    """
    call = hold(call)
    if call.state is not CallState.DRAFT:
        raise Refusal(_("This call has been published, so it stays. To end it early, change its last day."))
    _record("removed", call, act=act)
    statements.delete_call(call)


def submit(call: CaseCall, draft: Draft, contact: Mapping[str, str], *, act: Act) -> CaseSubmission:
    """A new submission; a link to confirm goes to its address.

    Args:
        contact: `contact_name`, `email` and `language`.

    Raises:
        Refusal: the call takes nothing from organizations now, or has this case of this organization.
    """
    call = queries.get_locked(call.id)
    if not takes_from_everybody(call, day=day_of(act.at)):
        raise _closed(call, act)
    submission = _new(call, draft, contact, act=act)
    _record_of(submission, "sent", act=act)
    letters.write(letters.CONFIRM, submission, at=act.at)
    return submission


def submit_for(call: CaseCall, draft: Draft, contact: Mapping[str, str], *, user_id: int, act: Act) -> CaseSubmission:
    """A province submits for one of its organizations; the contact gets the link to correct it.

    Raises:
        Refusal: the call takes nothing now, or has this case of this organization.
    """
    call = queries.get_locked(call.id)
    if not is_open(call, day=day_of(act.at)):
        raise _closed(call, act)
    submission = _new(call, draft, contact, act=act)
    submission.entered_by_id = user_id
    _number(submission, call, act=act)
    _record_of(submission, "sent", act=act)
    letters.write(letters.RECEIVED, submission, at=act.at)
    return submission


def _new(call: CaseCall, draft: Draft, contact: Mapping[str, str], *, act: Act) -> CaseSubmission:
    _check_new(call, draft)
    submission = CaseSubmission(
        call=call,
        organization_key=key_of(draft["organization"]),
        state=SubmissionState.UNCONFIRMED,
        created_at=act.at,
        updated_at=act.at,
        **draft,
        **contact,
    )
    db.session.add(submission)
    db.session.flush()
    return submission


def _check_new(call: CaseCall, draft: Draft) -> None:
    if queries.is_submitted(call, key_of(draft["organization"]), draft["title"]):
        raise Refusal(
            _("This organization has submitted a case of this title already. Correct it by the link in the e-mail."),
            field="title",
        )


def _number(submission: CaseSubmission, call: CaseCall, *, act: Act) -> None:
    call.submitted += 1
    submission.number, submission.state, submission.confirmed_at = call.submitted, SubmissionState.SUBMITTED, act.at


def confirm(submission: CaseSubmission, *, act: Act) -> None:
    """The address is that of who has submitted it. Confirmed twice is confirmed once.

    Raises:
        Refusal: the last day is over, or the same case was submitted meanwhile.
    """
    call = queries.get_locked(submission.call_id)
    db.session.refresh(submission)
    if submission.state is not SubmissionState.UNCONFIRMED:
        return
    if not is_open(call, day=day_of(act.at)):
        raise _closed(call, act)
    _check_new(call, {"organization": submission.organization, "title": submission.title})
    _number(submission, call, act=act)
    _record_of(submission, "confirmed", act=act)


def correct(submission: CaseSubmission, draft: Draft, contact_name: str, *, act: Act) -> bool:
    """What it says from now on; whether anything changed.

    Raises:
        Refusal: the last day is over, or it was withdrawn.
    """
    call = queries.get_locked(submission.call_id)
    db.session.refresh(submission)
    if not is_open(call, day=day_of(act.at)):
        raise _closed(call, act)
    if submission.state is SubmissionState.WITHDRAWN:
        raise Refusal(_("This submission was withdrawn. Submit the case again."))
    changes = difference({name: getattr(submission, name) for name in EDITED_OF_SUBMISSION}, draft)
    is_renamed = contact_name != submission.contact_name
    for name, value in draft.items():
        setattr(submission, name, value)
    submission.organization_key, submission.contact_name = key_of(submission.organization), contact_name
    if changes or is_renamed:
        submission.updated_at = act.at
        _record_of(submission, "corrected", act=act, changes=changes)
    return bool(changes) or is_renamed


def withdraw(submission: CaseSubmission, *, act: Act) -> None:
    """It takes part no longer.

    Raises:
        Refusal: it was withdrawn already, or the call is decided.
    """
    call = queries.get_locked(submission.call_id)
    db.session.refresh(submission)
    _check_undecided(call)
    if submission.state is SubmissionState.UNCONFIRMED:
        raise Refusal(_("This case is not submitted yet, so there is nothing to withdraw."))
    if submission.state is SubmissionState.WITHDRAWN:
        raise Refusal(_("This submission was withdrawn already."))
    submission.state, submission.updated_at = SubmissionState.WITHDRAWN, act.at
    _record_of(submission, "withdrawn", act=act)


def name_reviewer(call: CaseCall, draft: Draft, *, act: Act) -> CaseReviewer:
    """Somebody scores what is submitted; the link goes there by e-mail.

    Raises:
        Refusal: they do already, there are as many as there may be, or the call is decided.
    """
    call = queries.get_locked(call.id)
    _check_undecided(call)
    if queries.is_reviewer(call, draft["email"]):
        raise Refusal(_("Somebody of this address reviews for this call already."), field="email")
    if len(call.reviewers) >= MOST_REVIEWERS:
        raise Refusal(_("A call may have at most %(most)s reviewers.", most=MOST_REVIEWERS))
    reviewer = CaseReviewer(call_id=call.id, organization_key=key_of(draft["organization"]), created_at=act.at, **draft)
    db.session.add(reviewer)
    db.session.flush()
    db.session.refresh(reviewer)
    _record("reviewer_named", call, act=act, changes={"reviewer": [None, reviewer.name]})
    letters.write_to_reviewer(reviewer, at=act.at)
    return reviewer


def remove_reviewer(call: CaseCall, number: int, *, act: Act) -> None:
    """The link of that reviewer opens nothing any more.

    Raises:
        NotFound: there is none.
        Refusal: they have scored already.
    """
    call = queries.get_locked(call.id)
    reviewer = queries.get_reviewer(call, number)
    if queries.is_busy(reviewer):
        raise Refusal(_("%(name)s has reviewed submissions already, so the scores stay.", name=reviewer.name))
    _record("reviewer_removed", call, act=act, changes={"reviewer": [reviewer.name, None]})
    forget_letters(reviewer)
    statements.delete_reviewer(reviewer)


def score(reviewer: CaseReviewer, submission: CaseSubmission, points: Mapping[str, Any], *, act: Act) -> None:
    """What the reviewer says of it from now on: scores of each `Criterion`, or an interest.

    Args:
        points: `has_interest`, `comment`, and the value of each criterion → points.

    Raises:
        Refusal: they have submitted it or are of its organization, submissions are still taken, or the call is decided.
    """
    call = queries.get_locked(submission.call_id)
    db.session.refresh(submission)
    _check_undecided(call)
    if stage_of(call, day=day_of(act.at)) is not CallStage.CLOSED:
        raise Refusal(
            _(
                "Scores are given once the last day, %(day)s, is over: until then submissions may change.",
                day=_last(call),
            )
        )
    if is_barred(reviewer, submission):
        raise Refusal(_("You or your organization have submitted this case, so you cannot review it."))
    stands = queries.find_score(reviewer, submission)
    if stands is None:
        stands = CaseScore(submission_id=submission.id, reviewer_id=reviewer.id)
        db.session.add(stands)
    stands.has_interest, stands.comment, stands.at = bool(points["has_interest"]), points["comment"], act.at
    for one in Criterion:
        setattr(stands, one.value, 0 if stands.has_interest else points[one.value])
    db.session.flush()
    submission.average, submission.scored = averaged(queries.list_scores(submission))
    _record_of(submission, "interest_declared" if stands.has_interest else "scored", act=act)


def choose(submission: CaseSubmission, *, is_selected: bool, act: Act) -> None:
    """The office selects it, or takes that back; nobody is told before the decision.

    Raises:
        Refusal: submissions are still taken, it was withdrawn, or the call is decided.
    """
    call = queries.get_locked(submission.call_id)
    db.session.refresh(submission)
    _check_closed(call, act)
    if submission.state not in queries.UNDER_REVIEW:
        raise Refusal(_("This submission was withdrawn. Reload the page."))
    state = SubmissionState.SELECTED if is_selected else SubmissionState.SUBMITTED
    if submission.state is not state:
        submission.state = state
        _record_of(submission, "selected" if is_selected else "unselected", act=act)


def decide(call: CaseCall, *, act: Act) -> int:
    """What was selected becomes a draft case each, everybody gets a letter, once; how many were selected.

    Raises:
        Refusal: submissions are still taken, or it is decided already.
    """
    call = hold(call)
    _check_closed(call, act)
    selected = 0
    for submission in queries.list_submissions(call):
        is_selected = submission.state is SubmissionState.SELECTED
        if is_selected:
            submission.case_id = _case_of(submission, act=act).id
            selected += 1
        else:
            submission.state = SubmissionState.NOT_SELECTED
        letters.write(letters.SELECTED if is_selected else letters.NOT_SELECTED, submission, at=act.at)
    call.state, call.decided_at, call.updated_at = CallState.DECIDED, act.at, act.at
    _record("decided", call, act=act)
    return selected


def _case_of(submission: CaseSubmission, *, act: Act) -> Case:
    """The draft case; its organization has agreed by submitting it."""
    organization = organization_named(submission.organization, at=act.at, province_code=submission.province_code)
    lang = submission.language
    texts = ("title", "summary", "situation", "measures", "results")
    words: dict[str, Any] = {name: {lang: text} if (text := getattr(submission, name)) else {} for name in texts}
    draft = words | {
        "province_code": submission.province_code,
        "sector_codes": list(submission.sector_codes),
        "topic_ids": [],
        "supplier": {},
        "consent_by": submission.contact_name,
        "consent_on": day_of(submission.confirmed_at or submission.created_at),
    }
    case = cases.add(organization, draft, act=act)
    for metric in submission.metrics:
        cases.put_metric(case, None, metric_draft(metric, lang), act=act)
    return case


def forget(submission: CaseSubmission, *, act: Act) -> None:
    """Who has submitted it is not kept any longer; one that nobody confirmed goes as a whole."""
    forget_letters(submission)
    if submission.state is SubmissionState.UNCONFIRMED:
        statements.delete_submission(submission)
        return
    submission.contact_name = submission.email = ""
    submission.link_version += 1
    _record_of(submission, "forgotten", act=act)


def forget_reviewer(reviewer: CaseReviewer, *, act: Act) -> None:
    """Who has reviewed is not kept any longer; the scores stay."""
    forget_letters(reviewer)
    reviewer.name = reviewer.email = ""
    reviewer.link_version += 1
    record(act, "forgotten", reviewer)


def name_of(call: CaseCall) -> str:
    """How the change log calls it."""
    return call.title.get("zh") or call.title.get("en", "")


def _check_undecided(call: CaseCall) -> None:
    if call.state is CallState.DECIDED:
        raise Refusal(_("This call is decided. Nothing about it can be changed any more."))


def _check_closed(call: CaseCall, act: Act) -> None:
    _check_undecided(call)
    if stage_of(call, day=day_of(act.at)) is not CallStage.CLOSED:
        raise Refusal(_("Submissions are taken until %(day)s. Decide after that day.", day=_last(call)))


def _closed(call: CaseCall, act: Act) -> Refusal:
    """Why nothing is taken, in words."""
    day = day_of(act.at)
    if call.state is CallState.PUBLISHED and day < call.opens_on:
        return Refusal(_("Submissions are taken from %(day)s on.", day=format_date(call.opens_on, weekday=False)))
    if is_open(call, day=day):
        return Refusal(_("Cases for this call are submitted by the provinces. Ask the office of your province."))
    return Refusal(
        _("The last day for submissions was %(day)s. Nothing can be submitted or changed any more.", day=_last(call))
    )


def _last(call: CaseCall) -> str:
    return format_date(call.closes_on, weekday=False)


def _record(action: str, call: CaseCall, *, act: Act, changes: Mapping[str, Any] | None = None) -> None:
    record(act, action, call, object_name=name_of(call), changes=changes or {})


def _record_of(submission: CaseSubmission, action: str, *, act: Act, changes: Mapping[str, Any] | None = None) -> None:
    record(act, action, submission, object_name=submission.title, changes=changes or {})
