"""The columns of a metric; each room that has metrics keeps them in a table of its own."""

from __future__ import annotations

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.columns import setting
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l

_LONGEST_NOTE = 200


class Direction(LabelledEnum):
    """Which way a metric went."""

    UP = "up", _l("increased")
    DOWN = "down", _l("reduced")


class MetricKind(LabelledEnum):
    """The kind of quantity that was measured."""

    EFFICIENCY = "efficiency", _l("Production efficiency")
    COST = "cost", _l("Operating costs")
    DEFECTS = "defects", _l("Defect rate")
    ENERGY = "energy", _l("Energy consumption")
    DELIVERY = "delivery", _l("Delivery time")
    VALUE_ADDED = "value_added", _l("Value added")
    OTHER = "other", _l("Own metric")

    @property
    def better(self) -> Direction | None:
        """Which way is the better one; None: its name alone does not say."""
        if self in (MetricKind.COST, MetricKind.DEFECTS, MetricKind.ENERGY, MetricKind.DELIVERY):
            return Direction.DOWN
        return None if self is MetricKind.OTHER else Direction.UP


class MetricUnit(LabelledEnum):
    """In what it is measured."""

    PERCENT = "percent", _l("percent")
    POINTS = "points", _l("percentage points")
    TIMES = "times", _l("times")
    CNY10K = "cny10k", _l("CNY 10,000")
    DAYS = "days", _l("days")
    HOURS = "hours", _l("hours")
    KWH = "kwh", _l("kWh")
    TCE = "tce", _l("tonnes of coal equivalent")
    TONNES = "tonnes", _l("tonnes")
    PIECES = "pieces", _l("pieces")
    OTHER = "other", _l("another unit")

    @property
    def is_ratio(self) -> bool:
        """Whether it says how much of what was there before: such metrics stand before counts and sums."""
        return self in (MetricUnit.PERCENT, MetricUnit.POINTS, MetricUnit.TIMES)


class Voucher(LabelledEnum):
    """Who vouches for a metric."""

    OWN = "own", _l("the organization itself")
    CUSTOMER = "customer", _l("its customer")
    AUDITOR = "auditor", _l("an independent body")
    AUTHORITY = "authority", _l("an authority")


class Metric:
    """One thing that was measured, with what makes the figure worth something: against what, in which period, by what
    proof."""

    not_found = _l("There is no such metric.")

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MetricKind] = mapped_column(info=setting(_l("Metric")))
    name: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Name of the own metric"), longest=60))
    direction: Mapped[Direction] = mapped_column(info=setting(_l("Direction")))
    amount: Mapped[int] = mapped_column(info=setting(_l("Value")))
    """In hundredths of the unit."""
    unit: Mapped[MetricUnit] = mapped_column(info=setting(_l("Unit")))
    unit_name: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Name of the unit"), longest=30))
    """Where it is another one."""
    or_more: Mapped[bool] = mapped_column(default=False, server_default=false(), info=setting(_l("or more")))
    baseline: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Compared with"), longest=_LONGEST_NOTE)
    )
    period: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Measured over"), longest=_LONGEST_NOTE)
    )
    evidence: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Evidence"), longest=_LONGEST_NOTE))
    vouched_by: Mapped[Voucher] = mapped_column(default=Voucher.OWN, info=setting(_l("Vouched for by")))
