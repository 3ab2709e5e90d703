"""An importer is declared: two columns and its verbs give all pages, from the sheet that is sent to undoing it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.event.events.models import Track
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.manage import pages_of
from eventmgr.output.imports.models import BatchState
from eventmgr.output.imports.services.kinds import IMPORTERS
from tests.conftest import Client
from tests.factories import keep, make_event, make_member
from tests.output.imports.sending import batch, in_english, take, work
from tests.output.imports.tracks import TRACKS, tracks_of

pytestmark = pytest.mark.usefixtures("frozen", "database")
SHEET = "主线\t顺序\n争高端\t3\n促转型\t2\n强基础\t百\n第四\t13\n"


@pytest.fixture
def event():
    event = make_event()
    keep(Track(event_id=event.id, name={"zh": "促转型"}, position=1))
    return event


@pytest.fixture
def office(make_app, monkeypatch, sign_in, event):
    """An organizer of the application with one more importer in its list."""
    monkeypatch.setitem(IMPORTERS, TRACKS.key, TRACKS)
    app = make_app()
    app.register_blueprint(pages_of(TRACKS))
    app.test_client_class = Client
    client = app.test_client()
    sign_in(make_member(event, TeamRole.OWNER), client)
    return in_english(client)


def opened(office, event, pasted):
    answer = office.post(f"/manage/events/{event.slug}/tracks/import/", data={"pasted": pasted})
    assert answer.status_code == 303, answer.text
    return answer.location


def positions(event):
    db.session.expire_all()
    return {track.name["zh"]: track.position for track in tracks_of(event).values()}


def test_a_sheet_of_two_columns_is_shown_corrected_taken_and_undone(office, event):
    address = opened(office, event, SHEET)
    page = office.get(address).text
    assert "New: 2" in page and "Changed: 1" in page and "With errors: 1" in page
    assert "<del>No. 1</del>" in page and "<ins>No. 2</ins>" in page and "No. 3" in page

    office.post(f"{address}correct", data={"c_4_position": "100"})
    assert "Enter a number from 1 to 99." in office.get(address).text
    office.post(f"{address}correct", data={"c_4_position": "4"})
    take(office, address)
    work()

    assert positions(event) == {"促转型": 2, "争高端": 3, "强基础": 4}
    assert {name: batch().numbers[name] for name in ("new", "changed", "left_out")} == {
        "new": 2,
        "changed": 1,
        "left_out": 1,
    }
    assert "Nobody wants to be the thirteenth." in office.get(address).text
    assert office.post(f"{address}undo").status_code == 303
    work()
    assert positions(event) == {"促转型": 1} and batch().state is BatchState.UNDONE


def test_what_was_changed_since_is_named_and_nothing_is_undone(office, event):
    address = opened(office, event, SHEET)
    take(office, address)
    work()
    track = next(track for track in tracks_of(event).values() if track.name["zh"] == "争高端")
    track.position = 9
    db.session.commit()

    answer = office.post(f"{address}undo")

    assert answer.status_code == 409 and "row 2 (争高端) was changed afterwards" in answer.text
    assert positions(event) == {"促转型": 2, "争高端": 9}


def test_the_sheet_to_fill_in_has_both_columns_and_says_which_is_needed(office, event):
    body = office.get(f"/manage/events/{event.slug}/tracks/import/template.xlsx").data
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(body)).worksheets[0][1]]
    assert heads == ["No.", "Track *", "Position"]


def test_a_sheet_without_the_column_that_is_needed_says_so(office, event):
    page = office.get(opened(office, event, "顺序\t别的\n1\tx\n2\ty\n")).text
    assert "Not recognized: Track. Choose the column below." in page
