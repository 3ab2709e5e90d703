"""On which ground of the law each item is processed: read by participants in the notice, chosen by the organizers."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.bases import LegalBase, base_of
from eventmgr.identity.privacy.services import add_notice
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")
CONSENT, CONTRACT, DUTY, TASK = "取得个人同意", "参会所必需", "履行法定义务", "履行法定职责"


@pytest.fixture
def event(app):
    found = make_event(fields={"diet": "optional", "remarks": "optional", "email": "optional"})
    rules = {"purpose": {"zh": "安排参观", "en": "the tour"}}
    keep(Question(event_id=found.id, key="size", label={"zh": "企业人数"}, kind=QuestionKind.NUMBER, rules=rules))
    return found


@pytest.fixture
def owner(client, sign_in, event):
    return sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))


def line(page, label):
    """The line of the notice about that item."""
    found = re.search(rf"<li>{label}：.*?</li>", page)
    return found[0] if found else ""


def choose(owner, event, **bases):
    path = f"/manage/events/{event.slug}/retention/bases"
    page = owner.get(path).text
    selects = re.findall(r'<select[^>]*name="(base_\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    typed = {name: re.search(r'value="(\w+)" selected', options)[1] for name, options in selects}
    return owner.post(path, data=typed | {f"base_{name}": base for name, base in bases.items()})


def test_the_notice_names_the_ground_of_each_field_question_and_process(client, event):
    page = client.get(f"/events/{event.slug}/register/").text

    wanted = {
        "姓名": CONTRACT,
        "手机号码": CONTRACT,
        "饮食要求": CONSENT,
        "备注": CONSENT,
        "企业人数": CONSENT,
        "变更记录": DUTY,
    }
    assert {label: base in line(page, label) for label, base in wanted.items()} == dict.fromkeys(wanted, True)
    assert "安排参观" in line(page, "企业人数")


def test_it_stands_below_a_text_of_the_organizers_own_too(client, event):
    with transaction():
        add_notice(event.id, {"zh": "我们的告知书"}, act=Act(SYSTEM, NOON))

    page = client.get(f"/events/{event.slug}/register/").text

    assert ("我们的告知书" in page, "姓名" in line(page, CONTRACT), "其余各项" in line(page, CONSENT)) == (
        True,
        True,
        True,
    )


def test_what_the_organizers_choose_is_read_by_participants_at_once_and_logged(client, owner, event):
    before = client.get(f"/events/{event.slug}/register/").text
    answer = choose(owner, event, name="task", q_size="contract")
    after = client.get(f"/events/{event.slug}/register/").text
    shown = owner.get(f"/manage/events/{event.slug}/retention/").text

    assert [TASK in line(page, "姓名") for page in (before, after)] == [False, True]
    assert [CONTRACT in line(page, "企业人数") for page in (before, after)] == [False, True]
    assert (answer.status_code, TASK in shown) == (303, True)
    db.session.expire_all()
    assert db.session.get(Event, event.id).legal_bases == {"name": "task", "q_size": "contract"}
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "changed")).one()
    assert entry.changes == {"legal_bases": [[], ["name task", "q_size contract"]]}
    choose(owner, event, name="contract", q_size="consent")
    db.session.expire_all()
    assert db.session.get(Event, event.id).legal_bases == {}


def test_sensitive_information_rests_on_consent_whatever_is_sent(client, owner, event):
    choose(owner, event, diet="task")
    with transaction():
        db.session.get(Event, event.id).legal_bases = {"diet": "task"}

    assert CONSENT in line(client.get(f"/events/{event.slug}/register/?lang=zh&x=1").text or "", "饮食要求")
    assert "base_diet" not in owner.get(f"/manage/events/{event.slug}/retention/bases").text


@pytest.mark.parametrize("base", ["", "interest", "CONSENT"])
def test_a_ground_that_the_law_does_not_know_is_refused(owner, event, base):
    answer = choose(owner, event, name=base)

    db.session.expire_all()
    assert (answer.status_code, db.session.get(Event, event.id).legal_bases) == (422, {})


def test_a_base_that_no_version_knows_any_more_is_read_as_the_usual_one():
    assert base_of({"name": "gone"}, "name", LegalBase.CONTRACT) is LegalBase.CONTRACT
    assert base_of({}, "records") is LegalBase.DUTY
