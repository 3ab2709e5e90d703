"""How calls and submissions are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.exchange.calls.models import CallStage, CaseCall, CaseScore, CaseSubmission, Criterion, SubmissionState
from eventmgr.exchange.cases.models import CaseMetric
from eventmgr.exchange.policies.wording import joined
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, format_date, language, localized
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit, Voucher
from eventmgr.tools.metrics.wording import metric_words
from eventmgr.tools.taxonomy import get_province
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of


def metric_draft(metric: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """What a metric of a submission is as one of a case: the organization itself vouches for it."""
    kind = MetricKind(metric["kind"])
    return {
        "kind": kind,
        "name": {},
        "direction": kind.better or Direction.UP,
        "amount": int(metric["amount"]),
        "unit": MetricUnit(metric["unit"]),
        "unit_name": {},
        "or_more": False,
        "baseline": {lang: metric["baseline"]} if metric["baseline"] else {},
        "period": {},
        "evidence": {},
        "vouched_by": Voucher.OWN,
    }


def metrics_of(submission: CaseSubmission) -> list[CaseMetric]:
    """Its metrics as rows that are in no session, for the table of a case's metrics."""
    return [CaseMetric(**metric_draft(metric, submission.language)) for metric in submission.metrics]


def say_metric(metric: Mapping[str, Any]) -> str:
    """A reported metric in one line."""
    return metric_words(CaseMetric(**metric_draft(metric, language())))


def place_of(submission: CaseSubmission) -> str:
    """The name of the province where it was done."""
    return get_province(submission.province_code).name(language())


def days_words(call: CaseCall) -> str:
    """From when until when, both days included."""
    first, last = (format_date(day, weekday=False) for day in (call.opens_on, call.closes_on))
    return _("%(first)s to %(last)s, both days included", first=first, last=last)


def call_lines(call: CaseCall) -> list[tuple[Any, str]]:
    """(label, words) of what is asked for, without what is not said."""
    lines = [
        (_("Submissions"), days_words(call)),
        (label_of(CaseCall.audience), str(call.audience.label)),
        (label_of(CaseCall.sector_codes), joined(sectors_of(call))),
        (label_of(CaseCall.topic_ids), joined(topics_of(call))),
    ]
    return [(label, words) for label, words in lines if words]


def submission_lines(submission: CaseSubmission) -> list[tuple[Any, str]]:
    """(label, words) of whose it is and where it was done."""
    return [
        (label_of(CaseSubmission.organization), submission.organization),
        (label_of(CaseSubmission.province_code), place_of(submission)),
        (label_of(CaseSubmission.sector_codes), joined(sectors_of(submission))),
    ]


def submission_sections(submission: CaseSubmission) -> list[tuple[Any, str]]:
    """(heading, text) of its texts, without empty ones."""
    columns = (CaseSubmission.situation, CaseSubmission.measures, CaseSubmission.results)
    sections = [(label_of(column), str(getattr(submission, column.key))) for column in columns]
    return [section for section in sections if section[1]]


def state_for_sender(submission: CaseSubmission, stage: CallStage) -> SubmissionState:
    """Its state as whoever has submitted it sees it: what is selected is not told before the decision."""
    is_secret = submission.state is SubmissionState.SELECTED and stage is not CallStage.DECIDED
    return SubmissionState.SUBMITTED if is_secret else submission.state


def average_words(submission: CaseSubmission) -> str:
    """4.33, or nothing where nobody has scored it."""
    return f"{submission.average / 100:.2f}" if submission.scored else ""


def points_of(score: CaseScore) -> list[tuple[Any, int]]:
    """Each criterion with the points given: (label, points)."""
    return [(one.label, getattr(score, one.value)) for one in Criterion]


def event_of(call: CaseCall) -> str:
    """The event whose call it is; empty: the office's own."""
    return localized(call.event.title) if call.event is not None else ""
