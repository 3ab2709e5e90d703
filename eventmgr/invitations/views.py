"""The page of those who want no invitations: one click, with or without looking."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr import clock
from eventmgr.db import write
from eventmgr.errors import WrongLink
from eventmgr.i18n import _
from eventmgr.invitations import queries, services
from eventmgr.invitations.letters import OPT_OUT
from eventmgr.web import tokens
from eventmgr.web.requests.elsewhere import without_token
from eventmgr.web.responses.answers import never_kept

bp = Blueprint("invitations", __name__)


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@without_token
def opt_out(token: str) -> ResponseReturnValue:
    """Asks once where somebody looks; a mail program posts at once (RFC 8058), and so it is done at once."""
    read = tokens.read(OPT_OUT, token)
    invitation = queries.find_invitation(read[0]) if read and read[1] == 1 else None
    if invitation is None:
        raise WrongLink(_("This link is invalid or no longer works."))
    done = request.method == "POST"
    if done:
        email = invitation.email
        write(lambda: services.opt_out(email, at=clock.now()))
    html = render_template("invitations/opt_out.html", event=invitation.event, token=token, done=done)
    return never_kept(make_response(html))
