"""The digital signature on a receipt: whole and trusted when untouched, worth nothing with a single bit changed."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from flask import Flask
from sqlalchemy.orm import Session

from tests.conftest import make_config
from tests.payments.till import Till
from tests.receipts.test_kinds import paid
from tools import starting, unit_certificates
from webapp import clock
from webapp.receipts import paper
from webapp.receipts.signing import BROKEN, FolderSigner, NoCertificate, NoSigner, check, signer_at
from webapp.units import service as units

UNIT, NAME = "hong-gai", "Trung tâm Phục vụ hành chính công phường Hồng Gai"
PDF = typst.compile(b"= Bi\xc3\xaan lai", format="pdf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("signing")
    unit_certificates.make(made, [(UNIT, NAME), ("ha-tu", "Hà Tu")])
    return made


@pytest.fixture
def roots(folder: Path) -> list[bytes]:
    return [(folder / unit_certificates.ROOT).read_bytes()]


@pytest.fixture
def signed(folder: Path) -> bytes:
    return FolderSigner(folder).sign(PDF, UNIT)


def test_it_is_whole_and_trusted_under_the_root(signed: bytes, roots: list[bytes]) -> None:
    found = check(signed, roots)
    assert (found.intact, found.trusted, found.holder) == (True, True, NAME)
    assert found.at
    assert timedelta(0) <= clock.now() - found.at < timedelta(minutes=1)


def flipped(signed: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """With another bit at one of these places, each in turn."""
    for at in places:
        yield signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]


def places(signed: bytes) -> set[int]:
    """Every 151st byte, and every 23rd of the signature itself."""
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    return {*range(0, len(signed), 151), *range(start, start + 3_000, 23), start, len(signed) - 1}


def test_any_flipped_bit_is_seen(signed: bytes, roots: list[bytes]) -> None:
    assert [at for at, one in enumerate(flipped(signed, places(signed))) if check(one, roots).intact] == []


def test_who_signed_is_named_letter_for_letter(signed: bytes, roots: list[bytes], folder: Path) -> None:
    """By the name of who gave out the certificate, which is not signed and is looked for whether written large or small."""
    own = x509.load_pem_x509_certificate((folder / f"{UNIT}.pem").read_bytes())
    name = own.issuer.public_bytes().hex().upper().encode()
    found = [range(one.start(), one.end()) for one in re.finditer(name, signed)]
    assert len(found) == 3, "in the certificate, as the signer's, and in what is signed"
    assert not any(check(one, roots).intact for one in flipped(signed, chain(*found)))


@pytest.mark.parametrize("more", [b"\n", b"%%EOF\n"])
def test_what_is_added_at_the_end_is_seen(signed: bytes, roots: list[bytes], more: bytes) -> None:
    assert not check(signed + more, roots).intact


def test_another_root_does_not_trust_it(signed: bytes, tmp_path: Path) -> None:
    other = unit_certificates.make(tmp_path, [(UNIT, NAME)])
    found = check(signed, [other.read_bytes()])
    assert (found.intact, found.trusted) == (True, False)


@pytest.mark.parametrize("pdf", [PDF, b"", b"no pdf"])
def test_what_nobody_signed_is_worth_nothing(pdf: bytes, roots: list[bytes]) -> None:
    assert check(pdf, roots) == BROKEN


@pytest.mark.parametrize("unit", ["bai-chay", "../hong-gai", "root", ""])
def test_it_signs_for_nobody_without_a_certificate(folder: Path, unit: str) -> None:
    with pytest.raises(NoCertificate):
        FolderSigner(folder).sign(PDF, unit)
    with pytest.raises(NoCertificate):
        NoSigner().holder(unit)


def test_it_signs_with_no_certificate_that_ran_out(folder: Path) -> None:
    clock.set_to(datetime(2046, 1, 2, tzinfo=clock.VN))
    with pytest.raises(NoCertificate, match="does not hold now"):
        FolderSigner(folder).holder(UNIT)


def test_it_signs_with_rsa_and_a_certificate_between(folder: Path, roots: list[bytes], tmp_path: Path) -> None:
    """As the State's certificates are."""
    root = x509.load_pem_x509_certificate(roots[0])
    root_key = load_pem_private_key((folder / "root.key").read_bytes(), None)
    key = rsa.generate_private_key(65537, 2048)
    builder = unit_certificates._builder(unit_certificates._name("Hà Tu"), root.subject, key.public_key())  # type: ignore[arg-type]
    cert = builder.add_extension(unit_certificates._usage(root=False), critical=True).sign(root_key, SHA256())
    (tmp_path / "ha-tu.pem").write_bytes(unit_certificates._pem(key) + cert.public_bytes(Encoding.PEM))  # type: ignore[arg-type]
    assert check(FolderSigner(tmp_path).sign(PDF, "ha-tu"), roots).trusted


def test_keys_stay_what_they_are_and_are_for_nobody_else_to_read(folder: Path) -> None:
    before = (folder / f"{UNIT}.pem").read_bytes()
    unit_certificates.make(folder, [(UNIT, "other")])
    assert (folder / f"{UNIT}.pem").read_bytes() == before
    assert {path.stat().st_mode & 0o077 for path in folder.glob("*.pem") if path.name != "root.pem"} == {0}


def test_a_receipt_signed_on_its_paper_is_trusted(till: Till, folder: Path, roots: list[bytes]) -> None:
    _dossier, bill = paid(till)
    plain = paper.pdf(bill.receipts[0], "http://localhost", True, signed=paper.Signed(NAME, clock.now()))
    assert check(signer_at(folder).sign(plain, UNIT), roots).trusted


def test_a_demonstration_certifies_every_unit_that_collects(app: Flask, db: Session, tmp_path: Path) -> None:
    config = make_config("", tmp_path, signing=tmp_path / "signing")
    starting.certify(config, app.extensions["sessions"])
    for unit in units.receiving_units(db):
        assert FolderSigner(tmp_path / "signing").holder(unit.id) == unit.name_vi[:64]
    starting.certify(make_config("", tmp_path, signing=tmp_path / "given"), app.extensions["sessions"])
    assert not (tmp_path / "given").exists()
