"""What people agree to."""

from __future__ import annotations

from eventmgr.i18n import _l

PROCESSING = "processing"
SENSITIVE = "sensitive"
"""Purposes of consents; see `Consent.purpose`."""
PURPOSES = {
    PROCESSING: _l("Consent"),
    SENSITIVE: _l("Consent to sensitive personal information"),
    "name_published": _l("Consent to name publication"),
}
