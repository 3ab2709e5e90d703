"""Letters in the outbox."""

from __future__ import annotations

from eventmgr.ground import clock
from eventmgr.ground.features import Feature, Figure, Number
from eventmgr.ground.i18n import _l
from eventmgr.tools.messages.models import LetterText
from eventmgr.tools.messages.outgoing.queries import find_oldest_waiting, find_way_out
from eventmgr.tools.messages.periods import PERIODS
from eventmgr.tools.messages.queries import count_letters


def _waiting() -> dict[str, int]:
    """0 where none waits."""
    at = clock.now()
    oldest = find_oldest_waiting(at=at)
    return {"": 0 if oldest is None else round((at - oldest).total_seconds())}


def _failing() -> dict[str, int]:
    """0 where the last e-mail that was tried has left."""
    way = find_way_out()
    return {"": round((clock.now() - way.failing_since).total_seconds()) if way and way.failing_since else 0}


def _state_of_outbox() -> str:
    waiting, failing = _waiting()[""], _failing()[""]
    said = f"the oldest due e-mail waits {waiting} s" if waiting else "no e-mail waits"
    return f"{said}; none has left for {failing} s" if waiting and failing else said


FEATURE = Feature(
    "messages",
    numbers={"attempts": Number(_l("Attempts"), _l("How often the system tried to send an e-mail."))},
    typed_tables=(LetterText,),
    periods=PERIODS,
    figures=(
        Figure("letters", "E-mails in the outbox by state.", "state", count_letters),
        Figure(
            "letters_oldest_due_seconds", "Seconds for which the oldest due e-mail waits; 0: none does.", "", _waiting
        ),
        Figure("mail_failing_seconds", "Seconds since when no e-mail was taken though some were tried.", "", _failing),
    ),
    facts={"mail": _state_of_outbox},
)
