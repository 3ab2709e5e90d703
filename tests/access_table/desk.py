"""Routes of the desk, and a request with a file to fill them."""

from __future__ import annotations

import secrets
from typing import Any

from eventmgr.exchange.desk.models import DeskAnswer, DeskFile
from tests.exchange.desk.requests import make_request
from tests.factories import NOON, keep

EVERYBODY = {
    ("GET", "/desk/"),
    ("GET", "/desk/ask"),
    ("POST", "/desk/ask"),
    ("GET", "/desk/answers.atom"),
    ("GET", "/desk/answers/<int:desk_answer_id>/"),
    ("GET", "/events/<slug>/desk/"),
    ("GET", "/events/<slug>/desk/ask"),
    ("POST", "/events/<slug>/desk/ask"),
    ("GET", "/events/<slug>/desk/answers.atom"),
}
BY_LINK = {
    ("GET", "/desk/<token>/"): "desk",
    ("POST", "/desk/<token>/reply"): "desk",
    ("POST", "/desk/<token>/files"): "desk",
    ("GET", "/desk/<token>/files/<key>"): "desk",
    ("POST", "/desk/<token>/rate"): "desk",
    ("POST", "/desk/<token>/withdraw"): "desk",
    ("GET", "/desk/<token>/data.json"): "desk",
    ("GET", "/desk/<token>/delete"): "desk",
    ("POST", "/desk/<token>/delete"): "desk",
    ("GET", "/desk/expert/<token>/"): "desk_expert",
    ("POST", "/desk/expert/<token>/"): "desk_expert",
    ("GET", "/desk/expert/<token>/files/<key>"): "desk_expert",
}
OF_EDITORS = {
    ("GET", "/manage/desk/"),
    ("GET", "/manage/desk/<int:desk_request_id>/"),
    ("POST", "/manage/desk/<int:desk_request_id>/contacts"),
    ("POST", "/manage/desk/<int:desk_request_id>/answer"),
    ("POST", "/manage/desk/<int:desk_request_id>/ask-back"),
    ("POST", "/manage/desk/<int:desk_request_id>/hand-over"),
    ("GET", "/manage/desk/<int:desk_request_id>/files/<key>"),
    ("GET", "/manage/desk/<int:desk_request_id>/release"),
    ("POST", "/manage/desk/<int:desk_request_id>/release"),
    ("GET", "/manage/desk/answers/"),
    ("GET", "/manage/desk/answers/new"),
    ("POST", "/manage/desk/answers/new"),
    ("GET", "/manage/desk/answers/<int:desk_answer_id>/"),
    ("POST", "/manage/desk/answers/<int:desk_answer_id>/"),
    ("POST", "/manage/desk/answers/<int:desk_answer_id>/publish"),
    ("POST", "/manage/desk/answers/<int:desk_answer_id>/withdraw"),
    ("GET", "/manage/desk/settings/"),
    ("POST", "/manage/desk/settings/"),
    ("GET", "/manage/desk/figures/"),
    ("GET", "/manage/desk/figures.xlsx"),
}


OF_TEAM = {
    (method, rule.replace("/manage/desk/", "/manage/events/<slug>/desk/")): "RDOA" for method, rule in OF_EDITORS
}


def make_desk(event_id: int | None = None) -> dict[str, Any]:
    """A request that an expert may answer, with a file, and a published answer; of the desk of an event, or of a province."""
    where = {"province_code": "320000"} if event_id is None else {"province_code": "", "event_id": event_id}
    request = make_request(expert_name="李专家", expert_email="li@example.com", expert_version=1, **where)
    key = secrets.token_hex(16)
    keep(
        DeskFile(
            request_id=request.id, key=key, filename="a.txt", content_type="text/plain", size=1, content=b"a",
            created_at=NOON,
        )
    )  # fmt: skip
    answer = keep(
        DeskAnswer(
            uid=secrets.token_hex(16), category="lease", question={"zh": "租金？"},
            answer={"zh": "二十元。"}, search_text="租金？", published_at=NOON, updated_at=NOON, **where,
        )
    )  # fmt: skip
    start = "" if event_id is None else "event_"
    return {f"{start}desk_request_id": request.id, f"{start}desk_answer_id": answer.id, f"{start}desk_key": key}
