"""PDFs that are small in the file and huge when opened, each by another road."""

import base64
import io
import zlib
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

MEGABYTE = b" " * (1 << 20)


@cache
def flate(megabytes: int = 2000) -> bytes:
    """Spaces: a page that draws nothing, however long it takes."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(MEGABYTE) for _ in range(megabytes)) + packer.flush()


@cache
def lzw(rounds: int = 16) -> bytes:
    """Each code the longest there is so far (ISO 32000-1, 7.4.4.2): seven megabytes of spaces a round."""
    bits, many = 256, 9
    for _round in range(rounds):
        for code, width in [(32, 9), *((entry, _width(entry)) for entry in range(258, 4095)), (256, 12)]:
            bits, many = bits << width | code, many + width
    return (bits << (-many % 8)).to_bytes((many + 7) // 8, "big")


def _width(entry: int) -> int:
    """Bits of the code that makes this entry."""
    return (entry + 1).bit_length()


def drawing(packed: bytes, *filters: str, **more: object) -> bytes:
    """The second page draws what is packed so."""
    with pikepdf.new() as made:
        for _ in range(2):
            made.add_blank_page()
        stream = made.make_stream(b"")
        stream.write(packed, filter=Array([Name(one) for one in filters]))
        for key, value in more.items():
            stream["/" + key] = value
        made.pages[1].obj.Contents = stream
        return saved(made)


def drawn_often(times: int = 40, megabytes: int = 60) -> bytes:
    """One page that draws the same long stream over and over."""
    with pikepdf.new() as made:
        stream = made.make_stream(b"")
        stream.write(flate(megabytes), filter=Name.FlateDecode)
        made.add_blank_page().obj.Contents = Array([stream] * times)
        return saved(made)


def many_streams(count: int = 50, megabytes: int = 60) -> bytes:
    """Each long, none too long."""
    with pikepdf.new() as made:
        for _ in range(count):
            stream = made.make_stream(b"")
            stream.write(flate(megabytes), filter=Name.FlateDecode)
            made.add_blank_page().obj.Contents = stream
        return saved(made)


def showing(body: bytes, last: str, *filters: str, parms: Dictionary | None = None, **said: object) -> bytes:
    """The second page shows a picture; `said` is what the file says of it."""
    with pikepdf.new() as made:
        for _ in range(2):
            made.add_blank_page()
        picture = made.make_stream(b"")
        packing = Array([Name(one) for one in (*filters, last)])
        picture.write(
            body, filter=packing, decode_parms=Array([Dictionary()] * len(filters) + [parms]) if parms else None
        )
        usual = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 10, "Height": 10, "BitsPerComponent": 8,
                 "ColorSpace": Name.DeviceGray}  # fmt: skip
        for key, value in (usual | said).items():
            picture["/" + key] = value
        made.pages[1].obj.Resources = Dictionary(XObject=Dictionary(P=picture))
        made.pages[1].obj.Contents = made.make_stream(b"q 300 0 0 200 0 0 cm /P Do Q")
        return saved(made)


@cache
def large_jpeg(side: int = 20_000) -> bytes:
    target = io.BytesIO()
    Image.new("L", (side, side), 200).save(target, "JPEG", quality=30)
    return target.getvalue()


def jpx(size: tuple[int, int] = (60, 40), says: tuple[int, int] | None = None, more: bytes = b"") -> bytes:
    """A JPEG 2000; `says` is put into its header and its codestream, `more` are boxes before the codestream."""
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, "JPEG2000")
    body = target.getvalue()
    if says:
        wide, high = (number.to_bytes(4, "big") for number in says)
        old_wide, old_high = (number.to_bytes(4, "big") for number in size)
        body = body.replace(old_high + old_wide, high + wide, 1).replace(old_wide + old_high, wide + high, 1)
    at = body.index(b"jp2c") - 4
    return body[:at] + more + body[at:]


def box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def jbig2(width: int, height: int) -> bytes:
    """A page of that size, and nothing on it (ITU T.88, 7.4.8)."""
    page = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(8) + b"\x00" + bytes(2)
    return (0).to_bytes(4, "big") + b"\x30\x00\x01" + len(page).to_bytes(4, "big") + page


def letters(packed: bytes) -> bytes:
    return base64.a85encode(packed) + b"~>"


def saved(made: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    made.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return target.getvalue()
