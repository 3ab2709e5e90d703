"""The main page of the settings: what most events need in at most 25 inputs; the rest with what it says now; a search over all;
one sentence of what has changed and who hears of it."""

import re
from datetime import timedelta

import pytest

from eventmgr.event.events import panels
from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.event.events.models import EventKind, EventStatus, Venue
from eventmgr.event.events.panels import NEEDS, Need, needs
from eventmgr.ground.db import db
from eventmgr.ground.features import offered, switches
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.switch import HOSPITALITY
from tests.event.events.manage import ready_draft
from tests.factories import NOON, make_event, make_member

BASE = "/manage/events/draft/settings/"


@pytest.fixture
def event(client, sign_in, frozen):
    """A draft whose owner is signed in."""
    event = ready_draft(slug="draft", capacity=60)
    sign_in(make_member(event, TeamRole.OWNER))
    client.get("/manage/?lang=en")
    return event


def visible_inputs(text: str) -> list[str]:
    """What the page asks at sight: hidden and folded inputs do not count, nor do buttons."""
    page = re.sub(r"<details.*?</details>", "", text.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL)
    tags = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    return [tag for tag in tags if 'type="hidden"' not in tag]


def filled_in(text: str) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    page = text.partition('id="draft"')[2].partition("</form>")[0]
    values = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        kind, name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("type", "name", "value"))
        if kind and kind[1] in ("checkbox", "radio") and " checked" not in tag:
            continue
        values[name[1]] = value[1] if value else "y"
    for name, options in re.findall(r'<select\b[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = [tag for tag in re.findall(r"<option\b[^>]*>", options) if " selected" in tag]
        values[name] = re.search(r'value="([^"]*)"', chosen[0])[1] if chosen else ""
    texts = re.findall(r'<textarea\b[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return values | dict(texts)


def save(client, **typed):
    """Send the page as it stands with these changes; the message of the page that follows."""
    answer = client.post(BASE, data=filled_in(client.get(BASE).text) | typed, follow_redirects=True)
    db.session.expire_all()
    return " ".join(re.findall(r'<div class="alert alert-success"[^>]*>(.*?)</div>', answer.text, re.DOTALL))


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_is_asked_at_most_25_things_on_the_main_page(client, event, kind):
    event.kind = kind
    event.features = [switch.name for switch in switches()]
    db.session.commit()
    text = client.get(BASE).text

    assert 15 <= len(visible_inputs(text)) <= 25


def test_nothing_that_a_section_asks_is_out_of_reach(client, event):
    event.features = [switch.name for switch in switches()]
    db.session.commit()
    text = client.get(BASE).text
    led = set(re.findall(rf'href="{BASE}(\w+)/"', text))

    assert set(SECTIONS) - led == {"contact"}
    assert [name for name in ("contact_name", "phone", "email") if f'name="{name}"' in text] == [
        "contact_name",
        "phone",
        "email",
    ]
    assert [name for name in SECTIONS if client.get(f"{BASE}{name}/").status_code != 200] == []


def test_the_page_saved_as_it_stands_changes_nothing(client, event):
    assert save(client) == "Nothing has changed."


def test_what_is_typed_on_the_main_page_is_set_and_said_once_with_what_it_was(client, event):
    said = save(client, capacity="80", venue_zh="新会议中心", approval="review")

    assert (event.capacity, event.venues[0].name["zh"], event.approval.value) == (80, "新会议中心", "review")
    assert said.count("Capacity: 60 → 80") == 1
    assert "After review" in said
    assert "新会议中心" in said
    assert "e-mail" not in said


def test_whether_anybody_hears_of_it_is_said_in_the_same_box_after_what_was_saved(client, event):
    event.status = EventStatus.PUBLISHED
    db.session.commit()
    said = save(client, capacity="80")

    assert re.fullmatch(
        r"“Most used” has been saved\. Capacity: 60 → 80\. Nobody needs an e-mail about this\.", said.strip()
    )


def test_calendars_are_named_where_they_show_the_change(client, event):
    event.status = EventStatus.PUBLISHED
    db.session.commit()
    until = (event.ends_at + timedelta(hours=8, minutes=30)).strftime("%Y-%m-%dT%H:%M")

    assert "Calendars that are subscribed to" in save(client, ends_at=until)
    assert "Calendars" not in save(client, capacity="90")


def test_fewer_words_are_said_of_long_texts(client, event):
    said = save(client, summary_zh="交流" * 60)

    assert "Summary: changed" in said
    assert "交流交流" not in said


def test_a_section_says_its_words_and_not_its_markdown(client, event):
    event.description = {"zh": "## 安排\n\n- **第一天**报到"}
    db.session.commit()
    text = client.get(BASE).text

    assert "安排 第一天报到" in text
    assert "##" not in text


def test_several_venues_are_left_to_their_own_page(client, event):
    event.venues = [Venue(name={"zh": "甲"}, position=0), Venue(name={"zh": "乙"}, position=1)]
    db.session.commit()
    text = client.get(BASE).text

    assert 'name="venue_zh"' not in text
    assert "甲, 乙" in text
    assert save(client, capacity="70") != ""
    assert [venue.name["zh"] for venue in event.venues] == ["甲", "乙"]


def test_what_is_missing_leads_to_its_field_on_the_page(client, event):
    event.hosts, event.summary = [], {}
    db.session.commit()
    text = client.get(BASE).text

    assert [f'href="#{field}"' in text for field in ("host_zh", "summary_zh", "venue_zh")] == [True, True, False]


def test_sections_say_what_they_say_now(client, event):
    event.retention_months = 24
    db.session.commit()
    text = client.get(BASE).text
    row = text.partition(f'href="{BASE}registration/"')[2].partition("</tr>")[0]

    assert "Keep attendance records for (months): 24" in row
    assert "Registration by invitation only: no" in row
    assert "Capacity" not in row


def hits(client, word: str, lang: str = "en") -> list[str]:
    """Addresses that the search leads to."""
    text = client.get(f"{BASE}?q={word}&lang={lang}").text
    return re.findall(r'<li class="mb-2"><a href="([^"]+)"', text)


def test_a_setting_is_found_by_a_word_of_its_label_in_either_language(client, event):
    for word, lang in (("waiting list", "en"), ("候补", "zh"), ("候补", "en")):
        assert f"{BASE}#has_waiting_list" in hits(client, word, lang)
    assert f"{BASE}registration/#retention_months" in hits(client, "attendance records")


def test_a_setting_is_found_by_its_description_its_section_and_a_choice(client, event):
    assert f"{BASE}facts/#description_zh" in hits(client, "markdown")
    assert f"{BASE}rooms/#rows-0-capacity" in hits(client, "rooms seats")
    assert f"{BASE}#approval-0" in hits(client, "after review")
    assert f"{BASE}features/#feature-surveys" in hits(client, "questionnaires")


def test_every_anchor_that_the_search_leads_to_stands_on_its_page(client, event):
    event.features = [switch.name for switch in switches()]
    db.session.commit()
    found = {address for letter in "aeio" for address in hits(client, letter) if "#" in address}
    pages = {address.partition("#")[0] for address in found}
    ids = {page: set(re.findall(r' id="([^"]+)"', client.get(page, follow_redirects=True).text)) for page in pages}

    assert len(found) > 100
    assert [address for address in found if address.partition("#")[2] not in ids[address.partition("#")[0]]] == []


def test_what_is_off_or_out_of_reach_is_not_found(client, event, sign_in):
    nights = "/manage/events/draft/lodging/settings#arrives_on"
    event.features = []
    db.session.commit()
    assert nights not in hits(client, "first night")
    event.features = [switch.name for switch in switches()]
    db.session.commit()
    assert nights in hits(client, "first night")
    sign_in(make_member(event, TeamRole.EDITOR))
    assert nights not in hits(client, "first night")


def test_a_word_that_no_setting_has_is_answered_with_the_way_on(client, event):
    text = client.get(f"{BASE}?q=xyzzy").text

    assert "No setting of this event contains “xyzzy”." in text
    assert 'value="xyzzy"' in text


def test_every_page_of_settings_of_a_room_is_found(client, event, app):
    event.features = [switch.name for switch in switches()]
    db.session.commit()
    text = client.get(BASE).text
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.endswith("_manage.settings") and "<slug>" in rule.rule
    ]

    assert len(rules) >= 6
    below = {"meetings_manage.settings", "desk_event_manage.settings"}  # tabs of a room, beside what they are about
    rules = [rule for rule in rules if rule.endpoint not in below]
    assert [rule.rule for rule in rules if f'href="{rule.rule.replace("<slug>", "draft")}"' not in text] == []


def test_what_others_may_not_edit_they_do_not_find(client, event, sign_in):
    other = make_event(slug="other")
    sign_in(make_member(other, TeamRole.VIEWER))

    assert client.get("/manage/events/other/settings/?q=title").status_code == 403


def test_what_the_overview_offers_is_declined_until_it_is_switched(client, event, monkeypatch):
    event.status, event.features = EventStatus.PUBLISHED, []
    db.session.commit()
    need = Need(HOSPITALITY, lambda _event, _at: "Rooms?")
    monkeypatch.setattr(panels, "offered", lambda panel, *about: [need] if panel is NEEDS else offered(panel, *about))
    overview = "/manage/events/draft/"
    assert "Rooms?" in client.get(overview).text
    said = client.post(f"{BASE}features/hospitality/decline", follow_redirects=True).text
    assert "is not offered again" in said
    db.session.expire_all()
    assert needs(event, at=NOON) == []
    client.post(f"{BASE}features/", data={"features": "surveys"})
    db.session.expire_all()
    assert needs(event, at=NOON) == []
    client.post(f"{BASE}features/", data={"features": ["surveys", "hospitality"]})
    client.post(f"{BASE}features/", data={"features": "surveys"})
    db.session.expire_all()
    assert [words for _switch, words in needs(event, at=NOON)] == ["Rooms?"]


def test_the_history_calls_features_by_their_names(client, event):
    event.features = []
    db.session.commit()
    client.post(f"{BASE}features/hospitality/decline")
    client.post(f"{BASE}features/surveys")
    history = client.get("/manage/events/draft/history/?lang=zh").text

    assert "住宿与交通" in history
    assert "问卷调查" in history
    assert not re.search(r"\b(hospitality|surveys)\b(?!/)", re.sub(r"<[^>]*>", "", history))
