"""How long what is kept, and what people were told of it: the daily job over the periods that the rooms tell."""

from __future__ import annotations

from eventmgr.features import Feature, Words
from eventmgr.i18n import _l
from eventmgr.privacy import services  # noqa: F401 -- the daily job registers itself when it is imported
from eventmgr.privacy.models import PrivacyNotice

FEATURE = Feature(
    "privacy",
    typed_tables=(PrivacyNotice,),
    words=(Words(PrivacyNotice, _l("Privacy notice"), fields={"text": _l("Text")}),),
)
