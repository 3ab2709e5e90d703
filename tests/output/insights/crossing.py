"""Steps of the tests of crossing, which others take too."""

from __future__ import annotations

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow


def row(province, sector, n, status=Status.CONFIRMED):
    return TallyRow(province, province, sector, status, n)
