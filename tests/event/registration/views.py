"""Steps of the tests of views, which others take too."""

from __future__ import annotations

from sqlalchemy import func, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db


def typed(**values):
    return {
        "name": "欧阳·样例",
        "organization": "湖北样例019号汽车部件有限公司",
        "unit": "420000",
        "province": "",
        "sector": "C36",
        "title": "高级工程师",
        "mobile": "+86 154 0000 0219",
        "email": "ouyang@example.com",
        "consent": "y",
        **values,
    }


def post(client, event, **values):
    return client.post(f"/events/{event.slug}/register/", data=typed(**values))


def only_registration():
    return db.session.scalars(select(Registration)).one()


def count():
    return db.session.scalar(select(func.count()).select_from(Registration))
