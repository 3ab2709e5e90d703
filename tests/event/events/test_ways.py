"""What stands on organizers' pages leads where their reader may go; the crawl asks it of every page, these say why."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret, masked
from tests.crawl.pages import read
from tests.factories import make_event, make_member

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]


def links_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.text, address).links


@pytest.mark.parametrize(("role", "leads"), [(TeamRole.VIEWER, False), (TeamRole.EDITOR, True)])
def test_a_page_leads_to_another_if_the_menu_would(client, sign_in, role, leads):
    event = make_event()
    sign_in(make_member(event, role))

    links = links_of(client, f"/manage/events/{event.slug}/types/")

    assert (f"/manage/events/{event.slug}/settings/receipt/" in links) == leads


@pytest.mark.parametrize(("status", "leads"), [(EventStatus.DRAFT, False), (EventStatus.PUBLISHED, True)])
def test_the_preview_leads_to_public_pages_once_they_are_there(client, sign_in, status, leads):
    event = make_event(status=status)
    sign_in(make_member(event, TeamRole.OWNER))

    links = links_of(client, f"/manage/events/{event.slug}/preview/")

    assert any(link.startswith(f"/events/{event.slug}/") for link in links) == leads


def test_a_hidden_link_of_an_e_mail_leads_nowhere():
    secret = Secret("my", (1, 1))
    html = f'<p><a style="color:#000" href="https://x.example/my/{secret.mark}/">链接</a> <a href="https://x.example/">首页</a></p>'
    letter = OutboxLetter(text="", html=html, attachments=[], secrets={secret.mark: secret.plain()}, unsubscribe="")

    shown = masked(letter, "").html

    assert shown == '<p><a style="color:#000">链接</a> <a href="https://x.example/">首页</a></p>'


@pytest.mark.parametrize("page", ["matchmaking/day/", "listings/complement/", "registrations/"])
def test_a_page_about_what_is_not_there_leads_to_nothing_of_it(client, sign_in, page):
    event = make_event(status=EventStatus.DRAFT)
    sign_in(make_member(event, TeamRole.OWNER))

    links = links_of(client, f"/manage/events/{event.slug}/{page}")

    below = (f"/manage/events/{event.slug}/matchmaking/day/", f"/events/{event.slug}/")
    assert [link for link in links if link.startswith(below) and link.partition("?")[0] != below[0]] == []
