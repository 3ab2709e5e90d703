"""The report of a year as PDF."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import staff_required
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.manage.saving import READ
from eventmgr.output.figures.queries.scope import list_occasions
from eventmgr.output.figures.yearly.contents import gather_year
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept


@bp.route("/figures/year/")
def year() -> ResponseReturnValue:
    """Choose the year and the series of a report."""
    found = list_occasions(staff_required(), READ)
    years = sorted({one.year for one in found}, reverse=True)
    series = {one.series: localized(one.series_name) for one in found if one.series}
    return render_template(
        "output/figures/year.html",
        years=years,
        series=sorted(series.items(), key=lambda pair: pair[1]),
        now=clock.now().year,
    )


@bp.route("/figures/year.pdf")
def year_report() -> ResponseReturnValue:
    """The report: `year`, `series` if it is about one alone, `public` for what may be published."""
    user, at, lang = staff_required(), clock.now(), language()
    asked, series = query.text("year") or str(at.year), query.text("series") or None
    if not (asked.isascii() and asked.isdecimal() and 1970 <= int(asked) <= 9998):
        raise BadValue(_("“%(value)s” is not a valid year.", value=asked[:40]))
    report = gather_year(user, int(asked), lang, at=at, series=series, public=query.text("public") == "1")
    from eventmgr.output.figures.yearly import document  # noqa: PLC0415 -- loads ReportLab, for documents only

    answer = Response(document.build(report, lang=lang), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="annual-report-{int(asked)}.pdf"'
    return never_kept(answer)
