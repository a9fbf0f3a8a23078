"""Reading the QR out of pictures, as testers take them."""

import io
import random

import pytest
import qrcode
from PIL import Image, ImageDraw

from tests.sandbox.conftest import QR
from webapp.sandbox.bank.qr import read_qr
from webapp.sandbox.bank.refusals import NotAPicture


def code() -> Image.Image:
    return qrcode.make(QR, box_size=8).get_image().convert("RGB")


def screenshot() -> Image.Image:
    """A phone's screen: words, a button, the code somewhere in the middle."""
    screen = Image.new("RGB", (1080, 2220), "#f2f6f7")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 1080, 180), fill="#0a6a6b")
    pen.rounded_rectangle((40, 1900, 1040, 2060), 40, fill="#0a6a6b")
    for line in range(8):
        pen.text((60, 240 + 40 * line), "Quet ma de tra le phi 7.000 dong " * 3, fill="#12222c")
    screen.paste(code().resize((720, 720)), (180, 700))
    return screen


def saved(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind, compress_level=1)
    return out.getvalue()


def turned(degrees: float) -> Image.Image:
    return screenshot().rotate(degrees, expand=True, fillcolor="white")


def see_through() -> Image.Image:
    grey = code().convert("L")
    return Image.merge("LA", (Image.new("L", grey.size, 0), grey.point(lambda v: 255 - v)))


def big_and_noisy() -> Image.Image:
    dice = random.Random(7)
    small = Image.frombytes("L", (300, 400), dice.randbytes(120_000)).point(lambda v: 150 + v // 3)
    photo = small.resize((3000, 4000)).convert("RGB")
    photo.paste(code().resize((900, 900)), (1000, 1500))
    return photo


def test_it_reads_a_screenshot_uploaded_to_the_first_page(bank):
    page = bank.upload("man-hinh.png", saved(screenshot()))
    assert "/transfer?" in page.url
    assert "H49 261123 0001 LE PHI" in page.text


@pytest.mark.parametrize(
    "picture",
    [screenshot(), code(), turned(90), turned(180), turned(17), see_through()],
    ids=["screenshot", "code", "on its side", "upside down", "crooked", "see-through"],
)
def test_it_reads_the_code(picture):
    assert read_qr(saved(picture)) == QR


@pytest.mark.parametrize("photo", [screenshot(), big_and_noisy()], ids=["of a screen", "of 12 megapixels"])
def test_it_reads_a_photo(photo):
    assert read_qr(saved(photo, "JPEG")) == QR


def test_it_finds_nothing_in_a_picture_without_a_code(bank):
    page = bank.upload("trang.png", saved(Image.new("RGB", (400, 400), "white")))
    assert page.status == 422
    assert "Không thấy mã QR trong ảnh" in page.text


def test_it_refuses_a_decompression_bomb():
    with pytest.raises(NotAPicture):
        read_qr(saved(Image.new("1", (8_000, 8_000))))


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<svg/>", saved(code())[:200], b"%PDF-1.7"])
def test_it_refuses_what_is_no_picture(content):
    with pytest.raises(NotAPicture):
        read_qr(content)
