"""What the dates of a policy say on a day: whether it is in force, whether one can apply. Pure."""

from __future__ import annotations

from datetime import date

from eventmgr.exchange.policies.models import Policy
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class Validity(LabelledEnum):
    """Whether a policy holds; nobody sets it, its dates and a repeal say it."""

    COMING = "coming", _l("Not yet in force"), Tone.WAIT
    IN_FORCE = "in_force", _l("In force"), Tone.OK
    ENDED = "ended", _l("No longer in force"), Tone.OFF


class Window(LabelledEnum):
    """Whether one can apply; a policy without dates of applications has none."""

    OPEN = "open", _l("Open for applications"), Tone.OK
    COMING = "coming", _l("Applications open later"), Tone.WAIT
    CLOSED = "closed", _l("Applications closed"), Tone.OFF


def validity_of(policy: Policy, *, day: date) -> Validity:
    """Whether it holds on that day; its last day of validity counts, the day of its repeal does not."""
    if policy.repealed_on is not None and policy.repealed_on <= day:
        return Validity.ENDED
    if policy.valid_until is not None and policy.valid_until < day:
        return Validity.ENDED
    return Validity.IN_FORCE if policy.effective_on <= day else Validity.COMING


def window_of(policy: Policy, *, day: date) -> Window | None:
    """Whether one can apply on that day, the first and the last one included; None: it names no days. What does not
    hold any more takes none."""
    if policy.window_from is None and policy.window_to is None:
        return None
    is_over = policy.window_to is not None and policy.window_to < day
    if is_over or validity_of(policy, day=day) is Validity.ENDED:
        return Window.CLOSED
    return Window.COMING if policy.window_from is not None and policy.window_from > day else Window.OPEN
