"""Hotels, their rooms, and the nights of an event."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.services import hold
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.labels import EDIT, READ, room_kind
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.lodging.forms import HotelForm, PlanForm, RoomForm, RoomsForm, hotel_values
from eventmgr.on_site.logistics.lodging.manage.blueprint import bp
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit
from eventmgr.tools.web.rendering.removing import removal_page


@bp.route("/hotels/")
def hotels(slug: str) -> ResponseReturnValue:
    """All hotels with their rooms."""
    event = event_for(slug, READ)
    return render_template(
        "on_site/logistics/lodging/hotels.html",
        event=event,
        hotels=queries.list_hotels(event.id),
        edits=may(event, EDIT),
    )


@bp.route("/hotels/new", methods=["GET", "POST"])
def new_hotel(slug: str) -> ResponseReturnValue:
    """Add a hotel."""
    event = event_for(slug, EDIT)
    form = HotelForm()

    def add() -> Answer:
        hotel = services.add_hotel(event, form.draft(), act=act_now())
        return Answer(
            url_for(".hotel", slug=slug, hotel_id=hotel.id), _("The hotel has been added. Now add its rooms.")
        )

    return submit(form, add, makes=f"hotel:{event.id}") or form_page(
        "on_site/logistics/lodging/hotel.html", form, event=event, hotel=None, rooms=None, room_kind=room_kind
    )


@bp.route("/hotels/<int:hotel_id>", methods=["GET", "POST"])
def hotel(slug: str, hotel_id: int) -> ResponseReturnValue:
    """Change what is said of a hotel; its rooms."""
    event = event_for(slug, EDIT)
    row = queries.get_hotel(event, hotel_id)
    form = HotelForm(data=hotel_values(row)).watching()

    def save() -> Answer:
        hold(event)
        stands = queries.get_hotel(event, hotel_id)
        if form.compare(HotelForm(None, data=hotel_values(stands))):
            services.edit_hotel(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".hotel", slug=slug, hotel_id=hotel_id), _("The hotel has been saved."))

    if answer := submit(form, save, using=partial(carry_out, event, quiet=True)):
        return answer
    rooms = RoomsForm(None, data={"number": 10, "beds": 2}).tell_apart("rooms")
    return form_page(
        "on_site/logistics/lodging/hotel.html", form, event=event, hotel=row, rooms=rooms, room_kind=room_kind
    )


@bp.route("/hotels/<int:hotel_id>/rooms", methods=["GET", "POST"])
def add_rooms(slug: str, hotel_id: int) -> ResponseReturnValue:
    """Several rooms at once, numbered on."""
    event = event_for(slug, EDIT)
    row = queries.get_hotel(event, hotel_id)
    rooms = RoomsForm(data={"number": 10, "beds": 2})

    def add() -> Answer:
        hold(event)
        services.add_rooms(
            event,
            queries.get_hotel(event, hotel_id),
            first=rooms.first.data or "",
            number=rooms.number.data or 1,
            beds=rooms.beds.data or 1,
            act=act_now(),
        )
        return Answer(url_for(".hotel", slug=slug, hotel_id=hotel_id), _("The rooms have been added."))

    return submit(rooms, add, makes=f"rooms:{hotel_id}") or form_page(
        "on_site/logistics/lodging/rooms.html", rooms, event=event, hotel=row
    )


@bp.route("/hotels/<int:hotel_id>/remove", methods=["GET", "POST"])
def remove_hotel(slug: str, hotel_id: int) -> ResponseReturnValue:
    """Delete a hotel with its rooms; asks once."""
    event = event_for(slug, EDIT)
    row = queries.get_hotel(event, hotel_id)
    if request.method != "POST":
        inside = queries.load_lodging(event).inside
        people = sum(len(inside.get(room.id, ())) for room in row.rooms)
        lost = [_n("Its %(num)s room is deleted too.", "Its %(num)s rooms are deleted too.", len(row.rooms))]
        if people:
            lost.append(_n("%(num)s person loses their room.", "%(num)s people lose their rooms.", people))
        question = _("Delete “%(name)s”?", name=localized(row.name))
        return removal_page(event, question, lost=lost, keep=url_for(".hotel", slug=slug, hotel_id=hotel_id))
    carry_out(
        event, lambda: services.remove_hotel(event, queries.get_hotel(event, hotel_id), act=act_now()), quiet=True
    )
    return go_to(url_for(".hotels", slug=slug), _("The hotel has been deleted."))


@bp.route("/rooms/<int:room_id>", methods=["GET", "POST"])
def room(slug: str, room_id: int) -> ResponseReturnValue:
    """The number and the beds of one room."""
    event = event_for(slug, EDIT)
    row = queries.get_room(event, room_id)
    form = RoomForm(data={"label": row.label, "beds": row.beds})

    def save() -> Answer:
        hold(event)
        stands = queries.get_room(event, room_id)
        services.rename_room(event, stands, form.label.data or "", form.beds.data or 1, act=act_now())
        return Answer(url_for(".hotel", slug=slug, hotel_id=row.hotel_id), _("The room has been saved."))

    return submit(form, save, using=partial(carry_out, event, quiet=True)) or form_page(
        "on_site/logistics/lodging/room.html", form, event=event, room=row
    )


@bp.route("/rooms/<int:room_id>/remove", methods=["POST"])
def remove_room(slug: str, room_id: int) -> ResponseReturnValue:
    """Delete one room; whoever had it has none."""
    event = event_for(slug, EDIT)
    found = queries.get_room(event, room_id)
    hotel_id = found.hotel_id
    carry_out(event, lambda: services.remove_room(event, queries.get_room(event, room_id), act=act_now()), quiet=True)
    return go_to(url_for(".hotel", slug=slug, hotel_id=hotel_id), _("The room has been deleted."))


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """The nights of those who say none; the question about roommates."""
    event = event_for(slug, EDIT)
    facts = queries.load_lodging(event).facts
    named = {
        question.key: question.label_in(language())
        for question in list_questions(event.id)
        if question.kind is QuestionKind.PERSON
    }
    values = {
        "arrives_on": facts.usual.arrives,
        "leaves_on": facts.usual.leaves,
        "roommate_key": facts.roommate.removeprefix("q_"),
    }
    form = PlanForm(data=values).prepare(named)
    if form.validate_on_submit():
        nights = form.nights()
        if nights is not None:
            write(lambda: services.set_plan(event, nights, form.roommate_key.data or "", act=act_now()))
        return go_to(url_for(".index", slug=slug), _("The nights have been saved."))
    return form_page("on_site/logistics/lodging/settings.html", form, event=event)
