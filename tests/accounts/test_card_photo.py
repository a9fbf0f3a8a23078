"""The photograph of a card: searched in a child process, within limits, and only so often."""

import io
import subprocess
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from tests.people import Browser
from tests.visitors import CARD, fresh, photo_of, settle
from webapp import child
from webapp.accounts import card_child, card_reader, card_views


@pytest.fixture
def binh(app: Flask) -> Browser:
    return settle(fresh(app))


def send(client: Browser, photo: bytes):
    return client.post("/can-cuoc", data={"photo": (io.BytesIO(photo), "anh.jpg")}, content_type="multipart/form-data")


def turned(picture: Image.Image, kind: str) -> bytes:
    """Held sideways: the code stands upright only after the turn that the picture itself asks for."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    picture.convert("RGB").rotate(90, expand=True).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_finds_the_code_in_every_kind_of_picture(kind: str) -> None:
    assert card_reader.read_qr(turned(Image.open(photo_of(CARD)), kind)) == CARD


def test_tries_count_before_the_photograph_is_opened(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []

    def search(picture: bytes) -> str:
        opened.append(picture)
        raise card_reader.NoCode("none")

    monkeypatch.setattr(card_views, "PHOTOS", (3, 3600))
    monkeypatch.setattr(card_reader, "read_qr", search)
    assert [send(binh, b"x").status_code for _ in range(5)] == [422, 422, 422, 429, 429]
    assert len(opened) == 3


def test_the_text_of_a_camera_is_not_counted_as_a_photograph(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_views, "PHOTOS", (0, 3600))
    assert binh.post("/can-cuoc", data={"text": CARD}).status_code == 200


def test_while_another_is_searched_too_long_it_says_so(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PATIENCE", 0.05)
    with card_reader._child._room:
        page = send(binh, photo_of(CARD).read())
    assert page.status_code == 503
    assert "Đang đông người" in page.text
    assert "Gõ tay" in page.text


@pytest.fixture
def says(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Another child, that a hostile photograph has taken over."""

    def answer(program: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(f"import sys\nsys.stdin.buffer.read()\n{program}\n")
        monkeypatch.setattr(card_reader, "SCRIPT", script)

    return answer


@pytest.mark.parametrize("program", ["", "print('nonsense')", "print('[]')", "print('{\"text\": 7}')", "sys.exit(1)"])
def test_it_believes_no_nonsense(says, binh: Browser, program: str) -> None:
    says(program)
    assert send(binh, b"x").status_code == 422


def test_letters_that_are_none_do_no_harm(says, binh: Browser) -> None:
    says(f'print(\'{{"text": "{CARD.replace("Bình", "")}\\\\ud800"}}\')')
    assert send(binh, b"x").status_code in (200, 422)


def test_a_picture_within_limits_takes_no_memory_here() -> None:
    """Some hundred kilobytes unfold to 200 MB, in the child."""
    bomb = io.BytesIO()
    Image.new("RGBA", (7000, 7000)).save(bomb, "PNG")
    program = (
        "import sys\nfrom webapp.accounts import card_reader\nsent = sys.stdin.buffer.read()\n"
        "try: card_reader.read_qr(sent)\nexcept card_reader.NoCode: pass\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    said = subprocess.run([sys.executable, "-c", program], input=bomb.getvalue(), capture_output=True, check=True)
    assert int(said.stdout) < 100_000  # kB


def test_too_many_pixels_are_not_searched() -> None:
    wide = io.BytesIO()
    Image.new("1", (card_child.MOST_PIXELS // 1000 + 1, 1000)).save(wide, "PNG")
    with pytest.raises(ValueError, match="pixels"):
        card_child.find(wide.getvalue())
