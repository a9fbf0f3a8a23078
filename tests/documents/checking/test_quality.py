"""The quality gate (P4): what it says of clear cases, and how often it is wrong on photographs that chose no threshold."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.documents.checking.photographs import photographs
from tools.papers import report
from tools.papers.photographs import STRENGTHS, Wanted, photograph
from webapp.documents import service
from webapp.documents.checking import quality

FOLDER = Path(quality.__file__).parent
CLEAR = {"blur": 4.0, "motion": 18, "dark": 0.12, "glare": 0.07, "cut": 0.25, "small": 2.0}


def page(**more: object) -> Image.Image:
    """A white page with plain strokes, drawn without the calibration's tools."""
    picture = Image.new("RGB", (800, 1100), str(more.get("colour", "#e2e2de")))
    pen = ImageDraw.Draw(picture)
    for top in range(120, 1000, 34):
        for left in range(100, 690, 13):
            pen.rectangle((left, top, left + 7, top + 12), outline="#202020", width=2)
    return picture


def test_it_says_nothing_of_a_plain_sharp_page():
    assert quality.reasons(page()) == []


def test_it_says_nothing_of_an_empty_page():
    assert quality.reasons(Image.new("RGB", (800, 1100), "#e2e2de")) == []


@pytest.mark.parametrize("fault", CLEAR)
def test_it_names_a_clear_fault(fault):
    want = Wanted(4_000_004, False, "plain", fault, CLEAR[fault], "bad")
    assert want.reason in quality.reasons(photograph(want))


def test_it_names_reasons_in_one_order():
    worst = {"sharp": 0, "inked": 100, "light": 10, "glare": 0.5, "short_side": 90, "text": 2, "cut": 50}
    assert quality.judged(worst, quality.rules()) == ["blur", "dark", "glare", "small", "cut"]


def test_white_paper_is_no_glare():
    assert "glare" not in quality.reasons(page(colour="#ffffff"))


def test_a_white_label_on_tinted_paper_is_no_glare():
    tinted = page(colour="#c8d8d2")
    ImageDraw.Draw(tinted).rectangle((300, 400, 520, 620), fill="white")
    assert quality.measures(tinted)["glare"] == 0


def test_a_page_cropped_along_its_own_edge_is_not_cut():
    assert quality.measures(page().crop((60, 80, 760, 1060)))["cut"] == 0


def test_a_page_cropped_through_its_words_is_cut():
    assert "cut" in quality.reasons(page().crop((0, 0, 400, 1100)))


@pytest.mark.parametrize("size", [(1, 1), (7, 900), (30, 30), (2000, 9)])
def test_it_bears_any_size(size):
    assert quality.reasons(Image.new("RGB", size, "white")) == ["small"]


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK"])
def test_it_bears_any_kind_of_picture(mode):
    assert quality.reasons(page().convert(mode)) == []


def test_the_page_gets_the_same_thresholds():
    assert service.quality_rules() == quality.rules()


def test_it_runs_alone():
    code = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); import quality; from PIL import Image; "
    code += (
        "print(quality.reasons(Image.new('RGB', (9, 9)))); print([n for n in sys.modules if n.startswith('webapp')])"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["['small']", "[]"]


def rates(rule):
    """False alarms and misses in per cent, on photographs that chose no threshold."""
    seen = [photo.seen for photo in photographs()]
    parts = [part(seen, rule, lambda want: want.unseen) for part in (report.false_alarms, report.misses)]
    assert min(total for _, total in parts) >= 16
    return [report.percent(part) for part in parts]


def test_it_keeps_the_bounds_that_the_document_states():
    alarms, missed = rates(quality.rules())
    most = report.bounds()
    assert (alarms <= most[0], missed <= most[1]) == (True, True), (alarms, missed)


def test_a_gate_that_is_too_strict_breaks_the_bounds():
    strict = {**quality.rules(), "sharp_least": 0.9, "light_least": 190}
    assert rates(strict)[0] > report.bounds()[0]


def test_a_gate_that_is_too_lax_breaks_the_bounds():
    lax = {**quality.rules(), "sharp_least": 0.25, "cut_most": 40}
    assert rates(lax)[1] > report.bounds()[1]


def test_the_document_has_a_row_for_each_strength():
    text = report.DOC.read_text(encoding="utf-8")
    assert all(f"| {fault} | {strength:g} | {counts} |" in text for fault, strength, counts in STRENGTHS)


def test_the_document_states_the_thresholds_in_use():
    text = report.DOC.read_text(encoding="utf-8")
    assert all(f"`{name}` | {value:g} |" in text for name, value in quality.rules().items())
