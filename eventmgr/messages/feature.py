"""Letters in the outbox."""

from __future__ import annotations

from eventmgr.features import Feature, Figure, Number
from eventmgr.i18n import _l
from eventmgr.messages.models import LetterText
from eventmgr.messages.periods import PERIODS
from eventmgr.messages.queries import count_letters

FEATURE = Feature(
    "messages",
    numbers={"attempts": Number(_l("Attempts"), _l("How often the sending of an e-mail was tried."))},
    typed_tables=(LetterText,),
    periods=PERIODS,
    figures=(Figure("letters", "E-mails in the outbox by state.", "state", count_letters),),
)
