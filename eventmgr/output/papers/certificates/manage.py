"""Certificates for organizers: issued, printed, revoked."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground.db import write
from eventmgr.ground.i18n import LANGUAGES, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.certificates import queries, services
from eventmgr.output.papers.certificates.forms import IssueForm
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.programme.training.hours import hours_in_words
from eventmgr.programme.training.queries import find_course
from eventmgr.tools.web.pages import form_page, go_to

bp = Blueprint("certificates_manage", __name__, url_prefix="/manage/events/<slug>/reports/certificates")
READ, ISSUE = "reports.read", "reports.certify"


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """What was issued, and for how many who attended nothing was."""
    event = event_for(slug, READ)
    return _page(event, IssueForm())


@bp.route("/issue", methods=["POST"])
def issue(slug: str) -> ResponseReturnValue:
    """Issue for everybody who was marked as arrived."""
    event = event_for(slug, ISSUE)
    form = IssueForm()
    if not form.validate():
        return _page(event, form)

    def work() -> int:
        hold(event)
        return services.issue(event, form.hours.data, act=act_now())

    done = write(work)
    return go_to(
        url_for(".index", slug=slug), _n("%(num)s certificate was issued.", "%(num)s certificates were issued.", done)
    )


@bp.route("/<int:certificate_id>/revoke", methods=["POST"])
def revoke(slug: str, certificate_id: int) -> ResponseReturnValue:
    """Valid no longer; pressed again, valid again."""
    event = event_for(slug, ISSUE)

    def work() -> None:
        hold(event)
        row = get_of(event, Certificate, certificate_id)
        (services.revoke if row.revoked_at is None else services.renew)(event, row, act=act_now())

    write(work)
    return redirect(url_for(".index", slug=slug), 303)


def _page(event: Event, form: IssueForm) -> ResponseReturnValue:
    attended = queries.list_attended(event.id)
    return form_page(
        "output/papers/certificates/index.html",
        form,
        event=event,
        certificates=queries.list_certificates(event.id),
        without=sum(one.certificate is None for one in attended),
        short=[one for one in attended if not one.is_due],
        course=find_course(event.id),
        said=hours_in_words,
        languages=LANGUAGES,
        issues=may(event, ISSUE),
    )
