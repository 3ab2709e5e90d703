"""What is kept in bounds."""

from concurrent.futures import ThreadPoolExecutor

from eventmgr.ground.lru import Lru


def test_the_longest_unused_goes_first():
    kept: Lru[str, int] = Lru(2)
    for number, key in enumerate("ab"):
        kept.keep(key, number)
    kept.get("a")

    kept.keep("c", 2)

    assert (kept.keys(), kept.get("b"), kept.get("a")) == (["a", "c"], None, 0)


def test_bytes_are_bounded_and_given_back():
    kept: Lru[str, bytes] = Lru(10, most_bytes=10, size=len)
    for key in "abc":
        kept.keep(key, b"12345")
    kept.keep("c", b"1")

    assert (kept.keys(), kept.bytes) == (["b", "c"], 6)
    kept.clear()
    assert (kept.keys(), kept.bytes) == ([], 0)


def test_what_is_too_large_is_not_kept_and_pushes_nothing_out():
    kept: Lru[str, bytes] = Lru(10, most_bytes=10, size=len)
    kept.keep("a", b"12345")

    assert (kept.keep("b", b"12345678901"), kept.keys()) == (b"12345678901", ["a"])


def test_an_older_version_does_not_stay_where_the_newer_is_too_large():
    kept: Lru[str, bytes] = Lru(10, most_bytes=10, size=len)
    kept.keep("a", b"old")
    kept.keep("a", b"12345678901")

    assert (kept.get("a"), kept.bytes) == (None, 0)


def test_it_is_made_once():
    kept: Lru[str, list[int]] = Lru(10)

    first, second = (kept.get_or_make("a", list) for _time in range(2))

    assert first is second


def test_threads_share_it():
    kept: Lru[int, bytes] = Lru(20, most_bytes=100, size=len)

    def work(start: int) -> None:
        for number in range(start, start + 2_000):
            kept.keep(number % 37, b"x" * (number % 11))
            kept.get(number % 23)

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(work, range(8)))

    keys = kept.keys()
    left = [len(kept.get(key) or b"") for key in keys]
    assert (kept.bytes, len(left) <= 20, sum(left) <= 100) == (sum(left), True, True)
