"""The word to send, and what is done while it is being sent."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.mailings.emails import panels, services
from eventmgr.office.mailings.emails.manage.blueprint import bp
from eventmgr.office.mailings.models import BulkMail
from eventmgr.tools.web.pages import attempt


@bp.route("/<int:bulk_mail_id>/confirm", methods=["POST"])
def confirm(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Send it, now or at its time; `version` says which draft was looked at."""
    version = whole_number(request.form.get("version", "")) or 0
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.confirm(event, mail, version, act=act_now()),
        lambda mail: _("It will be sent at its time.") if mail.started_at is None else _("Sending has begun."),
    )


@bp.route("/<int:bulk_mail_id>/pause", methods=["POST"])
def pause(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Write no further e-mail until somebody goes on."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.pause(event, mail, act=act_now()),
        lambda _mail: _("Paused. E-mails already in the outbox are still sent."),
    )


@bp.route("/<int:bulk_mail_id>/resume", methods=["POST"])
def resume(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Go on with those who have not got it."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.resume(event, mail, act=act_now()),
        lambda mail: _("It will be sent at its time.") if mail.started_at is None else _("Sending continues."),
    )


@bp.route("/<int:bulk_mail_id>/reopen", methods=["POST"])
def reopen(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """A draft again, to be changed, as long as nobody has got it."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.reopen(event, mail, act=act_now()),
        lambda _mail: _("It is a draft again. It is not sent until you confirm it again."),
    )


@bp.route("/<int:bulk_mail_id>/stop", methods=["POST"])
def stop(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Write no further e-mail, for good."""
    return _act(
        slug,
        bulk_mail_id,
        lambda event, mail: services.stop(event, mail, act=act_now()),
        lambda _mail: _("Stopped. Nobody else gets it."),
    )


def _act(
    slug: str,
    bulk_mail_id: int,
    work: Callable[[Event, BulkMail], None],
    sentence: Callable[[BulkMail], str],
) -> ResponseReturnValue:
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    return attempt(
        lambda: work(event, mail),
        sentence(get_of(event, BulkMail, bulk_mail_id)),
        url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id),
    )
