"""Forms that anybody may send and that write to the address typed in them: few from one place, few to one address."""

from __future__ import annotations

from eventmgr.ground import clock
from eventmgr.ground.errors import TooMany
from eventmgr.ground.i18n import _
from eventmgr.tools.web.rate_limits.limits import caller, limit_all
from eventmgr.tools.web.rate_limits.mail_limits import may_write
from eventmgr.tools.web.rate_limits.proof_of_work import check_work, crowd_rules

_FORMS, _FORMS_FOR_ONE_ADDRESS = 20, 5


def limit_form(name: str, email: str) -> None:
    """Let this caller and this address send a few such forms only.

    Args:
        name: which form; each is counted by itself.

    Raises:
        TooMany: there were more, or the address gets no more e-mails for now.
        WorkNeeded, BadValue: the form is one of a crowd; see `check_work`.
    """
    at, address = clock.now(), email.lower()
    rules = [
        (f"{name}-from:{caller()}", _FORMS, 600),
        (f"{name}-mail:{address}", _FORMS_FOR_ONE_ADDRESS, 3600),
    ]
    if limit_all(rules, at, watched=crowd_rules(name)):
        check_work(name, at)
    if not may_write(address, about=f"{name}:{address}", at=at):
        raise TooMany(
            _("Many e-mails were sent to this address recently. Please try again in an hour."), retry_after=3600
        )
