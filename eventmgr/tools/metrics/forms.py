"""What is typed and chosen about a metric."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField

from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _l
from eventmgr.tools.metrics.models import Direction, Metric, MetricKind, MetricUnit, Voucher
from eventmgr.tools.metrics.services import Draft
from eventmgr.tools.metrics.wording import values_of
from eventmgr.tools.web.forms import AmountField, CodeSelect, Form, Required, field_of

_MOST_VALUE = 10_000_000


class MetricForm(Form):
    """One metric; `metric_form_of` gives it the fields of a table."""

    def draft(self) -> Draft:
        """What was typed; ask after it has been validated."""
        values: dict[str, Any] = {field.short_name: field.data for field in self}
        return values | {
            "kind": MetricKind(values["kind"]),
            "direction": Direction(values["direction"]),
            "unit": MetricUnit(values["unit"]),
            "vouched_by": Voucher(values["vouched_by"]),
        }


def metric_form_of(model: type[Metric]) -> type[MetricForm]:
    """The form of a metric of that table."""
    table: Any = model

    class OfTable(MetricForm):
        kind = CodeSelect(label_of(table.kind), [Required()], choices=MetricKind.choices, blank=_l("Choose"))
        name = field_of(table.name, description=_l("Only for an own metric, such as “Changeover time”."))
        direction = CodeSelect(label_of(table.direction), [Required()], choices=Direction.choices, blank=_l("Choose"))
        amount = AmountField(
            label_of(table.amount), [Required()], most=_MOST_VALUE, description=_l("By how much, such as 30 or 12.5.")
        )
        unit = CodeSelect(label_of(table.unit), [Required()], choices=MetricUnit.choices, blank=_l("Choose"))
        unit_name = field_of(table.unit_name, description=_l("Only for another unit."))
        or_more = BooleanField(
            label_of(table.or_more), description=_l("The value is the least that was reached (30% or more).")
        )
        baseline = field_of(table.baseline, description=_l("Such as: average of 2023, before the project."))
        period = field_of(table.period, description=_l("Such as: January to December 2025."))
        evidence = field_of(
            table.evidence, description=_l("Such as: MES reports, an auditor's report with its number.")
        )
        vouched_by = CodeSelect(label_of(table.vouched_by), [Required()], choices=Voucher.choices)

    return OfTable


def metric_form(form: type[MetricForm], metric: Metric | None, *, is_fresh: bool = False) -> MetricForm:
    """The form of that metric, or of a new one."""
    data = values_of(metric) if metric is not None else {}
    return form(None, data=data) if is_fresh else form(data=data)
