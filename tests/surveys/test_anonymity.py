"""Nothing in the database or the log joins a person with an anonymous answer, and no result tells what a few have answered."""

import json
import logging
from io import BytesIO

import pytest
from openpyxl import load_workbook

from eventmgr.db import db, is_sqlite, transaction
from eventmgr.errors import BadValue
from eventmgr.events.models import EventStatus
from eventmgr.log.models import AuditEntry
from eventmgr.registration.models import Registration
from eventmgr.surveys import queries, services
from eventmgr.surveys.models import SplitBy, Survey, SurveyAnswer, SurveyTicket
from eventmgr.surveys.results.counting import LEAST
from eventmgr.surveys.results.gathering import gather
from eventmgr.surveys.results.workbook import workbook
from eventmgr.surveys.services.answering import TOGETHER
from tests.factories import NOON, make_event
from tests.surveys.factories import AFTER, answer, make_people, make_survey

WORDS = "会场空调过冷"


def dump():
    """(table, row as text) of everything that the database holds."""
    db.session.rollback()
    connection = db.session.connection()
    return [
        (table.name, repr(tuple(row)))
        for table in db.metadata.sorted_tables
        for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
    ]


def rows(table):
    return [row for name, row in dump() if name == table]


def results(event, survey, at=AFTER, **how):
    return gather(event, survey, at=at, **how)


def test_a_single_answer_stands_nowhere_that_can_be_read(database, caplog):
    caplog.set_level(logging.DEBUG)
    event = make_event()
    survey, people = make_survey(event), make_people(event, 3)
    answer(event, survey, people[1], q1="1", q2=WORDS)
    assert [row for _table, row in dump() if WORDS in row or json.dumps(WORDS)[1:-1] in row] == []
    assert WORDS not in caplog.text
    assert rows("survey_answer") == []


def test_the_tables_of_answers_and_tickets_share_nothing_but_the_questionnaire(database):
    answers, tickets = SurveyAnswer.__table__, SurveyTicket.__table__
    assert {column.name for column in answers.columns} == {
        "id",
        "survey_id",
        "registration_id",
        "code_id",
        "part",
        "content",
    }
    assert {column.name for column in tickets.columns} == {
        "survey_id", "registration_id", "has_answered", "written_at", "letters",
    }  # fmt: skip
    event = make_event()
    survey, people = make_survey(event), make_people(event, TOGETHER)
    for person in people:
        answer(event, survey, person, q1="4")
    assert {one.registration_id for one in queries.list_answers(survey.id)} == {None}


def test_answering_leaves_no_trace_in_the_trail_and_no_instant_anywhere(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, TOGETHER)
    before = {name: sum(table == name for table, _row in dump()) for name in db.metadata.tables}
    for person in people:
        answer(event, survey, person, q1="4")
    after = {name: sum(table == name for table, _row in dump()) for name in db.metadata.tables}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"survey_answer", "survey_ticket", "survey_urn"}
    assert {one.written_at for one in db.session.query(SurveyTicket)} == {None}
    assert db.session.query(AuditEntry).filter(AuditEntry.object_type == "registration").count() == 0


def test_answers_are_written_together_in_an_order_of_their_own(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, TOGETHER)
    for number, person in enumerate(people):
        assert queries.list_answers(survey.id) == []
        answer(event, survey, person, q1="1", q2=f"意见{number}")
    said = [one.content["2"] for one in queries.list_answers(survey.id)]
    assert sorted(said) == [f"意见{number}" for number in range(TOGETHER)]
    assert said != sorted(said)
    assert queries.list_waiting(survey.id) == []


def place(table, order):
    """What the database itself knows of the order in which rows came: places and transactions."""
    columns = "rowid" if is_sqlite() else "ctid::text, xmin::text"
    return list(db.session.connection().exec_driver_sql(f"SELECT {columns} FROM {table} ORDER BY {order}"))


def test_after_closing_nothing_of_the_database_itself_tells_an_order(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, TOGETHER + 3)
    for person in reversed(people):
        answer(event, survey, person, q1="5")
    with transaction():
        services.settle(survey)
    assert len(queries.list_answers(survey.id)) == TOGETHER + 3
    assert (queries.list_waiting(survey.id), queries.list_unsettled(survey.closes_at)) == ([], [])
    tickets, answers = place("survey_ticket", "registration_id"), place("survey_answer", "id")
    assert tickets == sorted(tickets, key=lambda row: row[0] if is_sqlite() else int(row[0].strip("()").split(",")[1]))
    if not is_sqlite():
        assert len({row[1] for row in [*tickets, *answers]}) == 1


def test_results_wait_for_the_end_and_for_five_answers(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, LEAST)
    for person in people[:-1]:
        answer(event, survey, person, q1="1", q2=WORDS)
    early = results(event, survey, NOON)
    few = results(event, survey)
    assert (early.waits, early.results, early.total) == (True, [], LEAST - 1)
    assert (few.is_withheld, few.results, few.parts) == (True, [], [])
    answer(event, survey, people[-1], q1="5")
    enough = results(event, survey)
    assert enough.results[0].base == LEAST
    assert enough.results[1].is_withheld
    assert WORDS not in repr(enough)


def test_a_cancelled_event_shows_nothing_before_the_end_because_it_may_be_restored(database):
    event = make_event()
    survey, people = make_survey(event), make_people(event, LEAST)
    for person in people:
        answer(event, survey, person, q1="1")
    event.status = EventStatus.CANCELLED
    assert (results(event, survey, NOON).waits, results(event, survey, NOON).results) == (True, [])


def split_survey(sizes):
    """A survey told apart by province, answered by so many of each."""
    event = make_event()
    people = {code: make_people(event, size, province_code=code) for code, size in sizes.items()}
    survey = make_survey(event, split_by=SplitBy.PROVINCE)
    for code, of_province in people.items():
        for person in of_province:
            answer(event, survey, person, q1="1" if code == "630000" else "5")
    return event, survey


def test_a_province_of_few_is_kept_with_no_answer_and_shown_in_no_part(database):
    event, survey = split_survey({"310000": 8, "440000": 7, "630000": 2})
    everything = [
        *(one.part for one in queries.list_answers(survey.id)),
        *(one[1] for one in queries.list_waiting(survey.id)),
    ]
    assert (everything.count("310000"), everything.count("440000"), everything.count("630000")) == (8, 7, 0)
    found = results(event, survey)
    assert [part.key for part in found.parts] == ["310000"]
    assert found.withheld == 9


@pytest.mark.parametrize(
    "how", [{"part": ""}, {"part": "440000"}, {"part": "630000"}, {"part": "code-1"}, {"told_by": "role"}]
)
def test_no_way_of_crossing_filters_shows_a_small_group(database, how):
    event, survey = split_survey({"310000": 8, "440000": 7, "630000": 2})
    if how == {"part": ""}:
        assert [count for _value, _words, count in results(event, survey).results[0].rows[0].counts] == [2, 0, 0, 0, 15]
        return
    with pytest.raises(BadValue):
        results(event, survey, **how)


def test_the_workbook_of_an_anonymous_one_has_no_rows_of_persons(database):
    event, survey = split_survey({"310000": 8})
    people = [one.name for one in db.session.query(Registration)]
    book = load_workbook(BytesIO(workbook(event, results(event, survey))))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert [sheet.title for sheet in book] == ["概览", "题目", "分组比较", "文字意见"]
    assert [cell for cell in cells if cell in people] == []


def test_a_survey_is_anonymous_unless_it_is_said_otherwise(database):
    assert Survey.__table__.c.is_anonymous.default.arg is True
