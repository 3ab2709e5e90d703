"""The robot of an event as its organizers set it up."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.office.mailings.robots import queries, services
from eventmgr.office.mailings.robots.forms import RobotForm
from eventmgr.tools.channels.queries import list_latest
from eventmgr.tools.web.pages import Answer, attempt, form_page, go_to, submit
from eventmgr.tools.web.rate_limits.limits import limit

PERMISSION = "grouprobots.edit"
bp = Blueprint("grouprobots_manage", __name__, url_prefix="/manage/events/<slug>/robot")
_SHOWN, _MOST_TESTS, _HOUR = 10, 10, 3600


@bp.route("/", methods=["GET", "POST"])
def edit(slug: str) -> ResponseReturnValue:
    """Where it speaks and what of; what it has said lately."""
    event = event_for(slug, PERMISSION)
    robot = queries.find_robot(event.id)
    names = ("language", "says_new", "says_overdue", "says_closed", "every_minutes")
    usual = services.Wanted()
    form = RobotForm(data={name: getattr(robot or usual, name) for name in names})

    def change() -> Answer:
        services.save(event, form.wanted(), act=act_now())
        return Answer(url_for(".edit", slug=slug), _("The robot has been set up. Send a test to see it in the group."))

    return submit(form, change) or form_page(
        "office/mailings/robots/manage/edit.html",
        form,
        event=event,
        robot=robot,
        vendor=robot.vendor.label if robot is not None else "",
        ending=str(robot.keys.get("key", ""))[-4:] if robot is not None else "",
        rows=list_latest(services.batch_of(event.id), limit=_SHOWN),
        what=dict(services.Topic.choices()),
    )


@bp.route("/test", methods=["POST"])
def test(slug: str) -> ResponseReturnValue:
    """A word for a trial."""
    event = event_for(slug, PERMISSION)
    limit(f"robot-test:{staff_required().id}", _MOST_TESTS, _HOUR, clock.now())
    return attempt(
        lambda: services.test(event, act=act_now()),
        _("The test is on its way; reload the page to see the result."),
        url_for(".edit", slug=slug),
    )


@bp.route("/remove", methods=["POST"])
def remove(slug: str) -> ResponseReturnValue:
    """Remove the robot."""
    event = event_for(slug, PERMISSION)
    write(lambda: services.remove(event, act=act_now()))
    return go_to(url_for(".edit", slug=slug), _("The robot has been removed."))
