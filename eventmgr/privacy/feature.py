"""How long what is kept, and what people were told of it: the daily job over the periods that the rooms tell."""

from __future__ import annotations

from eventmgr.features import Feature, Words
from eventmgr.i18n import _l
from eventmgr.privacy import services
from eventmgr.privacy.models import PrivacyNotice

FEATURE = Feature(
    "privacy",
    typed_tables=(PrivacyNotice,),
    words=(
        Words(PrivacyNotice, _l("Privacy notice"), fields={"text": _l("Text")}),
        Words(
            services.Purge,
            _l("Deletion of what is due"),
            actions={"purged": _l("deleted what was due")},
            fields={"deleted": _l("Deleted")},
            say={"deleted": services.say_deleted},
            records=frozenset({"purged"}),
        ),
    ),
)
