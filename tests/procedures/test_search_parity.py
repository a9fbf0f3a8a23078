"""A phone without a signal ranks as the server does: static/js/search in Node against webapp/procedures/search.py."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.node import node
from tests.procedures.labelled import indexes, nothing, questions
from webapp.procedures import finding, load, search

SCRIPT = Path(__file__).with_name("search_parity.mjs")
ODD = [
    "", " ", "1.004194", "mã 1004194 ạ", "11.004194", "1.0041940", "tạm trú " * 40, "🙂 tạm trú 🙂", "t" * 500, "a" * 30,
    "dangkytamtru", "táchkhẩu", "tamtru", "Ă\u0323\u0301\u0306" * 30, "e" + "\u0301" * 50 + "m", "\u202eúrt mạt", "' OR 1=1 --",
    "THẺ BẢO HIỂM Y TẾ", "hòa hoà thủy thuỷ", "giâý kêt hôn", "İstanbul ǅ ß ø", "ｔạｍ", "ñandú Łódź", "0️⃣1️⃣", "٣ tuổi", "ﬁ",
]  # fmt: skip


def asked() -> list[str]:
    labelled = [one.say for name in ("blind", "seen", "ask") for one in questions(name)]
    catalogue = load.load()
    names = [say for one in catalogue.procedures.values() for say in finding.called(one)]
    return [*labelled, *nothing(), *ODD, *names, *(search.norm(name) for name in names)]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, search.Answer, dict[str, Any]]]:
    """Each question with the server's answer and the phone's."""
    folder, catalogue = tmp_path_factory.mktemp("search"), load.load()
    procedures = [
        {"code": code, "says": finding.called(one), "names": finding.officially(one)}
        for code, one in sorted(catalogue.procedures.items())
    ]
    (folder / "known.json").write_text(json.dumps({"procedures": procedures, "search": catalogue.shared.search}))
    (folder / "questions.json").write_text(json.dumps(asked()))
    ran = subprocess.run(
        [*node(), SCRIPT, folder / "known.json", folder / "questions.json"], capture_output=True, text=True, check=True
    )
    here = [search.answer(indexes()[:1], question) for question in asked()]
    return list(zip(asked(), here, json.loads(ran.stdout), strict=True))


def test_the_same_verdict(both: list[tuple[str, search.Answer, dict[str, Any]]]) -> None:
    assert len(both) > 2_000
    assert [
        (say, here.verdict, there["verdict"])
        for say, here, there in both
        if (here.verdict, here.opens) != (there["verdict"], there["opens"])
    ] == []
    assert {here.verdict for _say, here, _there in both} == {"clear", "two", "ask", "nothing"}


@pytest.mark.parametrize("part", ["offered", "others"])
def test_the_same_order(both: list[tuple[str, search.Answer, dict[str, Any]]], part: str) -> None:
    assert [
        (say, getattr(here, part), there[part])
        for say, here, there in both
        if [hit.code for hit in getattr(here, part)] != [hit["code"] for hit in there[part]]
    ] == []


def test_the_same_scores(both: list[tuple[str, search.Answer, dict[str, Any]]]) -> None:
    for say, here, there in both:
        for mine, theirs in zip(here.found, there["offered"] + there["others"], strict=True):
            assert (mine.score, mine.covers) == pytest.approx((theirs["score"], theirs["covers"]), abs=1e-9), say
