"""What the product may answer instead of doing: refusals are exceptions, bugs are never caught."""

from __future__ import annotations


class Refusal(Exception):
    """A rule says no. The message is for the reader, in the reader's language.

    Args:
        message: a whole sentence that says what happened and what to do.
        field: the form field it belongs to, if it belongs to one.
    """

    status = 409

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class NotFound(Refusal):
    """There is no such thing here, or not for you: both answer alike."""

    status = 404


class WrongLink(NotFound):
    """The secret part of an address opens nothing. Such tries are counted per client; see `web/handlers.py`."""


class Ended(Refusal):
    """Something was here, has said that it ends, and does not come back."""

    status = 410


class NotAllowed(Refusal):
    """Signed in, but the role does not reach that far."""

    status = 403


class SecondStepMissing(NotAllowed):
    """The installation wants administrators to sign in in two steps, and this one does not yet."""


class FromElsewhere(Refusal):
    """A form that another site has sent with the browser of its visitor."""

    status = 403


class BadValue(Refusal):
    """A value in an address or a body that names nothing known; the message names it."""

    status = 400


class TooMany(Refusal):
    """Too many tries; the message says when to come back."""

    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Busy(Refusal):
    """Nothing is wrong with what was sent, but it cannot be taken at this moment; the message says so."""

    status = 503


class SignInRequired(Refusal):
    """The page is for people who have signed in; a browser is sent to the sign-in page."""

    status = 401
