"""The organizers' pages of duplicates: who sees what, what is asked, and what comes of it."""

import re

import pytest

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.duplicates import services
from eventmgr.office.duplicates.models import Merge, TwoPeople
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member
from tests.office.duplicates.merging import LATER, merge, twins

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def office(sign_in):
    def signed(event, role=TeamRole.REGISTRAR):
        return sign_in(make_member(event, role))

    return signed


def pair_address(event, one, other):
    return f"/manage/events/{event.slug}/duplicates/{one.id}/{other.id}/"


def send(browser, path, **values):
    page = browser.get(path)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    chosen = dict(
        re.findall(r'<input class="form-check-input" type="radio" name="([^"]+)" value="(\d+)" checked', page.text)
    )
    return browser.post(path, data={**hidden, **chosen, **values})


def test_pairs_stand_with_their_reasons_and_are_filtered_by_them(office):
    event = make_event()
    one, _other = twins(event)
    register(event, make_applicant(mobile=one.mobile))
    browser = office(event)
    path = f"/manage/events/{event.slug}/duplicates/"
    page = browser.get(f"{path}?lang=en").text
    assert page.count("data-row") == 2
    assert "same name, similar organization" in page and "same mobile number" in page
    assert browser.get(f"{path}?why=mobile").text.count("data-row") == 1
    assert browser.get(f"{path}?why=name").text.count("data-row") == 0
    assert [browser.get(f"{path}?{bad}").status_code for bad in ("why=x", "after=x", "after=1-" + "9" * 99)] == [
        400
    ] * 3
    assert path in browser.get(f"/manage/events/{event.slug}/registrations/").text


def test_pages_go_on_behind_the_last_pair(office, monkeypatch):
    monkeypatch.setattr("eventmgr.office.duplicates.manage.SIZE", 2)
    event = make_event()
    places = [register(event, make_applicant(mobile="15499999999")) for _ in range(3)]
    browser = office(event)
    first = browser.get(f"/manage/events/{event.slug}/duplicates/").text
    [following] = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(following.replace("&amp;", "&")).text
    shown = [re.findall(r"duplicates/(\d+)/(\d+)/", page) for page in (first, second)]
    ids = [str(place.id) for place in places]
    assert shown == [[(ids[0], ids[1]), (ids[0], ids[2])], [(ids[1], ids[2])]]


def test_two_registrations_are_compared_masked_and_become_one(office):
    event = make_event()
    one, other = twins(event, title="总工程师")
    browser = office(event)
    path = pair_address(event, one, other)
    page = browser.get(path).text
    assert one.mobile not in page and other.mobile not in page
    assert f"{other.mobile[:3]}****{other.mobile[-4:]}" in page
    answer = send(browser, path, of_mobile=str(other.id))
    assert (answer.status_code, answer.location) == (303, f"/manage/events/{event.slug}/registrations/{one.id}/")
    db.session.expire_all()
    merged = db.session.query(Merge).one()
    assert (one.title, one.mobile, other.status) == ("总工程师", other.mobile, Status.WITHDRAWN)
    shown = browser.get(answer.location).text
    assert f"/registrations/{other.id}/" in shown
    assert f"/registrations/{one.id}/" in browser.get(f"/manage/events/{event.slug}/registrations/{other.id}/").text
    listed = browser.get(f"/manage/events/{event.slug}/duplicates/").text
    undo = f"/manage/events/{event.slug}/duplicates/merges/{merged.id}/undo"
    assert undo in listed
    assert browser.post(undo, data={}).status_code == 303
    db.session.expire_all()
    assert (one.title, other.status) == ("", Status.CONFIRMED)


def test_nobody_is_written_to_before_the_page_has_said_who(office):
    event = make_event()
    one, other = twins(event, same_mailbox=False)
    browser = office(event)
    path = pair_address(event, one, other)
    asked = send(browser, path, telling="")
    assert asked.status_code == 200 and 'name="telling"' in asked.text
    db.session.expire_all()
    assert other.status is Status.CONFIRMED
    assert send(browser, path, telling="now").status_code == 303
    db.session.expire_all()
    assert other.status is Status.WITHDRAWN


def test_the_wrong_choice_is_told_beside_its_field_and_what_was_chosen_stays(office):
    event = make_event(capacity=1)
    one, other = twins(event)
    browser = office(event)
    path = pair_address(event, one, other)
    answer = send(browser, f"{path}?lang=en", stays=str(other.id), of_mobile=str(other.id))
    assert answer.status_code == 409
    assert "The registration that has a place must stay" in answer.text
    assert f'name="of_mobile" value="{other.id}" checked' in answer.text
    bad = [send(browser, path, stays=value).status_code for value in ("", "0", "x", "9" * 40)]
    assert [*bad, send(browser, path, of_mobile="7").status_code] == [422] * 5
    db.session.expire_all()
    assert other.status is Status.WAITLISTED


def test_what_was_changed_meanwhile_is_compared_again(office):
    event = make_event()
    one, other = twins(event)
    browser = office(event)
    assert send(browser, pair_address(event, one, other), as_shown="2026").status_code == 409
    assert db.session.query(Merge).count() == 0


def test_not_a_duplicate_takes_both_marks_away(office):
    event = make_event()
    one, other = twins(event)
    with transaction():
        one.looks_like_id = other.id
    browser = office(event)
    page = browser.get(f"/manage/events/{event.slug}/registrations/{other.id}/").text
    assert pair_address(event, one, other) in page
    assert browser.post(f"{pair_address(event, one, other)}two-people", data={}).status_code == 303
    db.session.expire_all()
    assert (one.looks_like_id, other.looks_like_id, db.session.query(TwoPeople).count()) == (None, None, 1)
    assert "data-row" not in browser.get(f"/manage/events/{event.slug}/duplicates/").text
    listed = browser.get(f"/manage/events/{event.slug}/registrations/").text
    assert "疑似重复" not in listed[listed.index("<tbody>") : listed.index("</tbody>")]
    assert "此前已标记" in browser.get(pair_address(event, one, other)).text


def test_a_pair_in_the_wrong_order_or_with_itself_or_of_another_event(office):
    event = make_event()
    one, other = twins(event)
    strange = register(make_event())
    browser = office(event)
    assert browser.get(pair_address(event, other, one)).location == pair_address(event, one, other)
    assert [browser.get(pair_address(event, *pair)).status_code for pair in ((one, one), (one, strange))] == [404, 404]
    assert browser.post(f"{pair_address(event, one, strange)}two-people", data={}).status_code == 404


def test_later_changes_are_listed_instead_of_the_button(office, frozen):
    event = make_event()
    one, other = twins(event)
    merged = merge(event, one, other, at=NOON)
    frozen.shift(3600)
    browser = office(event)
    browser.post(f"/manage/events/{event.slug}/registrations/{one.id}/withdraw", data={"telling": "now"})
    page = browser.get(f"/manage/events/{event.slug}/duplicates/?lang=en").text
    assert f"/merges/{merged.id}/undo" not in page
    assert "Something was changed after the merge" in page
    assert "<li>registration cancelled" in page or "<li>cancelled" in page
    assert browser.post(f"/manage/events/{event.slug}/duplicates/merges/{merged.id}/undo", data={}).status_code == 303
    assert db.session.get_one(Registration, other.id).status is Status.WITHDRAWN


def test_a_page_of_pairs_asks_the_database_no_more_for_many(office, count_statements):
    event = make_event()
    for _ in range(2):
        twins(event)
    browser = office(event)
    path = f"/manage/events/{event.slug}/duplicates/"
    browser.get(path)
    with count_statements() as few:
        browser.get(path)
    for number in range(6):
        one, other = twins(event, name=f"王{'甲乙丙丁戊己'[number]}", organization="样例")
        with transaction():
            services.merge(event, one, other, (), seen=services.seen_of(one, other), act=Act(OFFICE, LATER))
        twins(event)
    with count_statements() as many:
        browser.get(path)
    assert len(many) <= len(few) + 2


def test_the_own_copy_holds_what_the_merged_registration_says(client):
    event = make_event()
    one, other = twins(event, title="总工程师")
    merge(event, one, other, at=NOON)
    copy = client.get(f"/my/{my_token(one)}/data.json").json
    said = {row["content"] for row in copy["held"]["merged_registrations"]}
    assert {"总工程师", other.mobile} <= said
