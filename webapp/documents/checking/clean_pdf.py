"""A PDF made harmless. Imports nothing of the app: it runs in the child process.

Kept: pages and what they draw; forms are drawn into the pages first. Gone: scripts, actions, attachments, links.
A PDF with an electronic signature stays byte for byte, because writing it anew would break the signature. Where something
stands in it that may not stay it is refused, rather than cleaned: an office would get a paper whose signature no longer holds
and could not tell that from a forged one, while whoever sends it can still ask for another.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pdf_signature import ends_there, reaches  # type: ignore[import-not-found]
from pdf_streams import Bomb, has_places, refuse_bombs, strip_photographs  # type: ignore[import-not-found]

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
    """Its text is the reason: locked, pages, pixels, signed, broken."""


def clean(source: bytes, most_pages: int, most_pixels: int) -> tuple[bytes, int]:
    """The harmless PDF and its number of pages; pictures in it may have twice `most_pixels` (A3 at 600 dpi). Raises `Refused`."""
    try:
        with pikepdf.open(io.BytesIO(source)) as pdf:
            pages = _accept(pdf, most_pages)
            refuse_bombs(pdf, 2 * most_pixels)
            if end := reaches(pdf, source):
                _accept_signed(pdf, source, end)
                return source, pages
            _strip(pdf)
            strip_photographs(pdf)
            target = io.BytesIO()
            # streams are copied as they are; asked to compress some, it would unpack all but the plainest first
            pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
            return target.getvalue(), pages
    except Bomb as bomb:
        raise Refused(str(bomb)) from bomb
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


def _accept_signed(pdf: Any, source: bytes, end: int) -> None:
    if not ends_there(source, end) or _is_active(pdf) or has_places(pdf):
        raise Refused("signed")


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


def _is_active(pdf: Any) -> bool:
    for thing in _dictionaries(pdf):
        if any(key in thing for key in ACTIVE_KEYS):
            return True
        if str(thing.get("/S", "")) in ACTIVE_ACTIONS:
            return True
    return _opens_with_more(pdf.Root.get("/OpenAction"))


def _opens_with_more(action: Any) -> bool:
    """Than the page and the size to begin with, which most writers say."""
    if action is None or isinstance(action, pikepdf.Array):
        return False
    return not isinstance(action, pikepdf.Dictionary) or action.get("/S") != "/GoTo" or "/Next" in action
