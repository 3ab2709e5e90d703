"""The change log shows what differs, in the language in which it does."""

from __future__ import annotations

import pytest

from eventmgr.ground.i18n import speaking
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.wording import lines_of
from tests.factories import NOON

HALL, ANNEX = {"zh": "会议中心", "en": "Center"}, {"zh": "会议中心", "en": "Conference Center"}


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (HALL, ANNEX, ("Center", "Conference Center")),
        (
            [{"name": HALL}, {"name": {"zh": "酒店"}}],
            [{"name": ANNEX}, {"name": {"zh": "酒店"}}],
            ("Center", "Conference Center"),
        ),
        ([{"name": HALL}], [{"name": HALL}, {"name": {"zh": "酒店"}}], ("", "酒店")),
    ],
)
def test_only_what_differs_is_shown(app, before, after, said):
    entry = AuditEntry(
        event_id=1, at=NOON, action="changed", object_type="event", object_id=1, object_name="", actor_kind=ActorKind.USER,
        actor_name="王敏", changes={"venues": [before, after]}, reason="", by_link=False,
    )  # fmt: skip
    with app.test_request_context(), speaking("zh"):
        [line] = lines_of([entry], "Asia/Shanghai")

    assert [(change.before, change.after) for change in line.changes] == [said]
