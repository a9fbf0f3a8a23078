"""Files in a folder of this computer: two levels of folders, written aside, flushed to the disk, then renamed."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from webapp.documents.store import StoreError

BLOCK = 1024 * 1024
NAME = re.compile(r"[0-9a-f]{32}")


class Disk:
    """A store in `folder`, which is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        path = self._path(name)
        spare = path.with_suffix(".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with spare.open("wb") as target:
                target.writelines(blocks)
                target.flush()
                os.fsync(target.fileno())
            spare.replace(path)
            _flush_folder(path.parent)
        except OSError as error:  # most likely a full disk
            spare.unlink(missing_ok=True)
            raise StoreError(f"not written: {error}", permanent=False) from error

    def open(self, name: str) -> Iterator[bytes]:
        try:
            with self._path(name).open("rb") as source:
                while block := source.read(BLOCK):
                    yield block
        except OSError as error:
            raise StoreError(f"not read: {error}", permanent=isinstance(error, FileNotFoundError)) from error

    def delete(self, name: str) -> None:
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"not deleted: {error}", permanent=False) from error

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise StoreError("not a name of a file", permanent=True)
        return self.folder / name[:2] / name[2:4] / name


def _flush_folder(folder: Path) -> None:
    """Without this the name, not the content, may be missing after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
