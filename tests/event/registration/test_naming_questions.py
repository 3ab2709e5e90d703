"""Questions for an organization and for a person of the event: kept as typed, found for organizers, told to nobody else."""

from __future__ import annotations

import re

from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db
from eventmgr.office.duplicates.services import merge, seen_of
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.event.registration.kinds_of_questions import PERSON, ask, text_of
from tests.factories import NOON, make_event, make_user

FRIEND = PERSON | {"name": "李四", "organization": "武汉样例机床有限公司", "mobile": "15400000009"}


def send(client, event, person, **values):
    answer = client.post(f"/events/{event.slug}/register/", data=person | values)
    assert answer.status_code == 303, text_of(answer)
    return answer.location


def newest() -> Registration:
    return db.session.query(Registration).order_by(Registration.id.desc()).first()


def details(client, event, registration) -> str:
    page = text_of(client.get(f"/manage/events/{event.slug}/registrations/{registration.id}/"))
    return page.split("<h2>报名内容</h2>" if "<h2>报名内容</h2>" in page else "<dl", 1)[1]


def test_organizers_see_whom_an_answer_means_and_its_giver_sees_what_was_typed(client, sign_in, frozen):
    event = make_event()
    ask(event, "room", QuestionKind.PERSON, zh="希望同住人员")
    own = [send(client, event, PERSON, q_room="李四")]
    first = newest()
    before = text_of(client.get(own[0]))
    send(client, event, FRIEND)
    second = newest()
    after = text_of(client.get(own[0]))
    sign_in(make_user(is_admin=True))

    seen = details(client, event, first)

    assert f"/registrations/{second.id}/" in seen and "李四 · 武汉样例机床有限公司" in seen
    assert (first.answers, "李四" in after, "武汉样例机床" in after) == ({"q_room": "李四"}, True, False)
    assert re.sub(r"\d{20,}|nonce-[^\"']+", "", before) == re.sub(r"\d{20,}|nonce-[^\"']+", "", after)


def test_nobody_found_several_and_oneself(client, sign_in, frozen):
    event, other = make_event(), make_event()
    ask(event, "room", QuestionKind.PERSON)
    send(client, other, FRIEND | {"name": "赵六"})
    for number, organization in enumerate(("武汉样例机床有限公司", "长沙样例机床有限公司")):
        send(client, event, FRIEND | {"mobile": f"1540000001{number}", "organization": organization})
    send(client, event, PERSON, q_room="赵六")
    first = newest()
    sign_in(make_user(is_admin=True))
    pages = []
    for typed in ("赵六", "李四", PERSON["name"], str(first.id)):
        first.answers = {"q_room": typed}
        db.session.commit()
        pages.append(details(client, event, first))

    nobody, several = "本活动报名名单中未找到此人", "可能是以下人员之一"
    assert [nobody in page for page in pages] == [True, False, True, True]
    assert [several in page for page in pages] == [False, True, False, False]
    assert pages[1].count("李四 · ") == 2


def test_a_number_leads_to_the_registration_that_the_named_one_was_merged_into(client, sign_in, frozen):
    event = make_event()
    ask(event, "room", QuestionKind.PERSON)
    send(client, event, FRIEND)
    merged = newest()
    send(client, event, FRIEND | {"mobile": "15400000011"})
    kept = newest()
    own = send(client, event, PERSON, q_room=f"No. {merged.id}")
    first = newest()
    number = text_of(client.get(f"/my/{my_token(merged)}/"))
    merge(event, kept, merged, (), seen=seen_of(kept, merged), act=Act(OFFICE, NOON))
    db.session.commit()
    sign_in(make_user(is_admin=True))

    seen = details(client, event, first)

    assert f">{merged.id}<" in number
    assert f"/registrations/{kept.id}/" in seen and f"/registrations/{merged.id}/" not in seen
    assert f"No. {merged.id}" in text_of(client.get(own))


def test_who_has_withdrawn_is_still_led_to_and_who_is_deleted_is_not(client, sign_in, frozen):
    event = make_event()
    ask(event, "room", QuestionKind.PERSON)
    send(client, event, FRIEND)
    friend = newest()
    send(client, event, PERSON, q_room="李四")
    first = newest()
    sign_in(make_user(is_admin=True))
    withdraw(event, friend, act=Act(OFFICE, NOON))
    db.session.commit()
    withdrawn = details(client, event, first)
    delete(event, friend, reason="本人要求", act=Act(OFFICE, NOON))
    db.session.commit()
    deleted = details(client, event, first)

    assert friend.status is Status.WITHDRAWN
    assert (f"/registrations/{friend.id}/" in withdrawn, f"/registrations/{friend.id}/" in deleted) == (True, False)
    assert "未找到此人" in deleted and "李四" in deleted


def test_an_organization_is_kept_as_typed_and_leads_to_its_page_and_back(client, sign_in, frozen):
    event = make_event()
    ask(event, "host", QuestionKind.ORGANIZATION, zh="接待单位")
    page = text_of(client.get(f"/events/{event.slug}/register/"))
    send(client, event, FRIEND)
    host = newest().organization
    send(client, event, PERSON, q_host="武汉样例机床 有限公司")
    first = newest()
    sign_in(make_user(is_admin=True))

    seen = details(client, event, first)
    known = text_of(client.get(f"/manage/organizations/{host.id}/"))

    assert 'list="organizations"' in page.split("q_host", 1)[1][:400]
    assert first.answers == {"q_host": "武汉样例机床有限公司"}
    assert f"/manage/organizations/{host.id}/" in seen
    assert "回答中提到" in known and PERSON["name"] in known and "接待单位" in known


def test_the_list_of_the_form_suggests_as_the_organization_of_the_form_does(client, frozen):
    event = make_event()
    for number in range(5):
        send(client, event, FRIEND | {"mobile": f"1540000001{number}", "name": f"李四{'一二三四五'[number]}"})

    own, asked = (
        text_of(client.get(f"/events/{event.slug}/register/organizations?{name}=武汉样例"))
        for name in ("organization", "q_host")
    )

    assert own == asked
