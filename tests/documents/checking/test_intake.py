"""What comes in: judged by content, made harmless, or refused with a reason."""

import hashlib
import io

import pikepdf
import pytest
from PIL import Image

from tests.documents import samples
from webapp.documents.checking.intake import check
from webapp.documents.limits import Limits, NotAccepted


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def reason(data: bytes, **limits: int) -> str:
    with pytest.raises(NotAccepted) as refused:
        check(data, Limits(**limits))
    return refused.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_keeps_a_picture_as_jpeg(kind: str) -> None:
    ready = check(samples.picture(kind))
    assert (ready.media_type, ready.pages) == ("image/jpeg", 1)
    assert opened(ready.body).format == "JPEG"


def test_it_turns_heic_into_jpeg() -> None:
    made = opened(check(samples.heic()).body)
    assert (made.format, made.size) == ("JPEG", (64, 48))


def test_it_tells_size_and_fingerprint_of_what_was_sent() -> None:
    sent = samples.picture()
    ready = check(sent)
    assert ready.size == len(sent)
    assert ready.sha256 == hashlib.sha256(sent).hexdigest()


def test_it_stands_a_photo_upright_and_forgets_where_it_was_taken() -> None:
    sent = samples.photo_with_place()
    assert opened(sent).getexif().get_ifd(0x8825)
    made = opened(check(sent).body)
    assert made.size == (40, 60)
    assert not made.getexif()
    assert "comment" not in made.info


def test_it_scales_a_large_photo_down() -> None:
    made = opened(check(samples.picture(size=(400, 300)), Limits(longest_side=200)).body)
    assert made.size == (200, 150)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_it_shows_any_kind_of_colours(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (20, 10)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(check(target.getvalue()).body).size == (20, 10)


def test_it_puts_what_is_transparent_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(check(target.getvalue()).body).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [samples.EXE, b"GIF89a" + b"\0" * 50, b"<svg xmlns='x'/>", b"PK\x03\x04", b"MZ%PDF-1.7"]
)
def test_it_refuses_what_is_neither_picture_nor_pdf(data: bytes) -> None:
    assert reason(data) == "type"


def test_it_refuses_nothing_at_all() -> None:
    assert reason(b"") == "empty"


def test_it_refuses_a_file_over_the_limit_before_reading_it() -> None:
    assert reason(samples.picture(), file_bytes=100) == "too_large"


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (12_000, 9_000), (30_000, 30_000)])
def test_it_refuses_a_picture_that_would_unpack_to_too_much(width: int, height: int) -> None:
    assert reason(samples.huge_png(width, height)) == "pixels"


@pytest.mark.parametrize(
    "data", [samples.picture()[:200], b"\xff\xd8\xff" + b"\0" * 99, b"%PDF-1.7\nnothing", samples.heic()[:80]]
)
def test_it_refuses_a_broken_file(data: bytes) -> None:
    assert reason(data) == "broken"


def test_it_counts_the_pages_of_a_pdf() -> None:
    ready = check(samples.pdf(3))
    assert (ready.media_type, ready.pages) == ("application/pdf", 3)


def test_it_takes_scripts_programs_attachments_and_names_out_of_a_pdf() -> None:
    body = check(samples.pdf_that_acts()).body
    with pikepdf.open(io.BytesIO(body)) as made:
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(made.Root.keys())
        assert "/AA" not in made.pages[0].obj
        assert not made.attachments
        assert "/Info" not in made.trailer
    assert b"alert" not in body
    assert b"calc.exe" not in body


def test_it_draws_a_filled_form_into_the_page() -> None:
    with pikepdf.new() as made:
        page = made.add_blank_page()
        look = made.make_stream(
            b"0 0 10 10 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 10, 10]
        )
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 10, 10], F=4, AP=pikepdf.Dictionary(N=look)
        )
        page.obj.Annots = pikepdf.Array([made.make_indirect(note)])
        cleaned = check(samples._saved(made)).body
    with pikepdf.open(io.BytesIO(cleaned)) as after:
        assert "/Annots" not in after.pages[0].obj
        assert len(after.pages[0].obj.Resources.XObject.keys()) == 1


@pytest.mark.parametrize("user", ["", "secret"])
def test_it_refuses_a_locked_pdf(user: str) -> None:
    assert reason(samples.pdf(encryption=pikepdf.Encryption(owner="owner", user=user))) == "locked"


def test_it_refuses_a_pdf_with_too_many_pages() -> None:
    assert reason(samples.pdf(4), pages=3) == "pages"


def test_it_survives_a_pdf_that_unpacks_to_gigabytes() -> None:
    assert reason(samples.pdf_bomb()) == "broken"
