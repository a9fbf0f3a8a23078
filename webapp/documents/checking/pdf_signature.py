"""Whether a PDF is electronically signed, so that it would lose something by being written anew (ISO 32000-1, 12.8).

Whose the signature is and whether it holds is for the reader's program to say: here it only has to be one in earnest, a
signature field whose PKCS#7 lies in the gap of its own ByteRange. Runs in the child process.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.serialization import pkcs7

MOST_FIELDS = 10_000
SIGNATURES = {"/Sig", "/DocTimeStamp", "None"}  # /Type may be left out
MOST_SEARCHED = 66_000  # an archive is found by its end: 22 bytes and a comment of at most 65,535
ARCHIVE_ENDS = b"PK\x05\x06"


def reaches(pdf: Any, source: bytes) -> int:
    """Up to where the furthest signature covers the file; 0 where there is none."""
    return max((_covered(seal, source) for seal in _seals(pdf)), default=0)


def ends_there(source: bytes, end: int) -> bool:
    """Nothing is hung behind what is signed, nor at its end, that another program might take for something else."""
    whole = not source[end:].strip(b"\r\n") and source.rstrip(b"\0\t\n\r ").endswith(b"%%EOF")
    return whole and ARCHIVE_ENDS not in source[-MOST_SEARCHED:]


def _seals(pdf: Any) -> Iterator[Any]:
    """The signatures that stand in fields of the form."""
    form = pdf.Root.get("/AcroForm", {})
    waiting = [(field, None) for field in form.get("/Fields", [])]
    for _turn in range(MOST_FIELDS):
        if not waiting:
            return
        field, above = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary):
            continue
        kind, value = field.get("/FT", above), field.get("/V")
        waiting += [(kid, kind) for kid in field.get("/Kids", [])]
        if kind == "/Sig" and isinstance(value, pikepdf.Dictionary) and str(value.get("/Type")) in SIGNATURES:
            yield value


def _covered(seal: Any, source: bytes) -> int:
    """All from the beginning but the signature itself, up to where; 0 for what is no signature."""
    said, blob = [int(number) for number in seal.get("/ByteRange", [])], bytes(seal.get("/Contents", b""))
    if len(said) != 4 or said[0] != 0:
        return 0
    _, gap, behind, rest = said
    if not 0 < gap < behind <= behind + rest <= len(source) or not _is_written(source[gap:behind], blob):
        return 0
    return behind + rest if _is_pkcs7(blob) else 0


def _is_written(gap: bytes, blob: bytes) -> bool:
    """The gap holds the signature in digits and nothing else."""
    try:
        return gap[:1] + gap[-1:] == b"<>" and bytes.fromhex(gap[1:-1].decode("ascii")) == blob
    except ValueError:
        return False


def _is_pkcs7(blob: bytes) -> bool:
    """A certificate in it, and only zeros behind it up to the end of the room kept free."""
    try:
        end = _der_end(blob)
        return not blob[end:].strip(b"\0") and bool(pkcs7.load_der_pkcs7_certificates(blob[:end]))
    except Exception:  # hostile bytes in a decoder
        return False


def _der_end(blob: bytes) -> int:
    """Where the outermost sequence ends (ITU X.690, 8.1.3)."""
    first = blob[1]
    if first < 0x80:
        return 2 + first
    many = first & 0x7F
    return 2 + many + int.from_bytes(blob[2 : 2 + many], "big") if many else len(blob)
