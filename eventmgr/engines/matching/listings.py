"""A listing: what one company needs or offers, as it was written down."""

from __future__ import annotations

from dataclasses import dataclass

DEMAND, SUPPLY = "demand", "supply"
KINDS = {DEMAND: DEMAND, SUPPLY: SUPPLY, "需求": DEMAND, "供给": SUPPLY, "供应": SUPPLY}
"""How a kind may be written."""


@dataclass(frozen=True)
class Listing:
    """One demand or one supply.

    `province`, `sector` and `topic` are codes of the taxonomy, empty where nobody said so. `side` is the event's own
    word for the part of the country (`east`, `central_south`). `asks` and `gives` are what a form asks for besides the
    text: needs and pains, offers and products.
    """

    id: str
    kind: str
    org: str = ""
    province: str = ""
    side: str = ""
    sector: str = ""
    topic: str = ""
    title: str = ""
    text: str = ""
    asks: str = ""
    gives: str = ""

    @property
    def is_demand(self) -> bool:
        """Whether it is a demand; if not, it is a supply."""
        return self.kind == DEMAND

    @property
    def words(self) -> str:
        """All that was written for the other side to read, in the order of the form."""
        own = self.asks if self.is_demand else self.gives
        return "。".join(part for part in (self.title, self.text, own) if part)
