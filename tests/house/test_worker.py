"""What the service worker keeps for a form: all that its pages may wake from the first question until it is sent."""

import re
from pathlib import Path

import pytest

from webapp.assets import AFTERWARDS, BUNDLE, STATIC, contents, journey
from webapp.config import ROOT

WORKER = "\n".join(path.read_text() for path in sorted((STATIC / "js" / "worker").glob("*.js")))
ROOMS = ("dossiers", "documents", "wallet", "payments")
ONLINE_ONLY = {"nav"}  # staff pages


def woken(room: str) -> set[str]:
    """The modules that the pages of a room name."""
    pages = [path.read_text() for path in Path(ROOT, "webapp", room, "templates").rglob("*.html")]
    return {name for page in pages for names in re.findall(r'data-module="([\w ]+)"', page) for name in names.split()}


@pytest.mark.parametrize("room", ROOMS)
def test_it_keeps_every_module_that_a_page_on_the_way_wakes(room: str) -> None:
    together = set(re.findall(r'"js/modules/(\w+)\.js":', contents()[BUNDLE].decode()))
    assert woken(room) - set(AFTERWARDS) - together - ONLINE_ONLY == set(), "name it in assets.AFTERWARDS"


def test_it_keeps_what_those_modules_import_at_once_or_later() -> None:
    kept = journey(contents())
    assert {BUNDLE, "js/offline/outbox.js", "js/paper/workshop.js", "js/offline/tus.js"} <= set(kept)
    assert len(kept) == len(set(kept))


def test_its_shell_exists() -> None:
    shell = re.search(r"const SHELL = \[(.*?)\]", WORKER)
    assert shell
    assert set(re.findall(r'"([^"]+)"', shell[1])) <= set(contents())


def test_no_text_of_a_script_goes_over_several_lines() -> None:
    """What looks like indentation or a comment is left out of the packed files (assets.lean)."""
    scripts = (STATIC / "js").rglob("*.js")
    code = [re.sub(r"^[ \t]*//.*\n", "", path.read_text(), flags=re.M) for path in scripts]
    assert [text for one in code for text in re.findall(r"`[^`]*`", one) if "\n" in text] == []
