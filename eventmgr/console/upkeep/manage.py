"""The change log of the whole installation, for administrators, who read everything."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.console.upkeep import queries
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.settings import home_zone
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.tools.log.filtering import Chosen, columns, people_in_words
from eventmgr.tools.log.queries import iterate_entries, list_entries, list_recurring
from eventmgr.tools.log.services import note_export
from eventmgr.tools.log.wording import kinds_in_words, lines_of
from eventmgr.tools.sheets import Counted, as_csv, as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("upkeep_manage", __name__, url_prefix="/manage/changes")

_PAGE = 50


@bp.route("/")
def changes() -> ResponseReturnValue:
    """Newest first, `before` continues; `q`, `kind`, `who` and `day` narrow it, days on the clock of the site."""
    admin_required()
    before = query.text("before")
    number = whole_number(before)
    if before and number is None:
        raise BadValue(_("“%(value)s” is not a valid entry number. Start from the first page.", value=before[:20]))
    chosen = Chosen.read(query.text)
    wanted = chosen.wanted(home_zone(), everywhere=True)
    entries = list_entries(None, wanted=wanted, before_id=number, limit=_PAGE + 1)
    recurring = list_recurring(None)
    return render_template(
        "console/upkeep/manage/changes.html",
        lines=lines_of(entries[:_PAGE], home_zone()),
        titles=_titles({entry.event_id for entry in entries if entry.event_id is not None}),
        older=entries[_PAGE - 1].id if len(entries) > _PAGE else None,
        is_first=not before,
        chosen=chosen,
        kinds=kinds_in_words({(act.object_type, act.action) for act in recurring}),
        people=people_in_words(recurring),
    )


@bp.route("/export.<any(csv, xlsx):suffix>")
def export_changes(suffix: str) -> ResponseReturnValue:
    """What the page tells with these filters, as a file; who took it is in the log."""
    user = admin_required()
    chosen = Chosen.read(query.text)
    parts = iterate_entries(None, chosen.wanted(home_zone(), everywhere=True))
    rows = Counted(line for part in parts for line in lines_of(part, home_zone()))
    named, title = columns(home_zone(), _titles(None)), _("Change log of the site")
    body = as_csv(named, rows) if suffix == "csv" else as_xlsx(named, rows, title=title)
    told: dict[str, Any] = {"kind": suffix, "columns": [column.key for column in named], "rows": rows.number}
    write(lambda: note_export(act_now(), user, chosen.given, **told, object_name=user.name))
    return list_file(body, suffix, title, plain="changes")


def _titles(ids: set[int] | None) -> dict[int, str]:
    return {number: localized(title) for number, title in queries.list_event_titles(ids)}
