"""A list for a recipient: who is in it, how it is handed over and opened, and what its people read of it."""

import io
import json
import re
from datetime import timedelta

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.substituting import take_over
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import PROCESSING, STAY
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.periods import months_later
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests.models import RequestKind
from eventmgr.office.disclosures import periods
from eventmgr.office.disclosures.models import DisclosedPerson, Disclosure, DisclosureCopy
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import post
from tests.factories import NOON, make_event, make_member
from tests.office.data_requests.requests import answers, asks
from tests.office.disclosures.handing_over import STAYS, hands_over, link_of, makes, names, opens, pages, rows
from tests.rows import count

pytestmark = pytest.mark.usefixtures("frozen")
BOTH = (PROCESSING, STAY)


@pytest.fixture
def event(app):
    return make_event(fields=STAYS)


@pytest.fixture
def office(client, sign_in, event):
    return sign_in(make_member(event, TeamRole.REGISTRAR), client_of(client.application))


def comes(event, name, *, agrees=True, **values):
    stay = {"lodging": "single", "arrival": "G7001"}
    return register(
        event, make_applicant(name=name, answers=stay, consents=BOTH if agrees else (PROCESSING,), **values)
    )


def test_the_form_asks_for_the_consent_only_with_lodging_or_transfers_and_never_ticks_it(client, event):
    page = client.get(f"/events/{event.slug}/register/").text
    box = re.search(r'<input[^>]*name="consent_stay"[^>]*>', page)[0]
    plain = client.get(f"/events/{make_event().slug}/register/").text
    without = post(client, event, lodging="single")
    agreed = post(client, event, lodging="single", name="李四", mobile="15400000333", consent_stay="y")

    assert ("checked" in box, "required" in box, 'name="consent_stay"' in plain) == (False, False, False)
    assert (without.status_code, agreed.status_code) == (303, 303)
    given = db.session.execute(
        select(Registration.name, Consent.purpose).join(Consent, Consent.registration_id == Registration.id)
    ).all()
    assert {(name, purpose) for name, purpose in given if purpose == STAY} == {("李四", STAY)}


def test_the_consent_cannot_be_given_for_others_by_the_organizers(office, event):
    page = office.get(f"/manage/events/{event.slug}/registrations/new").text

    assert "lodging" in page
    assert "consent_stay" not in page


def test_the_page_says_who_is_left_out_and_why_and_links_them(office, event):
    comes(event, "张三")
    silent, kept, objecting = (comes(event, name, agrees=name != "李四") for name in ("李四", "王五", "赵六"))
    answers(asks(kept, RequestKind.RESTRICT, "请停止"))
    answers(asks(objecting, RequestKind.OBJECT, "请停止"))

    page = office.get(makes(office, event).location).text

    assert "1 人" in page
    for person, reason in ((silent, "未同意对外提供"), (kept, "限制处理"), (objecting, "已拒绝非参会所必需的处理")):
        line = re.search(rf'<li><a href="[^"]*/registrations/{person.id}/">{person.name}</a>.*?</li>', page)[0]
        assert reason in line
    assert "张三" not in page


def test_only_those_with_consent_and_a_place_are_in_the_file(client, office, event):
    comes(event, "张三")
    comes(event, "李四", agrees=False)
    for kind, name in ((RequestKind.RESTRICT, "王五"), (RequestKind.OBJECT, "赵六")):
        answers(asks(comes(event, name), kind, "请停止"))
    waits = comes(event, "钱七")
    db.session.get(Registration, waits.id).status = Status.PENDING
    db.session.commit()

    assert names(opens(client, hands_over(office, event))) == ["张三"]


def test_who_withdrew_or_cancelled_meanwhile_is_not_in_the_next_copy(client, office, event):
    stays, withdraws, cancels = (comes(event, name) for name in ("张三", "李四", "王五"))
    link = hands_over(office, event)
    before = names(opens(client, link))
    client.post(f"/my/{my_token(withdraws)}/passing-on", data={})
    client.post(f"/my/{my_token(cancels)}/withdraw", data={})
    after = names(opens(client, link))
    client.post(f"/my/{my_token(withdraws)}/passing-on", data={"agree": "1"})

    assert (sorted(before), after) == (sorted(["张三", "李四", "王五"]), [stays.name])
    assert sorted(names(opens(client, link))) == ["张三", "李四"]


def test_the_filter_of_the_list_of_registrations_narrows_it(client, office, event):
    comes(event, "张三")
    comes(event, "李四", unit="420000", province="420000")
    made = makes(office, event, "?unit=420000")
    link = link_of(office.post(f"{made.location}link", data={"days": 7}))

    assert names(opens(client, link)) == ["李四"]


def test_only_chosen_columns_are_in_the_file(client, office, event):
    comes(event, "张三", mobile="15400000555", email="zhang@example.com")

    sheet = rows(opens(client, hands_over(office, event)))

    assert sheet[0][:3] == ["姓名", "住宿", "到达"]
    assert sheet[1][:3] == ["张三", "单间", "G7001"]
    assert "15400000555" not in str(sheet)
    assert "example.com" not in str(sheet)


def test_mobile_numbers_need_a_reason(client, office, event):
    comes(event, "张三", mobile="15400000555")
    refused = makes(office, event, columns=["mobile"])
    foreign = makes(office, event, columns=["title"])
    link = hands_over(office, event, columns=["mobile"], mobile_need="夜间到达联系")

    assert (refused.status_code, foreign.status_code) == (422, 422)
    assert "请填写提供手机号码或证件号码的必要性" in refused.text
    assert "安排住宿" in refused.text
    assert count(Disclosure) == 1
    assert "15400000555" in str(rows(opens(client, link)))
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.object_type == "disclosure", AuditEntry.action == "created")
    ).one()
    assert entry.changes["mobile_need"] == [None, "夜间到达联系"]


def test_looking_counts_nothing_and_a_press_of_the_button_is_counted_and_told(client, office, event):
    comes(event, "张三")
    link = hands_over(office, event)
    for _n in range(3):
        page = client_of(client.application).get(link)
    looked = count(DisclosureCopy)
    opens(client, link)
    opens(client, link, "pdf")

    assert (page.status_code, looked) == (200, 0)
    assert "张三" not in page.text
    copies = db.session.execute(select(DisclosureCopy.number, DisclosureCopy.format, DisclosureCopy.people)).all()
    assert sorted(copies) == [(1, "xlsx", 1), (2, "pdf", 1)]
    history = office.get(f"/manage/events/{event.slug}/history/").text
    assert "接收单位通过链接打开" in history
    opened = db.session.scalars(select(AuditEntry.changes).where(AuditEntry.action == "opened").order_by(AuditEntry.id))
    assert [entry["copy"] for entry in opened] == [[None, 1], [None, 2]]
    assert "第 2 份" in office.get(f"{pages(event)}{db.session.scalar(select(Disclosure.id))}/").text


def test_nothing_keeps_or_indexes_it(client, office, event):
    comes(event, "张三")
    link = hands_over(office, event)

    for answer in (client.get(link), opens(client, link), opens(client, link, "pdf")):
        told = answer.headers
        assert "no-store" in told["Cache-Control"]
        assert told["X-Robots-Tag"] == "noindex"
        assert told["Referrer-Policy"] == "no-referrer"
    assert "/handed-over/" in client.get("/robots.txt").text


def test_of_the_link_nothing_is_stored_that_opens_it(office, event):
    comes(event, "张三")
    token = hands_over(office, event).split("/")[-2]

    assert token not in str(db.session.execute(select(Disclosure.token_hash)).all())
    assert token not in str([entry.changes for entry in db.session.scalars(select(AuditEntry))])


def test_the_link_ends_is_replaced_and_revoked(client, office, event, frozen):
    comes(event, "张三")
    page = makes(office, event).location
    first = link_of(office.post(f"{page}link", data={"days": 2}))
    second = link_of(office.post(f"{page}link", data={"days": 30}))
    too_long = office.post(f"{page}link", data={"days": 31})
    replaced = (client.get(first).status_code, opens(client, first).status_code)
    frozen.move_to(NOON + timedelta(days=30) - timedelta(seconds=1))
    still = opens(client, second).status_code
    frozen.move_to(NOON + timedelta(days=30))
    ended = (client.get(second).status_code, opens(client, second).status_code)
    frozen.move_to(NOON)
    office.post(f"{page}revoke")
    revoked = (client.get(second).status_code, opens(client, second).status_code)
    again = office.post(f"{page}link", data={"days": 2})

    assert (replaced, still, ended, revoked) == ((404, 404), 200, (404, 404), (404, 404))
    assert (too_long.status_code, again.status_code) == (422, 303)
    assert count(DisclosureCopy) == 1


def test_nothing_is_handed_over_where_nobody_consented(office, event):
    comes(event, "李四", agrees=False)
    made = makes(office, event)
    answer = office.post(f"{made.location}link", data={"days": 2})

    assert (answer.status_code, "handed-over" in answer.text) == (303, False)
    assert "无人同意对外提供" in office.get(made.location).text


def test_every_page_and_every_row_is_marked(client, office, event):
    for n in range(60):
        comes(event, f"样例{n}甲")
    link = hands_over(office, event)
    mark = "不得转发·仅供样例酒店使用·2026-04-01·第1份"
    paper = pypdf.PdfReader(io.BytesIO(opens(client, link, "pdf").data))
    book = openpyxl.load_workbook(io.BytesIO(opens(client, link).data)).active

    assert len(paper.pages) > 1
    for page in paper.pages:
        assert "".join(page.extract_text().split()).count(mark) >= 3
    second = mark.replace("第1份", "第2份")
    assert second in (book.oddHeader.center.text or "").replace(" ", "")
    assert second in (book.oddFooter.center.text or "").replace(" ", "")
    assert {str(row[-1]).replace(" ", "") for row in list(book.iter_rows(values_only=True))[1:]} == {second}


def test_the_own_page_gives_and_withdraws_the_consent_and_says_what_was_passed_on(client, office, event):
    place, other = comes(event, "张三", agrees=False), comes(event, "李四")
    own = f"/my/{my_token(place)}/"
    before = client.get(own).text
    client.post(f"{own}passing-on", data={"agree": "1"})
    client.post(f"{own}passing-on", data={"agree": "1"})
    opens(client, hands_over(office, event))
    after, copy = client.get(own).text, json.loads(client.get(f"{own}data.json").data)
    table = client.get(f"{own}data.csv").data.decode("utf-8-sig")
    client.post(f"{own}passing-on")

    assert "同意对外提供" in before
    assert "样例酒店" not in before
    assert "样例酒店 · 安排住宿：姓名，住宿，到达" in " ".join(after.split()).replace("、", "，")
    assert [(row["recipient"], row["purpose"]) for row in copy["held"]["disclosures"]] == [("样例酒店", "安排住宿")]
    assert "样例酒店" in table
    given = db.session.scalars(
        select(Consent).where(Consent.registration_id == place.id, Consent.purpose == STAY)
    ).all()
    assert [consent.withdrawn_at for consent in given] == [NOON]
    assert "撤回对外提供的同意" in client.get(f"/my/{my_token(other)}/").text
    trail = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_id == place.id)).all()
    assert {"stay_agreed", "stay_withdrawn"} <= set(trail)


def test_the_record_goes_with_its_person(client, office, event):
    place, _other = comes(event, "张三"), comes(event, "李四")
    opens(client, hands_over(office, event))
    before = count(DisclosedPerson)
    with transaction():
        forget(event, place, act=Act(OFFICE, NOON), notify=False)

    assert (before, count(DisclosedPerson)) == (2, 1)


def test_a_substitute_inherits_neither_the_record_nor_the_consent(client, office, event):
    place = comes(event, "张三")
    link = hands_over(office, event)
    opens(client, link)
    with transaction():
        take_over(event, place, act=Act(OFFICE, NOON))

    assert (count(DisclosedPerson), names(opens(client, link))) == (0, [])


def test_the_record_goes_when_its_period_ends_and_not_before(client, office, event):
    comes(event, "张三")
    opens(client, hands_over(office, event))
    end = months_later(event.ends_at, event.retention_months)
    (period,) = periods.PERIODS
    with transaction():
        early = period.delete_some(end - timedelta(seconds=1), 100)
    due = period.list_due(end)
    with transaction():
        late = period.delete_some(end, 100)

    assert (early, [(one.scope, one.n) for one in due], late) == (0, [(event.slug, 1)], 1)
    assert [count(model) for model in (Disclosure, DisclosureCopy, DisclosedPerson)] == [0, 0, 0]
    assert period.list_due(end) == []


def test_a_list_of_another_event_is_not_found_and_viewers_see_none(client, sign_in, office, event):
    comes(event, "张三")
    foreign = makes(office, event).location.replace(event.slug, make_event().slug)
    viewer = sign_in(make_member(event, TeamRole.VIEWER), client_of(client.application))

    assert office.get(foreign).status_code == 404
    assert viewer.get(pages(event)).status_code == 403
    assert "disclosures" not in viewer.get(f"/manage/events/{event.slug}/registrations/").text
