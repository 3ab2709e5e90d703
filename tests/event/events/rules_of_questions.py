"""Steps of the tests of rules of questions, which others take too."""

from __future__ import annotations

from eventmgr.ground.db import db


def text_of(response) -> str:
    return response.get_data(as_text=True)


def send(client, section, **typed):
    response = client.post(f"/manage/events/draft/settings/{section}/", data=typed)
    db.session.expire_all()
    return response
