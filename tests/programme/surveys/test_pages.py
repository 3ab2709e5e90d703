"""Pages: made and changed by organizers, answered on a phone by link or by a code on the wall."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.content.questions import Item
from eventmgr.programme.surveys.models import SurveyKind
from eventmgr.programme.surveys.views import code_token
from tests.factories import NOON, make_event, make_item, make_member
from tests.programme.surveys.factories import answer, make_code, make_people, make_survey

NEW = {"title_zh": "会后调查", "names": "anonymous", "split_by": "nothing", "begin_with": "usual", "remind_days": "3",
       "closes_at": "2026-04-08T12:00"}  # fmt: skip


@pytest.fixture
def office(client, sign_in, frozen):
    """(event, address of its questionnaires), its editor signed in."""
    event = make_event()
    sign_in(make_member(event, TeamRole.EDITOR))
    return event, f"/manage/events/{event.slug}/surveys/"


def test_an_editor_makes_publishes_and_deletes_one(client, office):
    event, base = office
    assert client.post(f"{base}new", data=NEW).status_code == 303
    [survey] = queries.list_surveys(event.id)
    assert (survey.is_anonymous, survey.remind_days, survey.is_published) == (True, 3, False)
    assert client.post(f"{base}{survey.id}/publish").status_code == 303
    assert "开放中" in client.get(base).text
    for page in ("", "preview", "results/", "codes/", "edit", "remove"):
        assert client.get(f"{base}{survey.id}/{page}").status_code == 200
    assert client.post(f"{base}{survey.id}/remove").status_code == 303
    assert queries.list_surveys(event.id) == []


@pytest.mark.parametrize(("days_later", "closes"), [(0, 7), (9, 16)])
def test_a_new_one_closes_a_week_after_the_event_unless_another_end_is_typed(
    client, sign_in, frozen, days_later: int, closes: int
):
    event = make_event()
    frozen.move_to(event.ends_at + timedelta(days=days_later))
    sign_in(make_member(event, TeamRole.EDITOR))
    base = f"/manage/events/{event.slug}/surveys/"
    shown = re.findall(r'name="closes_at"[^>]*value="([^"]+)"', client.get(f"{base}new").text)

    assert shown == [f"{(event.ends_at + timedelta(days=closes)).astimezone(ZoneInfo(event.timezone)):%Y-%m-%dT%H:%M}"]
    assert client.post(f"{base}new", data=NEW | {"closes_at": shown[0]}).status_code == 303
    [survey] = queries.list_surveys(event.id)
    assert client.post(f"{base}{survey.id}/publish").status_code == 303
    assert queries.list_surveys(event.id)[0].is_published


def test_settings_and_questions_are_changed_and_what_is_wrong_is_kept_in_the_form(client, office):
    event, base = office
    survey = make_survey(event, [], published=False)
    page = f"{base}{survey.id}"
    question = {"kind": "choice", "label_zh": "形式", "lines": "线上 | Online\n线下 | On site", "steps": "5"}
    assert client.post(f"{page}/questions/new", data=question).status_code == 303
    told = client.post(f"{page}/questions/new", data=question | {"lines": "一项", "label_zh": "原文保留"})
    assert told.status_code == 422
    assert "原文保留" in told.text
    second = {"kind": "text", "label_zh": "为什么线上", "depends_on": "1=a1"}
    assert client.post(f"{page}/questions/new", data=second).status_code == 303
    choice, text = queries.list_questions(survey.id)
    assert (choice.options[1]["label"]["en"], text.condition) == ("On site", {"any": [["equals", "q_1", "a1"]]})
    assert "“形式”为“线上”" in client.get(f"{page}/").text
    assert client.post(f"{page}/questions/{text.id}", data=second | {"kind": "yes_no"}).status_code == 303
    assert queries.list_questions(survey.id)[1].kind is SurveyKind.YES_NO
    assert client.post(f"{page}/questions/{text.id}/remove").status_code == 303
    assert len(queries.list_questions(survey.id)) == 1
    assert client.post(f"{page}/edit", data=NEW | {"title_zh": "另名"}).status_code == 303
    assert queries.list_surveys(event.id)[0].title == {"zh": "另名"}
    wrong = NEW | {"opens_at": "2026-05-01T12:00"}
    assert client.post(f"{page}/edit", data=wrong).status_code == 422


def test_an_organizers_page_of_another_event_is_not_found(client, office):
    _event, base = office
    survey = make_survey(make_event())
    assert client.get(f"{base}{survey.id}/").status_code == 404


def test_a_participant_answers_by_link_and_what_was_typed_is_kept_on_errors(client, frozen):
    event = make_event()
    survey, [person] = make_survey(event), make_people(event, 1)
    token = my_token(person)
    own = f"/my/{token}/surveys/"
    assert own in client.get(f"/my/{token}/").text
    assert f"{own}{survey.id}/" in client.get(own).text
    page = client.get(f"{own}{survey.id}/").text
    assert "匿名填写" in page
    assert "data-if" in page
    told = client.post(f"{own}{survey.id}/", data={"q_11": "地铁口应有指引", "q_4-a1": "4"})
    assert told.status_code == 422
    assert "地铁口应有指引" in told.text
    assert re.search(r'name="q_4-a1" value="4" checked', told.text)
    data = {"q_1": "5", "q_2": "不该问到", "q_4-a1": "4", "q_5": ["a1", "a3"], "q_9": "yes"}
    assert client.post(f"{own}{survey.id}/", data=data).status_code == 303
    assert queries.list_waiting(survey.id) == [[None, "", {"1": "5", "4": {"a1": "4"}, "5": ["a1", "a3"], "9": "yes"}]]
    assert client.post(f"{own}{survey.id}/", data=data).status_code == 409
    assert "不能修改" in client.get(f"{own}{survey.id}/").text


def test_named_answers_stand_in_the_form_again(client, frozen):
    event = make_event()
    survey, [person] = make_survey(event, is_anonymous=False), make_people(event, 1)
    answer(event, survey, person, q1="2", q2="太挤", q7={"a1": "3"})
    page = client.get(f"/my/{my_token(person)}/surveys/{survey.id}/").text
    assert "太挤" in page
    assert re.search(r'name="q_7-a1" value="3" checked', page)
    copy = client.get(f"/my/{my_token(person)}/data.json").text
    assert "太挤" in copy


def test_a_link_opens_no_questionnaire_that_does_not_ask_its_person(client, frozen):
    event = make_event()
    [person] = make_people(event, 1)
    others, draft = make_survey(event, roles=("expert",)), make_survey(event, published=False)
    foreign = make_survey(make_event())
    for survey in (others, draft, foreign):
        assert client.get(f"/my/{my_token(person)}/surveys/{survey.id}/").status_code == 404


def test_a_code_on_the_wall_takes_answers_about_its_session_and_a_form_sent_twice_once(client, office):
    event, base = office
    item = make_item(event, title={"zh": "主旨报告"})
    survey = make_survey(event)
    assert client.post(f"{base}{survey.id}/codes/", data={"item_id": item.id, "speaker": "李教授"}).status_code == 303
    [code] = queries.list_codes(survey.id)
    page = client.get(f"/surveys/{code_token(code)}/").text
    assert "主旨报告 · 李教授" in page
    data = {"q_1": "5", "form_id": re.search(r'name="form_id" value="([^"]+)"', page)[1]}
    for _time in range(2):
        sent = client.post(f"/surveys/{code_token(code)}/", data=data)
        assert sent.location.endswith("/thanks")
    assert queries.list_waiting(survey.id) == [[code.id, "", {"1": "5"}]]
    assert client.get(f"/surveys/{code_token(code)}/thanks").status_code == 200
    assert client.get(f"{base}{survey.id}/codes/{code.id}.pdf").data.startswith(b"%PDF")
    gone = f"/surveys/{code_token(code)}/"
    assert client.post(f"{base}{survey.id}/codes/{code.id}/remove").status_code == 303
    assert client.get(gone).status_code == 404


def test_public_answers_have_a_limit_for_each_caller(make_app, database, frozen):
    event = make_event()
    token = code_token(make_code(make_survey(event)))
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    statuses = [client.post(f"/surveys/{token}/", data={"q_1": "5", "q_11": str(n)}).status_code for n in range(301)]
    assert (set(statuses[:300]), statuses[300]) == ({303}, 429)


def test_results_of_named_ones_are_told_apart_and_quotes_chosen(client, office):
    event, base = office
    people = [*make_people(event, 3), *make_people(event, 1, province_code="440000")]
    survey = make_survey(event, is_anonymous=False)
    for number, person in enumerate(people):
        answer(event, survey, person, q1="4", q11=f"建议{number}")
    page = client.get(f"{base}{survey.id}/results/?by=province").text
    assert "广东" in page
    assert "100.0%" in page
    [key] = re.findall(r'value="(11-\w+)"[^>]*>\s*<label[^>]*>建议2', page)
    assert client.post(f"{base}{survey.id}/results/quotes", data={"quote": key}).status_code == 303
    assert queries.list_surveys(event.id)[0].quotes == {"11": ["建议2"]}
    part = client.get(f"{base}{survey.id}/results/?by=province&part=440000").text
    assert "建议3" in part
    assert "建议1" not in part
    assert client.get(f"{base}{survey.id}/results/?by=colour").status_code == 400
    assert client.get(f"{base}{survey.id}/results.xlsx").status_code == 200


@pytest.mark.parametrize(("days", "is_said"), [(10, False), (-10, True)])
def test_a_draft_of_an_event_that_is_over_is_open_work(client, sign_in, frozen, days, is_said):
    event = make_event(starts_at=NOON + timedelta(days=days))
    sign_in(make_member(event, TeamRole.EDITOR))
    make_survey(event, published=False)
    assert ("1 份问卷尚未发布" in client.get(f"/manage/events/{event.slug}/").text) is is_said


def test_more_questionnaires_take_no_more_statements(client, office, count_statements):
    event, base = office
    [place] = make_people(event, 1)
    counted = []
    for more in (1, 3):
        for _again in range(more):
            answer(event, make_survey(event, is_anonymous=False), place, q1="5")
        addresses = (
            base,
            f"/my/{my_token(place)}/",
            f"/my/{my_token(place)}/surveys/",
            f"/my/{my_token(place)}/data.json",
        )
        counted.append([])
        for address in addresses:
            with count_statements() as statements:
                assert client.get(address).status_code == 200
            counted[-1].append(len(statements))

    assert counted[0] == counted[1]


def test_a_matrix_is_one_table_to_answer_and_one_of_results_and_errors_stand_at_its_rows(client, office):
    event, base = office
    rows = tuple({"value": value, "label": {"zh": words}} for value, words in (("a1", "内容"), ("a2", "组织")))
    matrix = Item("1", SurveyKind.MATRIX, {"zh": "请评价"}, required=True, options=rows, scale={"steps": 5})
    survey = make_survey(event, [matrix], is_anonymous=False)
    one, other = make_people(event, 2)
    path = f"/my/{my_token(one)}/surveys/{survey.id}/?lang=zh"

    page = client.get(path).text
    wrong = client.post(path, data={"q_1-a1": "4"})
    answer(event, survey, one, q1={"a1": "5", "a2": "4"})
    answer(event, survey, other, q1={"a1": "2", "a2": "4"})
    shown = client.get(f"{base}{survey.id}/results/?lang=zh").text

    names = re.findall(r'name="(q_1-a\d)" value="(\d)" aria-labelledby="(q_1-a\d)-label q_1-step-(\d)"', page)
    assert [(row, step) for row, step, *_same in names] == [(f"q_1-a{r}", str(s)) for r in (1, 2) for s in range(1, 6)]
    assert all((row, step) == (named, head) for row, step, named, head in names)
    assert wrong.status_code == 422
    assert re.findall(r'id="(q_1-a\d)-error"', wrong.text) == ["q_1-a2"]
    assert re.findall(r'name="(q_1-a\d)" value="4" checked', wrong.text) == ["q_1-a1"]
    assert re.findall(r"<strong>([\d.]+)</strong>", shown) == ["3.50", "4.00"]
    assert re.findall(r'row=a1&amp;value=5">(\d)</span><div class="sub of-share">([\d.]+%)', shown) == [("1", "50.0%")]


def test_an_anonymous_one_says_until_when_results_wait_and_how_many_have_answered_each_code(client, office):
    event, base = office
    survey = make_survey(event, is_anonymous=True)
    talk, panel = (make_code(survey, speaker=speaker) for speaker in ("王敏", "李强"))
    for _number in range(3):
        write(lambda: services.answer_by_code(event, survey, talk, {"1": "5"}, at=NOON))

    page = client.get(f"{base}{survey.id}/results/?lang=zh").text

    assert "本问卷将于" in page
    assert re.findall(r'scope="row">[^<]*(王敏|李强)</th><td class="num"><span[^>]*>(\d)<', page) == [
        ("王敏", "3"),
        ("李强", "0"),
    ]
    assert "均值" not in page
    assert panel.id != talk.id


@pytest.mark.parametrize("typed", [None, NOON])
def test_a_questionnaire_about_an_item_opens_when_the_item_begins_unless_set_otherwise(app, typed):
    event = make_event()
    item = make_item(event)

    survey = make_survey(event, item_id=item.id, opens_at=typed, closes_at=event.ends_at)

    assert survey.is_published and survey.opens_at == (typed or item.starts_at)
