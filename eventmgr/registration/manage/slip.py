"""The way back for somebody who gave no e-mail address: a new link, shown once and ready to print."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, url_for

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import Refusal
from eventmgr.events.access import event_for
from eventmgr.messages.composing import absolute_url
from eventmgr.registration import queries, services
from eventmgr.registration.content.codes import qr_image
from eventmgr.registration.letters import my_token, spoken_code
from eventmgr.registration.manage.blueprint import bp
from eventmgr.web.responses.answers import never_kept


@bp.route("/<int:registration_id>/slip", methods=["POST"])
def slip(slug: str, registration_id: int) -> Response:
    """A slip to hand over, with the address of the page, its QR code, and a code to read out; links handed out before stop working."""
    event = event_for(slug, "registrations.edit")
    registration = queries.get_registration(event, registration_id)
    try:
        write(lambda: services.show_link(event, registration, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
        target = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id)
        return make_response(redirect(target, 303))
    link = absolute_url("registration.show", token=my_token(registration))
    html = render_template(
        "registration/manage/slip.html", event=event, registration=registration, link=link, picture=qr_image(link),
        code=spoken_code(registration), door=absolute_url("registration.send_link", slug=event.slug),
    )  # fmt: skip
    answer = make_response(html)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)
