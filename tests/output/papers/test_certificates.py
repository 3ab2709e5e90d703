"""Certificates: for whom, what they say, and what a stranger learns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import EventKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db, write
from eventmgr.ground.features import holdings
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.certificates import document, services
from eventmgr.output.papers.certificates.contents import Attested, Certificates
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.output.papers.certificates.numbers import new_number, read_number
from eventmgr.output.papers.certificates.queries import get_printed
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event, make_member, make_person, make_registration
from tests.output.papers.samples import RARE, make_occasion, read_pdf, text_of

PATH = "/manage/events/sample/reports/certificates"
LONGEST = "阿卜杜热合曼·艾则孜买买提吐尔逊江·阿卜杜拉热合曼"
speech = pytest.mark.usefixtures("speech")


@speech
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_certificate_says_who_attended_what_and_how_it_is_checked(lang: str):
    names = (LONGEST, "张三", *RARE)
    certificates = tuple(
        (i, Attested(name, "上海市", "样例公司", f"2026-00001-{i:04d}-ABCD", str(i or ""), "2026年5月14日"))
        for i, name in enumerate(names)
    )
    data = Certificates(make_occasion(), certificates, "https://example.com/certificates/")

    content = document.build(data, lang=lang)

    pages = [page.extract_text().replace("\n", "").replace("　", "") for page in read_pdf(content).pages]
    assert [name for name, page in zip(names, pages, strict=True) if name not in page] == []
    assert [one.number for (_i, one), page in zip(certificates, pages, strict=True) if one.number not in page] == []
    hours = {"zh": "学时", "en": "attended."}[lang]
    assert (hours in pages[0], hours in pages[1]) == (False, True)


def test_a_number_is_read_however_it_is_typed():
    number = new_number(2026, 7, 12)

    for typed in (
        number.lower(),
        number.replace("-", ""),
        f" {number.replace('-', '—')} ",
        "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in number),
    ):
        assert read_number(typed) == number
    assert read_number("x") != number


@pytest.fixture
def event(database):
    return make_event(slug="sample", title={"zh": "样例培训", "en": "Sample"}, kind=EventKind.TRAINING)


@pytest.fixture
def office(event, client, sign_in):
    sign_in(make_member(event, TeamRole.REGISTRAR))
    return client


def attend(event, name: str, status=Status.ATTENDED, **values):
    return make_registration(event, make_person(name), status=status, **values)


def numbers() -> list[str]:
    return list(db.session.scalars(select(Certificate.number).order_by(Certificate.number)))


def check(client, number: str, name: str) -> bool:
    page = client.post("/certificates/?lang=en", data={"number": number, "name": name}).text
    valid, wrong = "Valid: a certificate" in page, "No valid certificate" in page
    assert valid != wrong
    return valid


def test_whoever_was_marked_gets_one_once_and_it_is_checked_with_number_and_name(office, event):
    attend(event, "张三")
    attend(event, "李四", Status.CONFIRMED)

    first = office.post(f"{PATH}/issue", data={"hours": "16"})
    attend(event, "王五")
    office.post(f"{PATH}/issue", data={"hours": ""})
    found = numbers()

    assert (first.status_code, len(found), [number.split("-")[2] for number in found]) == (303, 2, ["0001", "0002"])
    assert [check(office, found[0], name) for name in ("张三", "张 三", "王五", "李四")] == [True, True, False, False]
    assert check(office, found[0].lower().replace("-", ""), "张三") is True
    text = text_of(office.get("/manage/events/sample/reports/certificates.pdf?lang=zh").data).replace("　", "")
    assert [word in text for word in ("张三", "王五", "李四", "共参加 16 学时", "培训证明")] == [
        True,
        True,
        False,
        True,
        True,
    ]


def test_a_check_tells_nothing_but_valid_or_not_and_stops_after_thirty(office, event, make_app):
    attend(event, "张三", organization_name="样例机床公司")
    office.post(f"{PATH}/issue", data={})
    [number] = numbers()

    page = office.post("/certificates/?lang=zh", data={"number": number, "name": "张三"}).text
    assert [word in page for word in ("真实有效", "样例培训", "样例机床", "上海")] == [True, False, False, False]
    limited = make_app(RATELIMIT_ENABLED=True).test_client()
    codes = [limited.post("/certificates/", data={"number": "x", "name": "y"}).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    assert limited.post("/certificates/", data={"number": "", "name": ""}).status_code == 422


def test_a_revoked_certificate_is_neither_valid_nor_printed_until_it_is_valid_again(office, event):
    attend(event, "张三")
    office.post(f"{PATH}/issue", data={})
    [row] = db.session.scalars(select(Certificate))
    number, path = row.number, f"{PATH}/{row.id}/revoke"

    office.post(path)
    revoked = check(office, number, "张三"), office.get(f"{PATH}.pdf").status_code
    office.post(f"{PATH}/issue", data={})
    office.post(path)

    assert (revoked, check(office, number, "张三"), numbers()) == ((False, 409), True, [number])
    acts = [one.action for one in list_entries(event.id) if one.action.startswith("certificate")]
    assert sorted(acts) == ["certificate_renewed", "certificate_revoked", "certificates_issued"]


def test_a_corrected_name_holds_once_certificates_are_issued_again(office, event):
    person = attend(event, "张三")
    office.post(f"{PATH}/issue", data={})
    [number] = numbers()
    person.name = "张珊"
    db.session.commit()

    with speaking("zh"):
        between = get_printed(event, "zh").certificates
    office.post(f"{PATH}/issue", data={})

    assert (between, [check(office, number, name) for name in ("张三", "张珊")]) == ((), [False, True])


def test_whose_mark_is_taken_back_has_none_that_is_valid_or_printed(office, event):
    person = attend(event, "张三")
    office.post(f"{PATH}/issue", data={})
    [number] = numbers()
    person.status = Status.CONFIRMED
    db.session.commit()

    with speaking("zh"):
        assert (check(office, number, "张三"), get_printed(event, "zh").certificates) == (False, ())


def test_a_certificate_is_still_valid_under_a_new_secret_key_and_issued_no_second_time(office, event, app):
    attend(event, "张三")
    office.post(f"{PATH}/issue", data={})
    [number] = numbers()
    app.config["SECRET_KEY_FALLBACKS"], old = [app.config["SECRET_KEY"]], app.config["SECRET_KEY"]
    app.config["SECRET_KEY"] = "n" * 40
    try:
        assert (services.is_valid(number, "张三"), services.is_valid(number, "李四")) == (True, False)
        assert write(lambda: services.issue(event, None, act=Act(SYSTEM, NOON))) == 0
    finally:
        app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"] = old, []


def test_the_day_of_issue_is_that_of_the_event(office, event):
    attend(event, "张三")
    office.post(f"{PATH}/issue", data={})
    db.session.scalars(select(Certificate)).one().issued_at = datetime(2026, 3, 31, 17, tzinfo=UTC)
    db.session.commit()

    with speaking("zh"):
        [printed] = get_printed(event, "zh").certificates
    assert "2026年4月1日" in printed[1].issued


def test_who_loses_the_place_or_is_deleted_has_no_certificate(office, event):
    gone, deleted = attend(event, "张三"), attend(event, "李四")
    office.post(f"{PATH}/issue", data={})
    found = {row.registration_id: row.number for row in db.session.scalars(select(Certificate))}
    copy = holdings()["certificates"].read(gone.id)
    gone.status = Status.WITHDRAWN
    number = found[deleted.id]
    delete(event, deleted, reason="测试", act=Act(SYSTEM, NOON))
    db.session.commit()

    assert [row["number"] for row in copy] == [found[gone.id]]
    assert (check(office, found[gone.id], "张三"), check(office, number, "李四")) == (False, False)
    assert numbers() == [found[gone.id]]


def test_who_only_reads_documents_sees_them_and_issues_none(client, sign_in, event):
    attend(event, "张三")
    sign_in(make_member(event, TeamRole.EDITOR))

    page = client.get(f"{PATH}/?lang=zh").text

    assert ('name="hours"' in page, client.post(f"{PATH}/issue").status_code) == (False, 403)
    assert "尚未开具证明" in client.get(f"{PATH}.pdf?lang=zh").text


def test_the_page_takes_as_many_statements_however_many_there_are(office, event, count_statements):
    counts = []
    for _ in range(2):
        for _ in range(5):
            attend(event, "张三")
        office.post(f"{PATH}/issue", data={})
        with count_statements() as statements:
            office.get(f"{PATH}/")
        counts.append(len(statements))

    assert counts[0] == counts[1]
