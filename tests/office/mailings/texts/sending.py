"""Steps of the tests of sending, which others take too."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

from sqlalchemy import select

from eventmgr.console.cli.worker import Worker
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.office.mailings.audience import SHORT_TEXT, audience_of
from eventmgr.office.mailings.texts import services
from eventmgr.office.mailings.texts.services import Draft
from eventmgr.office.mailings.texts.wording import texts_to
from eventmgr.tools.channels.models import ChannelMessage
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import NOON, make_person, make_registration

UNTOLD = {"flag": "untold"}


TEXT = {"zh": "{姓名}：{活动}已确认您参会。"}


def act():
    return Act(OFFICE, clock.now())


def person(event, name="王敏", **values):
    return make_registration(
        event, make_person(name), **{"email": "", "untold_since": NOON - timedelta(hours=1), **values}
    )


def written(event, filters=None, **values):
    with transaction():
        return services.write(event, Draft(**{"text": TEXT, **values}), filters or UNTOLD, act=act())


def seen(event, message):
    readers = audience_of(event, message, SHORT_TEXT, at=clock.now()).reached
    return message.version, len(readers), sum(text.parts for text in texts_to(readers, message, event))


def sent(event, filters=None, **values):
    message = written(event, filters, **values)
    numbers = seen(event, message)
    with transaction():
        services.send(event, message, numbers, act=act())
    return message


def work(app):
    db.session.rollback()
    with app.app_context():
        worker = Worker(app, lease=60, batch=50, stop=threading.Event())
        while worker.round():
            pass
    db.session.rollback()


def numbers(server):
    return sorted(json.loads(body)["mobile"] for _method, _path, _headers, body in server.got)


def states():
    db.session.expire_all()
    return [
        (row.state, row.last_error) for row in db.session.scalars(select(ChannelMessage).order_by(ChannelMessage.id))
    ]


def base(event, rest=""):
    return f"/manage/events/{event.slug}/short-messages/{rest}"
