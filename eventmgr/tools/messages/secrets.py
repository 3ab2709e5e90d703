"""Links and codes that only the reader of a letter may have.

The stored text holds a random mark in their place. What a mark stands for is kept sealed beside it, and put in when the
letter leaves: organizers read the text, back-ups hold it, and neither opens anything. A mark is nothing that can be
typed in advance, so no text of an organizer can make a letter say somebody's link.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from eventmgr.ground.sealing import Unreadable
from eventmgr.tools.messages.models import OutboxLetter

Resolver = Callable[..., str | None]
_resolvers: dict[str, Resolver] = {}
_HIDDEN = "••••••"
_HIDDEN_LINK = re.compile(rf'(<a\b[^>]*?)\s+href="[^"]*{_HIDDEN}[^"]*"')
_COLUMNS = (
    "id",
    "kind",
    "message_id",
    "language",
    "to_name",
    "to_address",
    "reply_to",
    "subject",
    "text",
    "html",
    "created_at",
    "confidential",
    "event_id",
    "about",
    "state",
    "unsubscribe",
)


@dataclass(frozen=True)
class Secret:
    """What a mark stands for: a value, or what the room that knows `kind` says of `numbers` when the letter leaves.

    Attributes:
        instead: the address to give if that room says it is void by then; a code without one is left out.
        mark: what stands in the text.
    """

    kind: str = ""
    numbers: tuple[int, ...] = ()
    value: str = ""
    instead: str = ""
    mark: str = field(default_factory=lambda: f"mark{secrets.token_hex(16)}")

    def plain(self) -> dict[str, object]:
        """The secret as the row of the e-mail keeps it."""
        return {"kind": self.kind, "numbers": list(self.numbers), "value": self.value, "instead": self.instead}


def offer_secret(kind: str, resolver: Resolver) -> None:
    """Let `resolver(*numbers)` say what a secret of `kind` is; None: it is void."""
    _resolvers[kind] = resolver


def filled(letter: OutboxLetter) -> OutboxLetter:
    """A copy of the letter that can leave: every mark replaced; the same each time, as long as nothing is made void.

    Raises:
        RuntimeError: the key that sealed the secrets is lost.
    """
    if isinstance(letter.secrets, Unreadable):
        raise RuntimeError(  # noqa: TRY004  # the kind tells that the key is lost
            "the links of this letter cannot be read: the data key is another one"
        )
    copy = _copy(letter)
    for mark, spec in letter.secrets.items():
        value = spec["value"] or _resolvers[spec["kind"]](*spec["numbers"])
        if value is None:
            _leave_out(copy, mark, str(spec["instead"]))
        else:
            _put(copy, mark, value)
    return copy


def masked(letter: OutboxLetter, words: str) -> OutboxLetter:
    """A copy of the letter for anybody but its reader: links end in dots and lead nowhere, `words` stand for the
    picture of a code."""
    copy = _copy(letter)
    for mark in letter.secrets:
        _put(copy, mark, _HIDDEN)
    copy.html = _HIDDEN_LINK.sub(r"\1", copy.html)
    for spec in copy.attachments:
        if "qr" in spec:
            copy.html = _picture(spec).sub(lambda _found: f"<p>{words}</p>", copy.html)
    copy.attachments = [spec for spec in copy.attachments if "qr" not in spec]
    return copy


def _copy(letter: OutboxLetter) -> OutboxLetter:
    """The same values in an object that is in no session."""
    values = {name: getattr(letter, name) for name in _COLUMNS}
    return OutboxLetter(**values, attachments=[dict(spec) for spec in letter.attachments])


def _put(letter: OutboxLetter, mark: str, value: str) -> None:
    letter.text, letter.html = letter.text.replace(mark, value), letter.html.replace(mark, value)
    letter.unsubscribe = letter.unsubscribe.replace(mark, value)
    letter.attachments = [
        {name: value if text == mark else text for name, text in spec.items()} for spec in letter.attachments
    ]


def _leave_out(letter: OutboxLetter, mark: str, instead: str) -> None:
    """The whole address around the mark becomes `instead`; a code and its picture go."""
    address = re.compile(rf"[^\s\"'<>]*{mark}[^\s\"'<>]*")
    letter.text = address.sub(lambda _found: instead, letter.text)
    letter.html = address.sub(lambda _found: instead, letter.html)
    for spec in letter.attachments:
        if spec.get("qr") == mark:
            letter.html = _picture(spec).sub("", letter.html)
    letter.attachments = [spec for spec in letter.attachments if spec.get("qr") != mark]


def _picture(spec: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf'(<p[^>]*>)?<img src="cid:{re.escape(spec["filename"])}"[^>]*>(?(1)</p>)')
