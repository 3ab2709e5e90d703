"""Facts that features upstairs answer; receivers run at once, inside the same transaction."""

from __future__ import annotations

from blinker import signal

links_voided = signal("links-voided")
"""The links of an invitation that were handed out open nothing any more: it was revoked, or has a new one:
`links_voided.send(invitation)`."""
