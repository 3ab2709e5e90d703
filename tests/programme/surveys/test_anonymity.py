"""Nothing in the database or the log joins a person with an anonymous answer, and no result tells what a few have answered."""

import json
import logging
from collections import Counter
from datetime import time
from io import BytesIO

import pytest
import sqlalchemy.event
from openpyxl import load_workbook

from eventmgr.event.events.models import EventStatus
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.ground.errors import BadValue
from eventmgr.programme.surveys import queries, services, statements
from eventmgr.programme.surveys.models import SplitBy, Survey, SurveyAnswer, SurveyTicket
from eventmgr.programme.surveys.results.counting import LEAST
from eventmgr.programme.surveys.results.gathering import gather
from eventmgr.programme.surveys.results.workbook import workbook
from eventmgr.programme.surveys.services.answering import TOGETHER
from eventmgr.programme.surveys.views import code_token
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.web.models import SpentForm
from tests.factories import NOON, make_event
from tests.programme.surveys.factories import ACT, AFTER, answer, make_code, make_people, make_survey

pytestmark = pytest.mark.engines_differ

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
    before = Counter(table for table, _row in dump())
    for person in people:
        answer(event, survey, person, q1="4")
    after = Counter(table for table, _row in dump())
    changed = {name for name in db.metadata.tables if after[name] != before[name]}
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


def transactions(*tables):
    """The transactions in which the rows of these tables were last written, as PostgreSQL keeps them beside each row."""
    connection = db.session.connection()
    return {row for table in tables for [row] in connection.exec_driver_sql(f"SELECT xmin::text FROM {table}")}


def keys_written(work, table, key):
    """The keys of rows in the order in which `work` gives them to the database: on it depend places and numbers of rows, whatever the
    database makes of it."""
    given = []

    def hear(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith(f"INSERT INTO {table} "):
            names = [name.strip() for name in statement.split("(", 1)[1].split(")", 1)[0].split(",")]
            rows = parameters if isinstance(parameters, list) else [parameters]
            given.extend(row[key] if isinstance(row, dict) else row[names.index(key)] for row in rows)

    sqlalchemy.event.listen(db.engine, "before_cursor_execute", hear)
    try:
        work()
    finally:
        sqlalchemy.event.remove(db.engine, "before_cursor_execute", hear)
    return given


def test_after_closing_nothing_of_the_database_itself_tells_an_order(database):
    """All rows are written anew in one transaction, tickets by the number of their registration, answers by a new random number."""
    event = make_event()
    survey, people = make_survey(event), make_people(event, TOGETHER + 3)
    for person in reversed(people):
        answer(event, survey, person, q1="5")
    before = {one.id for one in queries.list_answers(survey.id)}
    former = set() if is_sqlite() else transactions("survey_ticket", "survey_answer")

    def settle():
        with transaction():
            services.settle(survey)

    tickets = keys_written(settle, "survey_ticket", "registration_id")
    answers = keys_written(settle, "survey_answer", "id")

    assert tickets == sorted(person.id for person in people)
    assert answers == sorted(one.id for one in queries.list_answers(survey.id))
    assert (len(answers), before & set(answers)) == (TOGETHER + 3, set())
    assert (queries.list_waiting(survey.id), queries.list_unsettled(survey.closes_at)) == ([], [])
    if not is_sqlite():
        now = transactions("survey_ticket", "survey_answer")
        assert (len(now), now & former) == (1, set())


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
    assert [(part.key, part.size) for part in found.parts] == [("", 9), ("310000", 8)]
    assert found.withheld == 0


@pytest.mark.parametrize(
    ("answering", "kept"),
    [
        ({"310000": 8, "440000": 6, "630000": 2}, {"310000": 8, "": 8}),
        ({"310000": 8, "630000": 2, "": 3}, {"310000": 8, "": 5}),
        ({"310000": 8, "440000": 7}, {"310000": 8, "440000": 7}),
        ({"310000": 3, "630000": 1}, {"": 4}),
    ],
)
def test_once_closed_no_answer_is_kept_with_a_part_of_few_and_results_are_what_they_were(database, answering, kept):
    """Of each province many are asked, and as many answer as stand here: who answered stands on the tickets."""
    event = make_event()
    people = {code: make_people(event, 9, province_code=code or "110000") for code in answering}
    survey = make_survey(event, split_by=SplitBy.PROVINCE)
    for code, number in answering.items():
        for person in people[code][:number]:
            answer(event, survey, person, q1="1" if code == "630000" else "5")
    if "" in answering:
        urn = statements.get_urn(survey.id)
        for one in [*queries.list_answers(survey.id)]:
            one.part = "" if one.part == "110000" else one.part
        urn.waiting = {"answers": [[c, "" if of == "110000" else of, said] for c, of, said in urn.waiting["answers"]]}
    before = told(results(event, survey))
    with transaction():
        services.settle(survey)
    assert Counter(one.part for one in queries.list_answers(survey.id)) == kept
    assert told(results(event, survey)) == before


def told(found):
    """All numbers that results tell."""
    return (
        [(one.key, one.size, dict(one.means)) for one in found.parts],
        [(one.base, one.rows) for one in found.results],
        (found.withheld, found.is_withheld, found.total),
    )


def test_no_act_after_the_end_lets_a_single_answer_be_told_by_the_difference(database):
    """Six by link, one by a code, five by another: whatever is done then, what is shown before and after differs by none or by many."""
    event = make_event()
    survey, people = make_survey(event), make_people(event, 6)
    lonely, busy = make_code(survey, speaker="甲"), make_code(survey, speaker="乙")
    for person in people:
        answer(event, survey, person, q1="4")
    with transaction():
        services.answer_by_code(event, survey, lonely, {"1": "1"}, at=NOON)
        for _number in range(5):
            services.answer_by_code(event, survey, busy, {"1": "5"}, at=NOON)
    before = told(results(event, survey))
    acts = {
        "removing the code": lambda: services.remove_code(event, survey, lonely, act=ACT),
        "removing the other": lambda: services.remove_code(event, survey, busy, act=ACT),
        "mixing": lambda: services.settle(survey),
        "moving people to another province": lambda: [setattr(one, "province_code", "440000") for one in people],
        "deleting a registration": lambda: db.session.delete(people[0]),
        "removing a code after mixing": lambda: services.remove_code(event, survey, lonely, act=ACT),
    }
    after = {}
    for name, act in acts.items():
        with transaction():
            act()
        after[name] = told(results(event, survey))

    assert {name: found for name, found in after.items() if found != before} == {}


def test_of_an_anonymous_answer_by_a_code_the_day_alone_is_kept(client, database, frozen):
    event = make_event()
    kept = {}
    for is_anonymous in (True, False):
        survey = make_survey(event, is_anonymous=is_anonymous)
        path = f"/surveys/{code_token(make_code(survey))}/"
        assert client.post(path, data={"q_1": "5"}).status_code == 303
        kept[is_anonymous] = {one.spent_at.time() for one in db.session.query(SpentForm)}
        db.session.query(SpentForm).delete()
        db.session.commit()

    assert kept == {True: {time(0, 0)}, False: {clock.now().time()}}


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
