"""The service worker's list of files: one that is missing would stop the whole installation."""

import re

import pytest

from webapp.assets import STATIC

SOURCE = (STATIC / "js" / "worker" / "pages.js").read_text()


def listed() -> list[str]:
    """Paths below static/ as the worker puts them together."""
    modules = re.search(r"const modules = `([^`]*)`", SOURCE)
    paper = re.search(r'const paper = "([^"]*)"', SOURCE)
    offline = re.search(r"\.\.\.\[([^\]]*)\]\.map\(\(name\) => `js/offline", SOURCE)
    plain = re.search(r"const files = \[(.*?)\.\.\.modules", SOURCE, re.S)
    assert modules
    assert offline
    assert paper
    assert plain
    return [
        *(f"js/modules/{name}.js" for name in modules[1].split()),
        *(f"js/paper/{name}.js" for name in paper[1].split()),
        *(f"js/offline/{name}.js" for name in re.findall(r'"(\w+)"', offline[1])),
        *(path for path in re.findall(r'"([\w/.]+)"', plain[1]) if path != "css/app.css"),
    ]


def test_it_lists_only_files_that_exist() -> None:
    assert [path for path in listed() if not (STATIC / path).is_file()] == []


@pytest.mark.parametrize(
    "first",
    [
        ["js/modules/wizard.js", "js/modules/wards.js", "js/modules/repeat.js"],  # filling in a form
        ["js/modules/upload.js", "js/modules/sending.js"],  # keeping a photograph until the signal is back
    ],
)
def test_it_lists_every_module_that_work_without_a_signal_needs(first: list[str]) -> None:
    needed, found = set(first), set()
    while needed:
        path = needed.pop()
        found.add(path)
        folder = (STATIC / path).parent
        for name in re.findall(r'(?:^import .*?from |import\()"([./\w-]+)"', (STATIC / path).read_text(), re.M):
            needed |= {str((folder / name).resolve().relative_to(STATIC.resolve()))} - found
    assert {path for path in found if "vendor" not in path} - set(listed()) - {"js/app.js"} == set()
