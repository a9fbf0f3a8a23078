"""Whoever walks into a dead end of docs/human.md is told whom to turn to: call, call back, a place with its hours, a helper."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from sqlalchemy.orm import Session

from tests.dead_ends import of_dossiers, of_helping, of_money, of_the_app
from tests.dead_ends.scene import ENDS, Scene
from tests.people import UNIT

DOCS = Path(__file__).parents[2] / "docs" / "human.md"
ROW = re.compile(r"^\| [^|]+ \| `([^`]+)` \| ([^|]+) \| `([^`]+)` \|$", re.MULTILINE)
TABLE = {name: (page, offered) for page, offered, name in ROW.findall(DOCS.read_text(encoding="utf-8"))}
ALL = {"call", "call back", "place", "hours", "helper"}
OFFERED = {
    "all": ALL, "its office": ALL | {"its office", "its call back"}, "no visit": ALL - {"helper"},
    "no visit, its office": ALL - {"helper"} | {"its office", "its call back"}, "kept": ALL - {"hours"},
}  # fmt: skip
SAID = {
    "call": r'href="tel:19005454', "call back": r'href="/goi-lai', "place": r'href="/noi-nop["/]', "hours": r"Hôm nay(:| nghỉ)",
    "helper": r'href="/(den-nha|noi-nop\?loai=to-cong-nghe-so)', "its office": rf'<h3><a class="tap" href="/noi-nop/{UNIT}"',
    "its call back": rf'href="/goi-lai\?don-vi={UNIT}',
}  # fmt: skip
WALKED = (of_dossiers, of_helping, of_money, of_the_app)


@pytest.fixture
def scene(app: Flask, db: Session, open_morning: Callable[[], None]) -> Scene:
    open_morning()
    return Scene(app, db)


def test_the_list_and_the_walks_are_the_same() -> None:
    assert set(TABLE) == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_it_says_whom_to_turn_to(scene: Scene, name: str) -> None:
    page, offered = TABLE[name]
    shown: list[str | None] = []

    def note(_app: Flask, template: Template, **_known: Any) -> None:
        shown.append(template.name)

    with template_rendered.connected_to(note, scene.app):
        answer = ENDS[name](scene)
    assert f"{page}.html" in shown
    found = re.findall(r'<section class="card human".*?</section>', answer.text, re.DOTALL)
    assert len(found) == 1, f"{answer.status_code} {answer.location}"
    assert {what for what, said in SAID.items() if re.search(said, found[0])} >= OFFERED[offered]


def test_the_stand_in_of_the_service_worker_says_it_too(scene: Scene) -> None:
    assert "tel:19005454" in scene.stranger.get("/sw.js").text
