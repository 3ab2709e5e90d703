"""Plans that do not fit together, as a form is refused with them once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from http import HTTPStatus

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _

NEVERTHELESS = "nevertheless"
"""The field with which the reader of a form says that exactly this is meant."""


class DoesNotFit(Refusal):
    """What was typed makes plans that do not fit together; nothing is saved until its reader says that it is meant."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(_("These plans conflict."))
        self.texts = list(texts)
        self.stamp = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
        """What is ticked: of these sentences and no others."""
