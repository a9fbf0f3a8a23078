"""Provinces and communes for address questions. Another room knows them; the door hands them over once with `use`."""

from typing import Protocol


class Places(Protocol):
    """Two-tier units of Việt Nam: a province code has two digits, a ward code five (General Statistics Office)."""

    HOME_PROVINCE: str

    def provinces(self) -> list[tuple[str, str]]: ...
    def wards(self, province_code: str, /) -> list[tuple[str, str]]: ...
    def is_ward(self, province_code: str, ward_code: str, /) -> bool: ...
    def find_ward(self, province_code: str, typed: str, /) -> str | None: ...
    def province_name(self, code: str, /) -> str: ...
    def ward_name(self, code: str, /) -> str: ...


class NoPlaces(RuntimeError):
    """The door has not handed over the places yet."""


_given: list[Places] = []


def use(places: Places) -> None:
    """From here on address questions use these places."""
    _given[:] = [places]


def current() -> Places:
    """The places in use. Raises NoPlaces."""
    if not _given:
        raise NoPlaces("call webapp.procedures.service.use_places first")
    return _given[0]
