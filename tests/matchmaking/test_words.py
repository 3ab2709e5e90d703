"""What the same thing is called on the pages of meetings, of organizers and of parties, in Chinese."""

from __future__ import annotations

import re

import pytest

from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.queries import list_representatives
from eventmgr.matchmaking.meeting_plans.models import Stage
from tests.factories import make_member
from tests.matchmaking.timetables.worlds import drafted, make_world, publish

pytestmark = pytest.mark.usefixtures("database", "frozen")
HEADS = {
    "office timetables/": {"草案", "状态"},
    "office organizations/": {"单位", "单位类型"},
    "own timetable/all": {"时间", "洽谈双方"},
}
"""Page of organizers or of a party → heads of columns among those that it has."""
LABELS = {
    "office organizations/": {"单位名称", "单位类型"},
    "office day/walk-in": {"单位", "单位类型"},
    "own partners/": {"单位类型"},
}
"""Page → fields among those that it asks for."""
ELSEWHERE = ("单位库", "草稿", "参与类型", "参加类型")
"""What stands for something else: the directory of the site, an unpublished event or listing, as what somebody registers."""


def heads(page: str) -> set[str]:
    return set(re.findall(r"<th[^>]*>([^<]+)</th>", page))


def labels(page: str) -> set[str]:
    return {words.strip() for words in re.findall(r"<label[^>]*>([^<]+)", page)}


def test_sides_drafts_names_and_kinds_are_called_the_same_wherever_they_stand(sign_in, client):
    event = make_world(parties=8, requests=8)
    drafted(event)
    publish(event, Stage.FINAL)
    token = link_token(list_representatives(event.id)[0])
    readers = {
        "office": (sign_in(make_member(event, TeamRole.OWNER)), f"/manage/events/{event.slug}/matchmaking/"),
        "own": (client, f"/meetings/{token}/"),
    }

    def read(page: str) -> str:
        (browser, base), path = readers[page.partition(" ")[0]], page.partition(" ")[2]
        answer = browser.get(f"{base}{path}?lang=zh")
        assert answer.status_code == 200, page
        return answer.text.partition("<main")[2]

    pages = {page: read(page) for page in {*HEADS, *LABELS}}
    assert {page: heads(pages[page]) & wanted for page, wanted in HEADS.items()} == HEADS
    assert {page: labels(pages[page]) & wanted for page, wanted in LABELS.items()} == LABELS
    assert [(page, word) for page, text in pages.items() for word in ELSEWHERE if word in text] == []
