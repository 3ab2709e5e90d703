"""Questions for a train or flight through the pages: asked in parts, kept as one answer, sealed where it is sensitive."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.covering import DOTS
from eventmgr.event.registration.laws import sensitive
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.services import delete_due
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from tests.conftest import client_of
from tests.event.registration.kinds_of_questions import PERSON, ask, only, post, text_of
from tests.factories import make_event, make_member
from tests.output.imports.sending import digest_of, in_english

pytestmark = pytest.mark.usefixtures("frozen")
LINE = "G1234次，武汉站，2026-05-12 14:05到"
KEPT = {"means": "train", "number": "G1234", "station": "武汉站", "day": "2026-05-12", "time": "14:05"}


def parts(name="q_in", **values):
    typed = {"means": "train", "number": "g1234", "station": "武汉站", "day": "2026-05-12", "time": "14:05"} | values
    return {f"{name}-{part}": value for part, value in typed.items()} | {"consent_sensitive": "y"}


@pytest.fixture
def event(app):
    found = make_event()
    ask(found, "in", QuestionKind.JOURNEY, zh="到达车次")
    return found


@pytest.fixture
def sealed(app):
    found = make_event()
    ask(found, "in", QuestionKind.JOURNEY, zh="到达车次", needs_reason=True)
    return found


def office(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def test_parts_are_asked_together_refused_one_by_one_and_shown_on_one_line(client, sign_in, event):
    page = text_of(client.get(f"/events/{event.slug}/register/"))
    wrong = post(client, event, **parts(number="CA1234", time="", station="武汉天河<1>"))
    refused = text_of(wrong)
    right = post(client, event, **parts())
    answers = dict(only().answers)
    own = text_of(client.get(right.location))
    sign_in(make_member(event, TeamRole.REGISTRAR))

    assert ("<legend" in page, "到达日期" in page, "出发日期" in page) == (True, True, False)
    assert (wrong.status_code, "“CA1234”是航班号" in refused, "武汉天河&lt;1&gt;" in refused) == (422, True, True)
    assert (
        'id="q_in-number-error"' in refused
        and 'id="q_in-time-error"' in refused
        and 'id="q_in-day-error"' not in refused
    )
    assert (right.status_code, answers) == (303, {"q_in": KEPT})
    assert LINE in own and LINE in text_of(client.get(office(event, f"{only().id}/")))


def test_an_empty_one_is_no_answer_and_a_required_one_is_asked_for(client, event):
    ask(event, "out", QuestionKind.JOURNEY, zh="返程车次", required=True, direction="departure")
    empty = parts(number="", station="", day="", time="")

    missing = post(client, event, **empty, **{f"q_out-{name}": "" for name in ("number", "station")})
    fine = post(client, event, **{**empty, **parts("q_out")})

    assert (missing.status_code, "请填写“返程车次”。" in text_of(missing)) == (422, True)
    assert (fine.status_code, only().answers) == (303, {"q_out": KEPT})
    assert "武汉站，2026-05-12 14:05开" in text_of(client.get(fine.location))


def test_a_condition_asks_whether_it_is_answered(client, event):
    ask(event, "bus", QuestionKind.TEXT, zh="接站人数", position=1, condition={"all": [["filled", "q_in"]]})
    page = text_of(client.get(f"/events/{event.slug}/register/"))

    post(client, event, **parts(number="", station="", day="", time=""), q_bus="3")
    without = dict(only().answers)
    client.post(f"/my/{my_token(only())}/edit", data=PERSON | parts() | {"q_bus": "3"})

    assert 'data-part="q_in"' in page
    assert (without, only().answers) == ({}, {"q_in": KEPT, "q_bus": "3"})


@pytest.mark.parametrize("kind", ["event", "sealed"])
def test_an_export_comes_back_without_a_change_and_a_sheet_brings_a_new_one(client, sign_in, request, kind):
    event = request.getfixturevalue(kind)
    post(client, event, **parts())
    in_english(sign_in(make_member(event, TeamRole.OWNER)))
    rows = list(csv.reader(io.StringIO(client.get(office(event, "export.csv?cols=mobile,q_in")).text.lstrip("\ufeff"))))
    need = {"kind": "xlsx", "why": "service", "recipient": "会务组"}
    whole = client.post(office(event, "export/?cols=mobile,q_in"), data=need)
    address = office(event, "import/")
    sent = {"file": (io.BytesIO(whole.data), "list.xlsx"), "pasted": ""}
    same = client.get(client.post(address, data=sent, content_type="multipart/form-data").location).text
    sheet = "姓名\t单位\t手机\t到达车次\n{name}\t{organization}\t{mobile}\t{journey}\n".format(
        **PERSON, journey="CA1821航班，天河机场，2026-05-12 9:30到"
    )
    changed = client.post(address, data={"pasted": sheet}).location
    preview = client.get(changed).text
    bad = client.get(client.post(address, data={"pasted": sheet.replace("CA1821航班", "八点的车")}).location).text

    line = "G1234, 武汉站, arrives 2026-05-12 14:05"
    assert rows[1][-1] == (line if kind == "event" else DOTS)
    assert "Flight CA1821, 天河机场, arrives 2026-05-12 09:30" in preview
    assert (line in preview, DOTS in preview) == (kind == "event", kind == "sealed")
    assert "No change: 1" in " ".join(re.sub("<[^>]*>", " ", same).split())
    assert "Enter number, station or airport" in bad
    assert digest_of(client.get(changed))


def test_an_organizer_changes_it_and_the_change_log_tells_both(client, sign_in, event):
    post(client, event, **parts())
    sign_in(make_member(event, TeamRole.REGISTRAR))
    page = client.get(office(event, f"{only().id}/edit")).text
    seen = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    typed = PERSON | parts(time="15:00") | {"seen": seen, "mobile": "*** **** 0001"}

    answer = client.post(office(event, f"{only().id}/edit"), data=typed | {"mobile": PERSON["mobile"]})

    assert answer.status_code == 303, text_of(answer)
    assert only().answers["q_in"]["time"] == "15:00"
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "changed")).all()[-1].changes
    assert told["answers.q_in"] == ["G1234, 武汉站, 2026-05-12 14:05", "G1234, 武汉站, 2026-05-12 15:00"]


def test_a_sensitive_one_is_sealed_and_covered_and_shown_with_a_reason(client, sign_in, sealed):
    answer = post(client, sealed, **parts())
    row = only()
    sign_in(make_member(sealed, TeamRole.OWNER))
    pages = {
        "own": client.get(answer.location),
        "own form": client.get(f"{answer.location}edit"),
        "copy": client.get(f"{answer.location}data.csv"),
        "office": client.get(office(sealed, f"{row.id}/")),
        "form": client.get(office(sealed, f"{row.id}/edit")),
        "list": client.get(office(sealed, "?cols=q_in")),
        "export": client.get(office(sealed, "export.csv?cols=q_in")),
        "revealed": client.post(office(sealed, f"{row.id}/reveal"), data={"field": "q_in", "why": "service"}),
        "whole form": client.post(office(sealed, f"{row.id}/reveal"), data={"field": "form", "why": "service"}),
        "whole export": client.post(
            office(sealed, "export/?cols=q_in"), data={"kind": "csv", "why": "service", "recipient": "会务组"}
        ),
    }
    raw = " ".join(map(str, db.session.execute(text("SELECT answers, sensitive FROM registration")).one()))

    assert (row.answers, row.sensitive) == ({"q_in": {"sealed": True}}, {"q_in": KEPT | {"sealed": True}})
    assert "G1234" not in raw
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert {name for name, page in pages.items() if "G1234" not in page.text} == {"office", "form", "list", "export"}
    assert [DOTS in pages[name].text for name in ("office", "form", "list", "export")] == [True] * 4
    assert sensitive() == []


def test_a_covered_form_keeps_it_and_no_trail_tells_it(client, sign_in, sealed):
    ask(sealed, "bus", QuestionKind.TEXT, position=1, condition={"all": [["filled", "q_in"]]})
    post(client, sealed, **parts(), q_bus="3")
    sign_in(make_member(sealed, TeamRole.REGISTRAR))

    client.post(office(sealed, f"{only().id}/edit"), data=PERSON | {"title": "处长", "q_bus": "4"})
    kept = dict(only().sensitive)
    client.post(f"/my/{my_token(only())}/edit", data=PERSON | parts(number="G77") | {"q_bus": "4"})

    assert (only().title, kept["q_in"]["number"], only().answers["q_bus"]) == ("", "G1234", "4")
    assert only().sensitive["q_in"]["number"] == "G77"
    said = " ".join(str(entry.changes) for entry in db.session.scalars(select(AuditEntry)))
    assert "G77" not in said and "G1234" not in said
    assert sensitive() == []


def test_it_goes_with_its_own_period_and_with_travel_and_accommodation(client, app):
    first, second = make_event(), make_event()
    ask(first, "in", QuestionKind.JOURNEY, needs_reason=True, keep_days=10)
    ask(second, "in", QuestionKind.JOURNEY, needs_reason=True)
    for number, event in enumerate((first, second)):
        post(client, event, **parts(), mobile=f"1540000002{number}")
    ends = first.ends_at

    with transaction():
        delete_due(ends + timedelta(days=11))
    db.session.expire_all()
    after_days = [dict(row.answers) for row in _rows()]
    with transaction():
        delete_due(ends + timedelta(days=200))
    db.session.expire_all()

    assert after_days == [{}, {"q_in": {"sealed": True}}]
    assert [(row.answers, row.sensitive) for row in _rows()] == [({}, {}), ({}, {})]


def _rows():
    return db.session.query(Registration).order_by(Registration.id).all()


def test_parts_of_a_sensitive_one_stay_on_the_device_only_while_the_tab_is_open(app, sealed):
    page = client_of(app).get(f"/events/{sealed.slug}/register/").text

    assert 'data-draft-tab="diet q_in-"' in page


def test_somebody_else_who_takes_the_place_brings_an_own_one_unless_it_needs_a_consent(client, event, sealed):
    said = []
    for asked in (event, sealed):
        right = post(client, asked, **parts())
        other = PERSON | {"name": "样例二", "mobile": "15400000033"}
        client.post(f"{right.location}edit", data=other | parts(number="G88"))
        said.append({row.event_id: (row.name, row.answers, row.sensitive) for row in _rows()}[asked.id])

    assert said == [("样例二", {"q_in": KEPT | {"number": "G88"}}, {}), ("样例二", {}, {})]
