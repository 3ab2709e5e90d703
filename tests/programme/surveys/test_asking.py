"""Who is asked gets an e-mail, then reminders: at most as often as is set, never once they have answered or want none."""

from datetime import timedelta

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, transaction
from eventmgr.programme.surveys import jobs, queries
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts.services import opt_out
from eventmgr.tools.messages.secrets import filled
from tests.factories import NOON, make_event, make_registration
from tests.programme.surveys.factories import AFTER, answer, make_people, make_survey

DAY = timedelta(days=1)


def run(at):
    """The job once; (kind, to) of the e-mails that it wrote."""
    known = {letter.id for letter in db.session.query(OutboxLetter)}
    with transaction():
        jobs.ask({}, at)
    return sorted(
        (letter.kind.partition(".")[2], letter.to_address)
        for letter in db.session.query(OutboxLetter)
        if letter.id not in known
    )


def test_it_asks_once_and_reminds_twice_those_who_are_silent(database):
    event = make_event()
    silent, busy = make_people(event, 2)
    survey = make_survey(event, remind_days=2)
    assert run(NOON) == sorted([("invitation", silent.email), ("invitation", busy.email)])
    answer(event, survey, busy, q1="5")
    told = [run(NOON + DAY * days) for days in range(1, 7)]
    assert told == [[], [("reminder", silent.email)], [], [("reminder", silent.email)], [], []]


@pytest.mark.parametrize(
    ("at", "values"),
    [
        (NOON, {"remind_days": 0}), (NOON, {"published": False, "remind_days": 1}), (AFTER, {"remind_days": 1}),
        (NOON, {"opens_at": NOON + DAY, "remind_days": 1}), (NOON, {"roles": ("expert",), "remind_days": 1}),
    ],
)  # fmt: skip
def test_nobody_is_written_to_who_should_not_be(database, at, values):
    event = make_event()
    make_people(event, 1)
    make_survey(event, **values)
    assert run(at) == []


def test_who_has_no_address_or_wants_no_e_mails_gets_none(database):
    event = make_event()
    make_registration(event, email="")
    [away] = make_people(event, 1)
    make_survey(event, remind_days=1)
    with transaction():
        opt_out(away.email, at=NOON)
    assert run(NOON) == []


def test_the_e_mail_leads_to_the_questionnaire_and_says_what_becomes_of_names(database):
    event = make_event()
    [person] = make_people(event, 1)
    survey = make_survey(event, remind_days=1)
    run(NOON)
    text = filled(db.session.query(OutboxLetter).one()).text
    assert f"/my/{my_token(person)}/surveys/{survey.id}/" in text
    assert "匿名填写" in text
    assert "退订" in text or "unsubscribe/" in text


def test_when_it_has_closed_a_worker_mixes_the_answers_once(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, 6)
    for person in people:
        answer(event, survey, person, q1="5")
    with transaction():
        jobs.settle({}, NOON)
    assert len(queries.list_waiting(survey.id)) == 6
    with transaction():
        jobs.settle({}, AFTER)
    assert (queries.list_waiting(survey.id), len(queries.list_answers(survey.id))) == ([], 6)
    assert queries.count_answered([survey.id]) == {survey.id: 6}
    assert queries.list_unsettled(AFTER) == []
