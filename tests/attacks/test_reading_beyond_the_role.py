"""A member of the team, or an account that only looks on, wants to read what its role may not.

Tried: every page, export and document that shows registrations, opened by every role, with every column asked for by
its name, every filter, and searches for numbers. Every field of the registration holds a text that stands nowhere else,
so that whatever leaks is seen wherever it leaks.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from eventmgr.event.forms.fields import ALWAYS, DOCUMENT, ENCRYPTED, OPTIONAL, SEALED
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.access import FIELDS, permission_of
from eventmgr.event.registration.covering import COVERED
from eventmgr.event.registration.feature import FEATURE
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.office_list.columns import columns_of
from eventmgr.ground.db import db
from eventmgr.ground.features import roles_of
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from tests.access_table import TEAM
from tests.access_table.world import ROLES, World, make_world
from tests.attacks.reading_beyond_the_role import ASKED, text
from tests.conftest import client_of
from tests.factories import NOON, keep, make_person, make_registration, make_user
from tests.soak import cut, either

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]

READERS = [*"VCREOA", "national", "provincial"]
MARKS = {
    "mobile": "15412349876",
    "email": "geheim@example.org",
    "gender": "性别甲乙",
    "lodging": "住宿甲乙",
    "arrival": "到达甲乙",
    "departure": "返程甲乙",
    "diet": "饮食甲乙",
    "diet_note": "过敏甲乙",
    "id_kind": "证件甲乙",
    "id_number": "号码甲乙丙丁戊己",
    "remarks": "备注甲乙",
    "q_size": "尺码甲乙",
    "office_note": "内部甲乙",
    "reason": "原因甲乙",
    "rank": "8317",
}
"""Field → a text that stands nowhere else on any page."""
TRAIL = {
    "remarks": "旧备注丙丁",
    "q_size": "旧尺码丙丁",
    "office_note": "旧内部丙丁",
    "arrival": "旧到达丙丁",
    "reason": "旧原因丙丁",
}
"""What the trail remembers of a field."""
PAGES = sorted(rule for method, rule in TEAM if method == "GET")


@pytest.fixture
def world(app):
    """A registration that was refused, with a text of its own in every field and in its history."""
    made = make_world()
    fields = dict.fromkeys(OPTIONAL, "optional")
    made.event = db.session.merge(made.event)
    made.event.fields = fields
    keep(
        Question(
            event_id=made.event.id, key="size", kind=QuestionKind.TEXT, label={"zh": "尺码"}, options=[], position=1
        )
    )
    place = db.session.get(Registration, made.values["registration_id"])
    answers = {name: MARKS[name] for name in MARKS if name not in ("mobile", "email", "office_note", "reason", "rank")}
    uploaded = {"q_cv": place.answers["q_cv"]}
    place.answers = uploaded | {name: value for name, value in answers.items() if name not in ENCRYPTED}
    place.sensitive = {name: value for name, value in answers.items() if name in SEALED}
    place.id_document = {name: value for name, value in answers.items() if name in DOCUMENT}
    place.mobile, place.mobile_last4 = MARKS["mobile"], MARKS["mobile"][-4:]
    place.email, place.office_note, place.reason = MARKS["email"], MARKS["office_note"], MARKS["reason"]
    place.rank, place.source, place.status = int(MARKS["rank"]), Source.IMPORT, Status.REJECTED
    place.changed_late_at = NOON
    keep(Consent(registration_id=place.id, purpose="sensitive", notice_version=7, given_at=NOON))
    changes = {
        "answers.remarks": [TRAIL["remarks"], "x"], "answers.q_size": [TRAIL["q_size"], "x"],
        "answers.arrival": [TRAIL["arrival"], "x"], "office_note": [TRAIL["office_note"], "x"],
    }  # fmt: skip
    keep(
        AuditEntry(
            at=NOON, actor_kind=ActorKind.SYSTEM, event_id=made.event.id, object_type="registration",
            object_id=place.id, object_name=place.name, action="changed", changes=changes, reason=TRAIL["reason"],
        )
    )  # fmt: skip
    make_registration(made.event, make_person(name="陈同伴"), status=Status.CONFIRMED)
    return made


@pytest.fixture
def browser_of(app, world, sign_in):
    """`browser_of(reader)`: a browser signed in as that role, or as an account of that level."""

    def enter(reader):
        if reader in world.people:
            user = world.people[reader]
        elif reader == "national":
            user = make_user(level=Level.NATIONAL)
        else:
            user = make_user(level=Level.PROVINCIAL, unit_code="310000")
        return sign_in(user, client_of(app))

    return enter


def role_of(reader: str) -> TeamRole | None:
    """The role with which they read; None for administrators, who hold every permission."""
    return None if reader == "A" else ROLES.get(reader, TeamRole.VIEWER)


def may_read(reader: str, field: str) -> bool:
    role = role_of(reader)
    return role is None or role in roles_of(permission_of(field))


NEEDS_NO_ROOM = {"/manage/events/<slug>/lodging/people/<int:registration_id>"}
"""Pages of people who have asked for one; the person of this world has not."""


def shown(body: str) -> set[str]:
    """The fields whose text, now or in the trail, stands in `body`; the rank by itself, not inside a token."""
    return {
        field
        for marks in (MARKS, TRAIL)
        for field, mark in marks.items()
        if (mark in body if field != "rank" else re.search(rf"(?<![\w.-]){mark}(?![\w-])", body))
    }


def share_of(reader: str) -> int:
    """One in how many pages the reader opens."""
    return either({"C": 2, "V": 4, "national": 4, "provincial": 4}.get(reader, 8), 1)


def everything(world: World, browser: Any, reader: str) -> str:
    """All that this reader can open, both exports, every column by its name in the list or an export (in a soak in all three), and both
    exports in full at the end, before which nothing that is covered may stand anywhere. In `make test` the pages are dealt out:
    a half to check-in staff, a fourth to each of those who look on, an eighth to those who may read nearly everything anyway."""
    bodies = []
    every = share_of(reader)
    for rule in PAGES[READERS.index(reader) % every :: every]:
        for kind in ("csv", "xlsx") if "<any(csv, xlsx):" in rule else ("",):
            for name in ("agenda", "roster", "summary") if "<name>.pdf" in rule else ("agenda",):
                answer = browser.get(world.address(rule + ASKED.get(rule, ""), kind=kind, suffix=kind, name=name))
                assert answer.status_code in (200, 303, 403) or rule in NEEDS_NO_ROOM, rule
                bodies.append(text(answer) if answer.status_code == 200 else "")
    start = world.address("/manage/events/<slug>/registrations/")
    columns = columns_of(world.event, list_questions(world.event.id), "zh", groups={})
    for column, page in cut(product(columns, ("", "export.csv", "export.xlsx")), 8):
        answer = browser.get(f"{start}{page}?cols={column}")
        bodies.append(text(answer) if answer.status_code == 200 else "")
        assert not [field for field in COVERED if MARKS[field] in "\n".join(bodies)], column
    for kind in ("csv", "xlsx"):
        answer = browser.post(
            f"{start}export/?cols={','.join(COVERED)}", data={"kind": kind, "why": "contact", "recipient": "样例酒店"}
        )
        bodies.append(text(answer) if answer.status_code == 200 else "")
    return "\n".join(bodies)


@pytest.mark.parametrize("reader", READERS)
def test_a_role_reads_the_fields_of_its_groups_and_no_other_on_any_page(world, browser_of, reader):
    seen = shown(everything(world, browser_of(reader), reader))

    allowed = {field for field in MARKS if may_read(reader, field)}
    assert seen - allowed == set()
    assert seen == allowed or share_of(reader) > 1


@pytest.mark.parametrize("reader", READERS)
def test_the_list_offers_the_columns_of_the_role_and_refuses_the_others(world, browser_of, reader):
    browser, start = browser_of(reader), world.address("/manage/events/<slug>/registrations/")
    page = browser.get(start).get_data(as_text=True)

    for key in columns_of(world.event, list_questions(world.event.id), "zh", groups={}).keys() - {
        "name",
        "organization",
    }:
        offered = may_read(reader, key) or key in ("mobile", "email")
        assert browser.get(f"{start}?cols={key}").status_code == (200 if offered else 400), key
        assert (f'name="cols" value="{key}"' in page) == offered, key


@pytest.mark.parametrize("reader", READERS)
def test_what_waits_for_the_office_is_neither_marked_nor_found_by_others(world, browser_of, reader):
    browser, start = browser_of(reader), world.address("/manage/events/<slug>/registrations/")
    office = may_read(reader, "todo")

    assert browser.get(f"{start}?todo=1").status_code == (200 if office else 403)
    assert ("截止后修改" in browser.get(start).get_data(as_text=True)) == office
    if reader in "ROA":
        assert browser.get(f"{start}export.csv?todo=1").status_code == 200


PARTS = ("15412349876", "1541234987", "2349876", "12349", "1234", "154", "geheim", "geheim@example.org")


@pytest.mark.parametrize("reader", READERS)
def test_nobody_finds_a_person_by_more_of_a_number_than_its_last_four_digits(world, browser_of, reader):
    browser, start = browser_of(reader), world.address("/manage/events/<slug>/registrations/")
    way = f'/registrations/{world.values["registration_id"]}/"'  # others may bear the same name, and have any number

    assert way in browser.get(f"{start}?q={MARKS['mobile'][-4:]}").get_data(as_text=True)
    assert [part for part in PARTS if way in browser.get(f"{start}?q={part}").get_data(as_text=True)] == []


def test_every_field_of_a_registration_stands_in_one_group_and_an_unknown_one_is_the_offices():
    named = [field for fields in FIELDS.values() for field in fields]
    assert sorted(named) == sorted(set(named))
    assert {*ALWAYS, *OPTIONAL} - set(named) == set()
    assert FIELDS.keys() - FEATURE.permissions.keys() == set()
    assert permission_of("something_new") == "registrations.office"


def test_every_column_of_the_table_of_registrations_has_its_group_or_is_never_shown(world):
    never = {
        *(
            "id",
            "event_id",
            "person_id",
            "organization_id",
            "pinyin_key",
            "mobile_last4",
            "answers",
            "sensitive",
            "id_document",
            "withheld",
        ),
        *(
            "identity_key",
            "form_id",
            "link_version",
            "feed_version",
            "sequence",
            "calendar_changed_at",
            "group_numbers",
            "created_at",
            "changed_at",
            "confirmed_at",
            "attended_at",
        ),
    }
    grouped = {field for fields in FIELDS.values() for field in fields}
    assert {column.key for column in Registration.__table__.columns} - never - grouped - {"name"} == set()
