"""A question on the page of a paper. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A question with its answers (key → words): `kind` is `radio`, `checkbox` or `select`; `usual` are chosen at
    first."""

    name: str
    words: str
    kind: str
    options: Mapping[str, Any]
    usual: tuple[str, ...] = ()
