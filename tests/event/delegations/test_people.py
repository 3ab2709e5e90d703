"""Single people of a unit on its liaison's page: entered, corrected, substituted, withdrawn, put in order, reminded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.delegations.models import DelegationPlan
from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from tests.conftest import client_of
from tests.event.delegations.acting import board_of, entered, in_english, page_of, said
from tests.factories import keep, make_event, make_liaison, make_member, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
NEW = {
    "name": "张三",
    "organization": "样例机械有限公司",
    "mobile": "13800000001",
    "email": "zhang@example.com",
    "unit": "420000",
}


@pytest.fixture
def browser(app, event):
    make_liaison(event, "420000", link="one")
    return entered(app, "one")


def people(event, rest=""):
    return page_of(event, rest=f"people/{rest}")


def stored(event, **by):
    db.session.expire_all()
    return db.session.query(Registration).filter_by(event_id=event.id, **by).one()


def sent_to(address):
    db.session.expire_all()
    rows = db.session.query(OutboxLetter).filter_by(to_address=address).order_by(OutboxLetter.id)
    return [filled(row) for row in rows]


def test_somebody_who_is_entered_counts_in_the_quota_is_written_to_and_asked_for_consent(app, event, browser):
    page = browser.get(people(event, "new")).text
    assert 'value="430000"' not in page and "Consent to the use" not in page
    assert 'value="staff"' not in page and "office_note" not in page
    assert browser.post(people(event, "new"), data=NEW).status_code == 303

    made = stored(event, name="张三")
    assert (made.unit_code, made.province_code, made.source, made.status) == (
        "420000",
        "420000",
        Source.UNIT,
        Status.CONFIRMED,
    )
    assert made.consent_asked_at is not None and list_consents(made.id) == []
    [letter] = sent_to("zhang@example.com")
    link = f"/my/{my_token(made)}/"
    assert letter.kind == "registration.entered" and link in letter.text
    assert "Your place is confirmed." in letter.text and "privacy notice" in letter.text
    assert [spec["type"] for spec in letter.attachments] == ["image/png", "text/calendar; method=REQUEST"]
    shown = browser.get(page_of(event)).text
    assert "3, 1 of them confirmed" in shown and "1 person has not agreed" in shown

    own = in_english(client_of(app))
    assert "the liaison of your delegation has registered you" in own.get(link).text
    own.post(f"{link}consent", data={"consent": "y", "notice_version": "0"})
    assert stored(event, name="张三").consent_asked_at is None and len(list_consents(made.id)) == 1
    assert "has not agreed" not in browser.get(page_of(event)).text


def test_the_same_form_sent_twice_enters_one_and_without_an_address_the_office_phones(event, browser):
    data = NEW | {"email": "", "form_id": "11111111-1111-4111-8111-111111111111"}
    assert browser.post(people(event, "new"), data=data).status_code == 303
    assert browser.post(people(event, "new"), data=data).status_code == 303
    assert stored(event).untold_since is not None and db.session.query(OutboxLetter).count() == 0
    assert "no e-mail address" in browser.get(page_of(event)).text


def test_bad_input_names_the_field_and_keeps_what_was_typed(event, browser):
    answer = browser.post(people(event, "new"), data=NEW | {"mobile": "12", "unit": "430000"})
    assert answer.status_code == 422 and "张三" in answer.text and "is-invalid" in answer.text
    assert db.session.query(Registration).count() == 0


def test_where_the_quota_is_full_the_sentence_tells_what_to_do(event, browser):
    event.quota_mode, event.has_waiting_list = QuotaMode.REFUSE, False
    db.session.commit()
    for _number in range(3):
        make_registration(event, unit_code="420000")
    answer = browser.post(people(event, "new"), data=NEW)
    assert answer.status_code == 409 and "are all taken" in answer.text and "张三" in answer.text


def test_what_a_person_told_themselves_is_not_shown_and_stays_when_the_entry_is_corrected(event, browser):
    event.fields = dict.fromkeys(("diet", "lodging", "remarks", "sector"), "optional")
    keep(Question(event_id=event.id, key="own", kind=QuestionKind.TEXT, label={"zh": "问题"}, position=1))
    person = make_registration(
        event, unit_code="420000", name="张三", email="zhang@example.com", mobile="13800000001",
        answers={"remarks": "备注内容", "q_own": "答案内容"}, sensitive={"diet_note": "花生过敏", "lodging": "single"},
        id_document={"id_kind": "passport", "id_number": "E12345678"}, name_latin="Zhang San",
    )  # fmt: skip
    address = people(event, f"{person.id}/edit")
    page = browser.get(address).text
    secret = ("备注内容", "答案内容", "花生", "E12345678", "13800000001", "zhang@example.com")
    assert [text for text in secret if text in page] == [] and "138****0001" in page

    form = {"name": "张三", "organization": person.organization_name, "title": "处长", "mobile": "138****0001",
            "email": "z***@example.com", "unit": "420000", "role": "leader", "name_latin": "Zhang San"}  # fmt: skip
    assert browser.post(address, data=form).status_code == 303
    after = stored(event, name="张三")
    assert (after.title, after.role, after.mobile, after.email) == (
        "处长",
        Role.LEADER,
        "13800000001",
        "zhang@example.com",
    )
    assert after.answers["remarks"] == "备注内容" and after.answers["q_own"] == "答案内容"
    assert after.sensitive == {"diet_note": "花生过敏", "lodging": "single"}
    assert after.id_document["id_number"] == "E12345678" and after.source is Source.SELF
    assert after.link_version == person.link_version


STAY = {
    "lodging": "single", "arrival": "5月11日16:00", "departure": "5月13日", "q_train-means": "train", "q_train-number": "G1234",
    "q_train-station": "武汉站", "q_train-day": "2026-05-11", "q_train-time": "14:05",
}  # fmt: skip


def test_a_liaison_enters_arrival_and_accommodation_and_later_changes_what_is_not_shown(event, browser):
    event.fields = dict.fromkeys(("diet", "lodging", "arrival", "departure", "title", "email"), "optional")
    train = Question(event_id=event.id, key="train", kind=QuestionKind.JOURNEY, label={"zh": "到达车次"}, position=1)
    train.rules = {"needs_reason": True}
    keep(train)
    page = browser.get(people(event, "new")).text
    assert 'name="lodging"' in page and 'name="q_train-number"' in page and 'name="diet"' not in page
    assert browser.post(people(event, "new"), data=NEW | STAY | {"diet": "halal"}).status_code == 303
    made = stored(event, name="张三")
    travel = {name: made.encrypted[name] for name in ("lodging", "arrival", "departure")}
    assert travel == {"lodging": "single", "arrival": "5月11日16:00", "departure": "5月13日"}
    assert made.encrypted["q_train"]["number"] == "G1234" and "diet" not in made.encrypted

    address = people(event, f"{made.id}/edit")
    page = browser.get(address).text
    assert [text for text in ("5月11日16:00", "G1234", 'value="single" selected') if text in page] == []
    assert "Given already and not shown here: Accommodation, Arrival, Departure, 到达车次." in page
    kept = {"name": "张三", "organization": made.organization_name, "mobile": "138****0001", "unit": "420000"}
    assert (
        browser.post(address, data=kept | {"title": "处长", "lodging": "", "arrival": "5月12日9:00"}).status_code == 303
    )
    after = stored(event, name="张三")
    assert (after.title, after.encrypted["lodging"], after.encrypted["arrival"]) == ("处长", "single", "5月12日9:00")
    assert after.encrypted["q_train"]["number"] == "G1234"


def test_accommodation_of_whoever_takes_a_place_is_entered_once_they_are_on_the_list(event, browser):
    event.fields = dict.fromkeys(("lodging", "arrival", "email"), "optional")
    person = make_registration(
        event, unit_code="420000", name="李四", sensitive={"lodging": "single", "arrival": "早班"}
    )
    page = browser.get(people(event, f"{person.id}/substitute")).text
    assert 'name="lodging"' not in page and "can be entered once they are on the list" in page
    assert browser.post(people(event, f"{person.id}/substitute"), data=NEW).status_code == 303
    assert stored(event, name="张三").encrypted == {}
    page = browser.get(people(event, f"{person.id}/edit")).text
    assert 'name="lodging"' in page and "Given already" not in page


def test_another_name_is_no_correction(event, browser):
    person = make_registration(event, unit_code="420000", name="张三")
    data = NEW | {"name": "王小明", "mobile": "13900000009"}
    answer = browser.post(people(event, f"{person.id}/edit"), data=data)
    assert answer.status_code == 409 and "use “Substitute”" in answer.text and stored(event).name == "张三"


def test_a_substitute_keeps_place_and_rank_and_old_links_die_and_both_are_told(app, event, browser, office):
    event.capacity = 1
    person = make_registration(
        event, unit_code="420000", name="张三", email="zhang@example.com", rank=2, answers={"remarks": "他的"}
    )
    make_registration(event, unit_code="420000", name="候补人", status=Status.WAITLISTED)
    old, number = f"/my/{my_token(person)}/", person.id
    page = browser.get(people(event, f"{person.id}/substitute")).text
    assert "Instead of 张三" in page and "zhang@example.com" not in page and "他的" not in page
    same = NEW | {"name": "张三", "mobile": person.mobile}
    assert browser.post(people(event, f"{person.id}/substitute"), data=same).status_code == 409
    data = NEW | {"name": "张三丰", "mobile": "13900000009", "email": "feng@example.com"}
    assert browser.post(people(event, f"{person.id}/substitute"), data=data).status_code == 303

    after = stored(event, id=number)
    assert (after.name, after.status, after.rank) == ("张三丰", Status.CONFIRMED, 2)
    assert after.consent_asked_at is not None and "remarks" not in after.answers
    assert stored(event, name="候补人").status is Status.WAITLISTED
    assert (
        client_of(app).get(old).status_code == 404 and client_of(app).get(f"/my/{my_token(after)}/").status_code == 200
    )
    assert [letter.kind for letter in sent_to("zhang@example.com")] == ["registration.replaced"]
    assert [letter.kind for letter in sent_to("feng@example.com")] == ["registration.substitute"]
    entry = db.session.query(AuditEntry).filter_by(action="changed", object_id=number).one()
    assert entry.changes["name"] == ["张三", "张三丰"] and entry.actor_name == "Liaison of 湖北省"
    assert db.session.query(AuditEntry).filter_by(action="substituted", object_id=number).count() == 1


def test_withdrawing_frees_the_place_and_tells_the_person(event, browser):
    event.capacity = 1
    person = make_registration(event, unit_code="420000", name="张三", email="zhang@example.com")
    waiting = make_registration(event, unit_code="430000", status=Status.WAITLISTED)
    address = people(event, f"{person.id}/withdraw")
    assert (
        "Cancel the registration of 张三?" in browser.get(address).text
        and stored(event, id=person.id).status is Status.CONFIRMED
    )
    assert browser.post(address, data={"reason": "出差"}).status_code == 303
    assert (
        stored(event, id=person.id).status is Status.WITHDRAWN
        and stored(event, id=waiting.id).status is Status.CONFIRMED
    )
    assert [letter.kind for letter in sent_to("zhang@example.com")] == ["registration.withdrawn"]
    assert browser.post(address).status_code == 404
    entry = db.session.query(AuditEntry).filter_by(action="withdrawn").one()
    assert (entry.actor_name, entry.reason) == ("Liaison of 湖北省", "出差")


def test_the_office_sets_until_when_and_without_that_it_is_as_for_participants(event, browser, sign_in, frozen):
    event.starts_at, event.ends_at = clock.now() + timedelta(days=3), clock.now() + timedelta(days=4)
    person = make_registration(event, unit_code="420000")
    verbs = {verb: people(event, f"{person.id}/{verb}") for verb in ("edit", "substitute", "withdraw")}

    def is_open():
        new = browser.get(people(event, "new")).status_code == 200
        return new, {browser.get(address).status_code == 200 for address in verbs.values()}

    assert is_open() == (True, {True})
    event.registration_closes_at = clock.now() + timedelta(days=1)
    db.session.commit()
    frozen.shift((event.registration_closes_at - clock.now() + timedelta(minutes=1)).total_seconds())
    assert is_open() == (False, {True}), "participants can still change and cancel"
    assert "Registration closed on" in browser.get(page_of(event)).text
    event.changes_close_at = clock.now()
    db.session.commit()
    frozen.shift(60)
    assert is_open() == (False, {False})
    assert browser.post(verbs["withdraw"]).status_code == 303 and stored(event).status is Status.CONFIRMED
    assert browser.post(people(event, f"{person.id}/move"), data={"place": "1"}).status_code == 303
    assert stored(event).rank is None

    until = event.starts_at - timedelta(hours=1)
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    data = {"link_days": "3", "changes_until": (until + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")}
    assert office.post(board_of(event, "settings"), data=data).status_code == 303
    assert db.session.query(DelegationPlan).one().changes_until == until
    assert is_open() == (True, {True}), "down to the morning of the event"
    frozen.shift((until - clock.now() + timedelta(minutes=1)).total_seconds())
    assert is_open() == (False, {False}) and "Lists could be changed until" in browser.get(page_of(event)).text


def test_what_the_organizers_approve_stays_theirs_unless_they_set_a_time_for_liaisons(event, browser):
    event.reviewed_fields = ["name", "title"]
    person = make_registration(event, unit_code="420000", name="张三", title="主任")
    data = NEW | {"mobile": person.mobile, "title": "处长", "email": ""}
    answer = browser.post(people(event, f"{person.id}/edit"), data=data)
    assert answer.status_code == 409 and "The organizers approve changes of: Job title" in answer.text
    assert browser.post(people(event, f"{person.id}/substitute"), data=NEW | {"name": "李四"}).status_code == 409
    keep(DelegationPlan(event_id=event.id, changes_until=event.starts_at))
    assert browser.post(people(event, f"{person.id}/edit"), data=data).status_code == 303
    assert stored(event).title == "处长"


def test_nobody_is_entered_before_publication_or_while_the_unit_takes_no_part(event, browser):
    browser.post(page_of(event, rest="answer"), data={"takes_part": "no", "reason": "无人"})
    answer = browser.post(people(event, "new"), data=NEW, follow_redirects=True)
    assert "Change the reply first" in answer.text and said(event).takes_part is False
    assert db.session.query(Registration).count() == 0


def test_the_order_is_by_number_and_heads_of_delegation_come_first(event, browser):
    rows = [make_registration(event, unit_code="420000", name=name) for name in ("甲", "乙", "丙")]
    leader = make_registration(event, unit_code="420000", name="丁", role=Role.LEADER)
    other = make_registration(event, unit_code="430000", name="外", rank=7)

    def order():
        page = browser.get(page_of(event)).text.split('id="people"')[1]
        return "".join(sorted("甲乙丙丁", key=page.index))

    assert order() == "丁甲乙丙"
    for person, place, expected in (
        (rows[2], 2, "丁丙甲乙"),
        (rows[2], 99, "丁甲乙丙"),
        (rows[0], 1, "丁甲乙丙"),
        (leader, 4, "丁甲乙丙"),
    ):
        browser.post(people(event, f"{person.id}/move"), data={"place": str(place)})
        assert order() == expected
    assert [stored(event, id=row.id).rank for row in (leader, *rows)] == [1, 2, 3, 4]
    assert stored(event, id=other.id).rank == 7
    browser.post(people(event, f"{rows[0].id}/move"), data={"place": "x"})
    assert order() == "丁甲乙丙"


def test_who_has_not_agreed_is_reminded_once_a_day(event, browser, frozen):
    at = clock.now()
    make_registration(event, unit_code="420000", email="a@example.com", consent_asked_at=at)
    make_registration(event, unit_code="420000", email="", consent_asked_at=at)
    make_registration(event, unit_code="420000", email="b@example.com")
    make_registration(event, unit_code="430000", email="c@example.com", consent_asked_at=at)
    for _time in range(2):
        browser.post(people(event, "remind"))
    assert [row.to_address for row in db.session.query(OutboxLetter)] == ["a@example.com"]
    frozen.shift(86_400)
    browser.post(people(event, "remind"))
    assert db.session.query(OutboxLetter).count() == 2


def test_only_people_on_the_own_list_can_be_touched(event, browser):
    other = make_event(units=[InvitedUnit(unit_code="420000", quota=1)])
    foreign = [
        make_registration(event, unit_code="430000"),
        make_registration(other, unit_code="420000"),
        make_registration(event, unit_code="420000", restricted_at=clock.now()),
        make_registration(event, unit_code="420000", status=Status.WITHDRAWN),
        make_registration(event, unit_code="420000", forgotten_at=clock.now()),
    ]
    for person in foreign:
        for verb in ("edit", "substitute", "withdraw", "move"):
            address = people(event, f"{person.id}/{verb}")
            assert browser.post(address, data=NEW | {"place": "1"}).status_code == 404
            if verb != "move":
                assert browser.get(address).status_code == 404
    assert browser.get(people(event, f"{2**70}/edit")).status_code == 404


def test_somebody_without_an_e_mail_address_gets_the_way_to_the_own_page_by_hand(app, event, browser):
    browser.post(people(event, "new"), data=NEW | {"email": ""})
    person = stored(event, name="张三")
    before = my_token(person)
    button = f'formaction="{people(event, f"{person.id}/slip")}"'
    assert button in browser.get(page_of(event)).text

    page = browser.post(people(event, f"{person.id}/slip"))
    link = f"/my/{my_token(stored(event, name='张三'))}/"
    assert page.status_code == 200 and link in page.text and before not in page.text
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert client_of(app).get(link).status_code == 200
    entry = db.session.query(AuditEntry).filter_by(action="link_shown").one()
    assert entry.actor_name.startswith("Liaison of")

    person = stored(event, name="张三")
    person.consent_asked_at = None
    db.session.commit()
    refused = browser.post(people(event, f"{person.id}/slip"), follow_redirects=True).text
    assert "has opened the own page and agreed" in refused and button not in refused


def test_whoever_has_an_e_mail_address_gets_the_link_there_alone(event, browser):
    browser.post(people(event, "new"), data=NEW)
    person = stored(event, name="张三")

    assert f"{person.id}/slip" not in browser.get(page_of(event)).text
    assert "send the new link there" in browser.post(people(event, f"{person.id}/slip"), follow_redirects=True).text
