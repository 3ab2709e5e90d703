"""Letters of invitation: a page for each delegation or person that is invited, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.invitations.models import Invitation
from eventmgr.identity.team.roles import TeamRole
from tests.factories import NOON, keep, make_event, make_member
from tests.output.papers.samples import read_pdf

PATH = "/manage/events/sample/reports/invitation"


@pytest.fixture
def event(database):
    event = make_event(
        slug="sample",
        title={"zh": "样例研讨会", "en": "Sample seminar"},
        summary={"zh": "交流经验。", "en": "Experience is shared."},
        registration_closes_at=NOON + timedelta(days=20),
    )
    for code, quota in (("310000", 12), ("320000", 6), ("330000", None)):
        keep(InvitedUnit(event_id=event.id, unit_code=code, quota=quota))
    return event


def invite(event, name: str, **values):
    return keep(Invitation(event_id=event.id, name=name, email="a@example.com", created_at=NOON, **values))


def pages(client, query: str = "") -> list[str]:
    answer = client.get(f"{PATH}.pdf?lang=zh{query}")
    assert answer.status_code == 200
    return ["".join(page.extract_text().split()) for page in read_pdf(answer.data).pages]


def test_each_delegation_has_a_page_with_its_places_in_official_order(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))

    found = pages(client)

    assert [name in page for name, page in zip(("上海市：", "江苏省：", "浙江省："), found, strict=True)] == [True] * 3
    assert ["12个名额" in found[0], "6个名额" in found[1], "名额" in found[2]] == [True, True, False]
    for page in found:
        assert ("样例研讨会" in page, "交流经验。" in page, "/events/sample/" in page) == (True, True, True)


def test_people_with_an_invitation_of_their_own_have_one_and_revoked_ones_have_none(client, sign_in, event):
    invite(event, "张三")
    invite(event, "李四", revoked_at=NOON)
    invite(event, "多用码", code="AB12")
    sign_in(make_member(event, TeamRole.OWNER))

    found = pages(client, "&to=people")

    assert len(found) == 1
    assert ("张三" in found[0], "您" in found[0]) == (True, True)


def test_who_may_not_see_the_invited_does_not_print_their_names(client, sign_in, event):
    invite(event, "张三")
    sign_in(make_member(event, TeamRole.VIEWER))

    assert client.get(f"{PATH}.pdf?to=people").status_code == 403
    page = client.get(f"{PATH}/").get_data(as_text=True)
    assert ('value="units"' in page, 'value="people"' in page) == (True, False)


def test_a_blank_letter_has_a_line_for_the_name(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))

    found = pages(client, "&to=blank")

    assert len(found) == 1
    assert "＿＿＿＿" in found[0]
    assert client.get(f"{PATH}.pdf?to=everybody").status_code == 400
