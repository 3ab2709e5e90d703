"""What is typed about calls for cases, submissions, reviewers and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.events.models import Event
from eventmgr.exchange.calls.models import (
    HIGHEST,
    LONGEST_COMMENT,
    LOWEST,
    CallAudience,
    CaseCall,
    CaseReviewer,
    CaseScore,
    CaseSubmission,
    Criterion,
)
from eventmgr.exchange.calls.services import EDITED, EDITED_OF_SUBMISSION, Draft
from eventmgr.exchange.calls.wording import metric_draft
from eventmgr.exchange.cases.forms import few
from eventmgr.exchange.cases.models import (
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    CaseMetric,
)
from eventmgr.ground.columns import label_of
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.accounts.forms import email_address
from eventmgr.tools.metrics.models import MetricKind, MetricUnit
from eventmgr.tools.metrics.services import check_metric
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, get_province
from eventmgr.tools.web.forms import (
    AmountField,
    CodeMultiSelect,
    CodeSelect,
    Form,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
    field_of,
)

MOST_METRICS = 3
"""In the form of a submission; the case that it becomes may have more."""
_MOST_VALUE = 10_000_000
NONE, SOME = "none", "some"
_KINDS = [(one.value, one.label) for one in MetricKind if one is not MetricKind.OTHER]
_UNITS = [(one.value, one.label) for one in MetricUnit if one is not MetricUnit.OTHER]


class CallForm(Form):
    """A call for cases."""

    title = field_of(CaseCall.title, [Required()])
    about = field_of(
        CaseCall.about,
        [Required()],
        description=_l("Which cases are wanted, what they must show, and what becomes of them."),
    )
    event_id = CodeSelect(label_of(CaseCall.event_id), blank=_l("none, the office's own"))
    opens_on = field_of(CaseCall.opens_on, [Required()])
    closes_on = field_of(CaseCall.closes_on, [Required()], description=_l("Submissions are taken until its end."))
    audience = CodeSelect(label_of(CaseCall.audience), [Required()], choices=CallAudience.choices)
    sector_codes = CodeMultiSelect(
        label_of(CaseCall.sector_codes),
        [few],
        choices=lambda: choices_sectors(language()),
        description=_l("None chosen: all."),
    )
    topic_ids = CodeMultiSelect(label_of(CaseCall.topic_ids), [few], choices=lambda: choices_topics(language()))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuse a last day before the first."""
        is_valid = bool(super().validate(*args, **kwargs))
        if self.opens_on.data and self.closes_on.data and self.closes_on.data < self.opens_on.data:
            words = _("The last day cannot be before the first day.")
            self.closes_on.errors = [*self.closes_on.errors, words]
            return False
        return is_valid

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        values = {name: self[name].data for name in EDITED}
        return values | {
            "audience": CallAudience(values["audience"]),
            "event_id": int(values["event_id"]) if values["event_id"] else None,
        }


def call_form(call: CaseCall | None, events: Sequence[Event], *, is_fresh: bool = False) -> CallForm:
    """The form of that call, or of a new one.

    Args:
        events: whose call it may be. is_fresh: leaves what was posted out of account.
    """
    data = {name: getattr(call, name) for name in EDITED} if call is not None else {}
    form = CallForm(None, data=data) if is_fresh else CallForm(data=data)
    choices = [(str(event.id), localized(event.title)) for event in events]
    if call is not None and call.event_id is not None and str(call.event_id) not in dict(choices):
        choices.append((str(call.event_id), _("as before")))
    form.event_id.offer(choices)
    return form


class CaseTextForm(Form):
    """What a submission says, and who is to be asked about it."""

    organization = OrganizationField(
        label_of(CaseSubmission.organization), [Required()], longest=200, description=_l("Its full name.")
    )
    province_code = CodeSelect(
        label_of(CaseSubmission.province_code),
        [Required()],
        blank=_l("Please select"),
        choices=lambda: choices_provinces(language()),
    )
    title = LineField(
        label_of(CaseSubmission.title),
        [Required()],
        longest=LONGEST_TITLE,
        description=_l("What was done, in one line."),
    )
    summary = TextField(
        label_of(CaseSubmission.summary),
        [Required()],
        longest=LONGEST_SUMMARY,
        description=_l("Two or three sentences, as the list shows them."),
    )
    situation = TextField(label_of(CaseSubmission.situation), longest=LONGEST_TEXT)
    measures = TextField(label_of(CaseSubmission.measures), [Required()], longest=LONGEST_TEXT)
    results = TextField(label_of(CaseSubmission.results), [Required()], longest=LONGEST_TEXT)
    sector_codes = CodeMultiSelect(
        label_of(CaseSubmission.sector_codes), [Required(), few], choices=lambda: choices_sectors(language())
    )
    contact_name = PersonNameField(_l("Contact person"), [Required()], longest=50)

    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """Kind, amount, unit and baseline of each metric."""
        return [
            (self[f"kind_{row}"], self[f"amount_{row}"], self[f"unit_{row}"], self[f"baseline_{row}"])
            for row in range(1, MOST_METRICS + 1)
        ]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A metric is whole, and can be true."""
        is_valid = bool(super().validate(*args, **kwargs))
        judged = [_is_whole(*row) for row in self.rows()]
        return all(judged) and is_valid

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        values = {name: self[name].data for name in EDITED_OF_SUBMISSION if name != "metrics"}
        return values | {
            "metrics": [
                {"kind": kind.data, "amount": amount.data, "unit": unit.data, "baseline": baseline.data or ""}
                for kind, amount, unit, baseline in self.rows()
                if kind.data
            ]
        }


def _is_whole(kind: Any, amount: Any, unit: Any, baseline: Any) -> bool:
    """Whether a row of the form is empty, or says what was measured, by how much, in what unit."""
    if not any((kind.data, amount.data, unit.data, baseline.data)):
        return True
    lacking = [one for one in (kind, amount, unit) if not one.data and not one.errors]
    for one in lacking:
        one.errors = [*one.errors, _("A metric has a kind, a value and a unit: fill in this field, or empty the row.")]
    if lacking or any(one.errors for one in (kind, amount, unit, baseline)):
        return False
    typed = {"kind": kind.data, "amount": amount.data, "unit": unit.data, "baseline": ""}
    try:
        check_metric(metric_draft(typed, language()))
    except Refusal as refusal:
        amount.errors = [*amount.errors, refusal.message]
        return False
    return True


def _add_rows() -> None:
    for row in range(1, MOST_METRICS + 1):
        setattr(CaseTextForm, f"kind_{row}", CodeSelect(_l("Metric"), choices=_KINDS, blank=_l("no metric")))
        setattr(CaseTextForm, f"amount_{row}", AmountField(label_of(CaseMetric.amount), most=_MOST_VALUE))
        setattr(CaseTextForm, f"unit_{row}", CodeSelect(label_of(CaseMetric.unit), choices=_UNITS, blank=_l("Choose")))
        setattr(CaseTextForm, f"baseline_{row}", LineField(label_of(CaseMetric.baseline), longest=200))


_add_rows()


def text_form(submission: CaseSubmission, *, is_fresh: bool = False) -> CaseTextForm:
    """The form by which who has submitted it corrects it."""
    data = {name: getattr(submission, name) for name in (*EDITED_OF_SUBMISSION, "contact_name")}
    for row, metric in enumerate(data.pop("metrics"), 1):
        data |= {f"{name}_{row}": value for name, value in metric.items()}
    return CaseTextForm(None, data=data) if is_fresh else CaseTextForm(data=data)


class SubmitForm(CaseTextForm):
    """A submission of an organization itself."""

    email = LineField(
        _l("E-mail"),
        [Required(), email_address],
        longest=254,
        description=_l("A link to confirm goes there; by the same link you correct or withdraw the case."),
    )
    consent = BooleanField(_l("Consent"), [Required()])

    def contact(self) -> Mapping[str, str]:
        """Whom to write to: name, e-mail and language."""
        email = (self.email.data or "").lower()
        return {"contact_name": self.contact_name.data or "", "email": email, "language": language()}


class DelegationForm(SubmitForm):
    """A submission of a province for one of its organizations."""

    email = LineField(
        _l("E-mail"),
        [Required(), email_address],
        longest=254,
        description=_l("Of the contact person, who gets a link to correct the case."),
    )


def delegation_form(own: str) -> DelegationForm:
    """The form for organizations of that province alone; empty: of any."""
    form = DelegationForm(data={"province_code": own})
    if own:
        form.province_code.offer([(own, get_province(own).name(language()))])
    return form


class ReviewerForm(Form):
    """Names a reviewer who scores submissions."""

    name = PersonNameField(label_of(CaseReviewer.name), [Required()], longest=50)
    organization = OrganizationField(
        label_of(CaseReviewer.organization),
        [Required()],
        longest=200,
        description=_l("What their own organization submits they cannot review."),
    )
    email = LineField(label_of(CaseReviewer.email), [Required(), email_address], longest=254)
    language = CodeSelect(_l("Language of the e-mail"), [Required()], choices=[("zh", "中文"), ("en", "English")])

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        return {
            "name": self.name.data or "",
            "organization": self.organization.data or "",
            "email": (self.email.data or "").lower(),
            "language": self.language.data or "zh",
        }


class ScoreForm(Form):
    """What a reviewer says of a submission."""

    interest = RadioField(
        _l("Interest"),
        [Required()],
        choices=[
            SelectChoice(NONE, _l("I have no interest in this organization or its competitors")),
            SelectChoice(SOME, _l("I have an interest, so I give no scores")),
        ],
    )
    effect = CodeSelect(Criterion.EFFECT.label, blank=_l("Choose"))
    transfer = CodeSelect(Criterion.TRANSFER.label, blank=_l("Choose"))
    novelty = CodeSelect(Criterion.NOVELTY.label, blank=_l("Choose"))
    comment = TextField(
        _l("Comment"), longest=LONGEST_COMMENT, description=_l("For the office; the organization does not read it.")
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Require all scores of a reviewer who has no conflict of interest."""
        is_valid = bool(super().validate(*args, **kwargs))
        if self.interest.data != NONE:
            return is_valid
        for one in Criterion:
            field = self[one.value]
            if not field.data and not field.errors:
                field.errors = [*field.errors, _("Give a score for each criterion.")]
                is_valid = False
        return is_valid

    def said(self) -> Mapping[str, Any]:
        """What was said; ask after it has been validated."""
        points = {one.value: int(self[one.value].data or 0) for one in Criterion}
        return points | {"has_interest": self.interest.data == SOME, "comment": self.comment.data or ""}


def score_form(score: CaseScore | None) -> ScoreForm:
    """The form, filled with what was said before."""
    data: dict[str, Any] = {}
    if score is not None:
        data = {criterion.value: str(getattr(score, criterion.value) or "") for criterion in Criterion}
        data |= {"interest": SOME if score.has_interest else NONE, "comment": score.comment}
    form = ScoreForm(data=data)
    points = [(str(number), str(number)) for number in range(HIGHEST, LOWEST - 1, -1)]
    for criterion in Criterion:
        form[criterion.value].offer(points)
    return form
