"""What the trail says of accounts."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.models import User

WORDS = (
    Words(
        User,
        _l("Account"),
        actions={
            "signed_in": _l("signed in"),
            "signed_out": _l("signed out"),
            "signed_out_everywhere": _l("signed out on every device"),
            "signed_out_elsewhere": _l("signed out on every other device"),
            "password_set": _l("password set"),
            "second_step_on": _l("two-step sign-in turned on"),
            "second_step_off": _l("two-step sign-in turned off"),
            "recovery_codes_renewed": _l("recovery codes renewed"),
            "recovery_code_used": _l("signed in with a recovery code"),
            "passkey_added": _l("passkey added"),
            "passkey_removed": _l("passkey removed"),
        },
        fields={
            "passkey": _l("Passkey"),
        },
        values={"language": {"zh": _l("Chinese"), "en": _l("English")}},
    ),
)
