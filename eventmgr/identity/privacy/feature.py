"""How long what is kept, and what people were told of it: the daily job over the periods that the rooms tell."""

from __future__ import annotations

from eventmgr.ground.features import Feature, Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy import queries, services
from eventmgr.identity.privacy.models import LegalHold, PrivacyNotice

FEATURE = Feature(
    "privacy",
    typed_tables=(PrivacyNotice, LegalHold),
    holds=queries.list_held,
    words=(
        Words(PrivacyNotice, _l("Privacy notice"), fields={"text": _l("Text")}),
        Words(
            LegalHold,
            _l("Legal hold"),
            actions={"placed": _l("deletion stopped"), "lifted": _l("deletion resumed")},
        ),
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
