"""A signed PDF stays byte for byte or is refused; one that only looks signed is made harmless like any other."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.documents import samples
from tests.documents.signed_pdfs import ACTING, acting, picturing, seemingly_signed, signed
from webapp.documents.checking.intake import check
from webapp.documents.limits import NotAccepted

PHOTO = samples.photo_with_place()


def refused(sent: bytes) -> str:
    with pytest.raises(NotAccepted) as found:
        check(sent)
    return found.value.reason


def opening(made: Pdf) -> None:
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def linking(made: Pdf) -> None:
    """Goes somewhere only when it is tapped."""
    link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://example.vn")))
    made.pages[0].obj.Annots = [link]


def with_zip(made: bytes) -> bytes:
    """A PDF to one program and an archive to another."""
    target = io.BytesIO(made)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
        archive.comment = b"\n%%EOF"
    return target.getvalue()


@pytest.mark.parametrize("change", [None, opening, linking, picturing(samples.picture())])
def test_a_signed_pdf_stays_as_it_is(change) -> None:
    sent = signed(change)
    assert check(sent).body == sent


def test_a_second_signature_keeps_the_first() -> None:
    """Both lie in the file; the one that covers all of it counts."""
    first = signed()
    sent = signed(lambda made: _another_seal(made))
    assert check(first).body == first
    assert check(sent).body == sent


def _another_seal(made: Pdf) -> None:
    seal = Dictionary(Type=Name.Sig, ByteRange=[0, 10, 20, 30], Contents=String("seal"))
    made.Root.AcroForm.Fields.append(made.make_indirect(Dictionary(FT=Name.Sig, V=made.make_indirect(seal))))


def _among_kids(made: Pdf) -> None:
    field = made.Root.AcroForm.Fields[0]
    kid = made.make_indirect(Dictionary(V=field.V))
    del field.V
    field.Kids = [kid]


def test_a_signature_may_stand_below_its_field() -> None:
    sent = signed(_among_kids)
    assert check(sent).body == sent


@pytest.mark.parametrize("where", ACTING)
def test_a_signed_pdf_that_acts_is_refused(where: str) -> None:
    assert refused(signed(acting(where))) == "signed"


@pytest.mark.parametrize("packing", [[], ["/FlateDecode"]])
def test_a_signed_pdf_that_says_a_place_is_refused(packing: list[str]) -> None:
    photo = zlib.compress(PHOTO) if packing else PHOTO
    assert refused(signed(picturing(photo, *packing))) == "signed"


def test_a_signed_pdf_with_an_archive_in_it_is_refused() -> None:
    assert refused(signed(behind=samples.zipped() + b"\n%%EOF")) == "signed"


@pytest.mark.parametrize("behind", [samples.zipped(), b"\n% more\n%%EOF", b"<html>"])
def test_what_was_added_after_signing_is_refused(behind: bytes) -> None:
    assert refused(signed() + behind) == "signed"


@pytest.mark.parametrize("where", ACTING)
def test_what_only_looks_signed_loses_what_acts(where: str) -> None:
    sent = seemingly_signed(acting(where))
    assert b"alert" in sent
    assert b"alert" not in check(sent).body


def test_what_only_looks_signed_loses_its_place_and_its_archive() -> None:
    body = check(with_zip(seemingly_signed(picturing(PHOTO)))).body
    assert not zipfile.is_zipfile(io.BytesIO(body))
    assert b"Exif" not in body
    assert b"at home" not in body


def _no_field(made: Pdf) -> None:
    made.Root.Foo = made.Root.AcroForm.Fields[0].V
    del made.Root.AcroForm


def _other_kind(made: Pdf) -> None:
    made.Root.AcroForm.Fields[0].FT = Name.Tx


def _no_certificate(sent: bytes) -> bytes:
    at = sent.index(b"/Contents <") + len(b"/Contents <")
    return sent[:at] + b"30030201" + b"0" * 8 + sent[at + 16 :]


def _hides_in_the_gap(sent: bytes) -> bytes:
    """Behind the signature, where zeros should be."""
    end = sent.index(b"00>")
    return sent[: end - 200] + b"ab" * 100 + sent[end:]


@pytest.mark.parametrize(
    "sent",
    [
        signed(_no_field), signed(_other_kind), signed(begins=5), _no_certificate(signed()), _hides_in_the_gap(signed()),
        signed().replace(b"/ByteRange [ 0 ", b"/ByteRange [ 0 9"), signed().replace(b"/ByteRange", b"/ByteRingo"),
    ],
    ids=["no field", "other kind", "begins later", "no certificate", "hides in the gap", "other range", "no range"],
)  # fmt: skip
def test_what_is_no_signature_is_written_anew(sent: bytes) -> None:
    with pikepdf.open(io.BytesIO(sent)):
        body = check(sent).body
    assert body != sent
    assert b"/ByteR" not in body
