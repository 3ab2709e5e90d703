"""The agenda as a file that can be corrected and imported again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.access import event_for
from eventmgr.ground.i18n import _, localized
from eventmgr.output.imports.agenda.columns import cells_of, places_of
from eventmgr.output.imports.agenda.labels import LABELS, WRITTEN
from eventmgr.output.imports.agenda.rows import parents_of
from eventmgr.tools.sheets import Value, as_text, as_xlsx
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("imports_agenda_file", __name__, url_prefix="/manage/events/<slug>/agenda")


@dataclass(frozen=True)
class _Column:
    """A column of the file; rows are cells by key."""

    key: str

    @property
    def label(self) -> Any:
        """The head."""
        return LABELS[self.key]

    def text(self, row: dict[str, Value]) -> str:
        """The cell as text."""
        return as_text(row[self.key])

    def value(self, row: dict[str, Value]) -> Value:
        """The cell as what it is."""
        return row[self.key]


@bp.route("/export.xlsx")
def export(slug: str) -> ResponseReturnValue:
    """Every item with its number, days and times as such; imported again it says “no change”."""
    event = event_for(slug, "event.read")
    places, items = places_of(event), list_items(event.id)
    parents, title = parents_of(items), localized(event.title)
    body = as_xlsx([_Column(key) for key in WRITTEN], [cells_of(item, places, parents) for item in items], title=title)
    contents = _("Agenda")
    return list_file(body, "xlsx", f"{title} {contents}", plain="agenda")
