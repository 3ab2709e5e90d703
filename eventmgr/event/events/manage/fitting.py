"""Before plans are saved that do not fit together their form says so, and saves them once its reader has ticked that
they are meant. The rules are those of the overview (`panels.ODDITIES`); no form names any.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import request

from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import oddities
from eventmgr.ground.db import db
from eventmgr.tools.web.misfits import NEVERTHELESS, DoesNotFit

Result = TypeVar("Result")


def fitting(event: Event, work: Callable[[], Result]) -> Callable[[], Result]:
    """`work`, which ends its transaction where it makes plans that do not fit together, and nobody has read that they
    do not: it then raises `DoesNotFit`, which `Form.refuse` shows."""

    def done() -> Result:
        known = {odd.text for odd in oddities(event)}
        result = work()
        db.session.flush()
        refusal = DoesNotFit([odd.text for odd in oddities(event) if odd.text not in known])
        if refusal.texts and request.form.get(NEVERTHELESS) != refusal.stamp:
            raise refusal
        return result

    return done
