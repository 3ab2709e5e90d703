"""One person's room as a plain form: room, nights, locked."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.arranging.nights import kept_nights
from eventmgr.on_site.logistics.arranging.rooms import RoomReason
from eventmgr.on_site.logistics.labels import EDIT, KINDS
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.lodging.forms import StayForm
from eventmgr.on_site.logistics.lodging.manage.blueprint import bp
from eventmgr.on_site.logistics.lodging.needs import nights_in_words_of
from eventmgr.tools.web.pages import Answer, finish


@bp.route("/people/<int:registration_id>", methods=["GET", "POST"])
def person(slug: str, registration_id: int) -> ResponseReturnValue:
    """Give a room, set nights, lock."""
    event = event_for(slug, EDIT)
    registration = get_of(event, Registration, registration_id)
    now = queries.load_lodging(event)
    guest = now.guests.get(registration_id)
    if guest is None:
        raise NotFound(_("This registration holds no place, so there is no room to give."))
    stay = now.stays.get(registration_id)
    nights = kept_nights(stay.set_nights) if stay else None
    values = {
        "room": str(stay.room_id or 0) if stay else "0",
        "arrives_on": nights.arrives if nights else None,
        "leaves_on": nights.leaves if nights else None,
        "is_locked": bool(stay and stay.is_locked),
    }
    form = StayForm(data=values).prepare(now)
    if form.validate_on_submit():
        number = form.chosen()
        room = queries.get_room(event, number) if number else None

        def save() -> Answer:
            services.settle(
                event, registration, room, set_nights=form.nights(), is_locked=bool(form.is_locked.data), act=act_now()
            )
            hotel: dict[str, Any] = {"hotel": room.hotel_id} if room else {}
            there = url_for(".index", slug=slug, **hotel, _anchor=f"p{registration_id}")
            return Answer(there, _("Saved: %(name)s.", name=guest.name))

        if answer := finish(form, save, using=partial(carry_out, event, quiet=True)):
            return answer
    html = render_template(
        "on_site/logistics/lodging/person.html",
        event=event,
        guest=guest,
        form=form,
        said=nights_in_words_of(guest, now.facts),
        wishes=[now.guests[number].name for need in now.needs if need.person == guest.id for number in need.wishes],
        why=[RoomReason(code).label for code in (stay.why if stay else ())],
        kinds=KINDS,
    )
    return html, form.status
