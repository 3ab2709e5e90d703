"""Files of an event."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for
from eventmgr.event.events.forms.acts import FileForm, UploadForm
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Attachment
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit, submit_read
from eventmgr.tools.web.rendering.removing import removal_question

_BASE = "/events/<slug>/settings/files/"


@bp.route(_BASE, methods=["GET", "POST"])
def files(slug: str) -> ResponseReturnValue:
    """All files; a new one is sent to the same address."""
    event = event_for(slug, "event.edit")
    form = UploadForm()

    def add(file: CheckedFile) -> Answer:
        shown = {"title": form.title.data, "is_public": form.is_public.data}
        kept = services.add_file(event, file, **shown, act=act_now())
        return Answer(url_for(".files", slug=slug), _("“%(name)s” has been added.", name=kept.filename))

    return submit_read(form, checked_upload, add, makes=f"file:{event.id}") or form_page(
        "event/events/manage/files.html", form, event=event
    )


@bp.route(f"{_BASE}<int:attachment_id>", methods=["GET", "POST"])
def edit_file(slug: str, attachment_id: int) -> ResponseReturnValue:
    """Another title, or shown to other people."""
    event = event_for(slug, "event.edit")
    attachment = get_of(event, Attachment, attachment_id)
    form = FileForm(data=FileForm.read(attachment)).watching()

    def save() -> Answer:
        shown = {"title": form.title.data, "is_public": form.is_public.data}
        services.hold(event)
        stands = get_of(event, Attachment, attachment_id)
        if form.compare(FileForm(None, data=FileForm.read(stands))):
            services.edit_file(event, stands, **shown, act=act_now())
        return Answer(url_for(".files", slug=event.slug), _("The file has been changed."))

    return submit(form, save) or form_page("event/events/manage/file.html", form, event=event, attachment=attachment)


@bp.route(f"{_BASE}<int:attachment_id>/remove", methods=["GET", "POST"])
def remove_file(slug: str, attachment_id: int) -> ResponseReturnValue:
    """Take a file away; asks once."""
    event = event_for(slug, "event.edit")
    attachment = get_of(event, Attachment, attachment_id)
    if request.method != "POST":
        return removal_question(event, attachment.filename, keep=url_for(".files", slug=slug))
    write(lambda: services.remove_file(event, attachment, act=act_now()))
    return go_to(url_for(".files", slug=event.slug), _("The file has been removed."))
