"""How long an expert is kept who did not answer, declined or withdrew, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from eventmgr.exchange.experts import services
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.ground.i18n import _, _l
from eventmgr.identity.privacy.keeping import Rows, kept_by_age
from eventmgr.tools.log.services import SYSTEM, Act

INVITED_DAYS, KEPT_DAYS = 30, 30


def handling() -> tuple[str, list[str]]:
    """What happens to the information of experts: what it is about, and a paragraph each."""
    return _("Experts"), [
        _(
            "An expert is entered by an office or a province and asked by e-mail. Nobody is shown who has not agreed by the link of that e-mail; of whoever has, name, fields and what they have ticked themselves are shown. The e-mail address is on no public page: it is used to write about the entry, and by the consultation desk to pass on questions that fit the field."
        ),
        _(
            "By the same link everything can be corrected, withdrawn or deleted at any time. What is held of experts who do not answer is deleted after %(invited)s days, of those who decline or withdraw after %(kept)s days.",
            invited=INVITED_DAYS,
            kept=KEPT_DAYS,
        ),
    ]


def _forget(experts: Sequence[Expert], at: datetime) -> None:
    for expert in experts:
        services.forget(expert, act=Act(SYSTEM, at))


PERIODS = (
    kept_by_age(
        "expert_invitations",
        _l("Experts who did not answer"),
        Rows(select(Expert).where(Expert.state == ExpertState.INVITED), forget=_forget),
        since=Expert.state_since,
        lasts=timedelta(days=INVITED_DAYS),
    ),
    kept_by_age(
        "experts_gone",
        _l("Experts who declined or withdrew"),
        Rows(select(Expert).where(Expert.state.in_((ExpertState.DECLINED, ExpertState.WITHDRAWN))), forget=_forget),
        since=Expert.state_since,
        lasts=timedelta(days=KEPT_DAYS),
    ),
)
