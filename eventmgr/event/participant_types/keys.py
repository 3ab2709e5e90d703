"""The types of participants that every event has, by their keys."""

from __future__ import annotations

import enum


class Role(enum.StrEnum):
    """参会身份: as what somebody comes. A key is plain text wherever it is kept, for events have types of their own beside."""

    DELEGATE = "delegate"
    LEADER = "leader"
    CONTACT = "contact"
    EXPERT = "expert"
    SPEAKER = "speaker"
    COMPANY = "company"
    MEDIA = "media"
    STAFF = "staff"


LONGEST_KEY = 32
