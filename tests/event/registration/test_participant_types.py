"""Types of participants: who may register as which, when, with how many places, and who decides about it."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Event, InvitedUnit, QuotaMode
from eventmgr.event.events.services import clone
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Alone, Confirming, Entry, Recommending
from eventmgr.event.invitations.services import Invitee, Terms, invite
from eventmgr.event.quotas.errors import EventFull, QuotaFull
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.changing.services.requesting import needs_approval
from eventmgr.event.registration.deciding.services.decisions import confirm, withdraw
from eventmgr.event.registration.deciding.services.recommending import Voice, recommend
from eventmgr.event.registration.errors import RegistrationClosed
from eventmgr.event.registration.models import Registration, Source, Speaker
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.documents import roster
from eventmgr.output.papers.queries import get_roster
from eventmgr.tools.log.services import Act
from eventmgr.tools.web import tokens
from tests.conftest import client_of
from tests.event.delegations.acting import entered, page_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import do, statuses
from tests.event.registration.registering import kinds_to, register
from tests.event.registration.views import only_registration, typed
from tests.factories import NOON, make_admin, make_event, make_liaison, make_member, set_types
from tests.output.papers.samples import words_of
from tests.race import race
from tests.soak import either

pytestmark = pytest.mark.usefixtures("frozen", "database")
SHANGHAI = "310000"
_C, _W, _P = Status.CONFIRMED, Status.WAITLISTED, Status.PENDING
PROCESSES, PEOPLE = either(4, 16), either(12, 120)
ASKS = {"role": "optional"}


def as_type(event, role, **values):
    return register(event, make_applicant(role=role, **values))


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def offered(page):
    """The types that the form offers, by key."""
    found = re.search(r'<select[^>]*name="role".*?</select>', page.text, re.DOTALL)
    return re.findall(r'value="(\w+)"', found[0]) if found else []


def test_a_type_has_places_of_its_own_and_those_beyond_them_wait_and_hold_nobody_else_back():
    event = make_event(capacity=10)
    set_types(event, media={"capacity": 1})

    media = [as_type(event, Role.MEDIA) for _ in range(2)]
    delegate = as_type(event, Role.DELEGATE)
    do(withdraw, event, media[0])

    assert statuses(*media, delegate) == [Status.WITHDRAWN, _C, _C]
    assert kinds_to(media[1]) == ["registration.waitlisted", "registration.promoted"]
    assert [found for _law, found in breaches() if found] == []


def test_without_waiting_list_the_refusal_names_the_type():
    event = make_event(has_waiting_list=False)
    set_types(event, media={"capacity": 0})

    with pytest.raises(QuotaFull) as refusal:
        as_type(event, Role.MEDIA)

    assert ("媒体" in refusal.value.message, refusal.value.field) == (True, "role")


def test_organizers_confirm_no_more_of_a_type_than_it_has_places():
    event = make_event()
    set_types(event, media={"capacity": 1, "confirming": Confirming.REVIEW})
    both = [as_type(event, Role.MEDIA) for _ in range(2)]

    with pytest.raises(EventFull) as refusal:
        do(confirm, event, both)
    do(confirm, event, both[:1])

    assert ("媒体" in refusal.value.message, statuses(*both)) == (True, [_C, _P])


def test_nobody_becomes_one_of_a_full_type_and_everybody_else_stays_what_they_are():
    event = make_event()
    set_types(event, media={"capacity": 1})
    held, delegate = as_type(event, Role.MEDIA), as_type(event, Role.DELEGATE)

    with pytest.raises(QuotaFull):
        do(edit, event, delegate, make_applicant(role=Role.MEDIA))
    do(edit, event, held, make_applicant(role=Role.MEDIA, title="编辑"), another=True)

    assert statuses(held, delegate) == [_C, _C]


def test_more_places_for_a_type_promote_those_who_waited_for_it():
    event = make_event()
    set_types(event, media={"capacity": 1})
    _first, second = as_type(event, Role.MEDIA), as_type(event, Role.MEDIA)

    set_types(event, media={"capacity": 2})

    assert (statuses(second), kinds_to(second)) == ([_C], ["registration.waitlisted", "registration.promoted"])


def come_as_media(event_id, first, gate):
    event = db.session.get(Event, event_id)
    gate()
    for number in range(PEOPLE // PROCESSES):
        mobile = f"155{first:04d}{number:04d}"
        register(event, make_applicant(role=Role.MEDIA, mobile=mobile, name=f"样例{first}·{number}", email=""))


def test_many_at_once_get_exactly_the_places_of_a_type(app):
    event = make_event(capacity=100)
    set_types(event, media={"capacity": 3})

    race(app, [partial(come_as_media, event.id, number) for number in range(PROCESSES)])

    rows = db.session.query(Registration).filter_by(event_id=event.id).all()
    assert sorted(row.status.value for row in rows) == ["confirmed"] * 3 + ["waitlisted"] * (PEOPLE - 3)


def test_types_beside_the_quota_use_none_of_it():
    event = make_event(quota_mode=QuotaMode.REFUSE)
    db.session.add(InvitedUnit(event_id=event.id, unit_code=SHANGHAI, quota=1))
    db.session.commit()
    set_types(event, observer={"counts_in_quota": False})

    assert [as_type(event, "observer").status for _ in range(2)] == [_C, _C]
    assert [as_type(event, Role.DELEGATE).status for _ in range(2)] == [_C, _W]


def test_a_type_is_reviewed_or_confirmed_at_once_whatever_the_event_says():
    event = make_event()
    set_types(event, media={"confirming": Confirming.REVIEW})
    reviewing = make_event(approval="review")
    set_types(reviewing, expert={"confirming": Confirming.AUTOMATIC})

    assert [as_type(event, role).status for role in (Role.MEDIA, Role.DELEGATE)] == [_P, _C]
    assert [as_type(reviewing, role).status for role in (Role.EXPERT, Role.DELEGATE)] == [_C, _P]


def test_whoever_would_get_round_a_review_by_changing_the_type_asks_for_it(app):
    event = make_event(fields=ASKS, units=[InvitedUnit(unit_code="420000", quota=9)])
    set_types(event, media={"confirming": Confirming.REVIEW})
    held = as_type(event, Role.DELEGATE, unit="420000", province="420000")
    same = {"name": held.name, "mobile": held.mobile, "email": held.email, "unit": "420000", "province": "420000"}
    asks = [
        needs_approval(event, held, make_applicant(role=role, **same), ("role",), at=NOON)
        for role in (Role.MEDIA, Role.EXPERT)
    ]
    make_liaison(event, "420000", link="one")
    person = {"name": held.name, "organization": held.organization_name, "unit": "420000", "role": "media"}
    corrected = entered(app, "one").post(
        page_of(event, rest=f"people/{held.id}/edit?lang=en"),
        data={**person, "mobile": held.mobile, "email": held.email},
    )

    assert asks == [True, False]
    assert "The organizers approve changes of: Attending as." in plain(corrected)


def test_a_delegation_recommends_the_types_that_need_it_alone():
    event = make_event()
    db.session.add(InvitedUnit(event_id=event.id, unit_code=SHANGHAI))
    db.session.commit()
    set_types(event, expert={"recommending": Recommending.NEEDED})

    expert, delegate = as_type(event, Role.EXPERT), as_type(event, Role.DELEGATE)
    before = statuses(expert, delegate)
    with transaction():
        recommend(event, [expert], by=Voice(Speaker.LIAISON, "联络员", SHANGHAI), act=Act(OFFICE, NOON))

    assert (before, statuses(expert, delegate)) == ([_P, _C], [_C, _C])


def test_only_those_invited_as_a_type_register_so(client):
    event = make_event(fields=ASKS)
    set_types(event, media={"entry": Entry.INVITATION})
    with transaction():
        (media,) = invite(
            event, [Invitee("样例记者", "reporter@example.com")], Terms(role="media"), act=Act(OFFICE, NOON)
        )
    link = f"/invited/{tokens.sign('invited', media.id, media.link_version)}/"

    form = client.get(f"/events/{event.slug}/register/")
    refused = client.post(f"/events/{event.slug}/register/?lang=en", data=typed(role="media"))
    with_link = client.post(link, data=typed(role="media"))

    assert ("media" in offered(form), "expert" in offered(form)) == (False, True)
    assert "Registration as “Media” needs an invitation for it." in plain(refused)
    assert 'value="欧阳·样例"' in refused.text
    assert (with_link.status_code, only_registration().role) == (303, "media")


def test_where_the_form_does_not_ask_for_the_type_it_says_that_it_is_closed(client):
    event = make_event()
    set_types(event, delegate={"entry": Entry.INVITATION})

    form = client.get(f"/events/{event.slug}/register/?lang=en")
    sent = client.post(f"/events/{event.slug}/register/?lang=en", data=typed())

    assert "Registration as “Delegate” needs an invitation for it." in plain(form)
    assert 'name="mobile"' not in form.text
    assert ("needs an invitation for it." in plain(sent), db.session.query(Registration).count()) == (True, 0)


def test_a_type_opens_and_closes_by_itself_and_the_sentence_names_the_time(client, frozen):
    event = make_event(fields=ASKS)
    opens, closes = NOON + timedelta(hours=2), NOON + timedelta(hours=4)
    set_types(event, media={"opens_at": opens, "closes_at": closes})
    seen = []
    for at in (NOON, opens, closes + timedelta(seconds=1)):
        frozen.move_to(at)
        form = client.get(f"/events/{event.slug}/register/")
        sent = client.post(f"/events/{event.slug}/register/?lang=en", data=typed(role="media"))
        seen.append(("media" in offered(form), sent.status_code, plain(sent)))

    assert [entry[:2] for entry in seen] == [(False, 422), (True, 303), (False, 422)]
    assert "opens on Wed 1 Apr 2026, 14:00" in seen[0][2]
    assert "closed on Wed 1 Apr 2026, 16:00" in seen[2][2]


@pytest.mark.parametrize(("alone", "expected"), [(Alone.ACCEPTED, 303), (Alone.REVIEWED, 303), (Alone.REFUSED, 409)])
def test_who_belongs_to_no_delegation_is_accepted_decided_about_or_refused(client, alone, expected):
    event = make_event(fields=ASKS)
    set_types(event, company={"alone": alone})

    page = client.post(
        f"/events/{event.slug}/register/?lang=en", data=typed(role="company", unit="", province="420000")
    )

    assert page.status_code == expected
    if alone is Alone.REFUSED:
        assert "People who come as “Company representative” belong to a delegation." in plain(page)
    else:
        assert only_registration().status is (_P if alone is Alone.REVIEWED else _C)


def test_the_organizers_enter_anybody_but_as_a_hidden_type():
    event = make_event()
    set_types(
        event, media={"entry": Entry.INVITATION, "opens_at": NOON + timedelta(days=1)}, observer={"is_hidden": True}
    )

    assert register(event, make_applicant(role="media"), source=Source.STAFF).status is _C
    with pytest.raises(RegistrationClosed, match="observer"):
        register(event, make_applicant(role="observer"), source=Source.STAFF)


def test_a_type_of_the_events_own_is_named_wherever_the_others_are(client, sign_in):
    event = make_event(fields=ASKS)
    set_types(event, observer={"name": {"zh": "观察员", "en": "Observer"}, "badge_color": "green"})
    client.post(f"/events/{event.slug}/register/", data=typed(role="observer"))
    made = only_registration()
    browser, base = sign_in(make_member(event, TeamRole.OWNER)), f"/manage/events/{event.slug}"

    listed = browser.get(f"{base}/registrations/?role=observer&cols=role&lang=en")
    shown = plain(browser.get(f"{base}/registrations/{made.id}/?lang=en"))
    named = " ".join(words_of(roster.build(get_roster(event, "zh"), lang="zh")))
    desk = browser.get(f"{base}/checkin/?q={made.name}&lang=en")

    assert (made.role, "Observer" in plain(listed), "欧阳·样例" in plain(listed)) == ("observer", True, True)
    assert ("Observer" in shown, "观察员" in named) == (True, True)
    assert ("#2b8a3e" in listed.text, "#2b8a3e" in desk.text, "green badge" in plain(desk)) == (True, True, True)


def test_a_copied_event_has_the_types_with_their_times_moved():
    event = make_event()
    set_types(event, observer={"capacity": 3, "opens_at": NOON})
    owner = make_admin()
    make_member(event, TeamRole.OWNER, user=owner)

    with transaction():
        copy = clone(db.session.get(Event, event.id), owner, days=7, act=Act(OFFICE, NOON))

    [own] = [one for one in copy.participant_types if one["key"] == "observer"]
    assert (own["capacity"], own["opens_at"]) == (3, (NOON + timedelta(days=7)).isoformat())


def test_a_liaison_enters_the_types_of_delegations_and_not_those_of_invitations(app):
    event = make_event(fields=ASKS, units=[InvitedUnit(unit_code="420000", quota=9)])
    set_types(event, expert={"entry": Entry.DELEGATION}, media={"entry": Entry.INVITATION})
    make_liaison(event, "420000", link="one")
    liaison, new = entered(app, "one"), page_of(event, rest="people/new")
    person = {"name": "张三", "organization": "样例机械有限公司", "mobile": "13800000001", "unit": "420000"}

    form = liaison.get(new)
    refused = liaison.post(f"{new}?lang=en", data={**person, "role": "media"})
    public = client_of(app).post(f"/events/{event.slug}/register/?lang=en", data=typed(role="expert"))
    taken = liaison.post(new, data={**person, "role": "expert"})

    assert ("expert" in offered(form), "media" in offered(form), "staff" in offered(form)) == (True, False, False)
    assert "People who come as “Media” are entered by the organizers." in plain(refused)
    assert "People who come as “Expert” are entered by the liaison of their delegation." in plain(public)
    assert (taken.status_code, only_registration().role) == (303, "expert")
