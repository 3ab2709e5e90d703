"""Files are uploaded with the registration, checked by their bytes, kept sealed, and never lost to a fault elsewhere."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import text

from eventmgr.event.forms.answer_files import queries
from eventmgr.event.forms.answer_files.periods import PERIODS
from eventmgr.event.forms.answer_files.receiving import receive
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, transaction
from eventmgr.ground.sealing import Sealer
from eventmgr.tools.uploads.checking import Upload
from eventmgr.tools.uploads.drawing import redraw
from tests.event.forms.answer_files.files import (
    HIDDEN,
    PDF,
    make_asking_event,
    make_bomb,
    make_located_picture,
    make_office_file,
    make_picture,
    upload,
)
from tests.event.forms.answer_files.uploading import kept_files, kept_id, the_registration
from tests.event.registration.views import typed
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_file_is_kept_sealed_and_comes_back_as_a_download_alone(client):
    event = make_asking_event()

    answer = upload(client, event)

    place = the_registration()
    page = client.get(answer.headers["Location"])
    link = f"/my/{my_token(place)}/files/q_cv"
    file = client.get(link)
    stored = bytes(db.session.execute(text("SELECT content FROM answer_file")).scalar())
    assert (answer.status_code, attached_in(place.answers)["q_cv"].name) == (303, "推荐表.pdf")
    assert f'<a href="{link}">推荐表.pdf</a>' in page.text
    assert (file.status_code, file.data, file.mimetype) == (200, PDF, "application/pdf")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (file.headers["Cache-Control"], file.headers["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert b"PDF" not in stored


def test_the_form_says_what_is_taken_and_sends_files_without_a_script(client):
    event = make_asking_event(rules={"accepts": ["pdf", "word"], "megabytes": 2}, required=True)

    page = client.get(f"/events/{event.slug}/register/")
    missing = upload(client, event, None)

    assert 'enctype="multipart/form-data"' in page.text
    assert 'accept=".pdf,.docx"' in page.text
    assert "可上传：PDF文件、Word文档（docx）；不超过2MB。" in page.text.replace(" ", "")
    assert (missing.status_code, "推荐表" in missing.text, kept_files()) == (422, True, [])


WRONG = {
    "a page called a document": (b"<html><script>alert(1)</script></html>", "cv.pdf"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", "cv.pdf"),
    "a text": ("简历".encode(), "cv.pdf"),
    "macros": (make_office_file("word/document.xml", "word/vbaProject.bin"), "cv.docx"),
    "an archive": (make_office_file("x/y.xml"), "cv.docx"),
    "an animation": (b"GIF89a\x01\x00\x01\x00\x80", "cv.png"),
    "a drawing that runs": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "cv.png"),
    "a broken picture": (b"\xff\xd8\xff\xe0" + b"x" * 400, "cv.jpg"),
    "a bomb": (make_bomb(), "cv.png"),
    "nothing": (b"", "cv.pdf"),
    "too large": (PDF + b"\n" * 20_000, "cv.pdf"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_accepted_is_refused_at_its_question_and_nothing_is_kept(client, monkeypatch, name):
    for room in ("event.registration.asking.views", "event.forms.answer_files"):
        monkeypatch.setattr(f"eventmgr.{room}.receiving.most_bytes", lambda _question: 20_000)
    event = make_asking_event(rules={"megabytes": 1})

    answer = upload(client, event, *WRONG[name])

    assert (answer.status_code, kept_files(), the_registration()) == (422, [], None)
    assert "“推荐表”" in answer.text
    assert 'value="张三"' in answer.text or "样例" in answer.text  # what was typed stays


def test_kinds_that_the_question_does_not_name_are_refused(client):
    word = make_office_file("word/document.xml")
    event = make_asking_event(rules={"accepts": ["pdf"]})
    picture = make_asking_event(QuestionKind.IMAGE)

    assert upload(client, event, word, "a.docx").status_code == 422
    assert upload(client, event, make_picture(), "a.jpg").status_code == 422
    assert upload(client, picture, PDF, "a.jpg").status_code == 422
    assert upload(client, picture, make_picture("PNG"), "a.pdf").status_code == 303
    assert attached_in(the_registration().answers)["q_cv"].name == "a.pdf.png"


def test_a_picture_is_drawn_anew_without_place_camera_or_what_is_behind_its_end(client):
    event = make_asking_event(QuestionKind.IMAGE)
    sent = make_located_picture()
    assert HIDDEN in sent

    upload(client, event, sent, "照片.jpeg")

    got = client.get(f"/my/{my_token(the_registration())}/files/q_cv")
    picture = Image.open(io.BytesIO(got.data))
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (20, 40), {})  # upright
    assert HIDDEN not in got.data
    assert b"PK\x03\x04" not in got.data


def test_large_pictures_become_smaller_and_clear_ones_stay_clear():
    large, kind = redraw(make_picture(size=(5000, 2500)))
    out = io.BytesIO()
    Image.new("RGBA", (3, 3), (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    clear, clear_kind = redraw(out.getvalue())

    assert (Image.open(io.BytesIO(large)).size, kind.ending) == ((3000, 1500), ".jpg")
    assert (Image.open(io.BytesIO(clear)).mode, clear_kind.ending) == ("RGBA", ".png")


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Windows\\cv.pdf": "cv.pdf",
    'a"b\r\nX-Evil: 1.pdf': None,
    "简历\u202efdp.exe": None,
    "x" * 400 + ".pdf": None,
    "..": "file.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_wishes(app, name):
    question = AskedQuestion("cv", QuestionKind.FILE, {"zh": "推荐表"}, {}, [], required=False)

    kept = receive(question, Upload(name, PDF)).filename

    assert kept.endswith(".pdf")
    assert len(kept) <= 120
    assert not set(kept) & set('/\\:*?"<>|\r\n\u202e')
    assert NAMES[name] in (None, kept)


def test_a_fault_in_another_field_does_not_lose_the_file(client):
    event = make_asking_event(required=True)

    first = upload(client, event, mobile="12")
    again = upload(client, event, None, mobile="12", **{"q_cv-id": kept_id(first)})
    taken = upload(client, event, None, **{"q_cv-id": kept_id(again)})

    [file] = kept_files()
    assert (first.status_code, again.status_code, taken.status_code) == (422, 422, 303)
    assert "推荐表.pdf" in again.text
    assert (file.registration_id, queries.find_waiting(event.id, "q_cv", file.key)) == (the_registration().id, None)
    assert client.get(f"/my/{my_token(the_registration())}/files/q_cv").data == PDF


def test_a_wrong_file_leaves_the_one_from_before(client):
    event = make_asking_event()
    first = upload(client, event, mobile="12")

    wrong = upload(client, event, b"no", "no.pdf", **{"q_cv-id": kept_id(first)})

    assert (wrong.status_code, kept_id(wrong)) == (422, kept_id(first))


def test_the_own_page_keeps_replaces_and_removes(client):
    event = make_asking_event()
    upload(client, event)
    place = the_registration()
    edit = f"/my/{my_token(place)}/edit"

    def send(content=None, **values):
        page = client.get(edit)
        data = typed(**{"q_cv-id": kept_id(page), **values})
        if content:
            data["q_cv"] = (io.BytesIO(content), "新.pdf")
        return client.post(edit, data=data, content_type="multipart/form-data").status_code

    kept = send(title="处长"), [file.filename for file in kept_files()]
    replaced = send(PDF + b"2"), [(file.filename, file.content) for file in kept_files()]
    removed = send(**{"q_cv-remove": "1"}), kept_files(), the_registration().answers

    assert kept == (303, ["推荐表.pdf"])
    assert replaced == (303, [("新.pdf", PDF + b"2")])
    assert removed == (303, [], {})
    assert client.get(f"/my/{my_token(place)}/files/q_cv").status_code == 404


def test_nobody_gets_or_takes_the_file_of_another(client):
    event, other_event = make_asking_event(), make_asking_event()
    upload(client, event)
    mine = the_registration()
    [file] = kept_files()
    stolen = {"q_cv-id": f"{file.key} 推荐表.pdf"}

    upload(client, event, None, name_="", mobile="15400000998", **stolen)
    thief = the_registration()
    waiting = upload(client, event, mobile="12")
    elsewhere = upload(client, other_event, None, **{"q_cv-id": kept_id(waiting)})

    assert (thief.id != mine.id, thief.answers) == (True, {})
    assert client.get(f"/my/{my_token(thief)}/files/q_cv").status_code == 404
    assert client.get(f"/my/{my_token(mine)}/files/q_other").status_code == 404
    assert client.get(f"/my/{my_token(mine)}/files/q_cv").data == PDF
    assert (elsewhere.status_code, the_registration().answers) == (303, {})
    for address in (f"/events/{event.slug}/files/{file.id}/推荐表.pdf", f"/events/{event.slug}/register/files/q_cv"):
        assert client.get(address).status_code in (404, 405)


def test_a_script_hands_it_in_at_once(client):
    event = make_asking_event()
    address = f"/events/{event.slug}/register/files/q_cv"

    told = client.post(address, data={"q_cv": (io.BytesIO(PDF), "推荐表.pdf")})
    wrong = client.post(address, data={"q_cv": (io.BytesIO(b"MZ"), "a.pdf")})
    none = client.post(f"/events/{event.slug}/register/files/q_no", data={"q_no": (io.BytesIO(PDF), "a.pdf")})
    elsewhere = client.post(
        address, data={"q_cv": (io.BytesIO(PDF), "a.pdf")}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    taken = upload(client, event, None, **{"q_cv-id": told.json["id"]})

    assert (told.json["name"], told.json["size"]) == ("推荐表.pdf", len(PDF))
    assert (wrong.status_code, "推荐表" in wrong.json["message"]) == (400, True)
    assert (none.status_code, elsewhere.status_code, taken.status_code) == (404, 403, 303)
    assert attached_in(the_registration().answers)["q_cv"].size == len(PDF)


def test_one_caller_hands_in_only_so_many(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    monkeypatch.setattr("eventmgr.event.registration.asking.views.receiving._MEGABYTES", 2)
    event = make_asking_event()
    address = f"/events/{event.slug}/register/files/q_cv"

    told = [client.post(address, data={"q_cv": (io.BytesIO(PDF), "a.pdf")}).status_code for _ in range(3)]

    assert told == [200, 200, 429]


def test_what_was_never_sent_goes_after_an_hour_and_what_was_sent_stays(client):
    event = make_asking_event()
    upload(client, event)
    upload(client, event, mobile="12")
    [period] = PERIODS

    early = period.list_due(NOON + timedelta(minutes=59)), period.delete_some(NOON + timedelta(minutes=59), 10)
    [due] = period.list_due(NOON + timedelta(minutes=61))
    with transaction():
        gone = period.delete_some(NOON + timedelta(minutes=61), 10)

    assert early == ([], 0)
    assert (due.n, gone, period.list_due(NOON + timedelta(minutes=61))) == (1, 1, [])
    assert [file.registration_id for file in kept_files()] == [the_registration().id]


def test_a_file_that_is_gone_when_the_form_is_sent_is_asked_for_again(client, monkeypatch):
    event = make_asking_event(required=True)
    waiting = upload(client, event, mobile="12")
    found = queries.find_waiting(event.id, "q_cv", kept_id(waiting).partition(" ")[0])
    with transaction():
        PERIODS[0].delete_some(NOON + timedelta(hours=25), 10)
    monkeypatch.setattr("eventmgr.event.registration.asking.views.receiving.find_waiting", lambda *_: found)

    refused = upload(client, event, None, **{"q_cv-id": kept_id(waiting)})

    assert (refused.status_code, the_registration()) == (400, None)
    assert "choose it again" in refused.text or "重新选择" in refused.text


def test_another_data_key_opens_what_it_has_sealed_anew(client, app, make_app):
    upload(client, make_asking_event())
    more = "another data key for tests, just as long as that"

    other = make_app(DATA_KEY=more, DATA_KEY_FALLBACKS=[app.config["DATA_KEY"]])
    with other.app_context():
        done = other.test_cli_runner().invoke(args=["reseal"])
    db.session.rollback()
    stored = bytes(db.session.execute(text("SELECT content FROM answer_file")).scalar())

    assert (done.exit_code, Sealer(more).unseal_bytes(stored)) == (0, PDF)
    assert client.get(f"/my/{my_token(the_registration())}/files/q_cv").status_code == 404  # under the old key alone
