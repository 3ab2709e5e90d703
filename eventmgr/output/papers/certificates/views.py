"""The page where everybody checks a certificate: number and name, and nothing else is told."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.output.papers.certificates.forms import CheckForm
from eventmgr.output.papers.certificates.numbers import LONGEST, read_number
from eventmgr.output.papers.certificates.services import is_valid
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("certificates", __name__)
_CHECKS = 30
"""Checks of one caller in an hour."""


@bp.route("/certificates/", methods=["GET", "POST"])
@without_token
def check() -> ResponseReturnValue:
    """`number` of an address stands in the field already."""
    form = CheckForm(data={"number": query.text("number", longest=LONGEST)})
    answer: bool | None = None
    if request.method == "POST" and form.validate():
        limit(f"certificate:{caller()}", most=_CHECKS, per_seconds=3600, at=clock.now())
        answer = is_valid(read_number(form.number.data or ""), form.name.data or "")
    html = render_template("output/papers/certificates/check.html", form=form, answer=answer)
    return never_kept(make_response(html, form.status))
