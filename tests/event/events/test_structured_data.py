"""What search engines read of an event's page."""

import json
import re
from datetime import timedelta

import pytest

from eventmgr.event.events.models import EventStatus, HostBody, HostRole, Venue
from tests.factories import NOON, make_event, make_registration


def data_on(page: str):
    """The object in the page; a parser of HTML ends the element at the first `</script`."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL)
    return json.loads(found)


def test_an_event_is_described_in_the_language_of_its_page(client, frozen):
    event = make_event(
        title={"zh": "样例研讨会", "en": "Sample seminar"},
        summary={"zh": "一句话。", "en": "One sentence."},
        capacity=2,
        hosts=[
            HostBody(role=HostRole.ORGANIZER, name={"zh": "样例学会", "en": "Sample Society"}),
            HostBody(role=HostRole.HOST, name={"zh": "样例部", "en": "Sample Ministry"}),
            HostBody(role=HostRole.SUPPORTER, name={"zh": "支持单位", "en": "Supporter"}),
        ],
        venues=[
            Venue(name={"zh": "会展中心", "en": "Expo Centre"}, address={"zh": "样例路1号", "en": "1 Sample Road"})
        ],
    )
    make_registration(event)

    zh, en = (data_on(client.get(f"/events/{event.slug}/?lang={lang}").text) for lang in ("zh", "en"))

    page = f"http://localhost/events/{event.slug}/"
    assert en == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": "Sample seminar",
        "description": "One sentence.",
        "inLanguage": "en",
        "startDate": "2026-05-13T12:00+08:00",
        "endDate": "2026-05-14T17:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Expo Centre",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "1 Sample Road",
                "addressLocality": "Shanghai",
                "addressRegion": "Shanghai",
            },
        },
        "organizer": [
            {"@type": "Organization", "name": "Sample Ministry"},
            {"@type": "Organization", "name": "Sample Society"},
        ],
        "maximumAttendeeCapacity": 2,
        "remainingAttendeeCapacity": 1,
        "offers": {
            "@type": "Offer",
            "url": f"{page}register/",
            "availability": "https://schema.org/InStock",
            "validThrough": "2026-05-13T04:00+00:00",
        },
    }
    assert (zh["name"], zh["inLanguage"], zh["location"]["name"]) == ("样例研讨会", "zh-CN", "会展中心")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (EventStatus.CANCELLED, "EventCancelled"),
        (EventStatus.POSTPONED, "EventPostponed"),
        (EventStatus.FINISHED, "EventScheduled"),
    ],
)
def test_what_does_not_take_place_says_so_and_offers_nothing(client, frozen, status, said):
    event = make_event(status=status)

    found = data_on(client.get(f"/events/{event.slug}/").text)

    assert (found["eventStatus"], "offers" in found) == (f"https://schema.org/{said}", False)


def test_a_full_event_is_sold_out_and_one_that_has_not_opened_offers_nothing(client, frozen):
    full, later = make_event(capacity=1), make_event(registration_opens_at=NOON + timedelta(days=1))
    make_registration(full)

    found = [data_on(client.get(f"/events/{event.slug}/").text) for event in (full, later)]

    assert found[0]["offers"]["availability"] == "https://schema.org/SoldOut"
    assert (found[0].get("remainingAttendeeCapacity"), "offers" in found[1], "maximumAttendeeCapacity" in found[1]) == (
        *(0, False, False),
    )


def test_no_typed_text_ends_the_element_or_begins_another(client):
    nasty = "</script><script>alert(1)</script><!-- & \u2028"
    event = make_event(title={"zh": nasty, "en": nasty}, summary={"zh": nasty}, city={"zh": nasty})

    page = client.get(f"/events/{event.slug}/").text
    found = data_on(page)

    assert (found["name"], found["location"]["address"]["addressLocality"]) == (nasty, nasty)
    assert "<script>alert" not in page
