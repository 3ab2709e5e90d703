"""Notices of an event."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.forms.acts import NoticeForm
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Notice
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.views import today
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_question

_BASE = "/events/<slug>/settings/notices/"


@bp.route(_BASE)
def notices(slug: str) -> ResponseReturnValue:
    """All notices, those to come too."""
    event = event_for(slug, "event.edit")
    return render_template("event/events/manage/notices.html", event=event, today=today(event))


@bp.route(f"{_BASE}new", methods=["GET", "POST"])
def new_notice(slug: str) -> ResponseReturnValue:
    """Write a notice."""
    event = event_for(slug, "event.edit")
    form = NoticeForm(data={"published_on": today(event)})

    def add() -> Answer:
        services.add_notice(event, form.draft(), act=act_now())
        return Answer(url_for(".notices", slug=slug), _("The notice has been added."))

    return submit(form, add, makes=f"notice:{event.id}") or form_page(
        "event/events/manage/notice.html", form, event=event, notice=None
    )


@bp.route(f"{_BASE}<int:notice_id>", methods=["GET", "POST"])
def edit_notice(slug: str, notice_id: int) -> ResponseReturnValue:
    """Change a notice."""
    event = event_for(slug, "event.edit")
    notice = get_of(event, Notice, notice_id)
    form = NoticeForm(data=NoticeForm.read(notice)).watching()

    def save() -> Answer:
        services.hold(event)
        stands = get_of(event, Notice, notice_id)
        if form.compare(NoticeForm(None, data=NoticeForm.read(stands))):
            services.edit_notice(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".notices", slug=event.slug), _("The notice has been changed."))

    return submit(form, save) or form_page("event/events/manage/notice.html", form, event=event, notice=notice)


@bp.route(f"{_BASE}<int:notice_id>/remove", methods=["GET", "POST"])
def remove_notice(slug: str, notice_id: int) -> ResponseReturnValue:
    """Take a notice away; asks once."""
    event = event_for(slug, "event.edit")
    notice = get_of(event, Notice, notice_id)
    if request.method != "POST":
        return removal_question(event, localized(notice.title), keep=url_for(".notices", slug=slug))
    write(lambda: services.remove_notice(event, notice, act=act_now()))
    return go_to(url_for(".notices", slug=event.slug), _("The notice has been removed."))
