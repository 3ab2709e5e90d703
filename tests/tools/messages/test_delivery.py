"""How letters leave, and what is made of a server's answers."""

from __future__ import annotations

import errno
import os
import re
import socket
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from eventmgr.tools.messages.delivery import (
    Folder,
    NotNow,
    OutOfReach,
    Smtp,
    TurnedAway,
    TurnedDown,
    Undeliverable,
    carrier_for,
)
from tests.tools.messages.mime import SENDER, stored
from tests.tools.messages.peer import BREAK_OFF, Peer, free_port, listening, parse


@pytest.fixture
def peer():
    """A server that behaves until told otherwise."""
    return Peer()


@pytest.fixture
def carrier(peer):
    """A carrier to that server."""
    with listening(peer) as url:
        carrier = Smtp(url, SENDER, timeout=5)
        yield carrier
        carrier.close()


def test_a_letter_arrives_whole(peer, carrier):
    carrier.carry(stored(to_address="li@example.com", subject="您好 𬭎", text="一\n.\n二\n"))

    (message,) = peer.messages()
    assert (peer.accepted[0][0], message["Subject"]) == ("li@example.com", "您好 𬭎")
    assert message.get_body(("plain",)).get_content() == "一\r\n.\r\n二\r\n"


def test_one_connection_serves_many_letters(peer, carrier):
    for _number in range(20):
        carrier.carry(stored())

    assert (len(peer.accepted), peer.connections) == (20, 1)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 no such user", Undeliverable),
        ("550 5.1.1 <bad@example.com>: Recipient address rejected: User unknown", Undeliverable),
        ("553 5.1.3 bad address syntax", Undeliverable),
        ("550 User not found: bad@example.com", Undeliverable),
        ("550 Mailbox does not exist", Undeliverable),
        ("550 5.7.1 relaying denied", TurnedDown),
        ("554 5.7.1 Service unavailable; client host blocked", TurnedDown),
        ("550 5.1.8 sender's domain not found", TurnedDown),
        ("550 5.2.2 mailbox full", TurnedDown),
        ("550 blocked, too many messages", TurnedDown),
        ("553 sender address invalid", TurnedDown),
        ("450 mailbox busy", NotNow),
    ],
)
def test_only_a_recipient_that_is_none_is_given_up_at_once_and_the_next_letter_goes(peer, carrier, answer, error):
    peer.at_recipient = lambda address: answer if address == "bad@example.com" else "250 ok"

    with pytest.raises(error, match=re.escape(answer)):
        carrier.carry(stored(to_address="bad@example.com"))
    carrier.carry(stored(to_address="good@example.com"))

    assert [address for address, _content in peer.accepted] == ["good@example.com"]
    assert peer.connections == 1


@pytest.mark.parametrize(("answer", "error"), [("554 spam", TurnedDown), ("452 disk full", NotNow)])
def test_a_text_that_is_not_accepted_is_tried_again(peer, carrier, answer, error):
    peer.at_data = lambda _address, number: answer if number == 1 else "250 ok"
    letter = stored()

    with pytest.raises(error, match=answer):
        carrier.carry(letter)
    carrier.carry(letter)

    assert len(peer.accepted) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 5.7.1 not you", TurnedAway), ("451 not now", OutOfReach), ("552 5.3.4 message too large", TurnedDown)],
)
def test_a_refused_sender_is_about_all_letters_but_where_this_one_is_too_large(peer, carrier, answer, error):
    peer.at_sender = lambda _address: answer

    with pytest.raises(error, match=answer) as caught:
        carrier.carry(stored())

    assert type(caught.value) is error


def test_a_connection_broken_after_the_text_is_no_yes_and_the_repeat_bears_the_same_message_id(peer, carrier):
    peer.at_data = lambda _address, number: BREAK_OFF if number == 1 else "250 ok"
    letter = stored()

    with pytest.raises(NotNow):
        carrier.carry(letter)
    carrier.carry(letter)

    ids = [parse(content)["Message-ID"] for _address, content in peer.received]
    assert ids == [letter.message_id] * 2
    assert len(peer.accepted) == 1


def test_a_connection_that_went_stale_is_opened_again(peer, carrier):
    carrier.carry(stored())
    carrier._server.sock.shutdown(socket.SHUT_RDWR)

    with pytest.raises(NotNow):
        carrier.carry(stored())
    carrier.carry(stored())

    assert len(peer.accepted) == 2


def test_no_server_is_nobodys_fault():
    with pytest.raises(OutOfReach):
        Smtp(f"smtp://127.0.0.1:{free_port()}", SENDER, timeout=2).carry(stored())


def test_an_address_outside_of_ascii_goes_where_the_server_can_take_it_and_is_given_up_elsewhere(peer, carrier):
    letter = stored(to_address="张三@example.com")

    with pytest.raises(Undeliverable, match="SMTPUTF8"):
        carrier.carry(letter)
    with listening(peer, utf8=True) as url, closing(Smtp(url, SENDER, timeout=5)) as able:
        able.carry(letter)

    assert [address for address, _content in peer.accepted] == ["张三@example.com"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a second loopback address")
def test_a_password_is_not_sent_to_another_host_without_tls(peer):
    with listening(peer, host="127.0.0.2") as url:
        carrier = Smtp(url.replace("//", "//me:secret@"), SENDER, timeout=2)
        with pytest.raises(OutOfReach, match="TLS"):
            carrier.carry(stored())


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://mail.example.com:x"])
def test_a_setting_that_is_no_smtp_address_is_refused_at_start(url):
    with pytest.raises(ValueError, match="EVENTMGR_SMTP_URL"):
        Smtp(url, SENDER)


def test_without_a_server_letters_become_files(tmp_path: Path):
    letter = stored(kind="registration.confirmed", subject="您好")
    carrier = carrier_for("", SENDER, tmp_path)

    carrier.carry(letter)
    carrier.carry(letter)

    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "00000007-registration-confirmed.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    message = parse(file.read_bytes())
    assert (message["Subject"], message["Message-ID"]) == ("您好", letter.message_id)


def test_a_file_that_cannot_be_written_whole_leaves_no_part_of_it(tmp_path: Path, monkeypatch):
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("eventmgr.tools.messages.delivery.os.fsync", full)

    with pytest.raises(OutOfReach, match="No space left"):
        carrier_for("", SENDER, tmp_path).carry(stored())

    assert list((tmp_path / "outbox").iterdir()) == []


def test_parts_that_a_dead_worker_has_left_go_and_those_that_are_written_now_stay(tmp_path: Path):
    (tmp_path / "outbox").mkdir()
    for name, age in (("old", 3600), ("young", 0)):
        part = tmp_path / "outbox" / f"{name}.1.part"
        part.touch()
        os.utime(part, (time.time() - age,) * 2)

    carrier_for("", SENDER, tmp_path).carry(stored(kind="x"))

    assert sorted(path.name for path in (tmp_path / "outbox").iterdir()) == ["00000007-x.eml", "young.1.part"]


def test_a_kind_cannot_lead_out_of_the_folder(tmp_path: Path):
    Folder(tmp_path / "outbox", SENDER).carry(stored(kind="../../x/..\x00"))

    assert [path.name for path in (tmp_path / "outbox").iterdir()] == ["00000007-x.eml"]


def test_a_folder_that_cannot_be_written_is_out_of_reach(tmp_path: Path):
    (tmp_path / "outbox").write_text("a file is in the way")

    with pytest.raises(OutOfReach):
        Folder(tmp_path / "outbox", SENDER).carry(stored())
