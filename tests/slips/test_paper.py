"""The slip on A5 and on 80 mm: its QR, its code, and nobody's name or number."""

import re

import pypdfium2
import pytest
import zxingcpp

from tests import people, things
from tests.page import Client, Page
from tests.people import ANSWERS
from tests.slips.desk import Desk
from webapp.dossiers.service import State, shown
from webapp.slips import service

WIDTHS = {"a5": 148, "k80": 80}


@pytest.mark.parametrize("layout", service.LAYOUTS)
def test_it_says_code_and_procedure_and_nothing_personal(desk: Desk, an: Client, layout: str) -> None:
    dossier = desk.dossier(State.RECEIVED)
    code = desk.give(dossier)
    answer = an.get(f"/ho-so/{dossier.id}/phieu.pdf?kho={layout}")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
    with pypdfium2.PdfDocument(answer.data) as pdf:
        assert (len(pdf), round(pdf[0].get_width() / 72 * 25.4)) == (1, WIDTHS[layout])
        said = re.sub(r"\s+", " ", pdf[0].get_textpage().get_text_range())
        about = str(pdf.get_metadata_dict())
        found = zxingcpp.read_barcodes(pdf[0].render(scale=4).to_pil())
    first, second = sorted((one.text for one in found), key=len)
    assert first == f"http://localhost/phieu#{shown(code)}"
    assert re.fullmatch(r"http://localhost/danh-gia/ho-so/[a-z2-7]{26}", second)  # how it went: the foot of the paper
    for words in (
        shown(code),
        "tạm trú",
        "Dùng đến hết ngày",
        "bưu điện",
        "Tổ công nghệ số",
        "1900 54 54 81",
        "localhost/phieu",
    ):
        assert words in said, words
    personal = [
        *people.AN,
        people.AN[1].split()[-1] + " ",
        "1985",
        dossier.reference,
        dossier.official_code,
        str(dossier.id),
    ]
    personal += [str(one) for one in ANSWERS.values() if len(str(one)) > 3]
    for words in [*personal, shown(dossier.reference or "")]:
        assert words
        assert words not in said + about, words
        assert len(words) < 6 or words.encode() not in answer.data  # any four digits stand in its bytes by chance


@pytest.mark.parametrize("layout", service.LAYOUTS)
@pytest.mark.parametrize("code", ["WWWWMMMM", "JJJJ2222"])
def test_a_code_stands_in_one_line_on_the_paper(desk: Desk, an: Client, layout: str, code: str) -> None:
    dossier = desk.dossier()
    desk.db.add(things.slip(dossier.id, code))
    desk.db.commit()
    with pypdfium2.PdfDocument(an.get(f"/ho-so/{dossier.id}/phieu.pdf?kho={layout}").data) as pdf:
        words = pdf[0].get_textpage()
        found = words.search(shown(code)).get_next()
        assert found, "broken at its dash"
        assert max(words.get_charbox(found[0] + n)[2] for n in range(found[1])) < pdf[0].get_width() - 8


def test_the_page_gives_prints_and_gives_anew(desk: Desk, an: Client) -> None:
    dossier = desk.dossier()
    at = f"/ho-so/{dossier.id}/phieu"
    assert f'href="{at}"' in an.get(f"/ho-so/{dossier.id}/don").text
    assert an.get(f"{at}.pdf").status_code == 404
    form = {"id": Page(an.get(at).text).inputs["id"]}
    for _tap in range(2):
        assert an.post(at, data=form).headers["Location"] == at
    (first,) = desk.slips()
    assert shown(first.code) in an.get(at).text
    page = an.get(at)
    an.post(at, data={"id": Page(page.text).inputs["id"]})
    _ended, second = desk.slips()
    assert "Phiếu cũ không dùng được nữa." in (page := an.get(at)).text
    assert shown(second.code) in page.text
    assert shown(first.code) not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_browser_of_a_draft_without_an_account_gives_itself_one(desk: Desk, anyone: Client) -> None:
    draft = "01890000-0000-7000-8000-00000000a001"
    anyone.put(f"/api/ho-so/{draft}", json={"code": "1.004194", "fields": {"name": "Na"}})
    assert "Nên ghi ngày sinh" in anyone.get(f"/ho-so/{draft}/phieu").text
    anyone.post(f"/ho-so/{draft}/phieu", data={"id": draft})
    assert "phiếu chưa mở được" in anyone.get(f"/ho-so/{draft}/phieu").text
    assert len(desk.slips()) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pages_come_in_both_languages(desk: Desk, an: Client, lang: str) -> None:
    dossier = desk.dossier()
    an.set_cookie("lang", lang)
    assert f'<html lang="{lang}"' in an.get(f"/ho-so/{dossier.id}/phieu").text
    desk.give(dossier)
    assert f'<html lang="{lang}"' in an.get(f"/ho-so/{dossier.id}/phieu").text


@pytest.mark.parametrize("sent", [{}, {"id": "x"}])
def test_a_form_without_its_id_is_refused(desk: Desk, an: Client, sent: dict[str, str]) -> None:
    assert an.post(f"/ho-so/{desk.dossier().id}/phieu", data=sent).status_code == 400


def test_an_id_of_another_dossiers_slip_is_not_there(desk: Desk, an: Client) -> None:
    desk.give(desk.dossier())
    (other,) = desk.slips()
    assert an.post(f"/ho-so/{desk.dossier().id}/phieu", data={"id": str(other.id)}).status_code == 404


def test_thirty_a_day_are_enough(desk: Desk, an: Client) -> None:
    at = f"/ho-so/{desk.dossier().id}/phieu"
    said = [an.post(at, data={"id": f"01890000-0000-7000-8000-00000000b{n:03}"}).status_code for n in range(31)]
    assert said == [303] * 30 + [429]
