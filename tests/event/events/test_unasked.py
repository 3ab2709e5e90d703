"""Nobody is written to unasked: what the page in between says is what happens, now, later, or not at all."""

import re

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval, Event, EventStatus, HostBody, HostRole, Venue
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.event.events.deeds import BASE, DEEDS, MANY, Office, rows
from tests.factories import make_admin, make_event, make_registration, together
from tests.tools.web.filled_forms import Page

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def event(client, sign_in):
    """A public event with three people who hold places (one of them reads English, one has no address), one who waits and
    two who are under review."""
    sign_in(make_admin())
    with together():
        event = make_event(
            slug="asked",
            city={"zh": "上海", "en": "Shanghai"},
            summary={"zh": "交流经验"},
            capacity=3,
            approval=Approval.REVIEW,
            contact={"name": "王敏", "phone": "021-1", "email": "office@example.com"},
            hosts=[HostBody(role=HostRole.HOST, name={"zh": "样例局"})],
            venues=[Venue(name={"zh": "样例中心"}, directions={"zh": "地铁2号线"})],
        )
        for number, (status, email, language) in enumerate(
            [
                (Status.CONFIRMED, "a@example.com", "zh"),
                (Status.CONFIRMED, "b@example.com", "en"),
                (Status.CONFIRMED, "", "zh"),
                (Status.WAITLISTED, "d@example.com", "zh"),
                (Status.PENDING, "e@example.com", "zh"),
                (Status.PENDING, "f@example.com", "en"),
            ]
        ):
            make_registration(event, status=status, email=email, language=language, name=f"陈{'一二三四五六'[number]}")
    return event


def letters(*states):
    """(kind, address) of the e-mails in the outbox, of these states if any are given, by number."""
    query = select(OutboxLetter).order_by(OutboxLetter.id)
    if states:
        query = query.where(OutboxLetter.state.in_(states))
    return [(one.kind, one.to_address) for one in db.session.scalars(query)]


def acts_in_history(event):
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.event_id == event.id).order_by(AuditEntry.id))
    return [entry.action for entry in entries]


def number_in(page):
    """How many would get an e-mail, as the page in between says; 0 where there is no such page."""
    heading = re.search(r"<h1>将向 (\d+) 人发送邮件</h1>", page.get_data(as_text=True))
    return int(heading[1]) if heading else 0


@pytest.fixture
def office(client, event):
    """`office("cancel")` stands before that page."""
    return lambda name: Office(client, event, DEEDS[name])


def stored():
    """What of the event and its people an act could have changed."""
    db.session.rollback()
    tables = [model.__table__ for model in (Event, Registration, AuditEntry, OutboxLetter, TeamInvitation)]
    return {table.name: sorted(str(tuple(row)) for row in db.session.execute(table.select())) for table in tables}


@pytest.mark.parametrize("name", DEEDS)
def test_as_many_are_written_to_as_the_page_in_between_says_and_nothing_happens_before(name, office):
    organizer = office(name)
    before = stored()

    page = organizer.send()

    text = page.get_data(as_text=True)
    assert (page.status_code, number_in(page)) == (200, organizer.deed.number)
    assert stored() == before
    offered = [choice for choice in ("now", "collect", "nobody") if f'name="telling" value="{choice}"' in text]
    assert offered == list(organizer.deed.choices)

    assert organizer.choose(page, "now").status_code == 303
    assert len(letters(LetterState.DUE)) == organizer.deed.number


@pytest.mark.parametrize("name", [name for name, deed in DEEDS.items() if "nobody" in deed.choices])
def test_nobody_is_written_to_where_that_was_chosen_and_the_history_says_so(name, office, event):
    organizer = office(name)
    before = acts_in_history(event)

    assert organizer.do("nobody").status_code == 303

    assert letters() == []
    assert acts_in_history(event)[len(before) :][-1:] == ["told_nobody"]
    assert len(acts_in_history(event)) > len(before) + 1


@pytest.mark.parametrize("name", [name for name, deed in DEEDS.items() if "collect" in deed.choices])
def test_what_was_collected_is_told_to_the_same_people_later(name, office, event, client):
    organizer = office(name)
    assert organizer.do("collect").status_code == 303
    assert letters(LetterState.DUE) == []

    bar = client.get(f"{BASE}/").get_data(as_text=True)
    page = client.post(f"{BASE}/letters/collected/", data={"telling": ""})
    assert number_in(page) == organizer.deed.number
    assert f"有 {organizer.deed.number} 封关于变更的邮件尚未发送" in bar

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})
    assert len(letters(LetterState.DUE)) == organizer.deed.number
    assert "尚未发送" not in client.get(f"{BASE}/").get_data(as_text=True)


def change_contact(client, choice, **typed):
    """The contact is another one now; the answer of the page or of the page in between."""
    page = Page(client.get(f"{BASE}/settings/contact/").get_data(as_text=True))
    return client.post(f"{BASE}/settings/contact/", data=page.typed(telling=choice, **typed))


def text_to(address):
    """The text of the latest e-mail to that address that leaves."""
    query = select(OutboxLetter).where(OutboxLetter.to_address == address, OutboxLetter.state == LetterState.DUE)
    return db.session.scalars(query.order_by(OutboxLetter.id.desc())).first().text


def test_the_page_in_between_shows_names_languages_and_one_whole_e_mail_without_its_links(office):
    page = office("contact").send().get_data(as_text=True)
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert "收件人：陈一、陈二、陈四、陈五、陈六" in plain
    assert "1 人未填写邮箱" in plain
    assert "联系人：李强 · 021-1 · office@example.com（原为：王敏 · 021-1 · office@example.com）" in plain
    assert "附日历邀请" in plain
    assert "英文 (2)" in plain
    assert "mark" not in plain and "/my/" not in plain.replace("/my/••••••", "")
    assert page.count("<h1>") == 1


def test_what_no_reader_sees_is_saved_at_once_and_the_page_says_that_nobody_needs_an_e_mail(client, event):
    page = Page(client.get(f"{BASE}/settings/venues/").get_data(as_text=True))

    answer = client.post(
        f"{BASE}/settings/venues/", data=page.typed(telling="", **{"rows-0-directions_zh": "地铁 2 号线，张江站"})
    )

    assert answer.status_code == 303
    assert letters() == []
    assert "此次变更无需发送邮件。" in client.get(answer.location).get_data(as_text=True)


def test_who_goes_back_finds_what_was_typed_and_nothing_has_happened(client, event):
    before = stored()

    page = change_contact(client, "back", contact_name="李强")

    assert page.status_code == 200
    assert Page(page.get_data(as_text=True)).fields["contact_name"].values == ["李强"]
    assert "未保存任何内容，也未发送邮件。" in page.get_data(as_text=True)
    assert "需要修改" not in page.get_data(as_text=True)
    assert stored() == before


def test_a_choice_that_is_none_is_a_400_that_names_it_and_changes_nothing(client, event):
    before = stored()

    page = change_contact(client, "everybody", contact_name="李强")

    assert (page.status_code, "everybody" in page.get_data(as_text=True), stored()) == (400, True, before)


def test_two_changes_that_were_collected_are_one_e_mail_with_both(client, event):
    change_contact(client, "collect", contact_name="李强")
    change_contact(client, "collect", phone="021-2")
    assert letters() == []

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    assert len(letters(LetterState.DUE)) == 5
    assert "李强 · 021-2 · office@example.com（原为：王敏 · 021-1 · office@example.com）" in text_to("a@example.com")


def test_a_change_that_is_changed_back_tells_nobody(client, event):
    change_contact(client, "collect", contact_name="李强")
    change_contact(client, "collect", contact_name="王敏")

    assert "尚未发送" not in client.get(f"{BASE}/").get_data(as_text=True)
    assert letters() == []


def test_a_later_change_that_is_told_tells_what_was_collected_too(client, event):
    change_contact(client, "collect", contact_name="李强")

    change_contact(client, "now", phone="021-2")

    assert len(letters(LetterState.DUE)) == 5
    assert "原为：王敏 · 021-1" in text_to("a@example.com")
    assert "尚未发送" not in client.get(f"{BASE}/").get_data(as_text=True)


def test_of_what_nobody_is_told_nobody_is_told_later(client, event):
    change_contact(client, "collect", contact_name="李强")
    facts = Page(client.get(f"{BASE}/settings/facts/").get_data(as_text=True))
    client.post(f"{BASE}/settings/facts/", data=facts.typed(title_zh="另一名称", telling="nobody"))

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    text = text_to("a@example.com")
    assert "李强" in text and "另一名称（原为" not in text


def test_a_cancellation_that_was_not_told_and_is_undone_tells_nobody(office, client, event):
    office("cancel").do("collect")

    assert client.post(f"{BASE}/restore", data={"telling": ""}).status_code == 303

    db.session.expire_all()
    assert (letters(), event.status) == ([], EventStatus.PUBLISHED)


def test_who_was_decided_about_twice_hears_the_latest_with_what_holds_when_told(office, client, event):
    office("confirm").do("collect")
    chosen = ",".join(str(row.id) for row in rows(event, Status.CONFIRMED) if row.email == "e@example.com")
    client.post(f"{BASE}{MANY}", data={"act": "revoke", "reason": "名额调整", "ids": chosen, "telling": "collect"})
    change_contact(client, "nobody", contact_name="李强")

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    kinds = [kind for kind, address in letters(LetterState.DUE) if address == "e@example.com"]
    assert kinds == ["registration.revoked"]
    assert "李强" in text_to("e@example.com") and "名额调整" in text_to("e@example.com")


def substitute(client, row, choice, **typed):
    """Somebody else has the place now."""
    path = f"{BASE}/registrations/{row.id}/edit"
    page = Page(client.get(path).get_data(as_text=True))
    mobile = f"139001390{len(typed['email']):02d}"
    return client.post(path, data=page.typed(another="y", mobile=mobile, telling=choice, **typed))


def test_a_substitution_told_later_says_what_holds_then_and_passes_over_who_came_and_went(client, event):
    row = rows(event, Status.CONFIRMED)[0]
    substitute(client, row, "collect", name="赵敏", email="between@example.com")
    substitute(client, row, "collect", name="钱进", email="last@example.com")
    change_contact(client, "nobody", contact_name="李强")
    assert letters(LetterState.DUE) == []

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    told = {address: kind for kind, address in letters(LetterState.DUE)}
    assert told == {"a@example.com": "registration.replaced", "last@example.com": "registration.substitute"}
    assert "李强" in text_to("last@example.com")


def test_who_is_replaced_before_a_decision_is_told_hears_nothing_of_it(office, client, event):
    office("confirm").do("collect")
    row = next(row for row in rows(event, Status.CONFIRMED) if row.email == "e@example.com")
    substitute(client, row, "now", name="钱进", email="last@example.com")

    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    kinds = [kind for kind, address in letters(LetterState.DUE) if address == "e@example.com"]
    assert kinds == ["registration.replaced"]


def test_the_page_before_a_deletion_says_why_it_cannot_be_told_later(office):
    page = office("delete").send().get_data(as_text=True)

    assert "此项不能“稍后一并通知”" in page
    assert "此项不能“稍后一并通知”" not in office("substitute").send().get_data(as_text=True)


def test_what_was_collected_can_be_discarded_and_the_history_says_so(client, event):
    change_contact(client, "collect", contact_name="李强")

    client.post(f"{BASE}/letters/collected/discard")

    assert letters() == []
    assert acts_in_history(event)[-1] == "told_nobody"
    assert "尚未发送" not in client.get(f"{BASE}/").get_data(as_text=True)
    assert client.post(f"{BASE}/letters/collected/discard").status_code == 303


def test_a_person_who_is_deleted_is_not_written_to_from_a_collection(office, client, event):
    office("confirm").do("collect")
    row = rows(event, Status.CONFIRMED)[-1]

    client.post(f"{BASE}/registrations/{row.id}/delete", data={"reason": "本人要求", "telling": "nobody"})
    client.post(f"{BASE}/letters/collected/", data={"telling": "now"})

    assert [address for _kind, address in letters(LetterState.DUE)] == ["e@example.com"]
    assert ("", "") not in letters(LetterState.DUE)


@pytest.mark.parametrize("name", ["contact", "cancel", "publish again"])
def test_a_rehearsal_of_what_all_are_told_costs_as_many_statements_for_sixty_people_as_for_five(
    name, office, event, count_statements
):
    organizer = office(name)
    organizer.send()
    with count_statements() as few:
        organizer.send()
    with together():
        for number in range(55):
            make_registration(event, status=Status.CONFIRMED, email=f"more{number}@example.com")

    with count_statements() as many:
        page = organizer.send()

    assert (number_in(page), len(many)) == (60, len(few))


def more_who_wait(client, event, number):
    """So many more on the waiting list; what is typed to give places to all."""
    with together():
        for one in range(number):
            make_registration(event, status=Status.WAITLISTED, email=f"more{number}x{one}@example.com")
    db.session.expunge_all()
    return Page(client.get(f"{BASE}/settings/registration/").get_data(as_text=True)).typed(capacity="90", telling="")


def test_a_rehearsal_of_a_promotion_costs_no_more_statements_for_thirty_people_than_for_three(
    client, event, count_statements
):
    costs, before = [], acts_in_history(event)
    for number in (2, 27):  # beside the one who waits
        typed = more_who_wait(client, event, number)
        with count_statements() as statements:
            page = client.post(f"{BASE}/settings/registration/", data=typed)
        costs.append((number_in(page), len(statements)))

    assert [number for number, _cost in costs] == [3, 30]
    assert costs[1][1] <= costs[0][1], costs
    assert acts_in_history(event) == before, "a rehearsal leaves no trail"


@pytest.mark.parametrize(("act", "status"), [("confirm", Status.PENDING), ("revoke", Status.CONFIRMED)])
def test_a_rehearsal_of_a_decision_costs_no_more_statements_for_thirty_people_than_for_three(
    client, event, count_statements, act, status
):
    event.capacity, event.has_waiting_list = 90, False
    db.session.commit()
    costs = []
    for number in (3, 30):
        with together():
            for one in range(number - len(rows(event, status))):
                make_registration(event, status=status, email=f"more{number}x{one}@example.com")
        typed = {"act": act, "reason": "名额调整", "ids": ",".join(str(row.id) for row in rows(event, status))}
        with count_statements() as statements:
            page = client.post(f"{BASE}{MANY}", data={**typed, "telling": ""})
        costs.append((number_in(page), len(statements)))

    assert costs[1][0] - costs[0][0] == 27
    assert costs[1][1] <= costs[0][1], costs


def test_many_are_promoted_with_one_count_and_the_tally_is_right(client, event, count_statements):
    with together():
        for number in range(30):
            make_registration(event, status=Status.WAITLISTED, email=f"more{number}@example.com")
    page = Page(client.get(f"{BASE}/settings/registration/").get_data(as_text=True))

    with count_statements() as statements:
        client.post(f"{BASE}/settings/registration/", data=page.typed(capacity="40", telling="now"))

    assert len(letters(LetterState.DUE)) == 31
    assert len([text for text in statements if "registration_tally " in text and "INSERT" in text]) <= 2
    counts = count_by_status(event.id)
    assert (counts[Status.CONFIRMED], counts[Status.WAITLISTED]) == (34, 0)
