"""Staff make posters with one button; what others may not do is in docs/access.md."""

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.page import Page
from tests.people import UNIT, Browser, browser
from tests.posters.wall import AT, CODE, DOTS, MM, Wall, codes, opened, pages, press
from webapp import clock
from webapp.posters import folding, making, views
from webapp.procedures import service as procedures

YEN = ("0912000005", "Hoàng Thị Yến")


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_pdf_of_a_procedure(khanh: Browser, wall: Wall, size: str) -> None:
    answer = press(khanh, f"procedure {CODE}", size=size)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "no-store",
    )
    assert f"ap-phich-procedure-{CODE}-{size}.pdf" in answer.headers["Content-Disposition"]
    (said,) = pages(answer.data)
    for words in (
        "Đăng ký ở trọ",
        "Đăng ký tạm trú",
        "1900 54 54 81",
        f"Thông tin ngày {clock.today():%d/%m/%Y}",
        f"mã {CODE}, bản 1",
        "BẢN DÙNG THỬ",
    ):
        assert words in said
    assert wall.posters().keys() == {(UNIT, "procedure", CODE), (UNIT, "steps", CODE)}


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("make", [f"procedure {CODE}", "procedure 1.013978", "field ho-tich", f"unit {UNIT}"])
def test_a_picture_of_300_dots_to_the_inch_whose_codes_are_read_back(
    khanh: Browser, wall: Wall, make: str, size: str
) -> None:
    answer = press(khanh, make, size=size, form="png")
    assert answer.mimetype == "image/png"
    picture = opened(answer.data)
    assert tuple(round(side / DOTS) for side in picture.size) == MM[size]
    kinds = {"procedure": ("procedure", "steps"), "unit": ("unit", "queue")}.get(make.split()[0], ("field",))
    made = {short for (_unit, kind, _target), short in wall.posters().items() if kind in kinds}
    assert {one.removeprefix("http://localhost/q/") for one in codes(picture)} == made


def test_pressed_again_the_address_is_the_same(khanh: Browser, wall: Wall) -> None:
    press(khanh, f"procedure {CODE}")
    before = wall.posters()
    press(khanh, f"procedure {CODE}", size="a5", form="png")
    assert wall.posters() == before


def test_a_booklet_in_one_click(khanh: Browser, wall: Wall) -> None:
    answer = press(khanh, "booklet", size="a5")
    said, number = pages(answer.data), len(procedures.all_current(wall.db))
    assert len(said) == number + 3
    assert "Trung tâm Phục vụ hành chính công phường Hồng Gai" in said[0]
    assert f"{number} thủ tục" in said[0]
    assert said[1].startswith("Mục lục")
    assert len(wall.posters()) == 2 * number + 2


def test_a_booklet_of_one_field(khanh: Browser, wall: Wall) -> None:
    answer = press(khanh, "booklet can-cuoc", size="a5")
    said = pages(answer.data)
    assert len(said) == 4
    assert "Căn cước" in said[0]
    assert "2 thủ tục" in said[0]
    assert {kind for _unit, kind, _target in wall.posters()} == {"field", "procedure", "steps"}


def test_where_there_is_more_than_a_booklet_holds_it_is_made_field_by_field(
    khanh: Browser, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST", 20)
    page = khanh.get(AT).text
    assert "làm quyển của từng lĩnh vực" in page
    assert 'value="booklet"' not in page
    chosen = {"unit": UNIT, "size": "a4", "form": "pdf", "lang": "vi"}
    assert khanh.post(AT, data=chosen | {"make": "booklet"}).status_code == 404
    assert khanh.post(AT, data=chosen | {"make": "booklet can-cuoc"}).status_code == 303


def test_a_booklet_to_fold_has_two_pages_on_each_side(khanh: Browser) -> None:
    answer = press(khanh, "fold")
    with pypdfium2.PdfDocument(answer.data) as pdf:
        assert len(pdf) == 26
        assert {(round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) for page in pdf} == {
            (297, 210)
        }
    first = pages(answer.data)[0]
    assert "Trung tâm Phục vụ hành chính công phường Hồng Gai" in first
    assert "Nộp thuế trước bạ" in first, "the last page lies beside the first"


@pytest.mark.parametrize("number", range(1, 10))
def test_folded_every_page_stands_once_and_beside_its_neighbour(number: int) -> None:
    sides = folding.order(number)
    there = [page for side in sides for page in side if page is not None]
    assert sorted(there) == list(range(number))
    assert len(sides) % 2 == 0
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        assert front[1] is not None
        assert back[0] in (None, front[1] + 1), "the back of a leaf follows its front"


def test_a_picture_stays_a_picture_when_folded() -> None:
    with pikepdf.new() as made:
        for _page in range(3):
            made.add_blank_page(page_size=(419.53, 595.28))
        out = io.BytesIO()
        made.save(out)
    with pikepdf.open(io.BytesIO(folding.folded(out.getvalue()))) as pdf:
        assert len(pdf.pages) == 2


def test_in_english(khanh: Browser) -> None:
    answer = press(khanh, f"procedure {CODE}", lang="en")
    (said,) = pages(answer.data)
    for words in ("Register where I rent", "Temporary residence registration", "3 working days", "Scan to begin"):
        assert words in said
    assert not re.search(r"Quét|Lệ phí|Cần có", said)


@pytest.mark.parametrize(
    "sent", [{"size": "a3"}, {"form": "exe"}, {"lang": "fr"}, {"size": ""}], ids=lambda one: str(one)
)  # fmt: skip
def test_a_choice_that_is_none_comes_back_with_a_word(khanh: Browser, wall: Wall, sent: dict[str, str]) -> None:
    answer = khanh.post(
        AT, data={"unit": UNIT, "make": f"procedure {CODE}", "size": "a4", "form": "pdf", "lang": "vi"} | sent
    )
    assert answer.status_code == 422
    assert "cần xem lại" in answer.text
    assert wall.posters() == {}


@pytest.mark.parametrize(
    "sent",
    [{"make": "procedure 9.999999"}, {"make": "field no"}, {"make": "booklet no"}, {"make": "booklet khac"}, {"make": "steps 1.004194"}, {"make": ""}, {"unit": "ha-tu"}, {"unit": ""}, {"unit": "x" * 99}],
    ids=lambda one: str(one)[:30],
)  # fmt: skip
def test_what_there_is_not_is_not_there(khanh: Browser, wall: Wall, sent: dict[str, str]) -> None:
    answer = khanh.post(
        AT, data={"unit": UNIT, "make": f"procedure {CODE}", "size": "a4", "form": "pdf", "lang": "vi"} | sent
    )
    assert answer.status_code == 404
    assert wall.posters() == {}


@pytest.mark.parametrize("name", ["a3.pdf", "quyen-a4.pdf", "quyen-gap.pdf", "a4.pdf?lang=xx", "x"])
def test_a_file_of_another_name_is_not_there(khanh: Browser, wall: Wall, name: str) -> None:
    assert khanh.get(f"{AT}/{wall.short()}/{name}").status_code == 404


@pytest.mark.parametrize("kind", ["steps", "queue"])
def test_what_stands_beside_on_a_poster_is_no_poster(khanh: Browser, wall: Wall, kind: str) -> None:
    assert khanh.get(f"{AT}/{wall.short(kind, CODE if kind == 'steps' else UNIT)}/a4.pdf").status_code == 404


def test_a_booklet_without_an_address_for_all_is_asked_for_again(khanh: Browser, wall: Wall) -> None:
    """A procedure was published since: a page that is looked at gives no address."""
    answer = khanh.get(f"{AT}/{wall.short('unit', UNIT)}/quyen-a5.pdf")
    assert answer.status_code == 303
    assert "Bấm lại lần nữa" in khanh.get(answer.headers["Location"]).text
    assert len(wall.posters()) == 1


def test_the_page_offers_all_there_is_and_says_how_often_it_was_scanned(
    khanh: Browser, client: Any, wall: Wall
) -> None:
    press(khanh, f"procedure {CODE}", size="a5")
    short = wall.posters()[UNIT, "procedure", CODE]
    for _scan in range(2):
        client.get(f"/q/{short}")
    page = khanh.get(AT).text
    assert "2 lượt quét" in page
    offered = re.findall(r'name="make" value="procedure ([\d.]+)"', page)
    assert sorted(offered) == sorted(one.code for one in procedures.all_current(wall.db))


def test_a_manager_makes_those_of_their_team(app: Flask, db: Session, wall: Wall) -> None:
    yen = browser(app, db, *YEN, ("team_manager", "to-so-hong-gai-1"))
    assert Page(yen.get(AT).text).inputs["unit"] == "to-so-hong-gai-1"
    answer = press(yen, "unit to-so-hong-gai-1", unit="to-so-hong-gai-1")
    (said,) = pages(answer.data)
    assert "Quét để xem" in said
    assert "lấy số" not in said, "a team has no line to wait in"
    assert wall.posters().keys() == {("to-so-hong-gai-1", "unit", "to-so-hong-gai-1")}


def test_whoever_works_at_two_places_chooses_the_wall(app: Flask, db: Session) -> None:
    both = browser(app, db, "0912000077", "Lê Văn Hai", ("officer", UNIT), ("officer", "ha-tu"))
    assert Page(both.get(f"{AT}?don-vi=ha-tu").text).inputs["unit"] == "ha-tu"
    assert both.get(f"{AT}?don-vi=quang-ninh").status_code == 404


@pytest.mark.parametrize("role", views.MAKES)
def test_everybody_who_makes_posters_finds_the_way_from_where_they_work(app: Flask, db: Session, role: str) -> None:
    unit = "to-so-hong-gai-1" if role == "team_manager" else UNIT
    who = browser(app, db, "0912000078", "Lê Văn Ba", (role, unit))
    start = {"team_manager": "/to-cua-toi", "clerk": "/quay"}.get(role, "/ban-lam-viec")
    assert f'href="{AT}"' in who.get(start).text
    assert who.get(AT).status_code == 200
