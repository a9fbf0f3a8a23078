"""What may come in: the type read from the content, never from the name; limits; the harmless form that is kept."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from webapp.documents.checking.pictures import upright_jpeg
from webapp.documents.limits import LIMITS, Limits, NotAccepted

CLEANER = Path(__file__).with_name("clean_pdf.py")
PDF_SECONDS = 30
REASONS = {"locked", "pages", "broken"}
# ISO base media files say in bytes 8 to 12 what they are; these are the still pictures of phones
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}


@dataclass(frozen=True)
class Ready:
    """A file that may be kept. `size` (bytes) and `sha256` (hex) are those of what was sent, `body` is what is kept."""

    body: bytes
    media_type: str
    pages: int
    size: int
    sha256: str


def check(sent: bytes, limits: Limits = LIMITS) -> Ready:
    """Judge one file and make it harmless; takes up to a second, so not inside a transaction. Raises `NotAccepted`."""
    if not sent:
        raise NotAccepted("empty")
    if len(sent) > limits.file_bytes:
        raise NotAccepted("too_large")
    kind = kind_of(sent)
    if kind is None:
        raise NotAccepted("type")
    digest = hashlib.sha256(sent).hexdigest()
    if kind == "PDF":
        body, pages = _clean_pdf(sent, limits)
        return Ready(body, "application/pdf", pages, len(sent), digest)
    return Ready(upright_jpeg(sent, kind, limits), "image/jpeg", 1, len(sent), digest)


def kind_of(sent: bytes) -> str | None:
    """JPEG, PNG, WEBP, HEIF or PDF by the first bytes; None for everything else."""
    if sent.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if sent.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if sent[:4] == b"RIFF" and sent[8:12] == b"WEBP":
        return "WEBP"
    if sent[4:8] == b"ftyp" and sent[8:12] in HEIF:
        return "HEIF"
    return "PDF" if sent.startswith(b"%PDF-") else None


def _clean_pdf(sent: bytes, limits: Limits) -> tuple[bytes, int]:
    """In a process of its own: what makes a PDF reader eat all memory or crash ends there and not here."""
    words = [sys.executable, "-I", str(CLEANER), str(limits.pages)]
    try:
        ran = subprocess.run(words, input=sent, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603 fixed words
    except subprocess.TimeoutExpired as error:
        raise NotAccepted("broken") from error
    head, _newline, body = ran.stdout.partition(b"\n")
    word, _space, rest = head.decode("ascii", "replace").partition(" ")
    if ran.returncode == 0 and word == "OK" and body:
        return body, int(rest)
    raise NotAccepted(rest if rest in REASONS else "broken")
