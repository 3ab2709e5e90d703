"""The two ceremonies of WebAuthn, by a kept library: what the browser is asked, and whether its answer holds.

A passkey is discoverable and asks its owner for a finger, a face or a PIN (`userVerification: required`): it is two
steps in one. It belongs to the host of the public address; browsers know none over plain HTTP but on `localhost`, and
none for numbers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.models import Passkey, User
from eventmgr.identity.accounts.signing_in.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 20_000
"""Characters of an answer that are read."""


class WrongPasskey(Refusal):
    """The answer of the device does not hold, or there is no such passkey; the words are the same."""

    def __init__(self) -> None:
        super().__init__(_("This passkey did not work here. Try again, or sign in with your password."))


def ask_to_create(site: Site, name: str, user: User, known: list[Passkey]) -> tuple[str, bytes]:
    """(what the browser is asked, as JSON; the challenge that its answer must hold). `name` is that of the site."""
    import webauthn  # noqa: PLC0415 -- a quarter of a second, for those few who add or use one
    from webauthn.helpers import structs  # noqa: PLC0415 -- as above

    asked = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=name,
        user_id=f"eventmgr-{user.id}".encode(),
        user_name=user.email,
        user_display_name=user.name,
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(asked), asked.challenge


def ask_to_sign(site: Site) -> tuple[str, bytes]:
    """The same for signing in; nobody says who they are, the device does."""
    import webauthn  # noqa: PLC0415 -- as in `ask_to_create`
    from webauthn.helpers import structs  # noqa: PLC0415 -- as in `ask_to_create`

    asked = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(asked), asked.challenge


def read_created(site: Site, answer: str, challenge: bytes) -> dict[str, Any]:
    """`credential_id`, `public_key` and `sign_count` of the passkey that was made.

    Raises:
        WrongPasskey: the answer does not hold.
    """
    import webauthn  # noqa: PLC0415 -- as in `ask_to_create`

    made = _held(
        lambda: webauthn.verify_registration_response(
            credential=answer[:_LONGEST],
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return {
        "credential_id": made.credential_id,
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
    }


def read_id(answer: str) -> bytes:
    """Which passkey an answer says it is of.

    Raises:
        WrongPasskey: it says none.
    """
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415 -- as in `ask_to_create`

    return bytes(_held(lambda: base64url_to_bytes(json.loads(answer[:_LONGEST])["id"])))


def check_signed(site: Site, answer: str, challenge: bytes, passkey: Passkey) -> int:
    """How often the device has signed with it by now.

    Raises:
        WrongPasskey: the answer does not hold, or another device has signed with a copy of the key.
    """
    import webauthn  # noqa: PLC0415 -- as in `ask_to_create`

    signed = _held(
        lambda: webauthn.verify_authentication_response(
            credential=answer[:_LONGEST],
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )
    return int(signed.new_sign_count)


def _held(read: Callable[[], Any]) -> Any:  # whatever the library gives
    """What `read` gives. Answers come from anybody, so whatever the library makes of one that is none is a wrong
    passkey."""
    try:
        return read()
    except Exception as error:
        raise WrongPasskey from error
