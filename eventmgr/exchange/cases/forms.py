"""What is typed and chosen about cases."""

from __future__ import annotations

from typing import Any

from wtforms import Field, FileField, ValidationError
from wtforms import Form as PlainForm

from eventmgr.exchange.cases.models import Case, CaseMetric, CaseTrack, CostBand
from eventmgr.exchange.cases.queries import NamedSession
from eventmgr.exchange.cases.services import EDITED
from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.tools.metrics.forms import metric_form_of
from eventmgr.tools.metrics.services import Draft
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors, choices_topics, get_province
from eventmgr.tools.web.forms import (
    CodeMultiSelect,
    CodeSelect,
    Form,
    IntField,
    OrganizationField,
    Required,
    field_of,
)

_NOT_GIVEN = _l("not said")
_MOST_CHOSEN = 12


def few(_form: PlainForm, field: Field) -> None:
    """Not too many are chosen."""
    if len(field.data or ()) > _MOST_CHOSEN:
        raise ValidationError(_("“%(label)s”: choose at most %(most)s.", label=field.label.text, most=_MOST_CHOSEN))


class CaseForm(Form):
    """A case: what was done, where, and with what conditions."""

    organization = OrganizationField(
        _l("Organization"),
        [Required()],
        description=_l("Its full name. One that is new here is added to the directory."),
    )
    consent_by = field_of(
        Case.consent_by,
        description=_l("Who agreed for the organization, such as 王强, general manager. Not published."),
    )
    consent_on = field_of(Case.consent_on)
    title = field_of(Case.title, [Required()])
    summary = field_of(Case.summary, [Required()], description=_l("Two or three sentences, as the list shows them."))
    situation = field_of(Case.situation)
    measures = field_of(Case.measures)
    results = field_of(Case.results, description=_l("In words; figures are entered as metrics once this is saved."))
    province_code = CodeSelect(
        label_of(Case.province_code), [Required()], blank=_l("Choose"), description=_l("Where it was done.")
    )
    track = CodeSelect(label_of(Case.track), choices=CaseTrack.choices, blank=_NOT_GIVEN)
    sector_codes = CodeMultiSelect(
        label_of(Case.sector_codes), [Required(), few], choices=lambda: choices_sectors(language())
    )
    topic_ids = CodeMultiSelect(label_of(Case.topic_ids), [few], choices=lambda: choices_topics(language()))
    cost_band = CodeSelect(label_of(Case.cost_band), choices=CostBand.choices, blank=_NOT_GIVEN)
    months = IntField(label_of(Case.months), least=1, most=240)
    in_use_since = field_of(Case.in_use_since)
    supplier = field_of(Case.supplier)
    is_demonstration = field_of(Case.is_demonstration)
    session_id = CodeSelect(label_of(Case.session_id), blank=_l("no session"))
    stop_id = CodeSelect(label_of(Case.stop_id), blank=_l("no stop"))

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        values = {name: self[name].data for name in EDITED}
        return values | {
            "track": CaseTrack(values["track"]) if values["track"] else None,
            "cost_band": CostBand(values["cost_band"]) if values["cost_band"] else None,
            "session_id": int(values["session_id"]) if values["session_id"] else None,
            "stop_id": int(values["stop_id"]) if values["stop_id"] else None,
        }


MetricForm = metric_form_of(CaseMetric)


class FileForm(Form):
    """A picture or a file of a case."""

    file = FileField(_l("Picture or file"), description=_l("PDF, Word, Excel, PowerPoint, PNG or JPEG, at most 10 MB."))


def case_form(
    case: Case | None, sessions: list[NamedSession], stops: list[NamedSession], *, own: str, is_fresh: bool = False
) -> CaseForm:
    """The form of that case, or of a new one.

    Args:
        sessions, stops: what it may name.
        own: the one province whose cases the account may keep; empty: every one's.
        is_fresh: leaves what was posted out of account.
    """
    data: dict[str, Any] = {name: getattr(case, name) for name in EDITED} if case is not None else {}
    if case is not None:
        data["organization"] = case.organization.name
    elif own:
        data = {"province_code": own}
    form = CaseForm(None, data=data) if is_fresh else CaseForm(data=data)
    provinces = choices_provinces(language())
    form.province_code.offer([(own, get_province(own).name(language()))] if own else provinces)
    form.session_id.offer(_choices(sessions, case.session_id if case is not None else None))
    form.stop_id.offer(_choices(stops, case.stop_id if case is not None else None))
    return form


def _choices(known: list[NamedSession], number: int | None) -> list[tuple[str, str]]:
    pairs = [(str(named.item_id), " · ".join((localized(named.event), localized(named.item)))) for named in known]
    if number is not None and str(number) not in {code for code, _words in pairs}:
        pairs.append((str(number), _("as before")))
    return pairs


class OrganizationForm(Form):
    """Where somebody is from whose registration does not say it."""

    organization = OrganizationField(
        _l("Organization (full name)"),
        [Required()],
        longest=200,
        description=_l("As in your registration and on your badge."),
    )
