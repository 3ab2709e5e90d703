"""The same tables and charts as files."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.manage.pages import Asked, asked_for
from eventmgr.output.figures.tables import charting
from eventmgr.output.figures.tables.workbook import workbook
from eventmgr.tools.charts import svg
from eventmgr.tools.web.responses.answers import list_file, never_kept


@bp.route("/figures/table.xlsx", defaults={"name": "table.xlsx"})
@bp.route("/figures/chart.svg", defaults={"name": "chart.svg"})
@bp.route("/figures/chart.png", defaults={"name": "chart.png"})
def file_of_all(name: str) -> ResponseReturnValue:
    """Of all events that the account may look into."""
    return _file(asked_for(None), name)


@bp.route("/events/<slug>/figures/table.xlsx", defaults={"name": "table.xlsx"})
@bp.route("/events/<slug>/figures/chart.svg", defaults={"name": "chart.svg"})
@bp.route("/events/<slug>/figures/chart.png", defaults={"name": "chart.png"})
def file_of_event(slug: str, name: str) -> ResponseReturnValue:
    """Download the figures of one event as a file."""
    return _file(asked_for(slug), name)


def _file(asked: Asked, name: str) -> ResponseReturnValue:
    view = asked.view
    if view is None:
        raise NotFound(asked.problem)
    heading = view.choices.heading
    if name == "table.xlsx":
        return list_file(workbook(view), "xlsx", heading, plain="figures")
    drawing = charting.draw(view)
    if drawing is None:
        raise NotFound(_("There is nothing to draw: the table is empty."))
    if name == "chart.svg":
        body, mimetype = (
            svg(drawing, title=heading, desc=str(asked.choices.chosen_measure.says)).encode(),
            "image/svg+xml",
        )
    else:
        from eventmgr.tools.typesetting.pixels import png  # noqa: PLC0415 -- loads the faces of papers, for pictures only

        body, mimetype = png(drawing, heading), "image/png"
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="figures.{name.rpartition(".")[2]}"'
    return never_kept(answer)
