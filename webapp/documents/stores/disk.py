"""Files in a folder of this computer: two levels of folders, written aside, flushed to the disk, then given their name."""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from webapp.documents.store import NAME, StoreError, proved

BLOCK = 1024 * 1024


class Disk:
    """A store in `folder`, which is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        path = self._path(name)
        spare = path.with_name(f"{name}.{secrets.token_hex(4)}.new")  # its own: two may put the same name at once
        try:
            _make_folder(path.parent)
            with spare.open("xb") as target:
                target.writelines(blocks)
                target.flush()
                os.fsync(target.fileno())
            os.link(spare, path)  # unlike a rename it replaces nothing
            _flush_folder(path.parent)
        except FileExistsError as error:
            raise StoreError("the name is taken", permanent=True) from error
        except OSError as error:  # most likely a full disk
            raise StoreError(f"not written: {error.strerror}", permanent=False) from error
        finally:
            spare.unlink(missing_ok=True)

    def open(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        left = length
        try:
            with self._path(name).open("rb") as source:
                source.seek(start)
                while block := source.read(BLOCK if left is None else min(BLOCK, left)):
                    left = None if left is None else left - len(block)
                    yield block
        except OSError as error:
            gone = isinstance(error, FileNotFoundError)
            raise StoreError(f"not read: {error.strerror}", permanent=gone) from error

    def delete(self, name: str) -> None:
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"not deleted: {error.strerror}", permanent=False) from error

    def names(self) -> Iterator[str]:
        for _folder, _folders, files in os.walk(self.folder):
            yield from (name for name in files if NAME.fullmatch(name))  # not those that are being written

    def _path(self, name: str) -> Path:
        return self.folder / proved(name)[:2] / name[2:4] / name


def _make_folder(folder: Path) -> None:
    """The folder and those above it, each as safe from a power cut as what will lie in it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Without this the name, not the content, may be missing after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
