"""PDFs with a real electronic signature of nobody in particular, with one that only looks so, and with more than may stay."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from pikepdf import Dictionary, Name, Pdf, String

ROOM = 4000  # bytes kept free for the signature
Change = Callable[[Pdf], None]


def signed(change: Change | None = None, behind: bytes = b"", begins: int = 0) -> bytes:
    """Changed first, then signed; `behind` is covered by the signature too, `begins` is where it says to begin."""
    with pikepdf.new() as made:
        made.add_blank_page()
        seal = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=[begins, 1_111_111_111, 1_111_111_112, 1_111_111_113], Contents=String(b"\xfe" * ROOM),
        )  # fmt: skip
        field = Dictionary(FT=Name.Sig, T=String("Signature1"), V=made.make_indirect(seal))
        made.Root.AcroForm = Dictionary(SigFlags=3, Fields=[made.make_indirect(field)])
        if change:
            change(made)
        target = io.BytesIO()
        made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return _sealed(target.getvalue() + behind)


def seemingly_signed(change: Change | None = None) -> bytes:
    """One line that looks like a signature to whoever looks no further."""
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.Foo = made.make_indirect(Dictionary(ByteRange=[0, 1, 2, 3], Contents=String("x")))
        if change:
            change(made)
        target = io.BytesIO()
        made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return target.getvalue()


def acting(where: str) -> Change:
    """Something active: when opened, or in a dictionary inside another one."""

    def change(made: Pdf) -> None:
        stream, script = made.make_stream(b"app.alert('x')"), Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        if where == "opening":
            made.Root.OpenAction = script
        elif where == "address":
            made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://alert.example"))
        elif where == "page":
            made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("alert.exe")))
        elif where == "names":
            made.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("x"), script]))
        elif where == "annotation":
            made.pages[0].obj.Annots = [Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=script)]
        elif where == "next":
            made.Root.OpenAction = Dictionary(S=Name.GoTo, D=String("alert"), Next=script)
        elif where == "attachment":
            files = [String("x"), Dictionary(F=String("x.exe"), EF=Dictionary(F=stream))]
            made.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=files))
        else:
            scene = made.make_stream(b"", {"/OnInstantiate": stream})
            made.pages[0].obj.Annots = [Dictionary({"/Subtype": Name("/3D"), "/3DD": scene})]

    return change


ACTING = ("opening", "address", "page", "names", "annotation", "next", "attachment", "scene")


def picturing(photo: bytes, *packing: str) -> Change:
    """The photograph is what its page shows; `packing` are the filters it lies in, the outermost first."""

    def change(made: Pdf) -> None:
        picture = made.make_stream(b"")
        picture.write(photo, filter=pikepdf.Array([Name(one) for one in (*packing, "/DCTDecode")]))
        picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 60, 40
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
        made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture))
        made.pages[0].obj.Contents = made.make_stream(b"q 300 0 0 200 0 0 cm /P Do Q")

    return change


@cache
def _signer() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nobody")])
    begins = datetime(2026, 1, 1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=3650))
    return made.sign(key, hashes.SHA256()), key


def _sealed(plain: bytes) -> bytes:
    """ByteRange filled in, then the signature put into the gap (ISO 32000-1, 12.8.1)."""
    gap = re.search(rb"<(?:fe){%d}>" % ROOM, plain)
    assert gap
    for said, number in (
        (b"1111111111", gap.start()),
        (b"1111111112", gap.end()),
        (b"1111111113", len(plain) - gap.end()),
    ):
        plain = plain.replace(said, b"%-10d" % number, 1)
    covered = plain[: gap.start()] + plain[gap.end() :]
    certificate, key = _signer()
    built = pkcs7.PKCS7SignatureBuilder().set_data(covered).add_signer(certificate, key, hashes.SHA256())
    blob = built.sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    ).hex()
    return plain[: gap.start()] + b"<" + blob.ljust(2 * ROOM, "0").encode() + b">" + plain[gap.end() :]
