"""`/feeds/<token>.ics`: one participant's own sessions, for its reader alone."""

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events import services as events
from eventmgr.event.events.models import EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import renew_feed
from eventmgr.event.registration.deciding.services.decisions import confirm, reject, restore
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web import tokens
from tests.factories import NOON, make_event, make_item, make_person, make_registration
from tests.output.calendars.feeds import counters, entries, personal_address, states, uids

LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status.PENDING, "TENTATIVE"),
        (Status.WAITLISTED, "TENTATIVE"),
        (Status.CONFIRMED, "CONFIRMED"),
        (Status.ATTENDED, "CONFIRMED"),
        (Status.ABSENT, "CONFIRMED"),
        (Status.REJECTED, "CANCELLED"),
        (Status.WITHDRAWN, "CANCELLED"),
    ],
)
def test_entries_follow_the_state_of_the_place(client, status, shown):
    event = make_event(agenda_published=True)
    item = make_item(event)
    place = make_registration(event, status=status)

    answer = client.get(personal_address(place))

    assert states(answer) == {event.uid: shown, item.uid: shown}


def test_sessions_of_a_confirmed_place_take_time_and_the_frame_around_them_does_not(client):
    event = make_event(agenda_published=True)
    make_item(event)
    confirmed, waiting = (make_registration(event, status=status) for status in (Status.CONFIRMED, Status.WAITLISTED))

    found = [
        [str(entry["TRANSP"]) for entry in entries(client.get(personal_address(place)))]
        for place in (confirmed, waiting)
    ]

    assert found == [["TRANSPARENT", "OPAQUE"], ["TRANSPARENT", "TRANSPARENT"]]


def test_sessions_begin_with_the_event_and_the_event_itself_takes_whole_days_and_no_time(client):
    event = make_event(agenda_published=True, title={"zh": "样例研讨会", "en": "Sample seminar"})
    make_item(event, title={"zh": "开幕式", "en": "Opening"})
    place = make_registration(event)

    whole, part = entries(client.get(personal_address(place) + "?lang=zh"))

    assert [str(one["SUMMARY"]) for one in (whole, part)] == ["样例研讨会", "样例研讨会：开幕式"]
    assert [str(one["TRANSP"]) for one in (whole, part)] == ["TRANSPARENT", "OPAQUE"]
    assert [one["DTSTART"].to_ical() for one in (whole, part)] == [b"20260513", b"20260513T120000"]
    assert str(whole["DESCRIPTION"]).startswith("2026年5月13日（周三）12:00至14日（周四）17:00\n")


def test_sessions_begin_with_the_short_title_that_was_set_and_hear_of_another_one_alone(client):
    event = make_event(agenda_published=True, title={"zh": "样例研讨会", "en": "Sample seminar"})
    item = make_item(event, title={"zh": "开幕式", "en": "Opening"})
    address = personal_address(make_registration(event)) + "?lang=zh"
    alone = f"/events/{event.slug}/agenda/{item.id}.ics?lang=zh"
    before = counters(client.get(address))

    with transaction():
        events.edit(event, {"short_title": {"zh": "长三角"}}, act=Act(SYSTEM, LATER))
    whole, part = entries(client.get(address))
    with transaction():
        events.edit(event, {"title": {"zh": "新的研讨会"}}, act=Act(SYSTEM, LATER))
    after = counters(client.get(address))

    assert [str(one["SUMMARY"]) for one in (whole, part)] == ["样例研讨会", "长三角：开幕式"]
    assert (whole["SEQUENCE"], before[event.uid][0], after[event.uid][0]) == (0, 0, 1)
    assert (part["SEQUENCE"], before[item.uid][0], after[item.uid]) == (1, 0, (1, LATER))
    assert counters(client.get(alone)) == {item.uid: (1, LATER)}
    assert str(entries(client.get(alone))[0]["SUMMARY"]) == "长三角：开幕式"


def test_an_event_without_an_agenda_over_days_blocks_no_night_and_one_of_a_day_its_hours(client):
    long = make_registration(make_event())
    short = make_registration(make_event(ends_at=NOON + timedelta(days=42, hours=5)))

    found = [str(entries(client.get(personal_address(place)))[0]["TRANSP"]) for place in (long, short)]

    assert found == ["TRANSPARENT", "OPAQUE"]


@pytest.mark.parametrize("added", ["from=singlemessage", "deadlines=1", "since=2026-04-01"])
def test_it_and_a_single_session_refuse_what_they_do_not_know_and_their_pages_overlook_it(client, added):
    event = make_event(agenda_published=True)
    item = make_item(event)
    own, single = personal_address(make_registration(event)), f"/events/{event.slug}/agenda/{item.id}.ics"
    name = added.partition("=")[0]

    refused = [client.get(f"{feed}?lang=en&{added}") for feed in (own, single)]
    pages = [
        client.get(f"{page}?lang=en&{added}") for page in (own.removesuffix(".ics") + "/", f"{single[:-4]}/calendar/")
    ]

    assert [(one.status_code, one.mimetype, f"“{name}”" in one.text) for one in refused] == [
        (400, "text/plain", True)
    ] * 2
    assert [one.status_code for one in pages] == [200, 200]
    assert [client.get(f"{feed}?lang=en").status_code for feed in (own, single)] == [200, 200]


def test_its_small_page_leads_to_it_and_is_kept_by_nobody(client):
    place = make_registration(make_event())
    address = personal_address(place).removesuffix(".ics")

    zh, en = (client.get(f"{address}/?lang={lang}") for lang in ("zh", "en"))
    own = client.get(f"/my/{tokens.sign('my', place.id, place.link_version)}/").text

    assert [
        f'id="address">http://localhost{address}.ics?lang={lang}<' in page.text
        for lang, page in (("zh", zh), ("en", en))
    ] == [True, True]
    assert f'href="webcal://localhost{address}.ics?lang=zh"' in zh.text
    assert ("data:image/svg+xml;base64," in zh.text, place.name in zh.text) == (True, False)
    assert (zh.headers["Cache-Control"], zh.headers["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert (f'href="{address}/"' in own, f"{address}.ics" in own) == (True, False)
    assert client.get(f"{address[:-4]}/").status_code == 404


def test_a_cancelled_or_postponed_event_is_not_confirmed_for_anybody(client):
    gone, late = make_event(status=EventStatus.CANCELLED), make_event(status=EventStatus.POSTPONED)

    found = [states(client.get(personal_address(make_registration(event)))) for event in (gone, late)]

    assert found == [{gone.uid: "CANCELLED"}, {late.uid: "TENTATIVE"}]


def test_the_uid_is_that_of_every_other_calendar_and_a_confirmation_is_news(client):
    event = make_event(sequence=3)
    place = make_registration(event, status=Status.PENDING)
    before = counters(client.get(personal_address(place)))
    with transaction():
        confirm(event, [place], act=Act(SYSTEM, LATER))

    assert before == {event.uid: (3, NOON)}
    assert counters(client.get(personal_address(place))) == {event.uid: (4, LATER)}
    assert uids(client.get(f"/events/{event.slug}/calendar.ics")) == [event.uid]


def test_of_parallel_groups_only_the_chosen_one_is_the_participants(client):
    event = make_event(agenda_published=True)
    frame = make_item(event)
    first, second = (make_item(event, kind=ItemKind.GROUP, parent_id=frame.id) for _number in range(2))
    place = make_registration(event, answers={"group": str(second.id)})
    undecided = make_registration(event)

    assert uids(client.get(personal_address(place))) == [event.uid, frame.uid, second.uid]
    assert uids(client.get(personal_address(undecided))) == [event.uid, frame.uid, first.uid, second.uid]


def test_an_address_shows_one_registration_and_nothing_else_of_the_same_name(client):
    person = make_person()
    event, other = make_event(), make_event()
    place = make_registration(event, person)
    make_registration(other, person)

    assert uids(client.get(personal_address(place))) == [event.uid]


def test_a_new_address_makes_the_old_one_void(client):
    event = make_event()
    place = make_registration(event)
    old = personal_address(place)
    assert client.get(old).status_code == 200

    with transaction():
        renew_feed(event, place, act=Act(SYSTEM, LATER))
    db.session.expire_all()

    assert (uids(client.get(old)), uids(client.get(personal_address(place)))) == ([], [event.uid])


def test_an_address_that_opens_nothing_any_more_says_goodbye_for_some_weeks_and_is_gone_then(client, frozen):
    event = make_event(title={"zh": "机密议题"}, ends_at=NOON + timedelta(days=300))
    place = make_registration(event)
    old = personal_address(place)
    shown = client.get(old)
    with transaction():
        renew_feed(event, place, act=Act(SYSTEM, LATER))
    db.session.expire_all()

    first = client.get(old, headers={"If-None-Match": shown.headers["ETag"]})
    frozen.shift(34 * 86400)
    last_weeks = client.get(old, headers={"If-None-Match": first.headers["ETag"]})
    frozen.shift(2 * 86400)
    gone = client.get(old)

    assert (uids(first), "机密" in first.text, "不再有效" in first.text) == ([], False, True)
    assert (last_weeks.status_code, gone.status_code, gone.content_type) == (304, 410, "text/plain; charset=utf-8")


def test_no_other_token_opens_it_and_it_opens_nothing_else(client):
    place = make_registration(make_event())
    feed = tokens.sign("feed", place.id, place.feed_version)
    wrong = [
        tokens.sign("my", place.id, place.link_version),
        feed[:-1] + ("A" if feed[-1] != "A" else "B"),
        feed[:-4],
        "x",
        "报名",
    ]

    assert [client.get(f"/feeds/{token}.ics").status_code for token in wrong] == [404] * len(wrong)
    assert client.get(f"/my/{feed}/").status_code == 404


def test_it_is_for_its_reader_alone_alike_to_the_byte_and_answers_304(client):
    address = personal_address(make_registration(make_event()))
    first, second = client.get(address), client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    packed_again = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert (packed.data, packed.headers["ETag"]) == (packed_again.data, packed_again.headers["ETag"])
    assert (packed.headers["Content-Encoding"], packed.headers["ETag"][-4:]) == ("gzip", '-gz"')
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert first.headers["ETag"].startswith('"')
    for header in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        answer = client.get(address, headers=header)
        assert (answer.status_code, answer.data) == (304, b"")


def test_the_secret_address_does_not_stand_in_what_is_downloaded_and_passed_on(client):
    place = make_registration(make_event())
    address = personal_address(place)

    body = client.get(address).data

    assert (address.split("/")[-1].removesuffix(".ics").encode() in body, b"SOURCE" in body) == (False, False)
    assert b"SOURCE" in client.get("/calendar.ics").data


def test_it_speaks_the_language_of_the_registration_unless_asked_otherwise(client):
    event = make_event(title={"zh": "研讨会", "en": "Seminar"})
    place = make_registration(event, language="en")
    address = personal_address(place)

    found = [
        str(entries(client.get(address + query, headers={"Accept-Language": "zh-CN"}))[0]["SUMMARY"])
        for query in ("", "?lang=zh")
    ]

    assert found == ["Seminar", "研讨会"]
    assert client.get(address + "?lang=fr").status_code == 400


def test_a_hundred_items_take_as_many_statements_as_two(client, count_statements):
    event = make_event(agenda_published=True)
    address = personal_address(make_registration(event))

    def cost():
        client.get(address)
        with count_statements() as statements:
            client.get(address)
        return len(statements)

    for _number in range(2):
        make_item(event)
    two = cost()
    for _number in range(98):
        make_item(event)

    assert (cost(), two <= 14) == (two, True)


def test_a_place_that_is_given_up_says_so_in_every_title(client):
    event = make_event(agenda_published=True, status=EventStatus.POSTPONED)
    item = make_item(event)
    place = make_registration(event, status=Status.WITHDRAWN)

    found = [str(entry["SUMMARY"]) for entry in entries(client.get(personal_address(place)))]

    assert found == [f"已取消：{event.title['zh']}", f"已取消：{event.title['zh']}：{item.title['zh']}"]


def test_who_registers_later_never_sees_what_was_removed_before(client, frozen):
    event = make_event(agenda_published=True)
    item = make_item(event, is_cancelled=True, removed_at=LATER)
    early, late = make_registration(event), make_registration(event, created_at=LATER + timedelta(hours=1))

    found = [states(client.get(personal_address(place))).get(item.uid) for place in (early, late)]

    assert found == ["CANCELLED", None]


def test_a_note_of_the_office_moves_nothing_and_a_rejection_that_is_taken_back_runs_forward(client):
    event = make_event(agenda_published=True)
    make_item(event)
    place = make_registration(event, status=Status.PENDING)
    with transaction():
        reject(event, [place], reason="重复", act=Act(SYSTEM, LATER))
    rejected = counters(client.get(personal_address(place)))
    with transaction():
        place.office_note, place.changed_at = "已电话联系", LATER + timedelta(days=1)
    noted = counters(client.get(personal_address(place)))
    with transaction():
        restore(event, place, act=Act(SYSTEM, LATER + timedelta(hours=1)))
    back = counters(client.get(personal_address(place)))

    assert noted == rejected
    assert all(back[uid] > rejected[uid] and back[uid][1] > rejected[uid][1] for uid in rejected)
