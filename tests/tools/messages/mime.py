"""Steps of the tests of mime, which others take too."""

from __future__ import annotations

from eventmgr.tools.messages.models import OutboxLetter
from tests.factories import NOON
from tests.tools.messages.letters import make_letter

SENDER = "会务组 <noreply@example.com>"


def stored(**values) -> OutboxLetter:
    letter = make_letter(**values)
    row = {name: getattr(letter, name) for name in letter.__dataclass_fields__}
    return OutboxLetter(id=7, created_at=NOON, **row)
