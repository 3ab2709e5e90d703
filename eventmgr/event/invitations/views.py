"""The page of those who want no e-mails but necessary ones: one click, with or without looking."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.invitations import queries
from eventmgr.event.invitations.letters import OPT_OUT
from eventmgr.event.invitations.panels import Leaver, leaver
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _
from eventmgr.tools.messages.optouts import services as optouts
from eventmgr.tools.web import tokens
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("invitations", __name__)


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@without_token
def opt_out(token: str) -> ResponseReturnValue:
    """Asks once where somebody looks; a mail program posts at once (RFC 8058), and so it is done at once."""
    leaver = _leaver(token)
    if leaver is None:
        raise WrongLink(_("This link is invalid or no longer works."))
    email, done = leaver.email, request.method == "POST"
    if done:
        write(lambda: optouts.opt_out(email, at=clock.now()))
    html = render_template("event/invitations/opt_out.html", event=leaver.event, token=token, done=done)
    return never_kept(make_response(html))


def _leaver(token: str) -> Leaver | None:
    """Of an invitation, or of an e-mail of a room upstairs."""
    read = tokens.read(OPT_OUT, token)
    if read is None:
        return leaver(token)
    invitation = queries.find_invitation(read[0]) if read[1] == 1 else None
    return Leaver(invitation.email, invitation.event) if invitation is not None else None
