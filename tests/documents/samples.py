"""Files as people send them, and as nobody should."""

import io
import struct
import zipfile
import zlib
from functools import cache

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

from webapp.documents.checking.intake import Ready

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 400


@cache
def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "teal") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind)
    return target.getvalue()


def photo_with_place(orientation: int = 6) -> bytes:
    """As a phone makes it: lying on its side, with the place where it was taken, and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Some Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 57.0, 0.0), 3: "E", 4: (107.0, 5.0, 0.0)})
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, "JPEG", exif=exif, comment=b"at home")
    return target.getvalue()


def heic(size: tuple[int, int] = (64, 48)) -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "red")).save(target)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def heic_bomb() -> bytes:
    """A small HEIC that says it is 30,000 pixels wide and high (its ispe box, ISO/IEC 23008-12, 6.5.3)."""
    said, more = (b"ispe" + bytes(4) + struct.pack(">II", side, side) for side in (64, 30_000))
    assert said in heic((64, 64))
    return heic((64, 64)).replace(said, more)


def zipped(name: str = "run.sh", words: bytes = b"hidden words") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(name, words)
    return target.getvalue()


def paper(size: tuple[int, int] = (1200, 1600)) -> Image.Image:
    """Lines as of writing on a light paper: sharp, light, whole."""
    made = Image.new("RGB", size, (236, 234, 228))
    draw = ImageDraw.Draw(made)
    for row in range(10, size[1] // 40 - 10):
        for at in range(150, size[0] - 150, 24):
            draw.line((at, row * 40, at + 9, row * 40 + 22), (30, 30, 40), 4)
            draw.line((at + 9, row * 40, at, row * 40 + 22), (30, 30, 40), 4)
    return made


def photographed(picture: Image.Image, **saving: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", **saving)
    return target.getvalue()


def phone_pdf(*photos: bytes) -> bytes:
    """As the phone makes it: each page is one JPEG and nothing else."""
    with pikepdf.new() as made:
        for photo in photos:
            with Image.open(io.BytesIO(photo)) as opened:
                wide, high = opened.size
            page = made.add_blank_page(page_size=(wide, high))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=_jpeg_in(made, photo, wide, high)))
            page.Contents = made.make_stream(b"q %d 0 0 %d 0 0 cm /P Do Q" % (wide, high))
        return _saved(made)


def pdf_with_huge(what: str) -> bytes:
    """A page that is small in the file and huge when opened: its picture, or its drawing."""
    with pikepdf.new() as made:
        page = made.add_blank_page()
        if what == "picture":
            body = made.make_stream(bytes(100))
            body.Type, body.Subtype, body.Width, body.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 30_000, 30_000
            body.ColorSpace, body.BitsPerComponent = pikepdf.Name.DeviceGray, 1
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=body))
        else:
            page.Contents = made.make_stream(bytes(200 << 20))
        return _saved(made, compress_streams=True)


def pdf(pages: int = 1, **saving: object) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        return _saved(made, **saving)


def pdf_that_acts() -> bytes:
    """Runs a script when opened, starts a program on its page, carries an attachment and its writer's name."""
    with pikepdf.new() as made:
        made.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
        made.Root.OpenAction = made.make_indirect(script)
        made.pages[0].obj.AA = pikepdf.Dictionary(O=launch)
        made.attachments["secret.txt"] = b"attached words"
        made.docinfo["/Author"] = "Writer"
        return _saved(made)


def pdf_bomb() -> bytes:
    """A small file whose object stream unpacks to 2 GB: one packed megabyte, repeated."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    packed += (packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)) * 2048
    stream = (
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"
    )
    table = struct.pack(">BHB", 2, 2, 0) + struct.pack(">BHB", 1, 9, 0)
    index = b"<</Type/XRef/Size 4/Root 1 0 R/W[1 2 1]/Index[1 2]/Length 8>>\nstream\n" + table + b"\nendstream"
    body = b"%PDF-1.5\n2 0 obj\n" + stream + b"\nendobj\n"
    return body + b"3 0 obj\n" + index + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


def ready(body: bytes = b"kept") -> Ready:
    """A file that was judged already."""
    return Ready(body, "image/jpeg", 1, len(body), f"{zlib.crc32(body):064x}")


def _jpeg_in(made: pikepdf.Pdf, photo: bytes, wide: int, high: int) -> pikepdf.Object:
    stored = made.make_stream(photo)
    stored.Type, stored.Subtype, stored.Width, stored.Height = pikepdf.Name.XObject, pikepdf.Name.Image, wide, high
    stored.ColorSpace, stored.BitsPerComponent, stored.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
    return stored


def _saved(made: pikepdf.Pdf, **saving: object) -> bytes:
    target = io.BytesIO()
    made.save(target, **saving)
    return target.getvalue()
