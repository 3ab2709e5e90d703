"""The plan of quotas, and places that move."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.forms.rows import RowForm, RowList, RowsForm
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.allocation import ROLE, SECTOR, Plan, QuotaCell
from eventmgr.event.quotas.planning.services import place_name
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.taxonomy import choices_sectors, choices_units
from eventmgr.tools.web.forms import CodeSelect, Form, InstantField, IntField, Required, TextField

_POOL = "pool"
"""The pool as a choice: an empty one would be none."""


class CellRow(RowForm):
    """A part of one delegation's quota."""

    content = ("unit", "part", "floor", "ceiling")
    unit = CodeSelect(_l("Delegation"), [Required()], blank=_l("Choose"))
    part = CodeSelect(_l("People"), [Required()], blank=_l("Choose"))
    floor = IntField(_l("At least"), least=0, most=10_000)
    ceiling = IntField(_l("At most"), least=0, most=10_000)


class PlanForm(RowsForm):
    """What quotas have beside them."""

    pool = IntField(
        _l("Common pool (places)"),
        least=0,
        most=100_000,
        description=_l(
            "Places of no delegation. Where quotas are binding, people beyond their quota take them, "
            "first come, first served."
        ),
    )
    returns_at = InstantField(
        _l("Unused places go to the common pool on"),
        description=_l(
            "At this time every quota is reduced to the places that are used, requested or waited "
            "for. Leave empty: unused places stay with their delegations."
        ),
    )
    rows = RowList(CellRow, _l("Sub-quotas"))

    @classmethod
    def read(cls, plan: Plan) -> dict[str, Any]:
        """The plan as the form shows it."""
        rows = [
            {
                "id": number,
                "unit": cell.unit,
                "part": f"{cell.by}:{cell.value}",
                "floor": cell.floor or None,
                "ceiling": cell.ceiling,
            }
            for number, cell in enumerate(plan.cells, 1)
        ]
        return {"pool": plan.pool, "returns_at": plan.returns_at, "rows": rows}

    def prepare(self, event: Event) -> None:
        """Offer the invited delegations, types of participants and sectors, on the event's clock."""
        self.returns_at.zone = event.timezone
        invited = tuple(sorted(unit.unit_code for unit in event.units))
        offered = choices_units(language(), invited) if invited else []
        sectors = [(f"{SECTOR}:{code}", name) for group in choices_sectors(language()).values() for code, name in group]
        parts = {
            _("By participant type"): [(f"{ROLE}:{code}", name) for code, name in types_of(event).names().items()],
            _("By sector"): sectors,
        }
        for form in self.row_forms():
            form.unit.offer(offered)
            form.part.offer(parts)

    def cells(self) -> list[QuotaCell]:
        """The rows that say something, as cells of the plan."""
        cells = []
        for form in self.counting():
            by, _colon, value = form.part.data.partition(":")
            cells.append(QuotaCell(form.unit.data, by, value, form.floor.data or 0, form.ceiling.data))
        return cells


class MoveForm(Form):
    """Places that pass from one quota to another."""

    source = CodeSelect(_l("Places from"), [Required()], blank=_l("Choose"))
    target = CodeSelect(_l("Places to"), [Required()], blank=_l("Choose"))
    n = IntField(_l("Number of places"), [Required()], least=1, most=10_000)
    reason = TextField(_l("Reason"), [Required()], longest=300, description=_l("Kept in the change log."))

    def prepare(self, event: Event) -> None:
        """Offer the pool and every delegation with a quota."""
        having = tuple(sorted(unit.unit_code for unit in event.units if unit.quota is not None))
        offered = [(_POOL, place_name("")), *(choices_units(language(), having) if having else ())]
        self.source.offer(offered)
        self.target.offer(offered)

    def codes(self) -> tuple[str, str]:
        """From where, to where; the pool is empty."""
        source, target = ("" if field.data == _POOL else field.data or "" for field in (self.source, self.target))
        return source, target
