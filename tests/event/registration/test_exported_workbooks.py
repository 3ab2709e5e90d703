"""What a program reads of an exported workbook."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")


def test_in_a_workbook_moments_and_numbers_are_real_ones(sign_in):
    event = make_event(timezone="Asia/Shanghai")
    for key, kind in (("people", QuestionKind.NUMBER), ("arrival", QuestionKind.DATE)):
        db.session.add(Question(event_id=event.id, key=key, label={"zh": key}, kind=kind))
    db.session.commit()
    place = register(event, make_applicant(answers={"q_people": "12", "q_arrival": "2026-09-03"}))
    created = place.created_at.astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, second=0, microsecond=0)

    data = (
        sign_in(make_member(event, TeamRole.REGISTRAR))
        .get(f"/manage/events/{event.slug}/registrations/export.xlsx?cols=q_people,q_arrival,created")
        .data
    )

    row = openpyxl.load_workbook(io.BytesIO(data)).active[2]
    assert [cell.value for cell in row[2:]] == [12, datetime(2026, 9, 3), created]  # noqa: DTZ001
    assert [cell.number_format for cell in row[3:]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
