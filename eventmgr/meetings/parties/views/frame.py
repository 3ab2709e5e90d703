"""How a party's own pages are answered."""

from __future__ import annotations

from flask import Response, render_template

from eventmgr.meetings.parties.access import Acting
from eventmgr.registration.views.my import private


def page(template: str, acting: Acting, status: int = 200, **values: object) -> Response:
    """One of a party's pages: it extends `meetings/own/base.html`, which needs `acting`; kept nowhere."""
    html = render_template(
        template, acting=acting, party=acting.party, event=acting.event, token=acting.token, **values
    )
    return private(html, status)
