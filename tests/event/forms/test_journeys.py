"""Trains and flights: what was typed becomes a journey or sentences beside its parts; one line of it reads back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.forms.kinds.journeys import (
    DEPARTURE,
    FLIGHT,
    LONGEST_STATION,
    MEANS,
    PARTS,
    TRAIN,
    Journey,
    flight_number,
    kept_journey,
    read_line,
    read_parts,
    train_number,
)
from eventmgr.event.forms.kinds.moments import typed_day, typed_time
from eventmgr.event.forms.questions import QuestionKind, from_answer, shown, to_answer, told
from eventmgr.event.forms.rules import Rules
from eventmgr.ground.i18n import speaking
from eventmgr.ground.text import clean_line
from tests.event.forms.kinds import question
from tests.soak import times

pytestmark = pytest.mark.one_engine
JOURNEY = Journey(TRAIN, "G1234", "武汉站", "2026-05-12", "14:05")
TYPED = {"means": TRAIN, "number": " g 1234次 ", "station": " 武汉站 ", "day": "2026-05-12", "time": "14:05"}
WRITTEN = st.one_of(
    st.text(max_size=120),
    st.from_regex(r"\A[GDCZTKYLSA-Z0-9 次-]{0,9}[,，][^\n]{0,20}[,，] ?[0-9/.: -]{0,20}[到开]?\Z"),
)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=LONGEST_STATION)


@pytest.fixture(autouse=True)
def english(app):
    with app.app_context(), speaking("en"):
        yield


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("G1234", "G1234"),
        ("d312", "D312"),
        ("Z5", "Z5"),
        ("K1024次", "K1024"),
        ("C2001", "C2001"),
        ("１４６１", "1461"),
    ],
)
def test_numbers_of_trains(typed, number):
    assert train_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("CA1234", "CA1234"),
        ("9c 8888", "9C8888"),
        ("3U-8633", "3U8633"),
        ("MU5101A", "MU5101A"),
        ("G5 123", "G5123"),
        ("ca5航班", "CA5"),
    ],
)
def test_numbers_of_flights(typed, number):
    assert flight_number(typed) == number


@pytest.mark.parametrize(
    ("read", "typed", "says"),
    [
        (train_number, "CA1234", "is a flight number"),
        (train_number, "G0", "not a train number"),
        (train_number, "G123456", "not a train number"),
        (train_number, "123", "not a train number"),
        (flight_number, "CA12345", "not a flight number"),
        (flight_number, "1461", "is a train number"),
        (flight_number, "221234", "not a flight number"),
    ],
)
def test_what_is_no_number_is_refused_with_the_way_out(read, typed, says):
    with pytest.raises(ValueError, match=says):
        read(typed)


def test_parts_become_a_journey_and_each_fault_stands_at_its_part():
    wrong = {"means": TRAIN, "number": "CA1234", "station": "", "day": "2026-02-30", "time": "25:00"}

    assert read_parts(TYPED) == (JOURNEY, {})
    assert read_parts({"means": FLIGHT, "number": "", "station": " ", "day": "", "time": ""}) == (None, {})
    assert set(read_parts(wrong)[1]) == {"number", "station", "day", "time"}
    assert set(read_parts(TYPED | {"means": "boat"})[1]) == {"means"}


def test_a_journey_is_said_on_one_line_in_both_languages_and_for_both_directions():
    flight = Journey(FLIGHT, "G5123", "Tianhe, T3", "2026-05-12", "09:00")

    assert JOURNEY.line("zh", "") == "G1234次，武汉站，2026-05-12 14:05到"
    assert JOURNEY.line("en", "") == "G1234, 武汉站, arrives 2026-05-12 14:05"
    assert flight.line("zh", DEPARTURE) == "G5123航班，Tianhe, T3，2026-05-12 09:00开"
    assert flight.line("en", DEPARTURE) == "Flight G5123, Tianhe, T3, departs 2026-05-12 09:00"


@pytest.mark.parametrize(
    ("line", "journey"),
    [
        ("G1234, Wuhan, 2026-05-12 14:05", Journey(TRAIN, "G1234", "Wuhan", "2026-05-12", "14:05")),
        ("ca 1234；天河机场；2026/5/12 9:05", Journey(FLIGHT, "CA1234", "天河机场", "2026-05-12", "09:05")),
        ("火车 g1234，武汉站，2026.5.12 14:05 到达", Journey(TRAIN, "G1234", "武汉站", "2026-05-12", "14:05")),
    ],
)
def test_lines_that_people_write_are_read(line, journey):
    assert read_line(line) == journey


def test_answers_are_kept_as_values_shown_on_a_line_and_survive_another_kind():
    sealed = Journey(TRAIN, "G1", "甲", "2026-05-12", "14:05", is_sealed=True)
    asked = question(QuestionKind.JOURNEY, Rules(direction=DEPARTURE))

    assert kept_journey(to_answer(JOURNEY)) == JOURNEY
    assert kept_journey(to_answer(sealed)) == sealed
    assert shown(asked, to_answer(JOURNEY), "zh") == "G1234次，武汉站，2026-05-12 14:05开"
    assert from_answer(QuestionKind.TEXT, to_answer(JOURNEY)) == "G1234, 武汉站, 2026-05-12 14:05"
    assert from_answer(QuestionKind.TEXT, to_answer(sealed)) is None
    assert (told(to_answer(sealed)), told(["a", "b"]), shown(asked, {"sealed": True}, "zh")) == ("…", "a；b", "")


@settings(max_examples=times(300))
@given(
    st.sampled_from(sorted(MEANS)),
    st.from_regex(r"\A[GDCZTKYLS][1-9][0-9]{0,3}\Z"),
    st.from_regex(r"\A[A-Z][A-Z0-9][0-9]{1,4}[A-Z]?\Z"),
    LETTERS,
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)),
    st.times(),
    st.sampled_from(["zh", "en"]),
    st.sampled_from(["", DEPARTURE]),
)
def test_whatever_the_form_takes_reads_back_from_its_line(means, train, flight, station, day, time, lang, direction):
    typed = {
        "means": means, "number": train if means == TRAIN else flight, "station": station, "day": day.isoformat(), "time": f"{time:%H:%M}",
    }  # fmt: skip
    journey, faults = read_parts(typed)
    if not clean_line(station) or len(clean_line(station)) > LONGEST_STATION:
        assert set(faults) == {"station"}
        return

    assert journey is not None
    assert read_line(journey.line(lang, direction)) == journey


@settings(max_examples=times(300))
@given(st.dictionaries(st.sampled_from(list(PARTS)), WRITTEN))
def test_whatever_is_typed_into_the_parts_is_a_journey_or_a_sentence_at_a_part(typed):
    journey, faults = read_parts(typed)

    assert set(faults) <= set(PARTS) and all(faults.values())
    if journey is not None:
        assert read_parts(journey.stored())[0] == journey


@settings(max_examples=times(300))
@given(WRITTEN)
def test_nothing_but_a_refusal_comes_of_a_line_a_day_or_a_time(typed):
    for read in (read_line, lambda text: typed_day(text, "x"), lambda text: typed_time(text, "x")):
        try:
            read(typed)
        except ValueError as error:
            assert str(error)
