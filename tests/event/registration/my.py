"""Steps of the tests of my, which others take too."""

from __future__ import annotations

from eventmgr.event.registration.letters.writing import my_token


def own_page(place):
    return f"/my/{my_token(place)}/"
