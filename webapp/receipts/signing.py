"""The digital signature of the collecting organisation on a receipt (NĐ 254/2026/NĐ-CP art. 22): a port, the folder of keys behind
it, and the check of what was signed.

PAdES, with the certificate's chain up to but not with its root in it. A province may put another signer (a hardware module, a
remote service) in the place of `FolderSigner`: two verbs.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from asn1crypto import cms, core, x509
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from webapp import clock

FIELD, REASON = "BienLai", "Biên lai điện tử"
UNIT = re.compile(r"[a-z0-9-]{1,60}")


class NoCertificate(LookupError):
    """The unit has no certificate here, or one that does not hold now."""


class Signer(Protocol):
    """Who signs for units."""

    def holder(self, unit_id: str) -> str:
        """The name on the unit's certificate. Raises NoCertificate."""

    def sign(self, pdf: bytes, unit_id: str) -> bytes:
        """The PDF with the unit's signature of this moment. Raises NoCertificate."""


class NoSigner:
    """Nothing is signed here."""

    def holder(self, unit_id: str) -> str:
        raise NoCertificate(unit_id)

    def sign(self, pdf: bytes, unit_id: str) -> bytes:
        raise NoCertificate(unit_id)


class FolderSigner:
    """Keys in a folder: `<unit>.pem` holds the private key, the unit's certificate, then those between it and the root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holder(self, unit_id: str) -> str:
        return _name(self._read(unit_id)[1])

    def sign(self, pdf: bytes, unit_id: str) -> bytes:
        key, own, between = self._read(unit_id)
        chain = SimpleCertificateStore.from_certs(between)  # type: ignore[no-untyped-call]
        signer = SimpleSigner(own, load_private_key_from_pemder_data(key, None), chain, embed_roots=False)
        known = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=_name(own), reason=REASON
        )
        signed = io.BytesIO()
        _Now(known, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=signed)
        return signed.getvalue()

    def _read(self, unit_id: str) -> tuple[bytes, x509.Certificate, list[x509.Certificate]]:
        path = self.folder / f"{unit_id}.pem"
        if not UNIT.fullmatch(unit_id) or not path.exists():
            raise NoCertificate(unit_id)
        text = path.read_bytes()
        key, certs = _blocks(text, rb"[A-Z ]*PRIVATE KEY"), _blocks(text, b"CERTIFICATE")
        if len(key) != 1 or not certs:
            raise NoCertificate(f"{path} holds not one key with its certificate")
        own, *between = load_certs_from_pemder_data(b"".join(certs))
        if not own.not_valid_before <= clock.now() <= own.not_valid_after:
            raise NoCertificate(f"{unit_id}: the certificate does not hold now")
        return key[0], own, between


def _blocks(pem: bytes, kind: bytes) -> list[bytes]:
    return re.findall(rb"-----BEGIN " + kind + rb"-----.*?-----END " + kind + rb"-----\n?", pem, re.DOTALL)


def _name(cert: x509.Certificate) -> str:
    return str(cert.subject.native["common_name"])


class _Now(PdfSigner):
    """Signs at the moment of the app's clock."""

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = clock.local(clock.now()).replace(microsecond=0)
        return session


def signer_at(folder: Path | None) -> Signer:
    """What SIGNING names; without it nobody signs."""
    return FolderSigner(folder) if folder else NoSigner()


@dataclass(frozen=True)
class Check:
    """`intact`: not a byte is another than when it was signed; `trusted`: the certificate comes from one of the roots and held."""

    intact: bool
    trusted: bool
    holder: str = ""
    at: datetime | None = None


BROKEN = Check(intact=False, trusted=False)
# what was tampered with cannot always be read
UNREADABLE = (
    PdfError, SigningError, SignatureValidationError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, OSError,
)  # fmt: skip


def check(pdf: bytes, roots: Iterable[bytes]) -> Check:
    """What the signature of a receipt is worth under these root certificates (PEM), held at the app's clock."""
    trusted = list(load_certs_from_pemder_data(b"\n".join(roots)))
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        (found,) = reader.embedded_signatures
        if not _whole(found, pdf):
            return BROKEN
        context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=clock.now())
        status = validate_pdf_signature(found, context)
    except UNREADABLE:
        return BROKEN
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    intact = bool(status.intact and status.valid and whole)
    return Check(intact, intact and bool(status.trusted), _name(found.signer_cert), found.self_reported_timestamp)


def _whole(found: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """The signed ranges leave out nothing but the signature itself; what is left of its room is empty, and the signature is
    written as one signer writes it: no byte of it is free to be another."""
    start, first, second, rest = (int(one) for one in found.byte_range)
    content = found.pkcs7_content
    used = len(core.Any.load(content).dump())
    plain = pdf[first:second] == b"<" + content.hex().upper().encode() + b">"
    only = (start, second + rest) == (0, len(pdf)) and plain and not any(content[used:])
    return only and _names(found) and _as_written(found.signed_data) == content[:used]


def _names(found: EmbeddedPdfSignature) -> bool:
    """Letter for letter: certificates are looked for without regard to upper and lower case, and this name is not signed."""
    (signer,) = found.signed_data["signer_infos"]
    return bool(signer["sid"].chosen["issuer"].dump() == found.signer_cert.issuer.dump())


def _as_written(said: cms.SignedData) -> bytes:
    """What an outer shell around these certificates and this signer looks like."""
    (signer,) = said["signer_infos"]
    by = {name: signer[name] for name in ("sid", "signed_attrs", "signature")}
    sha256 = {"algorithm": "sha256"}
    inner = cms.SignerInfo(
        by | {"version": "v1", "digest_algorithm": sha256, "signature_algorithm": _mechanism(signer)}
    )
    shell = cms.SignedData(
        {
            "version": "v1", "digest_algorithms": [sha256], "encap_content_info": {"content_type": "data"},
            "certificates": said["certificates"], "signer_infos": [inner],
        }
    )  # fmt: skip
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": shell}).dump())


def _mechanism(signer: cms.SignerInfo) -> dict[str, str]:
    return {"algorithm": signer["signature_algorithm"]["algorithm"].native}
