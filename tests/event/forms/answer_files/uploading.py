"""Steps of the tests of uploading, which others take too."""

from __future__ import annotations

import re

from sqlalchemy import select

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db


def the_registration():
    db.session.expire_all()
    return db.session.scalar(select(Registration).order_by(Registration.id.desc()))


def kept_files():
    db.session.expire_all()
    return list(db.session.scalars(select(AnswerFile).order_by(AnswerFile.id)))


def kept_id(page):
    return re.search(r'name="q_cv-id" value="([^"]*)"', page.text)[1]
