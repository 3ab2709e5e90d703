"""Sections of a form: their questions stand together under a title, and are asked, or not, together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.forms.conditions import asked_of
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind, for_participants, in_sections, inheriting
from eventmgr.event.forms.rules import Rules
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.identity.team.roles import TeamRole
from tests.event.registration.kinds_of_questions import PERSON, ask, only, post, text_of
from tests.factories import make_event, make_member
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen")
K = QuestionKind


@pytest.fixture
def event(app):
    """Whether somebody stays; a section for those who do, with something that is needed; one for everybody."""
    found = make_event()
    ask(found, "stay", K.YES_NO, zh="是否住宿")
    ask(found, "hotel", K.SECTION, zh="住宿安排", position=1, condition={"all": [["equals", "q_stay", "yes"]]})
    ask(found, "room", K.TEXT, zh="房型", required=True, position=2)
    ask(found, "late", K.TEXT, zh="晚到时间", position=3, condition={"all": [["filled", "q_room"]]})
    ask(found, "travel", K.SECTION, zh="交通安排", position=4)
    ask(found, "car", K.TEXT, zh="车牌", position=5, condition={"all": [["empty", "q_room"]]})
    return found


def test_a_section_that_is_not_asked_takes_its_questions_along(client, event):
    page = text_of(client.get(f"/events/{event.slug}/register/"))

    missing = post(client, event, q_stay="yes")
    without = post(client, event, q_stay="no", q_room="单间", q_late="23:00", q_car="沪A12345")
    kept = dict(only().answers)
    client.post(f"/my/{my_token(only())}/edit", data=PERSON | {"q_stay": "yes", "q_room": "单间", "q_late": "23:00"})

    section = page.split("住宿安排", 1)[0].rsplit("<div data-if=", 1)[1]
    assert "&#34;q_stay&#34;" in section and "<fieldset" in section
    assert "仅在“是否住宿”为“是”时填写本部分。" in page
    assert (missing.status_code, "请填写“房型”。" in text_of(missing)) == (422, True)
    assert (without.status_code, kept) == (303, {"q_stay": "no", "q_car": "沪A12345"})
    assert only().answers == {"q_stay": "yes", "q_room": "单间", "q_late": "23:00"}


def test_answers_stand_under_the_title_of_their_section(client, sign_in, event):
    own = post(client, event, q_stay="yes", q_room="单间").location
    sign_in(make_member(event, TeamRole.OWNER))
    pages = {
        "own": text_of(client.get(own)),
        "office": text_of(client.get(f"/manage/events/{event.slug}/registrations/{only().id}/")),
        "preview": text_of(client.get(f"/manage/events/{event.slug}/registrations/preview")),
    }

    for name, page in pages.items():
        stay, hotel, room = page.index("是否住宿"), page.index("住宿安排"), page.index("房型")
        assert stay < hotel < room, name
    assert ["交通安排" in pages[name] for name in ("own", "office", "preview")] == [False, False, True]


def test_a_section_for_some_and_one_of_the_organizers_is_nobody_elses(client, app):
    found = make_event(fields={"role": "optional"})
    ask(found, "press", K.SECTION, zh="媒体采访", roles=["media"])
    ask(found, "paper", K.TEXT, zh="媒体名称", required=True, position=1)
    ask(found, "own", K.SECTION, zh="接待安排", position=2, office_only=True)
    ask(found, "level", K.TEXT, zh="接待级别", position=3)
    page = text_of(client.get(f"/events/{found.slug}/register/"))

    missing = post(client, found, role="media").status_code
    leader = post(client, found, role="leader", q_paper="日报", q_level="贵宾").status_code

    assert ("媒体采访" in page, "接待" in page) == (True, False)
    assert (missing, leader, only().answers) == (422, 303, {})


RULES = st.builds(
    Rules,
    roles=st.sampled_from([(), ("media",), ("leader",), ("media", "leader")]),
    office_only=st.booleans(),
    condition=st.sampled_from([{}, {"all": [["filled", "q_0"]]}, {"any": [["empty", "q_1"]]}]),
)
FORMS = st.lists(st.tuples(st.sampled_from([K.SECTION, K.TEXT, K.HEADING]), RULES), max_size=8)


@pytest.mark.one_engine
@settings(max_examples=times(200))
@given(
    FORMS,
    st.sampled_from(["media", "leader", "delegate"]),
    st.dictionaries(st.sampled_from(["q_0", "q_1"]), st.just("x")),
)
def test_nobody_is_asked_in_a_section_that_is_not_asked_of_them(form, role, answers):
    plain = [
        AskedQuestion(str(n), kind, {}, {}, [], required=False, rules=rules) for n, (kind, rules) in enumerate(form)
    ]
    questions = inheriting(plain)
    asked = {question.key for question in asked_of(questions, role, answers)}
    seen = {question.key for question in for_participants(questions)}

    assert [question.key for question in questions] == [question.key for question in plain]
    for section, members in in_sections(questions):
        if section is not None and section.key not in asked:
            assert asked.isdisjoint(question.key for question in members)
        if section is not None and section.key not in seen:
            assert seen.isdisjoint(question.key for question in members)
