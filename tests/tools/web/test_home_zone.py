"""The home zone is a setting: pages, forms, feeds and papers of an installation elsewhere follow it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from eventmgr.event.events.forms.zones import zone_choices
from eventmgr.event.events.models import EventStatus
from eventmgr.ground.settings import BadSetting
from tests.conftest import client_of, new_app
from tests.factories import make_admin, make_event, make_item, make_session
from tests.output.calendars.feeds import uids
from tests.output.papers.samples import words_of

ROOT = Path(__file__).resolve().parents[3]
BERLIN, SHANGHAI = "Europe/Berlin", "Asia/Shanghai"
TEN_IN_THE_EVENING_IN_BERLIN = datetime(2026, 5, 13, 20, 0, tzinfo=UTC)
"""Of which it is the next morning already in Shanghai."""


@pytest.fixture
def elsewhere(make_app):
    """The installation of a house in Berlin."""
    return make_app(DEFAULT_TIMEZONE=BERLIN, PAGE_CACHE=False)


def shown_zones(text: str) -> list[tuple[str, bool]]:
    """(zone, whether it is shown at once) of each time on the page."""
    return [(zone, not hidden) for zone, hidden in re.findall(r'data-zone="([^"]+)" data-at="[^"]+"( hidden)?>', text)]


def test_a_page_names_the_zone_of_an_event_in_english_always_and_in_chinese_unless_it_is_home(app, elsewhere):
    make_event(slug="here", timezone=BERLIN)
    make_event(slug="there", timezone=SHANGHAI)

    def zones_named(application, lang):
        visitor = client_of(application)
        pages = [visitor.get(f"/events/{slug}/?lang={lang}").text for slug in ("here", "there")]
        return {pair for page in pages for pair in shown_zones(page)}

    assert zones_named(elsewhere, "zh") == {(BERLIN, False), (SHANGHAI, True)}
    assert zones_named(app, "zh") == {(BERLIN, True), (SHANGHAI, False)}
    assert zones_named(elsewhere, "en") == zones_named(app, "en") == {(BERLIN, True), (SHANGHAI, True)}


def test_an_agenda_names_the_zone_of_its_times_in_english_always_and_in_chinese_unless_it_is_home(app, elsewhere):
    for slug, zone in (("here", BERLIN), ("there", SHANGHAI)):
        make_item(make_event(slug=slug, timezone=zone, agenda_published=True))

    def named(application, lang):
        visitor = client_of(application)
        pages = {slug: visitor.get(f"/events/{slug}/agenda/?lang={lang}").text for slug in ("here", "there")}
        words = {
            "zh": ("柏林时间（UTC+2）", "北京时间（UTC+8）"),
            "en": ("Berlin time (UTC+2)", "Beijing time (UTC+8)"),
        }
        return [slug for (slug, page), zone in zip(pages.items(), words[lang], strict=True) if zone in page]

    assert (named(elsewhere, "zh"), named(app, "zh")) == (["there"], ["here"])
    assert (named(elsewhere, "en"), named(app, "en")) == (["here", "there"], ["here", "there"])


def test_a_paper_names_the_zone_of_its_times_in_english_always_and_in_chinese_unless_it_is_home(app, elsewhere):
    for slug, zone in (("here", BERLIN), ("there", SHANGHAI)):
        make_item(make_event(slug=slug, timezone=zone, agenda_published=True))

    def named(application, lang):
        visitor = client_of(application)
        papers = {slug: visitor.get(f"/events/{slug}/agenda.pdf?lang={lang}").data for slug in ("here", "there")}
        return [slug for slug, paper in papers.items() if any("UTC+" in word for word in words_of(paper))]

    assert (named(elsewhere, "zh"), named(app, "zh")) == (["there"], ["here"])
    assert (named(elsewhere, "en"), named(app, "en")) == (["here", "there"], ["here", "there"])


@pytest.mark.parametrize("address", ["/?from={day}&to={day}", "/calendar.ics?from={day}&to={day}"])
def test_days_of_a_filter_are_days_at_home(app, elsewhere, frozen, address):
    late = TEN_IN_THE_EVENING_IN_BERLIN
    event = make_event(slug="late", timezone=BERLIN, starts_at=late, ends_at=late.replace(minute=30))

    def days_of_the_event(application):
        visitor = client_of(application)
        answers = {day: visitor.get(address.format(day=date(2026, 5, day))) for day in (13, 14)}
        if address.startswith("/calendar"):
            return [day for day, answer in answers.items() if uids(answer) == [event.uid]]
        return [day for day, answer in answers.items() if "/events/late/" in answer.text]

    assert (days_of_the_event(elsewhere), days_of_the_event(app)) == ([13], [14])


def test_a_feed_names_the_home_zone_first(app, elsewhere):
    for zone in ("America/New_York", BERLIN, SHANGHAI):
        make_event(timezone=zone)

    def first(application):
        return re.search(r"X-WR-TIMEZONE:(\S+)", client_of(application).get("/calendar.ics").text)[1]

    assert (first(elsewhere), first(app)) == (BERLIN, SHANGHAI)


def test_an_empty_feed_names_the_home_zone(app, elsewhere):
    make_event(status=EventStatus.DRAFT)

    def zones(application):
        return re.findall(r"TZID:(\S+)", client_of(application).get("/calendar.ics").text)

    assert (zones(elsewhere), zones(app)) == ([BERLIN], [SHANGHAI])


def test_a_new_event_is_offered_the_home_zone(elsewhere):
    admin = make_admin()
    organizer = client_of(elsewhere)
    token = make_session(admin)
    with organizer.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)

    page = organizer.get("/manage/events/new?kind=seminar").text

    zones = re.search(r'<select[^>]*name="timezone".*?</select>', page, re.DOTALL)[0]
    assert re.findall(
        r'<option[^>]*value="([^"]+)"[^>]*>', " ".join(re.findall(r"<option[^>]* selected[^>]*>", zones))
    ) == [BERLIN]


def test_a_home_zone_that_the_list_does_not_have_stands_first_in_it(make_app):
    with make_app(DEFAULT_TIMEZONE="America/Bogota").test_request_context():
        assert [zone for zone, _words in zone_choices()][:2] == ["America/Bogota", "Asia/Shanghai"]


@pytest.mark.parametrize("name", ["Asia/Peking", "", "/etc/passwd", "../UTC", "Asia"])
def test_a_home_zone_that_is_none_is_refused_by_name(tmp_path, name):
    with pytest.raises(BadSetting, match=r"EVENTMGR_DEFAULT_TIMEZONE is .*no time zone\. Give an IANA name"):
        new_app(DEFAULT_TIMEZONE=name, INSTANCE_PATH=str(tmp_path))


def test_no_file_but_the_settings_knows_a_home_zone():
    """The list of zones on offer and the places of the fictional events name zones, too: of others, not of the house."""
    paths = [*(ROOT / "eventmgr").rglob("*.py"), *(ROOT / "templates").rglob("*.*"), *(ROOT / "eventmgr").rglob("*.js")]
    naming = [str(path.relative_to(ROOT)) for path in sorted(paths) if '"Asia/Shanghai"' in path.read_text("utf-8")]

    assert naming == [
        "eventmgr/console/sample/dates.py",
        "eventmgr/event/events/forms/zones.py",
        "eventmgr/ground/settings.py",
        "eventmgr/tools/web/rendering/zones.py",
    ]
