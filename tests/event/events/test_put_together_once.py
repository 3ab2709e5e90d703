"""What every page asks of the database is put together once: only its values change."""

from types import ModuleType

import pytest

from eventmgr.event.agenda import queries as of_agendas
from eventmgr.event.events.queries import single as of_one_event
from eventmgr.identity.accounts import queries as of_accounts
from eventmgr.identity.team import queries as of_teams
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.messages import queries as of_messages
from tests.conftest import client_of
from tests.factories import make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")
ASKED: tuple[ModuleType, ...] = (of_accounts, of_agendas, of_one_event, of_messages, of_teams)


def test_the_next_page_of_another_event_puts_nothing_together_and_shows_that_event(app, sign_in, monkeypatch):
    events = [make_event(title={"zh": name, "en": name}, agenda_published=True) for name in ("One", "Two")]
    pages = [(event.slug, sign_in(make_member(event, TeamRole.VIEWER), client_of(app))) for event in events]
    seen = []
    for slug, browser in pages:
        seen += [browser.get(f"/manage/events/{slug}/{place}").text for place in ("", "history/")]
        seen += [client_of(app).get(f"/events/{slug}/{place}").text for place in ("", "agenda/")]
        for module in ASKED:
            monkeypatch.setattr(module, "select", None)

    assert [("One" in page, "Two" in page) for page in seen] == [(True, False)] * 4 + [(False, True)] * 4
    assert pages[1][1].get(f"/manage/events/{pages[0][0]}/").status_code == 404
