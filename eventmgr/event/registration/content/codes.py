"""What the check-in code says, and the code that is read out on the telephone."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.tools.charts.qr import image_address
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web import tokens


def signed_check_in_code(number: int, link_version: int) -> str:
    """What the code of registration `number` says: it opens nothing, it only names the registration to the desk."""
    return tokens.sign("check-in", number, link_version)


def handed_over(event: Event, registration: Registration, link: str) -> dict[str, str]:
    """What a slip says (`event/registration/_slip.html`): the way to the own page as address and picture, and what is said on the telephone."""
    door = absolute_url("registration.send_link", slug=event.slug)
    return {"link": link, "picture": image_address(link), "code": spoken_code(registration), "door": door}


def spoken_code(registration: Registration) -> str:
    """Nine digits that open the own page together with name and mobile number: what is read out on the telephone. It
    dies with the link."""
    tag = tokens.keyed("spoken", f"{registration.id}:{registration.link_version}")
    digits = f"{int.from_bytes(tag) % 10**9:09d}"
    return " ".join(digits[i : i + 3] for i in range(0, 9, 3))
