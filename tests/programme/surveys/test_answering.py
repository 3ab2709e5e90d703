"""Who may answer what and when; named answers change, anonymous ones never."""

from datetime import timedelta

import pytest

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.services.cloning import clone
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.signals import registrations_forgotten
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.programme.surveys import queries, services
from eventmgr.programme.surveys.models import SurveyAnswer, SurveyCode, SurveyKind
from eventmgr.programme.surveys.services import QuestionDraft, SurveyDraft
from tests.factories import NOON, make_event, make_item, make_registration, make_user
from tests.programme.surveys.factories import ACT, AFTER, CLOSES, answer, make_code, make_people, make_survey

TITLE = {"zh": "调查"}


def test_a_named_answer_takes_the_place_of_the_one_before(database):
    event = make_event()
    survey, [person] = make_survey(event, is_anonymous=False), make_people(event, 1)
    answer(event, survey, person, q1="2", q2="太挤")
    answer(event, survey, person, q1="5", q2="太挤")
    [kept] = queries.list_answers(survey.id)
    assert (kept.registration_id, kept.content) == (person.id, {"1": "5"})
    assert queries.count_answered([survey.id]) == {survey.id: 1}


def test_an_anonymous_answer_is_given_once(database):
    event = make_event()
    survey, [person] = make_survey(event), make_people(event, 1)
    answer(event, survey, person, q1="2")
    with pytest.raises(Refusal, match="匿名"):
        answer(event, survey, person, q1="5")
    assert queries.count_answers(survey.id) == 1


@pytest.mark.parametrize(
    ("at", "values"),
    [(NOON, {"published": False}), (NOON, {"opens_at": NOON + timedelta(hours=1)}), (CLOSES, {}), (AFTER, {})],
)
def test_it_opens_and_closes_by_itself(database, at, values):
    event = make_event()
    survey, [person] = make_survey(event, **values), make_people(event, 1)
    with pytest.raises(Refusal, match="不接受填写"), transaction():
        services.answer_by_link(event, survey, person, {"1": "5"}, at=at)


def test_it_asks_those_of_its_types_who_have_a_place_or_came(database):
    event = make_event()
    delegate = make_registration(event, status=Status.CONFIRMED)
    expert = make_registration(event, status=Status.ATTENDED, role="expert")
    make_registration(event, status=Status.WITHDRAWN)
    everybody = make_survey(event)
    came = make_survey(event, only_attended=True)
    delegates = make_survey(event, roles=("delegate",))
    assert [queries.count_asked(one) for one in (everybody, came, delegates)] == [2, 1, 1]
    assert [queries.is_asked(came, one) for one in (delegate, expert)] == [False, True]
    with pytest.raises(Refusal, match="不面向您"):
        answer(event, delegates, expert, q1="5")
    assert queries.count_answered([delegates.id]) == {}


@pytest.mark.parametrize("content", [{}, {"1": "9"}, {"2": "太挤"}, {"1": "5", "5": ["a9"]}, {"1": ["5"]}])
def test_what_does_not_fit_the_questions_is_refused_and_no_ticket_is_used(database, content):
    event = make_event()
    survey, [person] = make_survey(event), make_people(event, 1)
    with pytest.raises(Refusal), transaction():
        services.answer_by_link(event, survey, person, content, at=NOON)
    assert (queries.count_answers(survey.id), queries.is_answered_by(survey, person.id)) == (0, False)


def test_questions_and_promises_stay_once_somebody_has_answered(database):
    event = make_event()
    survey, [person] = make_survey(event), make_people(event, 1)
    answer(event, survey, person, q1="5")
    question = queries.list_questions(survey.id)[0]
    with pytest.raises(Refusal, match="已有答卷"), transaction():
        services.edit_question(event, survey, question, QuestionDraft(SurveyKind.TEXT, TITLE), act=ACT)
    with pytest.raises(Refusal, match="承诺"), transaction():
        services.edit_survey(event, survey, SurveyDraft(TITLE, is_anonymous=False, closes_at=CLOSES), act=ACT)
    later = ACT.__class__(ACT.by, AFTER)
    with pytest.raises(Refusal, match="不能再次开放"), transaction():
        services.edit_survey(event, survey, SurveyDraft(TITLE, closes_at=AFTER + timedelta(days=9)), act=later)


def test_a_question_never_stands_before_the_one_on_which_it_depends(database):
    event = make_event()
    survey = make_survey(event, published=False)
    first, second, *_rest = queries.list_questions(survey.id)
    with pytest.raises(Refusal, match="为条件"), transaction():
        services.move_question(event, survey, second, up=True, act=ACT)
    with pytest.raises(Refusal, match="为条件"), transaction():
        services.remove_question(event, survey, first, act=ACT)
    with pytest.raises(Refusal, match="排在其前面"), transaction():
        services.edit_question(
            event, survey, first, QuestionDraft(SurveyKind.SCALE, TITLE, depends_on=["7=1"]), act=ACT
        )
    with transaction():
        services.remove_question(event, survey, second, act=ACT)
        services.remove_question(event, survey, first, act=ACT)
    assert [question.position for question in queries.list_questions(survey.id)] == list(range(9))


def test_an_anonymous_one_needs_an_end_and_any_needs_a_question(database):
    event = make_event()
    endless, empty = make_survey(event, published=False, closes_at=None), make_survey(event, [], published=False)
    for survey in (endless, empty):
        with pytest.raises(Refusal), transaction():
            services.publish(event, survey, act=ACT)
    assert not endless.is_published
    assert not empty.is_published


def test_a_copied_event_has_its_questionnaires_as_drafts_that_many_days_later(database):
    event = make_event()
    survey, [person] = make_survey(event, roles=("delegate",)), make_people(event, 1)
    make_code(survey)
    answer(event, survey, person, q1="5")
    with transaction():
        copy = clone(event, make_user(may_create_events=True), days=10, act=ACT)
    [new] = queries.list_surveys(copy.id)
    assert (new.is_published, new.closes_at, new.roles) == (False, CLOSES + timedelta(days=10), ["delegate"])
    assert queries.list_questions_asked(new.id) == queries.list_questions_asked(survey.id)
    assert (queries.count_answers(new.id), queries.list_codes(new.id)) == (0, [])


def test_named_answers_go_with_their_person(database):
    event = make_event()
    survey, people = make_survey(event, is_anonymous=False), make_people(event, 2)
    for person in people:
        answer(event, survey, person, q1="5")
    with transaction():
        registrations_forgotten.send([people[0].id], at=NOON, sealed_only=False)
    assert [kept.registration_id for kept in queries.list_answers(survey.id)] == [people[1].id]


def test_a_code_by_which_somebody_answered_stays_and_what_was_printed_of_it_opens_nothing(database):
    event = make_event()
    item = make_item(event)
    for is_anonymous in (True, False):
        survey = make_survey(event, is_anonymous=is_anonymous)
        code = make_code(survey, item_id=item.id, speaker="张三")
        with transaction():
            services.answer_by_code(event, survey, code, {"1": "4"}, at=NOON)
            is_gone = services.remove_code(event, survey, code, act=ACT)
        with transaction():
            services.settle(survey)
        [kept] = queries.list_answers(survey.id)
        assert (is_gone, queries.find_version(code.id)) == (False, 2)
        assert (kept.registration_id, kept.code_id, kept.content) == (None, code.id, {"1": "4"})
    unused = make_code(survey, speaker="李四")
    with transaction():
        assert services.remove_code(event, survey, unused, act=ACT)
    assert queries.find_version(unused.id) is None


def test_nobody_answers_by_a_code_that_is_taken_back_at_the_same_moment(database):
    event = make_event()
    survey = make_survey(event)
    code = make_code(survey)
    held = SurveyCode(id=code.id, survey_id=survey.id, link_version=1)
    with transaction():
        services.remove_code(event, survey, code, act=ACT)
    with transaction(), pytest.raises(Refusal):
        services.answer_by_code(event, survey, held, {"1": "4"}, at=NOON)


def test_the_laws_find_a_name_on_an_anonymous_answer_and_an_answer_that_does_not_fit(database):
    event = make_event()
    survey, [person] = make_survey(event), make_people(event, 1)
    with transaction():
        db.session.add(SurveyAnswer(id=7, survey_id=survey.id, registration_id=person.id, content={"1": "9"}, part=""))
    found = str(list(breaches()))
    assert "an answer names its registration" in found
    assert "does not fit the questions" in found
