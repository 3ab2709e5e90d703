"""Routes of calls for cases, and a closed call with a submission and a reviewer to fill them."""

from __future__ import annotations

import secrets
from typing import Any

from tests.exchange.calls.factories import make_closed, make_reviewer, make_submission

EVERYBODY = {
    ("GET", "/cases/calls/"),
    ("GET", "/cases/calls/calls.ics"),
    ("GET", "/cases/calls/feed.atom"),
    ("GET", "/cases/calls/<case_call_slug>/"),
    ("GET", "/cases/calls/<case_call_slug>/handbook.pdf"),
    *((method, "/cases/calls/<case_call_slug>/submit") for method in ("GET", "POST")),
}
BY_LINK = {
    ("GET", "/cases/calls/own/<token>/"): "case_submission",
    ("POST", "/cases/calls/own/<token>/"): "case_submission",
    ("POST", "/cases/calls/own/<token>/confirm"): "case_submission",
    ("POST", "/cases/calls/own/<token>/withdraw"): "case_submission",
    ("GET", "/cases/calls/review/<token>/"): "case_review",
    ("GET", "/cases/calls/review/<token>/<int:case_submission_id>/"): "case_review",
    ("POST", "/cases/calls/review/<token>/<int:case_submission_id>/"): "case_review",
}
_CALL = "/manage/calls/<int:case_call_id>"
_SUBMISSION = f"{_CALL}/submissions/<int:case_submission_id>"
OF_EDITORS = {
    ("GET", "/manage/calls/"),
    ("GET", f"{_CALL}/"),
    *((method, "/manage/calls/new") for method in ("GET", "POST")),
    *((method, f"{_CALL}/{page}") for method in ("GET", "POST") for page in ("edit", "submit")),
    *(("POST", f"{_CALL}/{verb}") for verb in ("publish", "delete", "decide", "reviewers")),
    ("POST", f"{_CALL}/reviewers/<int:case_reviewer_id>/remove"),
    ("GET", f"{_SUBMISSION}/"),
    ("POST", f"{_SUBMISSION}/select"),
    ("POST", f"{_SUBMISSION}/unselect"),
}


def make_calls() -> dict[str, Any]:
    """A closed call with a submission and a reviewer."""
    call = make_closed(slug=f"call-{secrets.token_hex(4)}")
    return {
        "case_call_id": call.id,
        "case_call_slug": call.slug,
        "case_submission_id": make_submission(call).id,
        "case_reviewer_id": make_reviewer(call).id,
    }
