"""The participant types that a registration form offers, and what it says of those that it does not."""

from __future__ import annotations

from typing import Any

from eventmgr.event.forms.participant_types.opening import open_to, why_not
from eventmgr.ground import clock


def offer(form: Any) -> None:
    """Let those be chosen that are open to whoever fills it in; who is of a type already may stay."""
    offered = open_to(form.asked.types, form.entrant, at=clock.now(), also=[form.own_type] if form.own_type else ())
    form.role.offer([(kind.key, kind.called()) for kind in offered])


def explain(form: Any) -> None:
    """Of a type of the event that cannot be chosen here, say why."""
    typed = str(form.role.raw_data[0]) if form.role.raw_data else ""
    if not form.role.errors or typed not in form.asked.types:
        return
    why = why_not(form.asked.types, typed, form.entrant, at=clock.now())
    form.role.errors = [why] if why else form.role.errors
