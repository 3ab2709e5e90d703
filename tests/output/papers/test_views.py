"""The addresses of documents: who gets them, in which language, and what stays the same."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.services.locking import touch
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.queries import count_taken
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.queries import list_entries
from tests.factories import (
    make_admin,
    make_event,
    make_item,
    make_member,
    make_person,
    make_registration,
    make_user,
)
from tests.output.papers.samples import read_pdf, text_of, words_of


@pytest.fixture
def event(database):
    event = make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)
    make_item(event, title={"zh": "开幕式", "en": "Opening"})
    return event


def test_everybody_gets_the_published_agenda_in_either_language(client, event):
    zh = client.get("/events/sample/agenda.pdf?lang=zh")
    en = client.get("/events/sample/agenda.pdf?lang=en")

    assert (zh.status_code, zh.mimetype) == (200, "application/pdf")
    assert zh.headers["Content-Disposition"] == 'inline; filename="sample-agenda.pdf"'
    assert ("开幕式" in words_of(zh.data), "Opening" in words_of(en.data)) == (True, True)
    assert [read_pdf(one.data).trailer["/Root"]["/Lang"] for one in (zh, en)] == ["zh-CN", "en"]


def test_the_agenda_is_answered_with_304_until_it_changes(client, event):
    first = client.get("/events/sample/agenda.pdf?lang=zh")
    again = client.get("/events/sample/agenda.pdf?lang=zh", headers={"If-None-Match": first.headers["ETag"]})
    make_item(event, title={"zh": "茶歇", "en": "Break"})
    touch(event, programme=True)
    changed = client.get("/events/sample/agenda.pdf?lang=zh", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert (changed.status_code, "茶歇" in text_of(changed.data)) == (200, True)


def test_an_agenda_that_is_not_published_is_not_found(client, event):
    event.agenda_published = False

    assert client.get("/events/sample/agenda.pdf").status_code == 404


def test_the_agenda_of_a_draft_is_not_found(client, event):
    event.status = EventStatus.DRAFT

    assert client.get("/events/sample/agenda.pdf").status_code == 404


@pytest.mark.parametrize("name", ["agenda", "roster", "summary"])
def test_the_team_prints_every_document_in_both_languages(client, sign_in, event, name: str):
    make_registration(event, make_person("张𬱖"))
    sign_in(make_member(event, TeamRole.EDITOR))

    for lang, html_lang in (("zh", "zh-CN"), ("en", "en")):
        response = client.get(f"/manage/events/sample/reports/{name}.pdf?lang={lang}")

        assert (response.status_code, response.mimetype) == (200, "application/pdf")
        assert read_pdf(response.data).trailer["/Root"]["/Lang"] == html_lang
        kept = "no-store" if name == "roster" else "no-cache"
        assert response.headers["Cache-Control"] == f"private, {kept}"


def test_an_unchanged_document_is_answered_with_304(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))

    first = client.get("/manage/events/sample/reports/summary.pdf")
    again = client.get("/manage/events/sample/reports/summary.pdf", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_document_that_does_not_exist_is_not_found(client, sign_in, event):
    sign_in(make_admin())

    codes = [client.get(f"/manage/events/sample/reports/{name}").status_code for name in ("banners.pdf", "..pdf", "x/")]

    assert codes == [404, 404, 404]


def test_strangers_and_check_in_staff_get_no_document(client, sign_in, event):
    paths = [f"/manage/events/sample/reports/{name}" for name in ("", "agenda.pdf", "roster.pdf", "summary.pdf")]

    anonymous = [client.get(path).status_code for path in paths]
    sign_in(make_user())
    stranger = [client.get(path).status_code for path in paths]
    sign_in(make_member(event, TeamRole.CHECK_IN))
    check_in = [client.get(path).status_code for path in paths]

    assert set(anonymous) <= {302, 303, 401}
    assert (stranger, check_in) == ([404] * 4, [403] * 4)


@pytest.mark.parametrize(("role", "shown"), [(TeamRole.REGISTRAR, True), (TeamRole.VIEWER, False)])
def test_mobile_numbers_are_masked_and_only_for_those_who_may_read_them(client, sign_in, event, role, shown: bool):
    make_registration(event, make_person("王小明", mobile="15400000123"))
    sign_in(make_member(event, role))

    text = text_of(client.get("/manage/events/sample/reports/roster.pdf?lang=zh").data)

    assert ("154****0123" in text, "15400000123" in text, "王小明" in text) == (shown, False, True)


def test_printing_the_roster_is_recorded_and_other_documents_are_not(client, sign_in, event):
    make_registration(event)
    make_item(event)
    sign_in(make_member(event, TeamRole.VIEWER))

    for name in ("agenda", "roster", "summary"):
        client.get(f"/manage/events/sample/reports/{name}.pdf")

    found = [(one.action, one.object_name, one.changes) for one in list_entries(event.id)]
    assert found == [("opened", "roster.pdf", {"printed_people": [None, count_taken(event.id)]})]


def test_a_second_look_at_the_roster_is_recorded_too_and_no_browser_keeps_it(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))
    make_registration(event)
    path = "/manage/events/sample/reports/roster.pdf"

    first = client.get(path)
    tags = {"If-None-Match": first.headers.get("ETag", '"x"'), "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    again = client.get(path, headers=tags)

    assert (again.status_code, again.headers["Cache-Control"]) == (200, "private, no-store")
    assert [one.action for one in list_entries(event.id)] == ["opened", "opened"]


def test_a_national_account_reads_documents_of_every_event(client, sign_in, event):
    sign_in(make_user(level=Level.NATIONAL))

    assert client.get("/manage/events/sample/reports/summary.pdf").status_code == 200


def test_the_page_lists_the_documents_and_names_who_cannot_be_printed_whole(client, sign_in, event):
    make_registration(event, make_person("单𥖁"))
    make_registration(event, make_person("张𬱖"))
    make_item(event)
    sign_in(make_member(event, TeamRole.EDITOR))

    page = client.get("/manage/events/sample/reports/?lang=en").get_data(as_text=True)

    links = [f"/manage/events/sample/reports/{name}.pdf?lang=en" for name in ("agenda", "roster", "summary")]
    assert [link for link in links if f'href="{link}"' not in page] == []
    assert "<b>𥖁</b>" in page
    assert ("单𥖁 · Shanghai" in page, "张𬱖 · " in page) == (True, False)


def test_the_page_warns_of_nothing_where_everything_can_be_printed(client, sign_in, event):
    make_registration(event, make_person("张𬱖"))
    sign_in(make_member(event, TeamRole.EDITOR))

    assert "Before printing" not in client.get("/manage/events/sample/reports/?lang=en").get_data(as_text=True)


@pytest.mark.parametrize(("path", "most"), [("", 26), ("roster.pdf", 23), ("summary.pdf", 16)])
def test_pages_and_documents_take_a_few_statements_however_much_there_is(
    client, sign_in, event, count_statements, path: str, most: int
):
    sign_in(make_member(event, TeamRole.OWNER))
    counts = []
    for _ in range(2):
        for _ in range(5):
            make_registration(event, make_person())
            make_item(event)
        db.session.expire_all()
        with count_statements() as statements:
            client.get(f"/manage/events/sample/reports/{path}")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= most  # what a list says of each person is read once more, to be kept


@pytest.mark.parametrize(("asked", "named"), [("cols=shoe_size", "shoe_size"), ("mask=half", "half")])
def test_a_column_or_masking_that_is_not_known_is_named_in_the_readers_language(client, sign_in, event, asked, named):
    sign_in(make_member(event, TeamRole.OWNER))

    answers = {
        lang: client.get(f"/manage/events/sample/reports/roster.pdf?{asked}&lang={lang}") for lang in ("zh", "en")
    }

    assert {lang: answer.status_code for lang, answer in answers.items()} == {"zh": 400, "en": 400}
    assert named in answers["zh"].text and "可用" in answers["zh"].text
    assert "Available" in answers["en"].text
    assert list_entries(event.id) == []


@pytest.mark.parametrize(("role", "offered"), [(TeamRole.REGISTRAR, True), (TeamRole.VIEWER, False)])
def test_the_page_of_the_list_offers_what_its_reader_may_print_and_the_paper_obeys(
    client, sign_in, event, role, offered: bool
):
    make_registration(event, make_person("王小明", mobile="15400000123"))
    sign_in(make_member(event, role))

    page = client.get("/manage/events/sample/reports/roster/?lang=en").text
    asked = "cols=mobile&cols=signature&mask=none&why=onsite&lang=en"
    text = text_of(client.get(f"/manage/events/sample/reports/roster.pdf?{asked}").data)

    assert ('value="mobile"' in page, 'name="mask"' in page) == (offered, offered)
    assert ("15400000123" in text, "Signature" in text, "Organization" in text) == (offered, True, False)
    assert "Printed " in text


def sheet_of(answer):
    """The rows of the spreadsheet."""
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)]


def test_the_spreadsheet_obeys_the_same_choices_in_the_same_order_and_is_recorded(client, sign_in, event):
    for name, role, unit in (
        ("甲代表", Role.DELEGATE, "310000"),
        ("乙领队", Role.LEADER, "310000"),
        ("丙工作", Role.STAFF, "310000"),
        ("丁外宾", Role.EXPERT, ""),
    ):
        make_registration(event, make_person(name, mobile="15400000123"), name=name, role=role, unit_code=unit)
    sign_in(make_member(event, TeamRole.REGISTRAR))
    path = "/manage/events/sample/reports/roster.xlsx?lang=en&cols=mobile&cols=signature"

    masked, whole = sheet_of(client.get(path)), sheet_of(client.get(f"{path}&mask=none&why=onsite"))

    assert masked[0] == ["Delegation", "No.", "Name", "Mobile", "Signature"]
    found = [(part, number, name.split(" ")[0]) for part, number, name, *_rest in masked[1:]]
    assert found == [
        ("Shanghai", "1", "乙领队"),
        ("Shanghai", "2", "甲代表"),
        ("Guests", "3", "丁外宾"),
        ("Staff", "1", "丙工作"),
    ]
    assert {row[3] for row in masked[1:]} == {"154****0123"}
    assert {row[3] for row in whole[1:]} == {"15400000123"}
    assert [(one.action, one.object_name) for one in list_entries(event.id)] == [("sheet_saved", "roster.xlsx")] * 2
    assert client.get(f"{path}&cols=shoe_size").status_code == 400


def test_who_may_take_no_list_out_is_offered_no_spreadsheet(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))

    page = client.get("/manage/events/sample/reports/roster/").text

    assert ("roster.xlsx" in page, client.get("/manage/events/sample/reports/roster.xlsx").status_code) == (False, 403)
