"""Several photographs posted at once for one paper become one file of several pages, where no phone has put them together."""

import io
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, Person
from tests.documents.test_sending import kept
from webapp.documents.checking.intake import Ready, check
from webapp.documents.joining import joined, name_of


def ready(colour: str, size: tuple[int, int] = (600, 800)) -> Ready:
    return check(samples.picture(size=size, colour=colour))


def post(an: Person, dossier_id: UUID, *files: tuple[bytes, str], status: int = 303) -> None:
    several = [(io.BytesIO(body), name) for body, name in files]
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": several})
    assert answer.status_code == status, answer.text


def two(names: tuple[str, str] = ("mặt trước.jpg", "mặt sau.jpg")) -> list[tuple[bytes, str]]:
    return [(samples.picture(size=(600, 800), colour=c), n) for c, n in zip(("red", "blue"), names, strict=True)]


def test_it_is_one_paper_of_two_pages(an: Person, dossier_id: UUID, db: Session) -> None:
    post(an, dossier_id, *two())
    (made,) = kept(db)
    assert (made.filename, made.media_type, made.pages) == ("mặt trước.pdf", "application/pdf", 2)
    assert "2 trang" in an.client.get(f"/ho-so/{dossier_id}/giay-to").text


def test_sent_twice_it_is_kept_once(an: Person, dossier_id: UUID, db: Session) -> None:
    post(an, dossier_id, *two())
    post(an, dossier_id, *two())
    assert len(kept(db)) == 1


def test_more_pages_than_a_paper_has_room_for_files(an: Person, dossier_id: UUID, db: Session) -> None:
    colours = ("red", "blue", "green", "white", "gray", "black", "teal")
    post(an, dossier_id, *((samples.picture(colour=one), f"{one}.jpg") for one in colours))
    assert [one.pages for one in kept(db)] == [7]


def test_a_pdf_among_them_stays_a_file_of_its_own(an: Person, dossier_id: UUID, db: Session) -> None:
    post(an, dossier_id, *two(), (samples.pdf(), "don.pdf"))
    assert sorted(one.filename for one in kept(db)) == ["don.pdf", "mặt trước.pdf"]


def test_one_that_is_no_picture_is_named_and_the_others_are_kept(an: Person, dossier_id: UUID, db: Session) -> None:
    post(an, dossier_id, *two(), (b"MZ\x90", "virus.jpg"), status=415)
    assert [one.pages for one in kept(db)] == [2]


def test_pages_show_what_was_photographed_in_their_proportions() -> None:
    made = joined([ready("red"), ready("blue", (800, 600))])
    with pikepdf.open(io.BytesIO(made.body)) as pdf:
        assert [[float(n) for n in page.mediabox][2:] for page in pdf.pages] == [[595, 793.33], [793.33, 595]]
        assert pdf.check_pdf_syntax() == []
    with pypdfium2.PdfDocument(made.body) as shown:
        pages = [page.render().to_pil().convert("RGB") for page in shown]
    assert [page.getpixel((50, 50)) for page in pages] == [
        pytest.approx((254, 0, 0), abs=3),
        pytest.approx((0, 0, 254), abs=3),
    ]


def test_the_same_pictures_give_the_same_bytes() -> None:
    assert joined([ready("red"), ready("blue")]).sha256 == joined([ready("red"), ready("blue")]).sha256


def test_what_the_gate_said_of_a_page_is_said_of_the_whole() -> None:
    dark, fine = (
        Ready(ready(c).body, "image/jpeg", 1, 9, "", quality)
        for c, quality in (("red", ("dark", "blur")), ("blue", ()))
    )
    assert joined([fine, dark]).quality == ("blur", "dark")


def test_it_passes_the_gate_of_files_itself() -> None:
    assert check(joined([ready("red"), ready("blue")]).body).pages == 2


def test_grey_pictures_too() -> None:
    grey = io.BytesIO()
    Image.new("L", (300, 400), 128).save(grey, "JPEG")
    assert joined([Ready(grey.getvalue(), "image/jpeg", 1, 9, "")]).pages == 1


def test_its_name_is_that_of_the_first() -> None:
    assert [name_of(one) for one in ("a.b.jpg", "anh", ".jpg")] == ["a.b.pdf", "anh.pdf", ".jpg.pdf"]
