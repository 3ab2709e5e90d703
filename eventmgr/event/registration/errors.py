"""The refusals of registration, each with its sentence."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class RegistrationClosed(Refusal):
    """Not yet open, over, or the event takes none."""


class InvitationNeeded(RegistrationClosed):
    """The event takes only people who were invited."""


class AlreadyRegistered(Refusal):
    """The person has a live registration here; the answer does not say where it is."""


class OptionFull(Refusal):
    """An option of a question has no place left."""


class NotPossible(Refusal):
    """The registration's state does not allow this step."""


class MarkClosed(Refusal):
    """Attendance cannot be marked now: too early, or too late."""


class NoticeChanged(Refusal):
    """The privacy notice has a newer version than the one that was read."""

    status = 422
