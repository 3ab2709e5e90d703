"""All of an event, and drafts: written, changed, copied, deleted."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.registration.access import check_filter, reader_of
from eventmgr.event.registration.filters import filter_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.mailings.audience import EMAIL, audience_by
from eventmgr.office.mailings.emails import letters, panels, queries, services
from eventmgr.office.mailings.emails.forms import BulkMailForm
from eventmgr.office.mailings.emails.manage.blueprint import bp
from eventmgr.office.mailings.filters import filters_in_words_of
from eventmgr.office.mailings.models import BulkMail, RecipientState
from eventmgr.office.mailings.panels import asked_filters, list_address
from eventmgr.office.mailings.queries import list_mailings
from eventmgr.office.mailings.services import remove
from eventmgr.office.mailings.wording import title_of
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page, go_to
from eventmgr.tools.web.requests.parameters import query


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All of the event, newest first."""
    event = event_for(slug, panels.PERMISSION)
    page = list_mailings(BulkMail, event.id, query.cursor())
    return render_template(
        "office/mailings/emails/manage/index.html",
        event=event,
        page=page,
        title_of=partial(title_of, event=event),
        counts=queries.count_recipients([mail.id for mail in page.rows]),
        written=RecipientState.WRITTEN,
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A draft to those whom the filters in the address find."""
    event = event_for(slug, panels.PERMISSION)
    filters = asked_filters(query, event)
    check_filter(filter_of(filters, event), reader_of(event))
    form = BulkMailForm(data={"when": "now", "side": "before", "in_hours": "days", "anchor": "start"})
    form.prepare(event)
    if form.validate_on_submit() and not form.faults(at=clock.now()):

        def add() -> Answer:
            mail = services.write(event, form.draft(), filters, act=act_now())
            return Answer(
                url_for(".show", slug=slug, bulk_mail_id=mail.id),
                _("The draft has been saved. No e-mails have been sent yet."),
            )

        if answer := finish(form, add, makes=f"bulkmail:{event.id}"):
            return answer
    return _typing(event, form, None, filters)


@bp.route("/<int:bulk_mail_id>/edit", methods=["GET", "POST"])
def edit(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Another text or time, as long as it is a draft."""
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    form = BulkMailForm(data=BulkMailForm.read(mail)).watching()
    form.prepare(event)
    if form.validate_on_submit() and not form.faults(at=clock.now()):

        def save() -> Answer:
            hold(event)
            stored = BulkMailForm(None, data=BulkMailForm.read(get_of(event, BulkMail, bulk_mail_id)))
            stored.prepare(event)
            if form.compare(stored):
                services.change(event, mail, form.draft(), act=act_now())
            return Answer(
                url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id),
                _("The draft has been saved. No e-mails have been sent yet."),
            )

        if answer := finish(form, save):
            return answer
    return _typing(event, form, mail, mail.filters)


def _typing(event: Event, form: BulkMailForm, mail: BulkMail | None, filters: dict[str, str]) -> ResponseReturnValue:
    audience = audience_by(
        event, filter_of(filters, event), EMAIL, is_necessary=bool(form.is_necessary.data), at=clock.now()
    )
    return form_page(
        "office/mailings/emails/manage/edit.html",
        form,
        event=event,
        mail=mail,
        placeholders=letters.PLACEHOLDERS,
        number=len(audience.reached),
        said=filters_in_words_of(event, filters),
        listed=list_address(event, filters),
    )


@bp.route("/<int:bulk_mail_id>/delete", methods=["POST"])
def delete(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """Delete the draft."""
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    return attempt(
        lambda: remove(event, mail, act=act_now()),
        _("The draft has been deleted."),
        url_for(".index", slug=slug),
        back=url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id),
    )


@bp.route("/<int:bulk_mail_id>/copy", methods=["POST"])
def copy(slug: str, bulk_mail_id: int) -> ResponseReturnValue:
    """A new draft that says the same."""
    event = event_for(slug, panels.PERMISSION)
    mail = get_of(event, BulkMail, bulk_mail_id)
    form = Form()

    def add() -> Answer:
        made = services.copy(event, mail, act=act_now())
        return Answer(
            url_for(".show", slug=slug, bulk_mail_id=made.id),
            _("Copied into a new draft. No e-mails have been sent yet."),
        )

    try:
        return go_to(*write(lambda: once(form, f"bulkmail-copy:{mail.id}", add, at=clock.now())))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for(".show", slug=slug, bulk_mail_id=bulk_mail_id), 303)
