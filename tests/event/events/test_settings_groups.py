"""The settings as one list of few groups; notices and files are not among them but in the menu."""

import re

import pytest

from eventmgr.event.events.manage.sections import GROUPS, SECTIONS
from eventmgr.event.events.models import EventStatus
from eventmgr.identity.team.roles import TeamRole
from tests.factories import make_event, make_member

BASE = "/manage/events/draft/settings/"
ALL = [name for group in GROUPS for name in group.names]


@pytest.fixture
def page(client, sign_in, frozen):
    """`page("facts/")` → text of that page of a draft's settings, for its owner."""
    event = make_event(status=EventStatus.DRAFT, slug="draft", venues=[], hosts=[], title={"zh": "草稿", "en": "Draft"})
    sign_in(make_member(event, TeamRole.OWNER))

    def get(path: str = "", lang: str = "zh") -> str:
        return client.get(f"{BASE}{path}?lang={lang}").text

    return get


def links(text: str, current: str = "") -> list[str]:
    """Sections that `text` leads to; those marked with `aria-current`, if it is named."""
    marked = rf'[^>]*aria-current="{current}"' if current else ""
    return re.findall(rf'href="{BASE}(\w+)/"{marked}', text)


def navigation(text: str) -> str:
    """The groups, and below the head the sections of the present one."""
    return "".join(re.findall(r'<nav id="settings-[^>]*>(.*?)</nav>', text, re.DOTALL))


@pytest.mark.one_engine
def test_few_groups_hold_every_section_once():
    assert 5 <= len(GROUPS) <= 7
    assert sorted(ALL) == sorted(SECTIONS)
    assert max(len(group.names) for group in GROUPS) <= 4


def test_the_page_of_all_settings_names_each_section_once_but_what_it_asks_itself_and_says_what_is_missing(page):
    text = page().partition("<main")[2]

    assert [name for name in ALL if name != "contact"] == [name for name in dict.fromkeys(links(text)) if name in ALL]
    heads = re.findall(r'class="group-head">(.*?)<', page(lang="en"))
    assert (heads[0], len(heads), heads == re.findall(r'class="group-head">(.*?)<', text)) == ("Features", 7, False)
    missing = text.partition('class="alert alert-warning"')[2].partition("</ul>")[0]
    assert ['href="#venue_zh"' in missing, 'href="#host_zh"' in missing, "rooms" in missing] == [True, True, False]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.names[0])
def test_a_section_shows_the_groups_and_its_own_neighbours_alone(page, group):
    first_ones = [one.names[0] for one in GROUPS]
    for name in group.names:
        shown = navigation(page(f"{name}/"))
        neighbours = group.names if len(group.names) > 1 else ()
        assert links(shown) == [*first_ones, *neighbours]
        assert links(shown, "true") == [group.names[0]] * bool(neighbours)
        assert links(shown, "page") == [name]


def test_an_error_is_shown_in_its_section_and_its_group(client, page):
    answer = client.post(f"{BASE}time/", data={"starts_at": "bald"})

    assert (answer.status_code, 'id="errors"' in answer.text, 'value="bald"' in answer.text) == (422, True, True)
    assert links(navigation(answer.text), "page") == ["time"]
    assert links(navigation(answer.text), "true") == ["time"]


@pytest.mark.parametrize(
    ("path", "marked", "current"),
    [
        ("", "设置", "page"),
        ("facts/", "设置", "true"),
        ("notices/", "会议材料", "true"),
        ("notices/new", "会议材料", "true"),
        ("files/", "会议材料", "true"),
    ],
)
def test_the_menu_leads_to_settings_notices_and_files_and_says_where_one_is(page, path, marked, current):
    text = page(path)
    menu = text.partition('class="side-list"')[2].partition("</nav>")[0]
    tabs = text.partition('<ul class="tabs">')[2].partition("</ul>")[0]

    assert re.findall(r'aria-current="(\w+)">([^<]+)<', menu) == [(current, marked)]
    if path.startswith(("notices", "files")):
        assert [f'href="{BASE}{one}"' in tabs for one in ("notices/", "files/")] == [True, True]


def test_who_may_not_edit_finds_neither_in_the_menu(client, sign_in, page):
    event = make_event(slug="other")
    sign_in(make_member(event, TeamRole.VIEWER))
    text = client.get("/manage/events/other/").text

    assert [word in text for word in ("settings/notices/", "settings/files/", 'settings/"')] == [False, False, False]


def test_a_zone_is_chosen_by_the_name_of_its_place_and_a_sector_by_its_own(page):
    assert re.findall(r'value="(Asia/\w+)"[^>]*>(.*?)<', page("time/"))[0] == ("Asia/Shanghai", "北京时间（UTC+8）")
    assert ">汽车制造业（C36）<" in page("themes/").replace("\n", "")
    assert "(C36)" in page("themes/", lang="en")
    dates = page("time/")
    assert dates.index('name="starts_at"') < dates.index('name="ends_at"') < dates.index('name="timezone"')
