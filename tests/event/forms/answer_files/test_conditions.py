"""Files hang on answers, and questions on files: judged alike on the form, on the own page, from drafts and by organizers."""

from __future__ import annotations

import io

import pytest

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.forms.answer_files.files import PDF
from tests.event.forms.answer_files.office import manage, office_of
from tests.event.forms.answer_files.uploading import kept_files, the_registration
from tests.event.registration.views import typed
from tests.factories import make_event

pytestmark = pytest.mark.usefixtures("frozen")
WAYS = [{"value": "car", "label": {"zh": "自驾"}}, {"value": "train", "label": {"zh": "火车"}}]


@pytest.fixture
def event(app):
    """Who comes by car uploads a licence, and who has uploaded one says how long it is valid; who has not, why."""
    event = make_event()
    rows = [
        ("way", QuestionKind.CHOICE, "交通方式", False, None, WAYS),
        ("licence", QuestionKind.FILE, "驾驶证", True, ["equals", "q_way", "car"], []),
        ("until", QuestionKind.TEXT, "有效期至", True, ["filled", "q_licence"], []),
        ("why", QuestionKind.TEXT, "未提供的原因", False, ["empty", "q_licence"], []),
    ]
    for position, (key, kind, label, required, test, options) in enumerate(rows):
        condition = {"condition": {"all": [test]}} if test else {}
        values = {"kind": kind, "label": {"zh": label}, "required": required, "rules": condition, "options": options}
        db.session.add(Question(event_id=event.id, key=key, position=position, **values))
    db.session.commit()
    return event


def send(client, address, *, file=None, **values):
    data = typed(**values)
    if file:
        data["q_licence"] = (io.BytesIO(PDF), file)
    return client.post(address, data=data, content_type="multipart/form-data")


def form_of(event):
    return f"/events/{event.slug}/register/"


def upload(client, event):
    """As the script of the form does it, before the form is sent."""
    told = client.post(f"{form_of(event)}files/q_licence", data={"q_licence": (io.BytesIO(PDF), "证.pdf")})
    return {"q_licence-id": told.json["id"]}


def answers():
    found = the_registration().answers
    return {name: value["name"] if isinstance(value, dict) else value for name, value in found.items()}


def test_a_file_is_required_of_those_alone_who_are_asked_and_kept_of_nobody_else(client, event):
    missing = send(client, form_of(event), q_way="car")
    by_train = send(client, form_of(event), q_way="train", file="证.pdf", q_until="2030", q_why="坐火车")

    assert (missing.status_code, "驾驶证" in missing.text.split("<form")[0]) == (422, True)
    assert (by_train.status_code, answers()) == (303, {"q_way": "train", "q_why": "坐火车"})
    assert kept_files() == []


def test_what_was_uploaded_before_the_form_was_sent_is_judged_too(client, event):
    """A script uploads at once, and the form carries the key."""
    kept = upload(client, event)
    unsaid = send(client, form_of(event), q_way="car", q_until="", **kept)
    sent = send(client, form_of(event), q_way="car", q_until="2030", **kept)

    assert (unsaid.status_code, "有效期至" in unsaid.text.split("<form")[0]) == (422, True)
    assert (sent.status_code, answers()) == (303, {"q_way": "car", "q_licence": "证.pdf", "q_until": "2030"})


def test_what_was_uploaded_before_goes_once_an_answer_says_that_it_is_not_asked(client, event):
    kept = upload(client, event)
    of_another = upload(client, event)
    sent = send(client, form_of(event), q_way="train", **kept)

    [left] = kept_files()
    assert (sent.status_code, answers()) == (303, {"q_way": "train"})
    assert of_another["q_licence-id"].startswith(left.key)


def test_no_file_is_asked_about_whose_box_says_that_it_goes(client, event):
    kept = upload(client, event)
    gone = send(client, form_of(event), q_way="car", q_until="2030", **kept, **{"q_licence-remove": "1"})

    assert (gone.status_code, "驾驶证" in gone.text.split("<form")[0]) == (422, True)
    assert "有效期至" not in gone.text.split("<form")[0]


def test_on_the_own_page_another_answer_takes_the_file_and_what_hangs_on_it(client, event):
    send(client, form_of(event), q_way="car", file="证.pdf", q_until="2030")
    own = f"/my/{my_token(the_registration())}/edit"
    page = client.get(own).text
    kept = {"q_licence-id": attached_in(the_registration().answers)["q_licence"].field_id}
    stays = send(client, own, q_way="car", q_until="2031", q_why="x", **kept), answers()
    changed = send(client, own, q_way="train", q_until="2031", q_why="坐火车", **kept), answers()
    back = send(client, own, q_way="car", q_until="2031", **kept)

    assert "&#34;filled&#34;,&#34;q_licence&#34;" in page and kept["q_licence-id"] in page
    assert (stays[0].status_code, stays[1]) == (303, {"q_way": "car", "q_licence": "证.pdf", "q_until": "2031"})
    assert (changed[0].status_code, changed[1]) == (303, {"q_way": "train", "q_why": "坐火车"})
    assert (kept_files(), back.status_code) == ([], 422)


def test_organizers_are_asked_as_the_file_says_that_they_do_not_change(client, app, sign_in, event):
    send(client, form_of(event), q_way="car", file="证.pdf", q_until="2030")
    office = office_of(app, sign_in, event, TeamRole.REGISTRAR)
    address = manage(event, f"{the_registration().id}/edit")
    page = office.get(address).text
    sent = office.post(address, data=typed(q_way="car", q_until="2032", q_why="x"))

    assert '<input type="hidden" name="q_licence-id" value="证.pdf">' in page
    assert (sent.status_code, answers()) == (303, {"q_way": "car", "q_licence": "证.pdf", "q_until": "2032"})
    assert [file.registration_id for file in db.session.query(AnswerFile)] == [the_registration().id]
