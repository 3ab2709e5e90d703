"""Entries that are e-mailed to one person each: asked to come, told anew, taken back, under numbers that only rise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from eventmgr.tools.ical import Attendee, Entry, invitation
from eventmgr.tools.messages.letters import Attachment
from eventmgr.tools.numbering import queries, readers, services
from eventmgr.tools.numbering.models import FirstNumber
from eventmgr.tools.numbering.queries import Known
from eventmgr.tools.numbering.services import Numbered, Shown

_ANY = ""
"""A mailbox has one entry of a thing, whatever language it was written in."""


@dataclass(frozen=True)
class Mailings:
    """What several people are e-mailed at once; a fixed number of statements for all of them."""

    organizer: tuple[str, str]
    """Name and address that all e-mails come from."""
    at: datetime
    _known: Mapping[tuple[str, str], Mapping[str, Known]]
    _minimum: Mapping[str, int]
    _first: FirstNumber | None
    _numbered: list[Numbered] = field(default_factory=list)

    def knows(self, reader: str) -> Collection[str]:
        """UIDs of what that mailbox was e-mailed of, whether it stands or was cancelled since."""
        return self._known.get((readers.mailbox(reader), _ANY), {}).keys()

    def news(self, reader: str, entries: Sequence[Entry], *, untimed: Collection[str] = ()) -> Collection[str]:
        """UIDs of those that read otherwise than that mailbox was told; as `attachments`."""
        return self._compare(reader, entries, untimed).numbers.keys()

    def attachments(
        self,
        reader: str,
        attendee: Attendee,
        entries: Sequence[Entry],
        *,
        untimed: Collection[str] = (),
        shared: Collection[str] = (),
    ) -> list[Attachment]:
        """A message for each entry: a REQUEST for what takes place, a CANCEL for what was told and does not.

        Args:
            entries: all that the reader has; cancelled ones, too.
            untimed: entries whose times are not kept.
            shared: UIDs of what somebody else behind the same address has, too: it is not cancelled there.
        """
        told = self._compare(reader, entries, untimed)
        self._numbered.append(told)
        sent = [entry for entry in told.entries if entry.status != "CANCELLED" or entry.uid not in shared]
        return [_message(entry, attendee, number, self.at) for number, entry in enumerate(sent, start=1)]

    def _compare(self, reader: str, entries: Sequence[Entry], untimed: Collection[str]) -> Numbered:
        name, address = self.organizer
        own = [replace(entry, organizer_name=name, organizer_email=address) for entry in entries]
        shown = Shown(
            [entry for entry in own if entry.status != "CANCELLED"],
            [entry for entry in own if entry.status == "CANCELLED"],
            untimed=untimed,
        )
        mailbox = readers.mailbox(reader)
        before = services.Before(self._known.get((mailbox, _ANY), {}), self._first, self._minimum)
        return services.compare(mailbox, _ANY, shown, at=self.at, before=before)

    def keep(self) -> None:
        """Remember what was written. Inside the transaction of the e-mails."""
        for told in self._numbered:
            services.keep(told)


def mailings(recipients: Sequence[str], uids: Sequence[str], *, organizer: tuple[str, str], at: datetime) -> Mailings:
    """What these readers are to be e-mailed of these entries; above all that anybody was told of the same one, for two
    may share a mailbox, and a calendar may hold what a feed has said."""
    known = queries.list_numbered_for([readers.mailbox(one) for one in recipients])
    above = {uid: number + 1 for uid, number in queries.list_highest(uids).items()}
    return Mailings(organizer, at, known, above, queries.find_first_number())


def _message(entry: Entry, attendee: Attendee, number: int, at: datetime) -> Attachment:
    method = "CANCEL" if entry.status == "CANCELLED" else "REQUEST"
    stamp = max(at, entry.last_modified)
    content = invitation(entry, method=method, attendee=attendee, stamp=stamp)  # type: ignore[arg-type]
    return {
        "type": f"text/calendar; method={method}",
        "filename": f"invitation-{number}.ics",
        "content": content.decode(),
    }
