"""How long tries are counted."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.tools.web.rate_limits import limits


def _list_due(at: datetime) -> list[Due]:
    n = limits.count_ended(at)
    return [Due("", at, n)] if n else []


PERIODS = (Period("tries", _l("Records of attempts"), _list_due, limits.delete_ended),)
