"""Short messages as organizers write them, look at them and send them."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.registration.access import check_filter, reader_of
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.office.mailings.audience import SHORT_TEXT, Audience, audience_of
from eventmgr.office.mailings.models import NotSent, RecipientState, ShortMessage
from eventmgr.office.mailings.panels import asked_filters, list_address
from eventmgr.office.mailings.queries import list_mailings
from eventmgr.office.mailings.services import remove
from eventmgr.office.mailings.texts import panels, services
from eventmgr.office.mailings.texts.forms import ShortMessageForm
from eventmgr.office.mailings.texts.wording import PLACEHOLDERS, texts_to
from eventmgr.tools.channels.gateway import find_gateway
from eventmgr.tools.channels.models import SendState
from eventmgr.tools.channels.queries import count_states, list_of_batch
from eventmgr.tools.web.pages import Answer, attempt, form_page, go_to, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("texting_manage", __name__, url_prefix="/manage/events/<slug>/short-messages")

_SHOWN = 10
"""Texts of single readers that the page shows before it is sent."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All of the event, newest first."""
    event = event_for(slug, panels.PERMISSION)
    page = list_mailings(ShortMessage, event.id, query.cursor())
    batches = {message.id: services.batch_of(message) for message in page.rows}
    return render_template(
        "office/mailings/texts/manage/index.html",
        event=event,
        page=page,
        batches=batches,
        counts=count_states([*batches.values()]),
        sent=SendState.SENT,
        has_gateway=find_gateway() is not None,
    )


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A draft to those without e-mail whom the filters in the address find."""
    event = event_for(slug, panels.PERMISSION)
    filters = asked_filters(query, event)
    check_filter(filter_of(filters, event), reader_of(event))
    form = ShortMessageForm()

    def add() -> Answer:
        message = services.write(event, form.draft(), filters, act=act_now())
        return Answer(
            url_for(".show", slug=slug, short_message_id=message.id),
            _("The draft has been saved. No e-mails have been sent yet."),
        )

    if answer := submit(form, add, makes=f"texting:{event.id}"):
        return answer
    return _typing(event, form, None, filters)


@bp.route("/<int:short_message_id>/edit", methods=["GET", "POST"])
def edit(slug: str, short_message_id: int) -> ResponseReturnValue:
    """Another text, as long as it is a draft."""
    event = event_for(slug, panels.PERMISSION)
    message = get_of(event, ShortMessage, short_message_id)
    form = ShortMessageForm(data=ShortMessageForm.read(message)).watching()

    def save() -> Answer:
        hold(event)
        stored = ShortMessageForm(None, data=ShortMessageForm.read(get_of(event, ShortMessage, message.id)))
        if form.compare(stored):
            services.change(event, message, form.draft(), act=act_now())
        return Answer(
            url_for(".show", slug=slug, short_message_id=short_message_id),
            _("The draft has been saved. No e-mails have been sent yet."),
        )

    if answer := submit(form, save):
        return answer
    return _typing(event, form, message, message.filters)


def _typing(
    event: Event, form: ShortMessageForm, message: ShortMessage | None, filters: dict[str, str]
) -> ResponseReturnValue:
    return form_page(
        "office/mailings/texts/manage/edit.html",
        form,
        event=event,
        message=message,
        placeholders=PLACEHOLDERS,
        listed=list_address(event, filters),
    )


@bp.route("/<int:short_message_id>/")
def show(slug: str, short_message_id: int) -> ResponseReturnValue:
    """Who gets it, what it says and costs, before it is sent; what became of it for each, afterwards."""
    event = event_for(slug, panels.PERMISSION)
    message = get_of(event, ShortMessage, short_message_id)
    if message.started_at is not None:
        return _sent(event, message)
    try:
        audience, refusal = audience_of(event, message, SHORT_TEXT, at=clock.now()), ""
    except BadValue as fault:
        audience, refusal = Audience(), fault.message
    texts = texts_to(audience.reached, message, event)
    return render_template(
        "office/mailings/texts/manage/show.html",
        event=event,
        message=message,
        refusal=refusal,
        listed=list_address(event, message.filters),
        audience=audience,
        texts=texts[:_SHOWN],
        parts=sum(text.parts for text in texts),
        states=RecipientState,
    )


def _sent(event: Event, message: ShortMessage) -> ResponseReturnValue:
    rows = list_of_batch(services.batch_of(message))
    ids = [row.payload["registration"] for row in rows if row.payload]
    people = {person.id: person for person in list_registrations_by_id(event.id, ids)}
    return render_template(
        "office/mailings/texts/manage/sent.html",
        event=event,
        message=message,
        rows=[(row, people.get(row.payload.get("registration", 0))) for row in rows],
        why=dict(NotSent.choices()),
    )


@bp.route("/<int:short_message_id>/send", methods=["POST"])
def send(slug: str, short_message_id: int) -> ResponseReturnValue:
    """Send it as the page has shown it, to as many people and with as many parts."""
    event = event_for(slug, panels.PERMISSION)
    message = get_of(event, ShortMessage, short_message_id)
    version, people, parts = (whole_number(request.form.get(name, "")) or 0 for name in ("version", "people", "parts"))
    return attempt(
        lambda: services.send(event, message, (version, people, parts), act=act_now()),
        _("Sending has begun."),
        url_for(".show", slug=slug, short_message_id=short_message_id),
    )


@bp.route("/<int:short_message_id>/delete", methods=["POST"])
def delete(slug: str, short_message_id: int) -> ResponseReturnValue:
    """Delete the draft."""
    event = event_for(slug, panels.PERMISSION)
    message = get_of(event, ShortMessage, short_message_id)
    return attempt(
        lambda: remove(event, message, act=act_now()),
        _("The draft has been deleted."),
        url_for(".index", slug=slug),
        back=url_for(".show", slug=slug, short_message_id=short_message_id),
    )


@bp.route("/leave-alone/<int:registration_id>", methods=["POST"])
def leave_alone(slug: str, registration_id: int) -> ResponseReturnValue:
    """Somebody has said that they want no short messages."""
    event = event_for(slug, panels.PERMISSION)
    registration = get_of(event, Registration, registration_id)
    write(lambda: services.leave_alone(event, registration, act=act_now()))
    return go_to(
        url_for(".index", slug=slug),
        _("From now on %(name)s gets only necessary short messages.", name=registration.name),
    )
