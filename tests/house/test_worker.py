"""The service worker's list of files: one that is missing would stop the whole installation."""

import re

from webapp.assets import STATIC

SOURCE = (STATIC / "js" / "worker" / "sw.js").read_text()


def listed() -> list[str]:
    """Paths below static/ as the worker puts them together."""
    modules = re.search(r"const modules = `([^`]*)`", SOURCE)
    offline = re.search(r"\.\.\.\[([^\]]*)\]\.map\(\(name\) => `js/offline", SOURCE)
    plain = re.search(r"const files = \[(.*?)\.\.\.modules", SOURCE, re.S)
    assert modules
    assert offline
    assert plain
    return [
        *(f"js/modules/{name}.js" for name in modules[1].split()),
        *(f"js/offline/{name}.js" for name in re.findall(r'"(\w+)"', offline[1])),
        *(path for path in re.findall(r'"([\w/.]+)"', plain[1]) if path != "css/app.css"),
    ]


def test_it_lists_only_files_that_exist() -> None:
    assert [path for path in listed() if not (STATIC / path).is_file()] == []


def test_it_lists_every_module_that_filling_in_a_form_needs() -> None:
    needed, found = {"js/modules/wizard.js", "js/modules/wards.js", "js/modules/repeat.js"}, set()
    while needed:
        path = needed.pop()
        found.add(path)
        folder = (STATIC / path).parent
        for name in re.findall(r'^import .*?from "([./\w-]+)"', (STATIC / path).read_text(), re.M):
            needed |= {str((folder / name).resolve().relative_to(STATIC.resolve()))} - found
    assert found - set(listed()) - {"js/app.js"} == set()
