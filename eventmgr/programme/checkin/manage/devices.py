"""Devices of an event: made, set up by a link that is shown once, shut out."""

from __future__ import annotations

from datetime import timedelta

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin import queries, services
from eventmgr.programme.checkin.acts.kinds import ARRIVAL
from eventmgr.programme.checkin.forms import DeviceForm
from eventmgr.programme.checkin.labels import state_of
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.models import CheckinDevice
from eventmgr.tools.charts.qr import image_address
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.once import once
from eventmgr.tools.web.pages import Answer, go_to
from eventmgr.tools.web.responses.answers import never_kept

_AFTER_THE_EVENT = timedelta(hours=12)
_LATEST = timedelta(days=14)


@bp.route("/devices/", methods=["GET", "POST"])
def devices(slug: str) -> ResponseReturnValue:
    """All devices, and a new one."""
    event = event_for(slug, "registrations.mark")
    lists = queries.list_lists(event.id)
    preset = {"lists": [str(ARRIVAL)], "ends_at": event.ends_at + _AFTER_THE_EVENT}
    form = DeviceForm(data=preset).of_event(event, lists, [unit.unit_code for unit in event.units])
    if form.validate_on_submit():
        made: list[tuple[CheckinDevice, str]] = []

        def add() -> Answer:
            device = services.add_device(event, _draft(event, form), act=act_now())
            made[:] = [(device, services.link_device(device, at=clock.now()))]
            said = _("The device is ready to be set up. A new link shows how.")
            return Answer(url_for(".device", slug=slug, device_id=device.id), said)

        try:
            answer = write(lambda: once(form, f"checkin_device:{event.id}", add, at=clock.now()))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return never_kept(make_response(_page(event, made[0][0], token=made[0][1]))) if made else go_to(*answer)
    html = render_template(
        "programme/checkin/manage/devices.html",
        event=event,
        form=form,
        devices=[(device, state_of(device, clock.now())) for device in queries.list_devices(event.id)],
        lists={listed.id: listed for listed in queries.list_lists(event.id, closed=True)},
        registers=may(event, "registrations.edit"),
    )
    return html, form.status


def _draft(event: Event, form: DeviceForm) -> services.DeviceDraft:
    draft = form.draft()
    if draft.takes_walk_ins and not may(event, "registrations.edit"):
        raise Refusal(_("Your role may not register people, so your device cannot do so either."), field="walk_ins")
    if not clock.now() < draft.ends_at <= event.ends_at + _LATEST:
        raise Refusal(
            _("A device works until two weeks after the event at the latest, and its end must be in the future."),
            field="ends_at",
        )
    return draft


@bp.route("/devices/<int:device_id>/")
def device(slug: str, device_id: int) -> ResponseReturnValue:
    """How a device stands, and what can be done with it."""
    event = event_for(slug, "registrations.mark")
    return _page(event, get_of(event, CheckinDevice, device_id))


@bp.route("/devices/<int:device_id>/link", methods=["POST"])
def link(slug: str, device_id: int) -> ResponseReturnValue:
    """A new link, shown in this answer alone."""
    event = event_for(slug, "registrations.mark")
    row = get_of(event, CheckinDevice, device_id)
    token = write(lambda: services.link_device(row, at=clock.now()))
    return never_kept(make_response(_page(event, row, token=token)))


@bp.route("/devices/<int:device_id>/shut-out", methods=["POST"])
def shut_out(slug: str, device_id: int) -> ResponseReturnValue:
    """It is lost, or not needed any more."""
    event = event_for(slug, "registrations.mark")
    row = get_of(event, CheckinDevice, device_id)
    write(lambda: services.shut_out(event, row, act=act_now()))
    return go_to(
        url_for(".devices", slug=slug),
        _("The device is blocked: it can no longer read or send anything, and deletes its data when it next connects."),
    )


def _page(event: Event, row: CheckinDevice, *, token: str = "") -> str:
    address = f"{absolute_url('checkin_device.index')}#pair={token}" if token else ""
    picture = image_address(address) if address else ""
    return render_template(
        "programme/checkin/manage/device.html",
        event=event,
        device=row,
        state=state_of(row, clock.now()),
        lists=[listed for listed in queries.list_lists(event.id, closed=True) if listed.id in row.list_ids],
        address=address,
        picture=picture,
    )
