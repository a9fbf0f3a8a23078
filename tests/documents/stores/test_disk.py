"""The store on this computer's disk: where files lie, and what a full disk leaves behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.documents.store import StoreError
from webapp.documents.stores import disk
from webapp.documents.stores.disk import Disk

NAME = "0123456789abcdef" * 2


def test_it_keeps_files_two_folders_deep(tmp_path: Path) -> None:
    Disk(tmp_path).put(NAME, [b"x"])
    assert (tmp_path / "01" / "23" / NAME).is_file()


def test_a_full_disk_keeps_nothing_and_may_be_tried_again(tmp_path: Path) -> None:
    def full() -> Iterator[bytes]:
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left") as error:
        Disk(tmp_path).put(NAME, full())
    assert not error.value.permanent
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_being_written_has_no_name_yet(tmp_path: Path) -> None:
    store, seen = Disk(tmp_path), []

    def blocks() -> Iterator[bytes]:
        yield b"x"
        seen.extend(store.names())
        yield b"y"

    store.put(NAME, blocks())
    assert (seen, list(store.names())) == ([], [NAME])


def test_content_name_and_new_folders_are_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed, real = [], disk._flush_folder
    monkeypatch.setattr(disk, "_flush_folder", lambda folder: (flushed.append(folder), real(folder)))
    Disk(tmp_path / "files").put(NAME, [b"x"])
    root = tmp_path / "files"
    assert flushed == [tmp_path, root, root / "01", root / "01" / "23"]


def test_of_two_at_once_one_is_refused(tmp_path: Path) -> None:
    store = Disk(tmp_path)

    def overtaken() -> Iterator[bytes]:
        store.put(NAME, [b"first"])
        yield b"second"

    with pytest.raises(StoreError, match="taken"):
        store.put(NAME, overtaken())
    assert b"".join(store.open(NAME)) == b"first"
