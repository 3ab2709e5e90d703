"""Quotas of delegation units: a guide that warns, or a limit that binds."""

import re

import pytest

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Approval, Event, InvitedUnit, QuotaMode
from eventmgr.event.events.services import set_units
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.errors import EventFull, OverQuota, QuotaFull
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration import laws
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm, withdraw
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.documents import roster
from eventmgr.output.papers.documents.summary import build as build_summary
from eventmgr.output.papers.queries import get_roster
from eventmgr.output.papers.summing_up import get_summary
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act
from tests.conftest import count_statements
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import assert_tally_is_true, do, statuses
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event, make_member, make_person, make_registration, set_types
from tests.output.papers.samples import words_of

WITH_QUOTAS = RosterChoice(("organization", "title", "role"), shows_quota=True)

pytestmark = pytest.mark.usefixtures("frozen", "database")
SHANGHAI, GUANGDONG = "310000", "440000"


def make_quotas(mode=QuotaMode.REFUSE, quotas=None, **values):
    """An event where Shanghai may send two and Guangdong as many as there are places."""
    event = make_event(quota_mode=mode, **values)
    for code, quota in (quotas or {SHANGHAI: 2, GUANGDONG: None}).items():
        db.session.add(InvitedUnit(event_id=event.id, unit_code=code, quota=quota))
    db.session.commit()
    return event


def from_unit(event, code=SHANGHAI, **values):
    return register(event, make_applicant(unit=code, province=code, **values))


def test_beyond_a_quota_that_binds_people_wait_and_hold_nobody_else_back():
    event = make_quotas(capacity=4)

    found = [from_unit(event).status for _ in range(3)]
    others = [from_unit(event, GUANGDONG).status for _ in range(3)]

    assert found == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert others == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert_tally_is_true(event)
    assert [found for _law, found in breaches() if found] == []


def test_without_waiting_list_the_refusal_names_the_delegation_and_the_way_out(client):
    event = make_quotas(has_waiting_list=False)
    from_unit(event), from_unit(event)
    typed = {"name": "张三", "organization": "上海样例电气", "unit": SHANGHAI, "mobile": "15400000031", "consent": "y"}

    page = client.post(f"/events/{event.slug}/register/?lang=en", data=typed)
    with pytest.raises(QuotaFull) as refusal:
        from_unit(event)

    assert page.status_code == 409
    assert "The places of Shanghai are all taken (2 of 2)." in page.text
    assert ("上海市" in refusal.value.message, refusal.value.field) == (True, "unit")
    assert from_unit(event, GUANGDONG).status is Status.CONFIRMED


def test_where_the_whole_event_is_full_the_refusal_says_that():
    event = make_quotas(has_waiting_list=False, capacity=2)
    from_unit(event), from_unit(event)

    with pytest.raises(EventFull) as refusal:
        from_unit(event)

    assert type(refusal.value) is EventFull


def test_an_event_that_reviews_takes_everybody_for_review():
    event = make_quotas(approval=Approval.REVIEW)

    assert [from_unit(event).status for _ in range(3)] == [Status.PENDING] * 3


def test_a_quota_that_only_guides_confirms_beyond_it():
    event = make_quotas(QuotaMode.WARN)

    assert [from_unit(event).status for _ in range(3)] == [Status.CONFIRMED] * 3


def test_the_office_goes_beyond_a_quota_that_binds_with_a_reason_only():
    event = make_quotas(approval=Approval.REVIEW)
    rows = [from_unit(event) for _ in range(3)]

    for asked in (None, ""):
        with pytest.raises(OverQuota) as refusal:
            do(confirm, event, rows, beyond_quota=asked)
    before = statuses(*rows)
    do(confirm, event, rows, beyond_quota="部领导点名邀请")

    assert "上海市" in refusal.value.message
    assert (before, statuses(*rows)) == ([Status.PENDING] * 3, [Status.CONFIRMED] * 3)
    told = [
        entry
        for entry in list_entries_about("registration", [row.id for row in rows])
        if entry.action == "beyond_quota"
    ]
    assert [(entry.object_id, entry.reason) for entry in told] == [(rows[2].id, "部领导点名邀请")]


def test_beyond_a_quota_that_guides_the_office_is_asked_once():
    event = make_quotas(QuotaMode.WARN, approval=Approval.REVIEW)
    rows = [from_unit(event) for _ in range(3)]

    with pytest.raises(OverQuota):
        do(confirm, event, rows)
    asked = statuses(*rows)
    do(confirm, event, rows, beyond_quota="")

    assert (asked, statuses(*rows)) == ([Status.PENDING] * 3, [Status.CONFIRMED] * 3)


def test_the_waiting_list_passes_over_those_whose_delegation_is_full():
    event = make_quotas(capacity=3)
    holders = [from_unit(event), from_unit(event), from_unit(event, GUANGDONG)]
    held_back, next_one = from_unit(event), from_unit(event, GUANGDONG)

    do(withdraw, event, holders[2])
    after_guangdong = statuses(held_back, next_one)
    do(withdraw, event, holders[0])

    assert after_guangdong == [Status.WAITLISTED, Status.CONFIRMED]
    assert statuses(held_back, next_one) == [Status.CONFIRMED, Status.CONFIRMED]
    assert kinds_to(held_back)[-1] == "registration.promoted"


def test_one_promotion_round_does_not_oversell_a_delegation_and_reaches_those_behind_it():
    event = make_quotas(capacity=0, quotas={SHANGHAI: 1, GUANGDONG: None})
    waiting = [from_unit(event) for _ in range(3)] + [from_unit(event, GUANGDONG)]

    with transaction():
        event.capacity = 3
        fill(event, at=NOON)

    assert statuses(*waiting) == [Status.CONFIRMED, Status.WAITLISTED, Status.WAITLISTED, Status.CONFIRMED]


def test_a_raised_quota_promotes_at_once():
    event = make_quotas()
    waiting = [from_unit(event) for _ in range(4)][2:]

    with transaction():
        set_units(event, {SHANGHAI: 3}, act=Act(OFFICE, NOON))
    raised = statuses(*waiting)
    with transaction():
        set_units(event, {SHANGHAI: 3}, mode=QuotaMode.WARN, act=Act(OFFICE, NOON))

    assert (raised, statuses(*waiting)) == ([Status.CONFIRMED, Status.WAITLISTED], [Status.CONFIRMED] * 2)


def test_a_held_place_does_not_pass_to_a_delegation_that_is_full():
    event = make_quotas()
    from_unit(event), from_unit(event)
    waiting, guest = from_unit(event), from_unit(event, GUANGDONG)
    moved = make_applicant(unit=SHANGHAI, province=SHANGHAI)

    with pytest.raises(QuotaFull):
        do(edit, event, guest, moved)
    holder = list_registrations_by_id(event.id, [waiting.id - 1])[0]
    do(edit, event, holder, make_applicant(unit=GUANGDONG, province=GUANGDONG))

    assert statuses(guest, waiting) == [Status.CONFIRMED, Status.CONFIRMED]
    assert db.session.get(Registration, guest.id).unit_code == GUANGDONG


@pytest.fixture
def office(sign_in):
    """`office(event)`: its registrar's browser; `owner=True` its owner's."""
    return lambda event, owner=False: sign_in(make_member(event, TeamRole.OWNER if owner else TeamRole.REGISTRAR))


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_page_asks_before_it_confirms_beyond_a_quota(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1}, approval=Approval.REVIEW)
    rows = [from_unit(event), from_unit(event)]
    browser, address = office(event), f"/manage/events/{event.slug}/registrations/decide?lang=en"
    chosen = {"act": "confirm", "ids": [row.id for row in rows]}

    asked = browser.post(address, data=chosen)
    before = statuses(*rows)
    done = browser.post(address, data={**chosen, "beyond": "1"})

    assert (asked.status_code, before) == (200, [Status.PENDING] * 2)
    assert "Shanghai, 0 of 1 places used, 2 more wanted" in plain(asked)
    assert (done.status_code, statuses(*rows)) == (303, [Status.CONFIRMED] * 2)


def test_what_is_used_of_a_quota_stands_on_every_page_that_lists_delegations(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1, GUANGDONG: 4})
    places = [from_unit(event), from_unit(event), from_unit(event, GUANGDONG)]
    browser, base = office(event, owner=True), f"/manage/events/{event.slug}"

    listed = plain(browser.get(f"{base}/registrations/?unit={SHANGHAI}&lang=en"))
    single = plain(browser.get(f"{base}/registrations/{places[2].id}/"))
    figures = plain(browser.get(f"{base}/insights/"))
    settings = plain(browser.get(f"{base}/settings/units/"))
    with speaking("en"):
        printed = " ".join(
            words_of(roster.build(get_roster(db.session.get(Event, event.id), "en", WITH_QUOTAS), lang="en"))
        )

    assert "Shanghai · 2 of 1 places used, staff included · 1 over quota" in listed
    assert listed.count("2 / 1") == 2
    assert "1 of 4 places used, staff included · 3 left" in single
    assert ("Shanghai 2 2 0 1 2 1 over quota" in figures, "Guangdong 1 1 0 4 1 3" in figures) == (True, True)
    assert re.search(r"Shanghai\s+2 ", settings) is not None
    assert "2 people · quota 1 · 1 over quota" in printed
    assert "1 person · quota 4" in printed


def test_staff_of_a_delegation_use_its_places_on_every_page_and_paper_alike(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1})
    for role in (Role.DELEGATE, Role.STAFF, Role.STAFF):
        make_registration(event, make_person(), unit_code=SHANGHAI, province_code=SHANGHAI, role=role)
    browser, base = office(event, owner=True), f"/manage/events/{event.slug}"

    listed = plain(browser.get(f"{base}/registrations/?unit={SHANGHAI}&lang=en"))
    figures = plain(browser.get(f"{base}/insights/"))
    event = db.session.get(Event, event.id)
    with speaking("en"):
        names = " ".join(words_of(roster.build(get_roster(event, "en", WITH_QUOTAS), lang="en")))
        summary = get_summary(event, "en", Printing())
        summed = " ".join(words_of(build_summary(summary, lang="en")))

    assert "Shanghai · 3 of 1 places used, staff included · 2 over quota" in listed
    assert "Shanghai 1 1 0 1 3 2 over quota" in figures
    assert "1 person · quota 1, 3 places used, 2 of them by staff · 2 over quota" in names
    assert "Shanghai 1 3 1 1 0 —" in summed
    assert "Places used include those held by staff." in summed


def test_staff_outside_the_quota_are_in_no_number_of_it(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1})
    set_types(event, staff={"counts_in_quota": False})
    for role in (Role.DELEGATE, Role.STAFF, Role.STAFF):
        make_registration(event, make_person(), unit_code=SHANGHAI, province_code=SHANGHAI, role=role)
    browser, base = office(event, owner=True), f"/manage/events/{event.slug}"

    listed = plain(browser.get(f"{base}/registrations/?unit={SHANGHAI}&lang=en"))
    figures = plain(browser.get(f"{base}/insights/"))
    event = db.session.get(Event, event.id)
    with speaking("en"):
        names = " ".join(words_of(roster.build(get_roster(event, "en", WITH_QUOTAS), lang="en")))
        summed = " ".join(words_of(build_summary(get_summary(event, "en", Printing()), lang="en")))

    assert "Shanghai · 1 of 1 places used, staff not counted · 0 left" in listed
    assert "Shanghai 1 1 0 1 1 0" in figures
    assert "1 person · quota 1" in names and "by staff" not in names
    assert "Places used do not include those held by staff." in summed


def test_the_settings_keep_whether_quotas_bind(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1})
    browser, address = office(event, owner=True), f"/manage/events/{event.slug}/settings/units/"

    answer = browser.post(address, data={"invited": [SHANGHAI], f"quota_{SHANGHAI}": "1", "quota_mode": "refuse"})
    history = plain(browser.get(f"/manage/events/{event.slug}/history/?lang=en"))

    db.session.expire_all()
    assert (answer.status_code, db.session.get(Event, event.id).quota_mode) == (303, QuotaMode.REFUSE)
    assert "Quotas of delegations" in history


def test_a_quota_below_what_is_held_says_first_what_then_happens(office):
    event = make_quotas(quotas={SHANGHAI: 3})
    from_unit(event), from_unit(event)
    browser, address = office(event, owner=True), f"/manage/events/{event.slug}/settings/units/?lang=en"
    typed = {"invited": [SHANGHAI], f"quota_{SHANGHAI}": "1", "quota_mode": "refuse"}

    asked = browser.post(address, data=typed)
    kept = db.session.get(Event, event.id).units[0].quota
    done = browser.post(address, data={**typed, "lower": "y"})

    assert (asked.status_code, kept) == (422, 3)
    assert ("2 places are held." in asked.text, "Nobody loses a place." in asked.text) == (True, True)
    db.session.expire_all()
    assert (done.status_code, db.session.get(Event, event.id).units[0].quota) == (303, 1)
    assert from_unit(event).status is Status.WAITLISTED


def test_entering_somebody_beyond_a_quota_by_hand_says_so(office):
    event = make_quotas(QuotaMode.WARN, {SHANGHAI: 1})
    from_unit(event)
    typed = {"name": "张三", "organization": "上海样例电气", "unit": SHANGHAI, "mobile": "15400000032", "consent": "y"}

    browser = office(event)
    browser.get("/?lang=en")
    page = browser.post(f"/manage/events/{event.slug}/registrations/new", data=typed, follow_redirects=True)

    assert "Shanghai holds 2 places now, its quota is 1." in page.text


def test_looking_for_idle_places_costs_the_same_for_few_events_and_many(app):
    def full_events(number):
        for _n in range(number):
            event = make_event(
                capacity=1, quota_mode=QuotaMode.REFUSE, units=[InvitedUnit(unit_code="420000", quota=1)]
            )
            for status in (Status.CONFIRMED, Status.WAITLISTED):
                make_registration(event, unit_code="420000", status=status)

    full_events(1)
    with count_statements() as few:
        assert laws.places() == []
    full_events(4)
    with count_statements() as many:
        assert laws.places() == []
    assert len(many) == len(few)
