"""Details of a result from a device that keeps them until the line is back."""

from __future__ import annotations

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import DayAct
from tests.matchmaking.meeting_day.pages import asker_of, begun, key, own
from tests.matchmaking.meeting_day.worlds import make_day


def test_details_are_taken_once_from_a_device_that_sends_them_again_and_faults_are_told_in_words(
    frozen, client, database
):
    day = make_day()
    meeting = begun(day)
    home = own(day, asker_of(meeting))
    as_program = {"Accept": "application/json"}
    details = {
        "details": "1",
        "outcome": "agreement",
        "amount": "300",
        "currency": "CNY",
        "next_step": "到厂",
        "key": key(),
    }
    refused = client.post(f"{home}{meeting.id}/result", data=details, headers=as_program)
    assert (refused.status_code, "金额" in refused.json["said"]) == (409, True)
    good = details | {"amount_kind": "contract_value"}
    answers = [client.post(f"{home}{meeting.id}/result", data=good, headers=as_program) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json["act"] == answers[1].json["act"]
    assert db.session.query(DayAct).count() == 1
