"""`/events/<slug>/calendar.ics` and the download of a single entry."""

import re
from datetime import timedelta

import pytest

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import ItemKind, Speaker, SpeakerRole
from eventmgr.event.events import services
from eventmgr.event.events.models import EventSector, EventStatus, EventTopic, Room, Venue
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.taxonomy import get_sector, get_topic
from tests.factories import NOON, keep, make_event, make_item
from tests.output.calendars.feeds import counters, entries, states, uids
from tests.output.calendars.readers import ALL, read

LATER = NOON + timedelta(hours=1)


def make_published(**values):
    """An event with a published agenda, one venue with one room."""
    event = make_event(agenda_published=True, venues=[Venue(name={"zh": "会展中心", "en": "Expo Centre"})], **values)
    keep(Room(venue_id=event.venues[0].id, event_id=event.id, name={"zh": "301室", "en": "Room 301"}))
    db.session.expire_all()
    return event


def fetch(client, event, query="lang=en"):
    return client.get(f"/events/{event.slug}/calendar.ics?{query}")


def draft_of(item, **changes):
    """The item as the form would send it, with `changes`."""
    same = {"title": item.title, "starts_at": item.starts_at, "ends_at": item.ends_at, "kind": item.kind}
    return agenda.ItemDraft(**{**same, "room_id": item.room_id, **changes})


def do(verb, *args, at=LATER, **values):
    with transaction():
        return verb(*args, act=Act(SYSTEM, at), **values)


def test_the_agenda_comes_with_the_event_once_it_is_published(client):
    event = make_event()
    item = make_item(event)
    assert uids(fetch(client, event)) == [event.uid]

    do(agenda.publish_agenda, event, published=True)
    whole, part = entries(fetch(client, event))

    assert (str(whole["UID"]), str(part["UID"]), str(part["RELATED-TO"])) == (event.uid, item.uid, event.uid)


def test_an_entry_says_who_speaks_and_where(client):
    event = make_published()
    room = event.venues[0].rooms[0]
    item = make_item(event, room_id=room.id, title={"zh": "报告", "en": "Report"}, description={"en": "On MES."})
    keep(
        Speaker(
            event_id=event.id,
            item_id=item.id,
            role=SpeakerRole.CHAIR,
            name={"zh": "张𬭎", "en": "Zhang Hong"},
            organization={"en": "Sample Institute"},
        )
    )
    whole, part = entries(fetch(client, event))

    assert (str(part["SUMMARY"]), str(part["LOCATION"])) == ("Report", "Room 301, Expo Centre")
    page = f"http://localhost/events/{event.slug}/"
    assert str(part["DESCRIPTION"]).split("\n") == [
        "Chair: Zhang Hong (Sample Institute)",
        "On MES.",
        f"{page}agenda/#item-{item.id}",
    ]
    when = "Wed 13 May 2026, 12:00 – Thu 14 May, 17:00"
    assert (str(whole["URL"]), str(whole["DESCRIPTION"])) == (page, f"{when}\n{page}")
    assert "主持人：张𬭎（Sample Institute）" in str(entries(fetch(client, event, "lang=zh"))[1]["DESCRIPTION"])


def test_a_changed_item_raises_its_own_sequence_only(client):
    event = make_published()
    first, second = make_item(event), make_item(event)

    do(agenda.edit_item, event, first, draft_of(first))
    assert counters(fetch(client, event))[first.uid] == (0, NOON)
    do(agenda.edit_item, event, first, draft_of(first, title={"zh": "改题", "en": "Changed"}))

    assert counters(fetch(client, event)) == {
        event.uid: (0, NOON), first.uid: (1, LATER), second.uid: (0, NOON),
    }  # fmt: skip


def test_another_speaker_is_a_change_that_calendars_hear_of(client):
    event = make_published()
    item = make_item(event)
    speaker = agenda.SpeakerDraft(SpeakerRole.SPEAKER, {"zh": "李雷", "en": "Li Lei"})

    do(agenda.edit_item, event, item, draft_of(item, speakers=(speaker,)))

    assert counters(fetch(client, event))[item.uid] == (1, LATER)


def test_a_removed_item_of_a_published_agenda_stays_as_cancelled(client, frozen):
    event = make_published()
    item = make_item(event)

    do(agenda.remove_item, event, item)

    assert states(fetch(client, event)) == {event.uid: "CONFIRMED", item.uid: "CANCELLED"}
    assert states(client.get(f"/events/{event.slug}/agenda/{item.id}.ics")) == {item.uid: "CANCELLED"}


def test_the_agenda_of_a_cancelled_event_is_cancelled_item_by_item(client):
    event = make_published()
    item = make_item(event)

    do(services.cancel, event, {"zh": "台风", "en": "Typhoon"})
    cancelled = fetch(client, event)
    do(services.restore, event)
    restored = fetch(client, event)

    assert states(cancelled) == {event.uid: "CANCELLED", item.uid: "CANCELLED"}
    assert states(restored) == {event.uid: "CONFIRMED", item.uid: "CONFIRMED"}
    assert counters(cancelled)[item.uid][0] == 1
    assert counters(restored)[item.uid][0] == 2


def test_items_hear_of_a_room_that_is_renamed_not_of_one_that_is_enlarged(client):
    event = make_published()
    room = event.venues[0].rooms[0]
    inside, _elsewhere = make_item(event, room_id=room.id), make_item(event)

    def rows(**values):
        same = {"venue_id": room.venue_id, "name": room.name, "capacity": None}
        return [services.Row({**same, **values}, id=room.id)]

    do(services.set_rooms, event, rows(capacity=70))
    before = counters(fetch(client, event))
    do(services.set_rooms, event, rows(capacity=80))
    enlarged = counters(fetch(client, event))
    do(services.set_rooms, event, rows(name={"zh": "302室", "en": "Room 302"}))
    renamed = counters(fetch(client, event))

    assert enlarged == before
    assert [uid for uid in before if renamed[uid] != before[uid]] == [inside.uid]
    assert renamed[inside.uid] == (before[inside.uid][0] + 1, before[inside.uid][1] + timedelta(seconds=1))


@pytest.mark.parametrize("reader", ALL)
def test_independent_readers_see_the_same_entries_at_the_same_instants(client, reader):
    event = make_published(
        timezone="Europe/Berlin",
        title={"zh": "研讨会", "en": "Seminar, second part; 𬱖"},
        summary={"zh": "", "en": "A; B, C: “D” 🏭"},
    )
    items = [make_item(event, starts_at=event.starts_at + timedelta(hours=hour)) for hour in range(3)]

    found = read(reader, fetch(client, event).data)

    assert [(one.uid, one.starts, one.ends, one.status, one.sequence) for one in found[1:]] == [
        (item.uid, int(item.starts_at.timestamp()), int(item.ends_at.timestamp()), "CONFIRMED", 0) for item in items
    ]
    assert (found[0].uid, found[0].days, found[0].status) == (event.uid, "2026-05-13/2026-05-15", "CONFIRMED")
    assert found[0].summary == "Seminar, second part; 𬱖"
    assert found[0].description.split("\n")[1:] == ["A; B, C: “D” 🏭", f"http://localhost/events/{event.slug}/"]


def test_two_fetches_are_alike_and_the_second_needs_no_body(client, app):
    event = make_published()
    make_item(event)
    first = fetch(client, event)
    app.extensions["page_cache"].clear()
    second = fetch(client, event)
    third = client.get(f"/events/{event.slug}/calendar.ics?lang=en", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert (third.status_code, third.data) == (304, b"")
    assert first.headers["Content-Disposition"] == f'inline; filename="{event.slug}.ics"'


def test_publishing_the_agenda_is_news_for_those_who_only_know_the_date(client):
    event = make_event()
    make_item(event)
    first = fetch(client, event)
    do(agenda.publish_agenda, event, published=True)

    answer = client.get(
        f"/events/{event.slug}/calendar.ics?lang=en", headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )

    assert len(uids(answer)) == 2


def test_a_hundred_items_take_as_many_statements_as_two(client, count_statements, app):
    event = make_published()
    room = event.venues[0].rooms[0]

    def add(number):
        for _number in range(number):
            item = make_item(event, room_id=room.id)
            keep(Speaker(event_id=event.id, item_id=item.id, name={"zh": "李雷"}))

    def cost():
        app.extensions["page_cache"].clear()
        fetch(client, event)
        app.extensions["page_cache"].clear()
        with count_statements() as statements:
            fetch(client, event)
        return len(statements)

    add(2)
    two = cost()
    add(98)

    assert (cost(), two <= 12, len(uids(fetch(client, event)))) == (two, True, 101)


def test_categories_say_kind_sectors_and_topics_in_the_language_of_the_address(client):
    event = make_published(
        sectors=[EventSector(code="C36"), EventSector(code="C34")], topics=[EventTopic(topic_id="mes")]
    )
    make_item(event, kind=ItemKind.PANEL, sector_code="C36")

    found = [entry["CATEGORIES"].cats for entry in entries(fetch(client, event))]
    zh = entries(fetch(client, event, "lang=zh"))[0]["CATEGORIES"].cats

    sectors = [get_sector(code).name("en") for code in ("C34", "C36")]
    assert found == [["Seminar", *sectors, get_topic("mes").name("en")], ["Panel", sectors[1]]]
    assert zh == ["研讨会", *(get_sector(code).name("zh") for code in ("C34", "C36")), get_topic("mes").name("zh")]


def test_the_end_of_registration_is_an_entry_for_those_who_choose_it(client):
    closes_at = NOON + timedelta(days=20)
    event, open_ended = make_published(registration_closes_at=closes_at), make_published()

    found = {str(one["UID"]): one for one in entries(fetch(client, event, "lang=en&deadlines=1"))}
    entry = found[f"closing-{event.uid}"]

    assert list(found) == [event.uid, f"closing-{event.uid}"]
    assert (entry["DTEND"].dt, str(entry["TRANSP"])) == (closes_at, "TRANSPARENT")
    assert str(entry["SUMMARY"]) == f"Registration closes: {event.title['en']}"
    assert uids(fetch(client, event)) == [event.uid]
    assert uids(fetch(client, open_ended, "deadlines=1")) == [open_ended.uid]
    assert fetch(client, event, "deadlines=yes").status_code == 400


def test_a_later_end_of_registration_is_news_and_that_of_a_cancelled_event_goes(client):
    event = make_published(registration_closes_at=NOON + timedelta(days=20))
    first = counters(fetch(client, event, "deadlines=1"))[f"closing-{event.uid}"][0]

    do(services.edit, event, {"registration_closes_at": NOON + timedelta(days=25)})
    second = fetch(client, event, "deadlines=1")
    do(services.cancel, event, {"zh": "台风", "en": "Typhoon"})

    assert counters(second)[f"closing-{event.uid}"][0] > first
    assert uids(fetch(client, event, "deadlines=1")) == [event.uid]


@pytest.mark.parametrize(("days_before", "hours"), [(3, "PT4H"), (1, "PT1H"), (0, "PT1H"), (-1, "PT1H"), (-3, "PT4H")])
def test_readers_are_asked_to_ask_again_each_hour_on_the_days_of_the_event(client, frozen, days_before, hours):
    event = make_published()
    frozen.move_to(event.starts_at - timedelta(days=days_before))

    body = fetch(client, event).text

    assert re.findall(r"REFRESH-INTERVAL;VALUE=DURATION:(\w+)|X-PUBLISHED-TTL:(\w+)", body) == [
        (hours, ""),
        ("", hours),
    ]
    assert fetch(client, event).headers["Cache-Control"] == "no-cache"


def test_a_session_by_itself_says_of_which_event_it_is(client):
    event = make_published(
        title={"zh": "东部与中南部制造业智能化转型经验交流专题研讨会", "en": "A very long title of a seminar"}
    )
    item = make_item(event, title={"zh": "开幕式", "en": "Opening"})

    found = [
        str(entries(client.get(f"/events/{event.slug}/agenda/{item.id}.ics?lang={lang}"))[0]["SUMMARY"])
        for lang in ("zh", "en")
    ]

    assert found == ["上海研讨会：开幕式", "Shanghai seminar: Opening"]


def test_drafts_and_items_of_other_events_are_not_found(client):
    draft, event, other = make_event(status=EventStatus.DRAFT), make_published(), make_published()
    foreign = make_item(other)
    own = make_item(event)
    hidden = make_item(draft)

    addresses = [
        f"/events/{draft.slug}/calendar.ics",
        "/events/none-such/calendar.ics",
        f"/events/{event.slug}/agenda/{foreign.id}.ics",
        f"/events/{draft.slug}/agenda/{hidden.id}.ics",
        f"/events/{event.slug}/agenda/{2**63}.ics",
        f"/events/{event.slug}/agenda/0.ics",
        f"/events/{event.slug}/agenda/-1.ics",
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert uids(client.get(f"/events/{event.slug}/agenda/{own.id}.ics")) == [own.uid]


def test_an_item_of_an_agenda_that_is_not_published_is_not_found(client):
    event = make_event()
    item = make_item(event)

    assert client.get(f"/events/{event.slug}/agenda/{item.id}.ics").status_code == 404


@pytest.mark.parametrize(("days", "told"), [(-1, True), (6, True), (8, False)])
def test_a_removed_session_is_told_as_cancelled_until_some_days_after_its_old_end(client, frozen, days, told):
    event = make_published()
    item = make_item(event, is_cancelled=True, removed_at=NOON)
    frozen.move_to(item.ends_at + timedelta(days=days))

    found = {str(entry["UID"]): str(entry["SUMMARY"]) for entry in entries(fetch(client, event, "lang=zh"))}

    assert (item.uid in found) is told
    if told:
        assert found[item.uid] == f"已取消：{item.title['zh']}"


def test_who_subscribes_later_never_sees_what_was_removed_before_and_who_has_it_sees_it_cancelled(client, frozen):
    event = make_published()
    item, other = make_item(event), make_item(event)
    before, on_the_day, after = (f"lang=en&since={NOON.date() + timedelta(days=n)}" for n in (-1, 0, 1))
    do(agenda.remove_item, event, item)
    frozen.move_to(NOON + timedelta(days=1))

    found = [states(fetch(client, event, query)) for query in ("lang=en", before, on_the_day, after)]

    told = {event.uid: "CONFIRMED", item.uid: "CANCELLED", other.uid: "CONFIRMED"}
    assert found == [told, told, told, {event.uid: "CONFIRMED", other.uid: "CONFIRMED"}]


def test_a_later_removal_reaches_the_new_subscriber_and_each_address_has_its_own_kept_feed(client, frozen):
    event = make_published()
    item = make_item(event)
    address = f"/events/{event.slug}/calendar.ics?since={NOON.date()}&lang=en"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    frozen.move_to(NOON + timedelta(days=2))
    do(agenda.remove_item, event, item, at=NOON + timedelta(days=2))

    answer = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, answer.status_code) == (304, 200)
    assert states(answer)[item.uid] == "CANCELLED"
    assert f"SOURCE;VALUE=URI:http://localhost{address}" in answer.text.replace("\r\n ", "")


@pytest.mark.parametrize(
    "value", ["2026-04-02", "yesterday", "20260401", "2026-W14-3", "2026-02-30", "0", "9999-12-31"]
)
def test_a_day_that_is_none_or_has_not_come_is_refused_by_name(client, frozen, value):
    event = make_published()

    answer = fetch(client, event, f"lang=en&since={value}")

    assert (answer.status_code, f"“{value}” is not a valid “since”" in answer.text) == (400, True)


def test_an_unknown_parameter_of_an_events_feed_is_refused(client):
    event = make_published()

    assert [fetch(client, event, query).status_code for query in ("sinse=2026-04-01", "from=singlemessage")] == [
        400
    ] * 2


def test_sessions_of_a_cancelled_or_postponed_event_say_so_in_their_titles(client):
    event = make_published(status=EventStatus.CANCELLED)
    item = make_item(event)

    found = [str(entry["SUMMARY"]) for entry in entries(fetch(client, event, "lang=zh"))]

    assert found == [f"已取消：{event.title['zh']}", f"已取消：{item.title['zh']}"]
