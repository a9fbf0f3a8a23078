"""Certificates of a demonstration's units, and the root they come from: they sign receipts and are worth nothing elsewhere."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from tools.authority import _keep, _pem

START, END = (
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2046, 1, 1, tzinfo=UTC),
)  # whatever day the demonstration is set to
ROOT = "root.pem"


def make(folder: Path, units: Iterable[tuple[str, str]]) -> Path:
    """`<unit>.pem` with key and certificate for each (id, name) that has none; returns the root's certificate.

    Harmless when repeated: what is there stays.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root, key = _root(folder)
    for unit_id, name in units:
        if not (folder / f"{unit_id}.pem").exists():
            _keep(folder / f"{unit_id}.pem", _unit(name, root, key))
    return folder / ROOT


def _root(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    cert_path, key_path = folder / ROOT, folder / "root.key"
    if cert_path.exists() and key_path.exists():
        known = load_pem_private_key(key_path.read_bytes(), None)
        assert isinstance(known, ec.EllipticCurvePrivateKey)
        return x509.load_pem_x509_certificate(cert_path.read_bytes()), known
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Một Chạm – gốc chứng thư dùng thử")
    builder = _builder(name, name, key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    cert = builder.add_extension(_usage(root=True), critical=True).sign(key, SHA256())
    _keep(key_path, _pem(key))
    cert_path.write_bytes(cert.public_bytes(Encoding.PEM))
    return cert, key


def _unit(name: str, root: x509.Certificate, root_key: ec.EllipticCurvePrivateKey) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_name(name), root.subject, key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
    )
    cert = builder.add_extension(_usage(root=False), critical=True).sign(root_key, SHA256())
    return _pem(key) + cert.public_bytes(Encoding.PEM)


def _name(common: str) -> x509.Name:
    """64 letters is all that a common name holds (RFC 5280)."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(START).not_valid_after(END)
    return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root, content_commitment=not root, key_cert_sign=root, crl_sign=root, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
