"""The first of a party's own pages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from eventmgr.meetings.parties.access import acting_for
from eventmgr.meetings.parties.views.blueprint import bp
from eventmgr.meetings.parties.views.frame import page


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """The organization, who sits at its tables, and what is next."""
    return page("meetings/own/index.html", acting_for(token))
