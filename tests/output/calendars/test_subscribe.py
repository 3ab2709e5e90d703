"""The page that makes an address and says what to do with it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from eventmgr.event.agenda import services as agenda_services
from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.agenda.services import ItemDraft
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import transaction
from eventmgr.ground.i18n import speaking
from eventmgr.output.calendars.programs import PROGRAMS
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import ROOT
from tests.factories import NOON, make_event, make_item, make_registration
from tests.output.calendars.feeds import personal_address, uids


def address_on(page: str) -> str:
    found = re.search(r'id="address">([^<]+)<', page)
    assert found is not None
    return unescape(found[1])


def test_without_a_choice_the_address_is_that_of_everything(client):
    page = client.get("/subscribe/?lang=en").text

    assert address_on(page) == "http://localhost/calendar.ics?lang=en"
    assert 'href="webcal://localhost/calendar.ics?lang=en"' in page


def test_chosen_filters_make_an_address_that_keeps_them_in_order_and_works(client):
    event = make_event(province_code="310000")
    make_event(province_code="420000")

    page = client.get("/subscribe/?lang=en&to=&kind=seminar&province=310000&sector=&from=2026-01-01&spoken=zh").text
    address = address_on(page)

    assert address == "http://localhost/calendar.ics?province=310000&kind=seminar&from=2026-01-01&lang=zh"
    assert uids(client.get(address.removeprefix("http://localhost"))) == [event.uid]


def test_one_events_calendar_can_be_asked_for_and_bears_the_day_on_which_it_was_taken(client, frozen):
    event = make_event()

    page = client.get(f"/subscribe/?lang=en&event={event.slug}").text

    assert address_on(page) == f"http://localhost/events/{event.slug}/calendar.ics?since=2026-04-01&lang=en"
    assert client.get("/subscribe/?event=none-such").status_code == 404


@pytest.mark.parametrize("query", ["province=999999", "kind=party", "spoken=fr", "from=2026-02-30", "deadlines=yes"])
def test_what_is_not_known_is_refused(client, query):
    assert client.get(f"/subscribe/?{query}").status_code == 400


def test_every_button_of_an_event_leads_to_the_small_page_of_its_feed(client, frozen):
    event = make_event(agenda_published=True, registration_closes_at=NOON + timedelta(days=30))
    make_item(event)
    there = f"/subscribe/?event={event.slug}"

    pages = [client.get(f"/events/{event.slug}/{page}?lang=en").text for page in ("", "agenda/")]
    page = client.get(f"{there}&lang=en").text

    assert [(f'href="{there}"' in one, re.findall(r"<a [^>]*calendar\.ics", one)) for one in pages] == [(True, [])] * 2
    assert f'href="webcal://localhost/events/{event.slug}/calendar.ics?since=2026-04-01&amp;lang=en"' in page
    assert ("data:image/svg+xml;base64," in page, "data-copy=" in page, "Choose what you want" in page) == (
        True,
        True,
        False,
    )
    assert address_on(client.get(f"{there}&lang=zh").text).endswith("?since=2026-04-01&lang=zh")
    assert address_on(client.get(f"{there}&deadlines=1&lang=en").text).endswith("?deadlines=1&since=2026-04-01&lang=en")


def test_each_session_of_the_agenda_leads_to_the_small_page_of_its_own_entry(client, frozen):
    event = make_event(agenda_published=True)
    talk, pause = make_item(event), make_item(event, kind=ItemKind.BREAK)
    inside = make_item(event, parent_id=talk.id)
    small = f"/events/{event.slug}/agenda/{talk.id}/calendar/"

    agenda = client.get(f"/events/{event.slug}/agenda/?lang=en").text
    pages = {lang: client.get(f"{small}?lang={lang}&from=singlemessage") for lang in ("zh", "en")}

    assert re.findall(r'href="(/events/[^"]+/calendar/)"', agenda) == [
        small,
        f"/events/{event.slug}/agenda/{inside.id}/calendar/",
    ], f"none for the break {pause.id}"
    for lang, page in pages.items():
        address = f"http://localhost/events/{event.slug}/agenda/{talk.id}.ics?lang={lang}"
        assert (address_on(page.text), f'href="webcal{address[4:]}"' in page.text) == (address, True)
        assert [program.key for program in PROGRAMS if f'id="{program.key}"' not in page.text] == []
        assert ("data:image/svg+xml;base64," in page.text, f'data-copy="{address}"' in page.text) == (True, True)
        assert uids(client.get(address.removeprefix("http://localhost"))) == [talk.uid]
    with transaction():
        draft = ItemDraft(talk.kind, {"zh": "圆桌", "en": "Round table"}, talk.starts_at, talk.ends_at)
        agenda_services.edit_item(event, talk, draft, act=Act(SYSTEM, NOON))
    assert "Round table" in client.get(f"{small}?lang=en").text, "a kept page hears of the change"
    assert client.get(f"/events/{event.slug}/agenda/999/calendar/").status_code == 404


FEEDS = re.compile(r"calendars\.(?:public_feed|event_feed|item_entry|personal_feed)|\.ics\b")


@pytest.mark.one_engine
def test_no_template_has_a_link_to_a_file_but_the_small_page_itself():
    templates = ROOT / "templates"
    links = [
        (path.relative_to(templates).as_posix(), link)
        for path in sorted(templates.rglob("*"))
        if path.suffix in (".html", ".txt")
        for link in re.findall(r"<(?:a|form|button|link)\b[^>]*>", path.read_text("utf-8"))
    ]

    assert [name for name, link in links if FEEDS.search(link)] == ["event/events/show.html"]
    assert [name for name, link in links if 'href="{{ address }}"' in link] == [
        "event/events/manage/overview.html",  # of what one does standing
        "macros/likeness.html",  # of two rows that are alike
        "matchmaking/listings/company/mine.html",  # of an organization's page
        "matchmaking/meeting_day/screens.html",  # of a hall's screen
        "matchmaking/timetables/_placed.html",  # of the own timetable
        "output/calendars/_steps.html",
        "programme/checkin/manage/device.html",  # of a device, shown once
        "programme/surveys/manage/codes.html",  # of a questionnaire's code
        "public/home/manage/_way.html",  # of the event's page
    ]


def test_an_events_page_tells_programs_of_its_feed_with_the_language_fixed(client):
    event = make_event()

    page = client.get(f"/events/{event.slug}/?lang=en").text

    assert f'title="{event.title["en"]}" href="/events/{event.slug}/calendar.ics?lang=en"' in page


def test_a_persons_own_page_offers_the_personal_calendar_before_that_of_the_event(client):
    place = make_registration(make_event())

    page = client.get(f"/my/{my_token(place)}/?lang=en").text
    section = page.split('id="calendar"')[1].split("</section>")[0]

    small = personal_address(place).removesuffix(".ics") + "/"
    assert re.findall(r'href="([^"]+)"', section) == [small, f"/subscribe/?event={place.event.slug}"]


def test_deadlines_can_be_chosen_with_the_filters(client):
    page = client.get("/subscribe/?kind=expo&deadlines=1&lang=en").text

    assert address_on(page) == "http://localhost/calendar.ics?kind=expo&deadlines=1&lang=en"
    assert 'name="deadlines" value="1" checked' in page


@pytest.mark.parametrize("path", ["/", "/past/", "/subscribe/"])
def test_what_others_add_to_an_address_spoils_no_page_and_what_was_typed_is_answered(client, frozen, path):
    added = client.get(f"{path}?from=singlemessage&isappinstalled=0&lang=en")
    other = client.get(f"{path}?from=appmsg&from=qrcode&to=wx&lang=en")
    wrong_way = client.get(f"{path}?from=2026-06-02&to=2026-06-01&lang=en")

    said = "The address contains a date that cannot be read"
    assert [(one.status_code, said in one.text) for one in (added, other, wrong_way)] == [
        *((200, False), (200, True), (200, False)),
    ]
    assert "is later than “to” (2026-06-01)" in wrong_way.text
    assert 'value="2026-06-02"' in wrong_way.text
    assert ("calendar.ics" in wrong_way.text) is False


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_program_says_its_steps_how_it_shows_what_is_cancelled_and_how_soon_it_learns_of_it(client, lang):
    pages = [client.get(address).text for address in (f"/subscribe/?lang={lang}", small_page_of_a_person(lang))]

    for page in pages:
        for program in PROGRAMS:
            (card,) = re.findall(rf'<details [^>]*id="{program.key}">.*?</details>', page, re.DOTALL)
            said = unescape(card)
            with speaking(lang):
                assert all(str(text) in said for text in (*program.steps, program.cancelled, program.refresh))
        assert ("打开" in page, "Open the calendar" in page) == (lang == "zh", lang == "en")


def small_page_of_a_person(lang: str) -> str:
    place = make_registration(make_event())
    return f"{personal_address(place).removesuffix('.ics')}/?lang={lang}"


def test_what_was_observed_of_the_programs_is_said(client):
    """Outlook looks at the title alone, Google shows nothing that is cancelled (see docs/formats/calendars.md)."""
    page = unescape(client.get("/subscribe/?lang=en").text)
    cards = dict(re.findall(r'<details [^>]*id="([\w-]+)">(.*?)</details>', page, re.DOTALL))

    assert [key for key, card in cards.items() if "disappear from the calendar" in card] == ["google"]
    assert [key for key, card in cards.items() if "except for “Cancelled:” before the title" in card] == [
        "outlook-desktop", "outlook-web",
    ]  # fmt: skip
    assert all(name in page for name in ("WeCom", "DingTalk", "Feishu"))


def test_the_address_is_shown_whole_and_is_selected_by_one_click_without_a_script(client):
    event = make_event(slug="a" * 80)

    page = client.get(f"/subscribe/?event={event.slug}&lang=en").text

    assert re.search(r'<p class="[^"]*text-break user-select-all[^"]*" id="address">http[^<]+</p>', page)
    assert re.search(r'<button [^>]*data-copy="http[^"]+calendar\.ics[^"]*"[^>]* hidden>', page)


def test_the_page_is_kept_and_costs_few_statements(client, count_statements):
    with count_statements() as first:
        client.get("/subscribe/")
    with count_statements() as second:
        client.get("/subscribe/")

    assert (len(first) <= 12, second) == (True, [])
