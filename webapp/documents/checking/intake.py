"""What may come in: the type read from the content, never from the name; limits; no virus; the harmless form that is kept."""

import hashlib
from dataclasses import dataclass

from webapp.child import soon
from webapp.documents.checking.harmless import make_harmless
from webapp.documents.checking.scan import NO_SCANNER, Scanner
from webapp.documents.limits import LIMITS, MB, Limits, NotAccepted

# ISO base media files say in bytes 8 to 12 what they are; these are the still pictures of phones
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}


@dataclass(frozen=True)
class Ready:
    """A file that may be kept. `size` (bytes) and `sha256` (hex) are those of what was sent, `body` is what is kept.

    `quality`: what the quality gate found ("blur", "dark", "glare", "small", "cut"). `small`: a little JPEG of the first
    page. `scanned`: "clean", or "off" where no virus scanner is set up.
    """

    body: bytes
    media_type: str
    pages: int
    size: int
    sha256: str
    quality: tuple[str, ...] = ()
    small: bytes | None = None
    scanned: str = "off"


def check(sent: bytes, limits: Limits = LIMITS, scanner: Scanner = NO_SCANNER, by: float | None = None) -> Ready:
    """Judge one file and make it harmless; takes up to seconds, so not inside a transaction.

    Raises `NotAccepted`, and `ScannerDown` when a scanner is set up and does not answer: nothing is known of the file then.
    So it is with `Busy`, raised when the caller can't wait any longer (`by`, a moment of `time.monotonic`).
    """
    if not sent:
        raise NotAccepted("empty")
    if len(sent) > limits.file_bytes:
        raise NotAccepted("too_large")
    kind = kind_of(sent)
    if kind is None:
        raise NotAccepted("type")
    if scanner.scan(sent[start : start + MB] for start in range(0, len(sent), MB)) is not None:
        raise NotAccepted("virus")
    made = make_harmless(sent, kind, limits, by)
    digest = hashlib.sha256(sent).hexdigest()
    return Ready(
        made.body, made.media_type, made.pages, len(sent), digest, made.quality, made.small, scanner.mark
    )  # fmt: skip


def check_picture(sent: bytes, limits: Limits, scanner: Scanner) -> bytes:
    """The same for one photograph that somebody waits to see taken: a harmless upright JPEG, and no PDF.

    Raises `NotAccepted`, `ScannerDown`, `Busy`.
    """
    ready = check(sent, limits, scanner, by=soon())
    if ready.media_type != "image/jpeg":
        raise NotAccepted("type")
    return ready.body


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
