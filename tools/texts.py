"""`make texts`: collects the texts of pages, code and browser modules and brings translations/en up to date.

`extract()` is also what the tests compare with. New texts come in empty: translate them, then run it again.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "_n": (1, 2),
}  # fmt: skip
FOLDERS = ("webapp", "static")
SKIPPED = ("sandbox",)  # has its own little texts.en.json


def extract() -> Catalog:
    """Every text of the repository, with the files it stands in (no line numbers: they would change with every edit)."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as settings:
        methods, options = parse_mapping_cfg(settings)
    catalog = Catalog(project="mot-cham", charset="utf-8", fuzzy=False)
    here = os.getcwd()
    os.chdir(ROOT)
    try:
        found = extract_from_dir(".", methods, options, KEYWORDS, ("i18n:",), directory_filter=_wanted)
        for name, _line, message, comments, context in found:
            catalog.add(message, None, [(name.removeprefix("./"), None)], auto_comments=comments, context=context)
    finally:
        os.chdir(here)
    return catalog


def _wanted(folder: str | os.PathLike[str]) -> bool:
    parts = Path(folder).absolute().relative_to(ROOT).parts  # a link to an environment elsewhere is a folder here
    return parts[0] in FOLDERS and not any(part in SKIPPED or part.startswith((".", "_")) for part in parts)


def update(po: Path, locale: str = "en") -> Catalog:
    """The catalogue of one language, brought up to date; texts that are gone are dropped, nothing is guessed."""
    known = Catalog(locale=locale, project="mot-cham", fuzzy=False)
    if po.exists():
        with po.open("rb") as source:
            known = read_po(source, locale=locale)
    known.update(extract(), no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=False)
    known.obsolete.clear()
    return known


def write(catalog: Catalog, po: Path) -> None:
    po.parent.mkdir(parents=True, exist_ok=True)
    catalog.revision_date = catalog.creation_date = datetime(
        2026, 1, 1, tzinfo=UTC
    )  # a date would change with every run
    with po.open("wb") as target:
        write_po(target, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)


def main() -> int:
    po = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    catalog = update(po)
    write(catalog, po)
    empty = [message.id for message in catalog if message.id and not _filled(message.string)]
    print(f"{len(catalog)} texts, {len(empty)} still to be translated in {po.relative_to(ROOT)}")
    return 0


def _filled(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) if isinstance(string, str | None) else all(string)


if __name__ == "__main__":
    sys.exit(main())
