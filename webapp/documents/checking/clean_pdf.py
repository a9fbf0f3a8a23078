"""A PDF made harmless. Runs as a process of its own with limits on memory and time, so it imports nothing of the app.

`python -I clean_pdf.py MOST_PAGES < in > out`; the first line out is `OK <pages>` (the file follows) or `NO <reason>`.
Kept: pages and what they draw; forms are drawn into the pages first. Gone: scripts, actions, attachments, links.
A PDF with an electronic signature and nothing active stays byte for byte: writing it anew would break the signature.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MEMORY = 512 * 1024 * 1024
SECONDS = 15
MOST_OBJECTS = 50_000
OF_ROOT = {"/Type", "/Pages", "/OCProperties", "/Lang", "/Version"}
OF_PAGE = {
    "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/Rotate", "/UserUnit", "/Group",
}  # fmt: skip
NOWHERE = ("/AA", "/JS", "/OpenAction", "/Metadata", "/PieceInfo", "/AF", "/EF")
ACTIVE_KEYS = ("/AA", "/JS", "/EF", "/XFA", "/RichMediaContent", "/3DD")
ACTIVE_ACTIONS = (
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
)  # fmt: skip


class Refused(Exception):
    """Its text is the reason: locked, pages, broken."""


def clean(source: bytes, most_pages: int) -> tuple[bytes, int]:
    """The harmless PDF and its number of pages; raises `Refused`."""
    try:
        with pikepdf.open(io.BytesIO(source)) as pdf:
            pages = _accept(pdf, most_pages)
            if _is_signed(pdf) and not _is_active(pdf):
                return source, pages
            _strip(pdf)
            target = io.BytesIO()
            # streams are copied as they are: nothing is unpacked that could be a bomb
            pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            return target.getvalue(), pages
    except pikepdf.PasswordError as error:
        raise Refused("locked") from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, MemoryError) as error:
        raise Refused("broken") from error


def _accept(pdf: Any, most_pages: int) -> int:
    if pdf.is_encrypted:
        raise Refused("locked")
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused("broken")
    pages = len(pdf.pages)
    if pages > most_pages:
        raise Refused("pages")
    if pages == 0:
        raise Refused("broken")
    return pages


def _strip(pdf: Any) -> None:
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    for key in set(pdf.Root.keys()) - OF_ROOT:
        del pdf.Root[key]
    for page in pdf.pages:
        for key in set(page.obj.keys()) - OF_PAGE:
            del page.obj[key]
    for thing in _dictionaries(pdf):
        for key in NOWHERE:
            if key in thing:
                del thing[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Every dictionary, also one that stands inside another; what only refers to a numbered object is met as that."""
    waiting = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            inside = (thing.get(key) for key in thing.keys())  # noqa: SIM118 a stream is no mapping
        elif isinstance(thing, pikepdf.Array):
            inside = iter(thing)
        else:
            continue
        waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _is_signed(pdf: Any) -> bool:
    return any("/ByteRange" in thing and "/Contents" in thing for thing in _dictionaries(pdf))


def _is_active(pdf: Any) -> bool:
    for thing in _dictionaries(pdf):
        if any(key in thing for key in ACTIVE_KEYS):
            return True
        if str(thing.get("/S", "")) in ACTIVE_ACTIONS:
            return True
    return False


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        cleaned, pages = clean(sys.stdin.buffer.read(), int(sys.argv[1]))
        sys.stdout.buffer.write(b"OK %d\n" % pages + cleaned)
    except Refused as refusal:
        sys.stdout.buffer.write(b"NO %s\n" % str(refusal).encode())


if __name__ == "__main__":
    main()
