"""What organizers type about a plan."""

from __future__ import annotations

from typing import Any, Self

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import LANGUAGES, _, _l, format_instant, language, localized, speaking
from eventmgr.on_site.seating.layouts import (
    USUAL,
    from_json,
    read_kept,
    read_numbers,
    read_rows,
    write_kept,
    write_rows,
)
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import Layout, PlanKind, TableUse
from eventmgr.on_site.seating.services import GuestDraft, PlanDraft
from eventmgr.tools.web.forms import (
    BilingualLine,
    CodeMultiSelect,
    CodeSelect,
    Form,
    InstantField,
    IntField,
    LineField,
    Required,
)

_LEFT, _RIGHT = "left", "right"


class GuestForm(Form):
    """Somebody on a rostrum who is not registered."""

    name = LineField(_l("Name"), [Required()], longest=50)
    title = LineField(_l("Job title"), longest=100)
    organization = LineField(_l("Organization"), longest=100)
    rank = IntField(_l("Rank"), least=1, most=999, description=_l("Place in the order of rank; empty: at the end."))

    def draft(self) -> GuestDraft:
        """The guest as typed."""
        return GuestDraft(self.name.data or "", self.organization.data or "", self.title.data or "", self.rank.data)


class PlanForm(Form):
    """What holds for a plan. `prepare` takes out what does not concern its kind."""

    title = BilingualLine(_l("Title"), [Required()])
    item = CodeSelect(_l("Agenda item"), blank=_l("none: date and place are entered below"))
    held_at = InstantField(_l("When"))
    venue = BilingualLine(_l("Where"))
    rows = LineField(_l("Rows and seats"), [Required()], longest=600)
    aisles = LineField(_l("Aisles behind seats"), longest=200)
    kept = LineField(_l("Seats kept free"), longest=600)
    leaders = LineField(_l("Leaders' tables"), longest=200)
    halal = LineField(_l("Halal tables"), longest=200)
    second = RadioField(
        _l("The second in rank sits"),
        choices=[
            SelectChoice(_LEFT, _l("at the left hand of the first (usual at meetings in China)")),
            SelectChoice(_RIGHT, _l("at the right hand of the first (usual with guests from abroad)")),
        ],
    )
    roles = CodeMultiSelect(_l("Only these types of participants"))

    def prepare(self, event: Event, kind: PlanKind, *, sees_diets: bool) -> Self:
        """The event's agenda items, types of participants and zone; only the fields of that kind of plan."""
        self.kind, self.uses = kind, Layout(()).uses
        self.held_at.zone = event.timezone
        lang = language()
        self.item.offer(
            [
                (str(item.id), f"{format_instant(item.starts_at, event.timezone, lang)} {localized(item.title, lang)}")
                for item in list_items(event.id)
            ]
        )
        self.roles.offer(list(types_of(event).names(lang).items()))
        unfit = {
            PlanKind.ROSTRUM: ("aisles", "kept", "leaders", "halal", "roles"),
            PlanKind.HALL: ("leaders", "halal", "second"),
            PlanKind.MEAL: ("aisles", "kept", "second", *([] if sees_diets else ["halal"])),
        }[kind]
        for name in unfit:
            del self[name]
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Rows, aisles, kept seats and tables can be read."""
        is_valid = bool(super().validate(extra_validators))
        rows = self._read("rows", read_rows)
        if rows is None:
            return False
        self.layout_rows = rows
        for name, most in (("aisles", max(rows)), ("leaders", len(rows)), ("halal", len(rows))):
            if name in self:
                read = self._read(name, lambda typed, most=most: read_numbers(typed, most=most))
                is_valid = is_valid and read is not None
        if "kept" in self:
            is_valid = self._read("kept", lambda typed: read_kept(typed, rows)) is not None and is_valid
        return is_valid and self._tables_are_apart()

    def _tables_are_apart(self) -> bool:
        both = set(self._numbers("leaders")) & set(self._numbers("halal"))
        if both and "halal" in self:
            self["halal"].errors = [_("Table %(table)s is already a leaders' table.", table=min(both))]
        return not both

    def _read(self, name: str, reader: Any) -> Any:
        try:
            return reader(self[name].data or "")
        except ValueError as error:
            if not self[name].errors:
                self[name].errors = [str(error)]
            return None

    def _numbers(self, name: str) -> tuple[int, ...]:
        return read_numbers(self[name].data or "", most=len(self.layout_rows)) if name in self else ()

    def draft(self, halal: tuple[int, ...] = ()) -> PlanDraft:
        """The typed values as the service takes them; `halal` are the tables for that where the reader does not see
        them."""
        rows = self.layout_rows
        uses: tuple[TableUse, ...] = ()
        if self.kind is PlanKind.MEAL:
            leaders, special = self._numbers("leaders"), self._numbers("halal") if "halal" in self else halal
            uses = tuple(
                TableUse.LEADERS if table in leaders else TableUse.HALAL if table in special else TableUse.USUAL
                for table in range(1, len(rows) + 1)
            )
        layout = Layout(
            rows,
            aisles=read_numbers(self.aisles.data or "", most=max(rows)) if "aisles" in self else (),
            reserved=read_kept(self.kept.data or "", rows) if "kept" in self else frozenset(),
            uses=uses,
        )
        return PlanDraft(
            kind=self.kind,
            title=self.title.data,
            layout=layout,
            item_id=int(self.item.data) if self.item.data else None,
            held_at=self.held_at.data,
            venue=self.venue.data or {},
            left_first=self.second.data != _RIGHT if "second" in self else True,
            roles=tuple(self.roles.data or ()) if "roles" in self else (),
        )


def values_of(plan: SeatingPlan) -> dict[str, Any]:
    """What the form shows of a plan."""
    return layout_values(from_json(plan.layout)) | {
        "title": plan.title,
        "item": str(plan.item_id) if plan.item_id else "",
        "held_at": plan.held_at,
        "venue": plan.venue,
        "second": _LEFT if plan.left_first else _RIGHT,
        "roles": list(plan.roles),
    }


def layout_values(layout: Layout) -> dict[str, Any]:
    """Rows and tables as they are typed."""
    tables = {use: [n for n in range(1, len(layout.rows) + 1) if layout.use(n) is use] for use in TableUse}
    return {
        "rows": write_rows(layout.rows),
        "aisles": ", ".join(map(str, layout.aisles)),
        "kept": write_kept(layout.reserved),
        "leaders": ", ".join(map(str, tables[TableUse.LEADERS])),
        "halal": ", ".join(map(str, tables[TableUse.HALAL])),
    }


def new_values(kind: PlanKind) -> dict[str, Any]:
    """What the form of a new plan begins with."""
    title = {}
    for lang in LANGUAGES:
        with speaking(lang):
            title[lang] = str(kind.label)
    return layout_values(USUAL[kind]) | {"title": title, "second": _LEFT}
