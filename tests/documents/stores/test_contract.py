"""What every store does alike: the same tests against the disk and against a real S3 server."""

import secrets
from collections.abc import Iterator
from uuid import UUID

import pytest

from webapp.documents import crypt
from webapp.documents.store import Store, StoreError
from webapp.sealing import Unreadable

MiB = 1024 * 1024
NAME, OTHER = "0123456789abcdef" * 2, "f" * 32
LARGE = 25 * MiB


def whole(store: Store, name: str = NAME, **part: int | None) -> bytes:
    return b"".join(store.open(name, **part))  # type: ignore[arg-type]


def refusal(store: Store, name: str = NAME, **part: int) -> StoreError:
    with pytest.raises(StoreError) as raised:
        list(store.open(name, **part))  # type: ignore[arg-type]
    return raised.value


@pytest.mark.parametrize("size", [0, 1, MiB, 5 * MiB, 5 * MiB + 1])
def test_it_gives_back_what_was_put(store: Store, size: int) -> None:
    data = secrets.token_bytes(size)
    store.put(NAME, (data[at : at + 700_000] for at in range(0, size, 700_000)))
    assert whole(store) == data


def test_it_takes_a_large_file_block_by_block(store: Store) -> None:
    block, held = secrets.token_bytes(MiB), []

    def blocks() -> Iterator[bytes]:
        for _ in range(LARGE // MiB):
            yield block
            held.append(memory())

    before = memory()
    store.put(NAME, blocks())
    assert max(held) - before < 20 * MiB
    assert all(got in block * 3 for got in store.open(NAME))
    assert sum(len(got) for got in store.open(NAME)) == LARGE


def memory() -> int:
    """What this process holds now, in bytes."""
    with open("/proc/self/statm") as said:
        return int(said.read().split()[1]) * 4096


PARTS = [
    (0, None, b"0123456789"), (3, None, b"3456789"), (3, 4, b"3456"), (0, 1, b"0"), (8, 5, b"89"), (0, 10, b"0123456789"),
    (9, 1, b"9"), (10, 1, b""), (10, None, b""), (99, 5, b""), (2, 0, b""), (0, 0, b""),
]  # fmt: skip


@pytest.mark.parametrize(("start", "length", "part"), PARTS)
def test_it_reads_a_part(store: Store, start: int, length: int | None, part: bytes) -> None:
    store.put(NAME, [b"01234", b"56789"])
    assert whole(store, start=start, length=length) == part


def test_it_reads_a_part_of_an_empty_file(store: Store) -> None:
    store.put(NAME, [])
    assert whole(store, start=0, length=5) == whole(store, start=3) == b""


def test_it_reads_a_part_across_blocks(store: Store) -> None:
    data = secrets.token_bytes(3 * MiB)
    store.put(NAME, [data])
    assert whole(store, start=MiB - 5, length=MiB + 10) == data[MiB - 5 : 2 * MiB + 5]


@pytest.mark.parametrize("size", [3, 6 * MiB])
def test_it_uses_a_name_once(store: Store, size: int) -> None:
    store.put(NAME, [b"first"])
    with pytest.raises(StoreError) as raised:
        store.put(NAME, [bytes(size)])
    assert raised.value.permanent
    assert whole(store) == b"first"


@pytest.mark.parametrize("blocks", [1, 7])
def test_it_keeps_nothing_when_the_bytes_break_off(store: Store, blocks: int) -> None:
    def broken() -> Iterator[bytes]:
        for _ in range(blocks):
            yield bytes(MiB)
        raise Unreadable("a part of the upload")

    with pytest.raises(Unreadable, match="a part of the upload"):
        store.put(NAME, broken())
    assert list(store.names()) == []
    assert refusal(store).permanent


def test_it_can_be_put_again_after_it_broke_off(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.put(NAME, (bytes(1 // n) for n in (1, 0)))
    store.put(NAME, [b"whole"])
    assert whole(store) == b"whole"


@pytest.mark.parametrize("part", [{}, {"start": 3}, {"start": 0, "length": 0}])
def test_what_is_not_there_will_never_be_read(store: Store, part: dict[str, int]) -> None:
    assert refusal(store, **part).permanent


def test_it_forgets_a_file_and_does_not_mind_doing_it_again(store: Store) -> None:
    store.put(NAME, [b"x"])
    store.delete(NAME)
    store.delete(NAME)
    assert refusal(store).permanent


def test_it_names_what_it_keeps(store: Store) -> None:
    names = {secrets.token_hex(16) for _ in range(5)}
    for name in names:
        store.put(name, [b"x"])
    assert sorted(store.names()) == sorted(names)


def test_an_empty_one_names_nothing(store: Store) -> None:
    assert list(store.names()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, NAME + "/x", f"{NAME}\n", "x" * 32])
def test_it_takes_no_path_for_a_name(store: Store, name: str) -> None:
    for verb in (lambda: store.put(name, [b"x"]), lambda: list(store.open(name)), lambda: store.delete(name)):
        with pytest.raises(StoreError) as raised:
            verb()
        assert raised.value.permanent


def test_a_file_sealed_in_pieces_is_read_again_from_it(store: Store) -> None:
    key, plain = secrets.token_bytes(32), secrets.token_bytes(6 * MiB + 5)
    store.put(NAME, crypt.seal(key, UUID(int=1), plain))
    assert b"".join(crypt.unseal(key, UUID(int=1), store.open(NAME))) == plain


def test_a_file_replaced_in_the_store_is_noticed(store: Store) -> None:
    """Whoever can write to the store puts another paper, sealed under its own key, in this one's place."""
    key, other = secrets.token_bytes(32), secrets.token_bytes(32)
    store.put(NAME, crypt.seal(key, UUID(int=1), b"mine"))
    store.delete(NAME)
    store.put(NAME, crypt.seal(other, UUID(int=2), b"another"))
    with pytest.raises(Unreadable):
        list(crypt.unseal(key, UUID(int=1), store.open(NAME)))
