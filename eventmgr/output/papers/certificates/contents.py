"""What certificates say, as plain values in their language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Attested:
    """One certificate; `hours` is empty where it says none, and in words else."""

    name: str
    unit: str
    organization: str
    number: str
    hours: str
    issued: str


@dataclass(frozen=True)
class Certificates:
    """Those of an event, each with the number of its registration.

    Args:
        address: of the page where everybody checks them.
        is_training: the event is a training.
    """

    occasion: Occasion
    certificates: tuple[tuple[int, Attested], ...]
    address: str
    is_training: bool = False
