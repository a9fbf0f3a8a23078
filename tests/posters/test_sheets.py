"""Sheets as they come out of the printer: every code read back, nothing cut, nothing that the page of the procedure does not say."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from tests.people import UNIT
from tests.posters.wall import CODE, MM, codes
from webapp.i18n import speaking
from webapp.posters import addresses, facts, making, paper
from webapp.posters.sheets import Sheet
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.units import service as units

SIZES = paper.SIZES
LEAST = 25  # mm, of any code on A5
DPI = 200  # coarser than any printer: what is read here is read there


Box = tuple[float, float, float, float]
"""Left, top, right, bottom of a letter or a code, in dots."""


@dataclass
class Printed:
    """A booklet and what it was made of."""

    sheets: list[Sheet]
    pages: list[Image.Image]
    words: list[str]
    inside: list[bool]
    tall: list[dict[str, float]]
    boxes: list[list[Box]]


_printed: dict[tuple[str, str], Printed] = {}


@contextmanager
def asked(app: Flask, lang: str = "vi") -> Iterator[None]:
    with app.test_request_context(), speaking(lang):
        yield


def printed(app: Flask, db: Session, size: str, lang: str = "vi") -> Printed:
    """The booklet of Hồng Gai; the catalogue is the same whatever holds it, so it is drawn once."""
    if (size, lang) not in _printed:
        unit = units.get(db, UNIT)
        with asked(app, lang):
            shorts = addresses.make(db, UNIT, making.wanted(db, unit, making.BOOKLET, ""))
            sheets = making.sheets_of(db, unit, making.BOOKLET, "", shorts)
            made = paper.made(sheets, size, "pdf")  # type: ignore[arg-type]
        db.commit()
        with pypdfium2.PdfDocument(made) as pdf:
            pages = [page.render(scale=DPI / 72).to_pil() for page in pdf]
            said = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pdf]
            tall = [_tall(page, sheet) for page, sheet in zip(list(pdf)[-len(sheets) + 2 :], sheets[2:], strict=True)]
            _printed[size, lang] = Printed(
                sheets, pages, said, [_all_inside(page) for page in pdf], tall, [_letters(page) for page in pdf]
            )
    return _printed[size, lang]


def _letters(page: pypdfium2.PdfPage) -> list[Box]:
    text, dots, high = page.get_textpage(), DPI / 72, page.get_height()
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    return [(a * dots, (high - d) * dots, c * dots, (high - b) * dots) for a, b, c, d in boxes if c > a]


def _all_inside(page: pypdfium2.PdfPage) -> bool:
    """Whether every letter lies within the sheet, 3 mm from its edges (the strip of a demonstration runs across)."""
    text, edge = page.get_textpage(), 3 / 25.4 * 72
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    width = page.get_width()
    return all(left >= edge and right <= width - edge and low >= 0 for left, low, right, _high in boxes if right > left)


def _tall(page: pypdfium2.PdfPage, sheet: Sheet) -> dict[str, float]:
    """How tall the first letter of the name, of the price and of the days is, in mm, where the words are printed largest."""
    words = {"name": sheet["name"], "price": sheet["facts"][0]["big"], "days": sheet["facts"][1]["big"]}
    return {what: max(_heights(page.get_textpage(), said)) for what, said in words.items()}


def _heights(text: pypdfium2.PdfTextPage, words: str) -> Iterator[float]:
    """Wherever these words stand, in one line or more."""
    letters = [(chr(pdfium_c.FPDFText_GetUnicode(text.raw, n)), n) for n in range(text.count_chars())]
    letters = [one for one in letters if not one[0].isspace()]
    said, wanted = "".join(letter for letter, _n in letters), "".join(words.split())
    for found in re.finditer(re.escape(wanted), said):
        _left, low, _right, high = text.get_charbox(letters[found.start()][1])
        yield (high - low) / 72 * 25.4


@pytest.mark.parametrize(("size", "name", "facts_"), [("a5", 6.0, 3.4), ("a4", 8.5, 4.8)])
def test_what_matters_is_read_from_two_metres(app: Flask, db: Session, size: str, name: float, facts_: float) -> None:
    """Letters of 2.9 mm are what a good eye tells apart at 2 m, of 5.8 mm one of half that: the name always, price and days on A4."""
    for sheet, tall in zip(printed(app, db, size).sheets[2:], printed(app, db, size).tall, strict=True):
        assert tall["name"] >= name, (sheet["name"], tall)
        assert min(tall["price"], tall["days"]) >= facts_, (sheet["name"], tall)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_procedure_is_one_sheet_with_two_codes_that_lead_there(
    app: Flask, db: Session, size: str, lang: str
) -> None:
    book = printed(app, db, size, lang)
    sheets = [one for one in book.sheets if one["kind"] == "procedure"]
    assert len(sheets) == len(procedures.all_current(db)) > 40
    first = len(book.pages) - len(sheets)
    assert first in (2, 3), "a title, and its contents on one page or two"
    for number, sheet in enumerate(sheets, first):
        found, wide = codes(book.pages[number]), 25.4 / DPI
        assert {address.split("://")[1] for address in found} == {sheet["qr"]["address"], sheet["steps"]["address"]}, (
            sheet["name"]
        )
        assert all(dots * wide >= LEAST for dots in found.values()), (sheet["name"], found)
        assert max(found.values()) * wide >= 45


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_cut(app: Flask, db: Session, size: str, lang: str) -> None:
    book = printed(app, db, size, lang)
    assert all(book.inside)
    sheets = [one for one in book.sheets if one["kind"] == "procedure"]
    for said, sheet in zip(book.words[-len(sheets) :], sheets, strict=True):
        for words in _all_words(sheet):
            assert re.sub(r"\s+", "", words) in re.sub(r"\s+|\u200b", "", said), (sheet["name"], words)


def _all_words(sheet: Sheet) -> list[str]:
    said = [sheet[name] for name in ("over", "name", "official", "purpose", "unit", "hotline", "dated", "scan")]
    said += [name for name, _asked in sheet["papers"]["named"]] + [asked for _name, asked in sheet["papers"]["named"]]
    for fact in sheet["facts"]:
        said += [fact["head"], fact["big"], fact["note"], *(value for line in fact["lines"] for value in line)]
    return [*said, sheet["papers"]["more"], *(sheet[one]["address"].split("/")[-1] for one in ("qr", "steps"))]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_stands_in_the_white_around_a_code(app: Flask, db: Session, size: str) -> None:
    """Four modules on every side: a word there would be hidden, or make the code hard to read."""
    book = printed(app, db, size)
    for page, letters in zip(book.pages, book.boxes, strict=True):
        for one in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode):
            at, modules = one.position, int(one.extra["Version"]) * 4 + 17
            assert one.ec_level in ("Q", "H")
            quiet = (at.top_right.x - at.top_left.x) * 3.9 / modules
            left, top, right, low = (
                at.top_left.x - quiet,
                at.top_left.y - quiet,
                at.top_right.x + quiet,
                at.bottom_left.y + quiet,
            )
            assert [box for box in letters if box[0] < right and box[2] > left and box[1] < low and box[3] > top] == []


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_has_its_size_and_the_contents_their_pages(app: Flask, db: Session, size: str) -> None:
    book = printed(app, db, size)
    assert {tuple(round(side / DPI * 25.4) for side in page.size) for page in book.pages} == {MM[size]}
    names = [one["name"] for one in book.sheets if one["kind"] == "procedure"]
    first = len(book.pages) - len(names)
    contents = " ".join(book.words[1:first])
    for number, name in enumerate(names, first + 1):
        assert re.search(rf"{re.escape(name)}\s*{number}\b", contents), name
        assert re.search(rf"\b{number}\s*$", book.words[number - 1].strip()) or f" {number} " in book.words[number - 1]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_fields_and_units_are_one_sheet_too(app: Flask, db: Session, size: str, lang: str) -> None:
    with asked(app, lang):
        for unit in (units.get(db, UNIT), units.get(db, "buu-dien-ha-tu"), units.get(db, "to-so-hong-gai-1")):
            for kind, target in (("unit", unit.id), ("field", "ho-tich"), ("field", "can-cuoc"), ("field", "khac")):
                shorts = addresses.make(db, unit.id, making.wanted(db, unit, kind, target))
                (sheet,) = making.sheets_of(db, unit, kind, target, shorts)
                with pypdfium2.PdfDocument(paper.made([sheet], size, "pdf")) as pdf:  # type: ignore[arg-type]
                    assert len(pdf) == 1, (unit.id, kind, target)
                    assert _all_inside(pdf[0])
                    found = codes(pdf[0].render(scale=DPI / 72).to_pil())
                assert {one.split("/q/")[1] for one in found} == _with_codes(sheet)
                assert all(dots * 25.4 / DPI >= LEAST for dots in found.values())
    db.commit()


def _with_codes(sheet: Sheet) -> set[str]:
    drawn = [sheet["qr"], sheet.get("queue"), *(row for row in sheet["rows"] if isinstance(row, dict))]
    return {one["address"].split("/")[-1] for one in drawn if one and "svg" in one}


def test_a_code_is_read_with_a_part_of_it_torn_off(app: Flask, db: Session) -> None:
    """A quarter may be lost: a corner without its eye can't be, a stripe of the inside can."""
    page = printed(app, db, "a5").pages[-1].copy()
    (largest, width) = max(codes(page).items(), key=lambda one: one[1])
    left = round(10 / 25.4 * DPI)
    page.paste(
        "white",
        (
            left + round(width * 0.45),
            page.height - round(30 / 25.4 * DPI),
            left + round(width * 0.58),
            page.height - round(22 / 25.4 * DPI),
        ),
    )
    assert largest in codes(page)


def test_the_pdf_is_tagged_for_a_screen_reader(app: Flask, db: Session) -> None:
    unit = units.get(db, UNIT)
    with asked(app):
        sheets = making.sheets_of(db, unit, "procedure", CODE, addresses.make(db, UNIT, addresses.of_procedure(CODE)))
        made = paper.made(sheets, "a5", "pdf")
        assert paper.made(sheets, "a5", "pdf") == made, "the same sheets of a day give the same file"
    db.commit()
    assert b"/MarkInfo" in made
    assert b"pdfuaid:part" in made
    assert b"/Lang" in made


def price(one: Procedure) -> facts.Said:
    return facts.fee(one, True, date(2026, 11, 23))


def test_what_nobody_confirmed_is_said_to_be_unknown(app: Flask, db: Session) -> None:
    with asked(app):
        said = {one.code: price(one) for one in procedures.all_current(db)}
    assert (said["1.001022"].big, said["1.003197"].big) == ("Chưa rõ: hỏi khi đến",) * 2
    stay = said["1.004194"]
    assert (stay.big, stay.aside) == ("7.000 đồng", "khi nộp trực tuyến")
    assert stay.lines == (("Nộp tại quầy", "Chưa rõ: hỏi khi đến"),), "15.000 is from memory: never printed"
    licence = said["3.000347"]
    assert (licence.big, licence.aside, licence.lines) == (
        "135.000 đồng", "khi nộp tại quầy", (("Nộp trực tuyến", "Chưa rõ: hỏi khi đến"),),
    )  # fmt: skip
    birth = said["1.001193"]
    assert birth.big == "Tuỳ trường hợp"
    assert [words for _label, words in birth.lines] == [
        "Không mất tiền",
        "chưa rõ: hỏi khi đến",
        "8.000 đồng mỗi bản hoặc mỗi người",
    ]


def test_no_amount_stands_on_a_poster_that_the_rules_do_not_confirm(app: Flask, db: Session) -> None:
    """Every figure in đồng is a fee of that procedure whose source was read, or what such a reduction leaves of it."""
    with asked(app):
        for one in procedures.all_current(db):
            words = " ".join([price(one).big, *(value for _label, value in price(one).lines)])
            sure = {fee["amount"] or 0 for fee in one.definition["fees"] if fee["source"]["mark"] in ("C", "D")}
            off = {relief["percent"] for relief in one.definition["reliefs"] if relief["source"]["mark"] in ("C", "D")}
            sure |= {amount * (100 - percent) // 100 for amount in sure for percent in off}
            assert {int(figure.replace(".", "")) for figure in re.findall(r"([\d.]+) đồng", words)} <= sure, one.code


def test_papers_say_when_they_are_asked_for(app: Flask, db: Session) -> None:
    with asked(app):
        named, more = facts.papers(procedures.current(db, CODE))
        asked_when = dict(named)
        assert asked_when["Giấy cho thuê, cho mượn hoặc cho ở nhờ"].startswith(
            "chỉ khi: chỗ này là nhà thuê, phòng trọ hoặc nhà mượn"
        )
        assert (len(named), more) == (5, "và 5 giấy tờ khác tuỳ trường hợp: quét mã để xem")
        card = facts.papers(procedures.current(db, "1.014063"))[0]
        assert card[0] == ("Thẻ căn cước đang có", "")
        assert facts.papers(procedures.current(db, "1.010041"))[0] == [
            ("Căn cước. Không phải nộp giấy tờ nào khác.", "")
        ]


def test_days_are_those_of_the_page(app: Flask, db: Session) -> None:
    with asked(app):
        big = {one.code: facts.days(one).big for one in procedures.all_current(db)}
        residence = facts.days(procedures.current(db, "1.010041"))
    assert (big[CODE], big["2.001019"], big["1.000656"], big["2.001159"]) == (
        "3 ngày làm việc", "Chưa rõ: hỏi khi đến", "Trong ngày", "Nhận là giải quyết ngay",
    )  # fmt: skip
    assert (residence.big, residence.lines) == ("1 ngày làm việc", (("Khi cần xác minh", "3 ngày làm việc"),))


def test_where_people_are_only_helped_the_booklet_leaves_out_what_they_must_go_for(app: Flask, db: Session) -> None:
    with asked(app):
        centre, post = (addresses.procedures_at(db, units.get(db, one)) for one in (UNIT, "buu-dien-ha-tu"))
    left = {one.code for one in centre} - {one.code for one in post}
    assert (
        left
        == {one.code for one in centre if (one.definition.get("channel") or {}).get("kind") == "in_person"}
        != set()
    )
