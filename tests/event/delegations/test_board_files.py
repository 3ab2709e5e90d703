"""The board on paper, and the parts of quotas on the board itself."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader

from eventmgr.event.delegations.models import DelegationPlan
from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import QuotaPlan, Status
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.taxonomy import units
from tests.conftest import count_statements
from tests.event.delegations.acting import board_of
from tests.factories import keep, make_event, make_liaison, make_member, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def with_parts(event):
    """Hubei keeps two of its places for companies, of whom one is confirmed; it may send one expert and has sent two."""
    cells = [
        {"unit": "420000", "by": "role", "value": "company", "floor": 2, "ceiling": None},
        {"unit": "420000", "by": "role", "value": "expert", "floor": 0, "ceiling": 1},
    ]
    keep(QuotaPlan(event_id=event.id, pool=0, cells=cells))
    for role in (Role.COMPANY, Role.EXPERT, Role.EXPERT):
        make_registration(event, unit_code="420000", role=role, status=Status.CONFIRMED)
    return event


def text_of(answer):
    assert answer.mimetype == "application/pdf", answer.text
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages], pages[0].mediabox


def test_the_board_is_printed_in_landscape_with_heading_sums_and_pages(event, office):
    make_liaison(event, "420000")
    keep(DelegationPlan(event_id=event.id, confirm_due_at=clock.now() - timedelta(hours=1)))
    for status in (*(4 * [Status.CONFIRMED]), Status.PENDING, Status.WAITLISTED):
        make_registration(event, unit_code="420000", status=status)
    (page,), box = text_of(office.get(board_of(event, "export.pdf")))

    assert box.width > box.height
    assert event.title["en"] in page and "Delegations" in page and "Page 1 of 1" in page
    row = page[page.index("Hubei") : page.index("Hunan")]
    assert "李敏" in row and "3 6 1 4 1 0 1" in row and "Deadline passed" in row
    assert "15400000001" not in page and "@" not in page
    assert "3 6 1 4 1 0 1" in page[page.index("Total") :]
    entry = db.session.query(AuditEntry).filter_by(action="board_exported").one()
    assert entry.changes == {"rows": [None, 2]}


def test_a_board_of_forty_units_repeats_its_head_and_counts_its_pages(sign_in):
    event = make_event(units=[InvitedUnit(unit_code=unit.code, quota=2) for unit in units()[:40]])
    office = sign_in(make_member(event, TeamRole.REGISTRAR))
    pages, _box = text_of(office.get(board_of(event, "export.pdf?lang=zh")))

    assert len(pages) > 1 and all("代表团" in page and "名额" in page for page in pages)
    assert f"第1页共{len(pages)}页" in pages[0].replace(" ", "")
    assert "80" in pages[-1][pages[-1].index("合计") :]


def test_files_hold_what_the_board_is_narrowed_to(event, office):
    make_registration(event, unit_code="420000")
    page = office.get(board_of(event, "?only=empty")).text
    assert "export.pdf?only=empty" in page and "export.xlsx?only=empty" in page
    (printed,), _box = text_of(office.get(board_of(event, "export.pdf?only=empty")))
    assert "Hunan" in printed and "Hubei" not in printed and "Nobody on the list" in printed
    sheet = openpyxl.load_workbook(io.BytesIO(office.get(board_of(event, "export.xlsx?only=empty")).data)).active
    assert [row[0] for row in sheet.values][1:] == ["Hunan"]


def test_parts_of_quotas_are_shown_when_asked_for(with_parts, office):
    plain = office.get(board_of(with_parts)).text
    assert "at least 2" not in plain and 'href="/manage/events/' in plain and "cells=1" in plain
    page = office.get(board_of(with_parts, "?cells=1&only=")).text

    row = page[page.index("units/420000/") : page.index("units/430000/")]
    said = [
        re.sub(r"\s+", " ", one).strip() for one in re.findall(r'<div class="sub over">(.*?)</div>', row, re.DOTALL)
    ]
    assert said == ["Company representative: 1, at least 2", "Expert: 2, at most 1"]
    assert 'name="cells" value="1"' in page
    (printed,), _box = text_of(office.get(board_of(with_parts, "export.pdf?cells=1")))
    assert "Expert: 2, at most 1" in printed


def test_without_parts_nobody_is_offered_them(event, office):
    assert "cells=1" not in office.get(board_of(event)).text


def test_parts_cost_a_fixed_number_of_statements(with_parts, office):
    with count_statements() as plain:
        office.get(board_of(with_parts))
    with count_statements() as shown:
        office.get(board_of(with_parts, "?cells=1"))
    assert len(shown) - len(plain) <= 2
