"""Passwords: hashed with argon2id, checked in the same time whether the account exists or not."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

MIN_LENGTH = 10
MAX_LENGTH = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_COMMON = frozenset(
    [
        "1234567890",
        "0123456789",
        "0987654321",
        "9876543210",
        "qwertyuiop",
        "asdfghjkl1",
        "password12",
        "password123",
        "password1234",
        "1q2w3e4r5t",
        "q1w2e3r4t5",
        "1qaz2wsx3edc",
        "1111111111",
        "0000000000",
        "8888888888",
        "6666666666",
        "aaaaaaaaaa",
        "abcdefghij",
        "abc1234567",
        "qwerty1234",
        "iloveyou12",
        "admin12345",
        "woaini1314",
        "5201314520",
        "letmein123",
        "welcome123",
    ]
)


def hash_password(password: str) -> str:
    """An argon2id hash of `password` (OWASP 2024 minimum: 19 MiB, two passes), about 20 ms."""
    return _hasher.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether `password` fits; a missing hash costs the same time and never fits."""
    try:
        _hasher.verify(password_hash or _DECOY, password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


def weakness(password: str, email: str = "") -> str | None:
    """Why `password` is refused: `short`, `long`, `common`, `personal` or `simple`; None if it will do.

    Length counts most (GB/T 22239 asks for length and a mix): ten characters of at least two classes.
    """
    if len(password) < MIN_LENGTH:
        return "short"
    if len(password) > MAX_LENGTH:
        return "long"
    folded = password.casefold()
    if folded in _COMMON or len(set(folded)) < 4:
        return "common"
    if email and len(email.split("@", maxsplit=1)[0]) > 3 and email.split("@", maxsplit=1)[0] in folded:
        return "personal"
    classes = (str.islower, str.isupper, str.isdecimal, _is_uncased, lambda char: not char.isalnum())
    if sum(any(kind(char) for char in password) for kind in classes) < 2 and len(password) < 16:
        return "simple"
    return None


def _is_uncased(char: str) -> bool:
    """A letter of a script without capitals, such as a Chinese character."""
    return char.isalpha() and not char.islower() and not char.isupper()


_DECOY = "$argon2id$v=19$m=19456,t=2,p=1$vk9ab91MebFA+YAQiuCPVg$hBREpmK1rfkiPv5Mm4ENniA+W/CYgvQG0Z9ACBsctXo"
"""A hash of `_hasher` that opens nothing. It stands here, because a start that makes one takes 40 ms longer, and made
at first use, the first unknown address would take twice as long."""
