"""The agenda as a file that can be corrected and imported again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.access import event_for
from eventmgr.ground.enums import Label
from eventmgr.ground.i18n import _, localized
from eventmgr.output.imports.agenda.columns import WRITTEN, cells_of, places_of
from eventmgr.output.imports.agenda.rows import parents_of
from eventmgr.output.imports.columns import Column
from eventmgr.tools.sheets import Value, as_text, as_xlsx
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("imports_agenda_file", __name__, url_prefix="/manage/events/<slug>/agenda")


@dataclass(frozen=True)
class _Written:
    """A column of the file; rows are cells by key."""

    column: Column

    @property
    def label(self) -> Label:
        """The head of the column."""
        return self.column.label

    def text(self, row: dict[str, Value]) -> str:
        """The value of the cell as text."""
        return as_text(row[self.column.key])

    def value(self, row: dict[str, Value]) -> Value:
        """The cell as what it is."""
        return row[self.column.key]


@bp.route("/export.xlsx")
def export(slug: str) -> ResponseReturnValue:
    """Every item with its number, days and times as such; imported again it says “no change”."""
    event = event_for(slug, "event.read")
    places, items = places_of(event), list_items(event.id)
    parents, title = parents_of(items), localized(event.title)
    body = as_xlsx(list(map(_Written, WRITTEN)), [cells_of(item, places, parents) for item in items], title=title)
    contents = _("Agenda")
    return list_file(body, "xlsx", f"{title} {contents}", plain="agenda")
