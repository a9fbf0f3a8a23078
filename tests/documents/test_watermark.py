"""An identity paper shown to an officer carries the dossier, the office and the day; its owner sees it clean."""

import io
import time
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageStat
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import Person
from webapp import clock
from webapp.db import uuid7
from webapp.documents import service as documents
from webapp.documents import watermark
from webapp.documents.checking.intake import Ready
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.units import service as units

CARD, LICENCE = ("3.000333", "can-cuoc"), ("3.000347", "giay-phep-cu")
SAID = "Chỉ dùng cho hồ sơ AB12-CD34 · Phường Hồng Gai · 22/11/2026"


def sheet(colour: str = "white", size: tuple[int, int] = (1200, 800)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG", quality=95)
    return target.getvalue()


def papers(pages: int = 1, turned: int = 0, size: tuple[int, int] = (595, 842)) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size).rotate(turned, relative=False)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def looks(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body)).convert("RGB")


def changed(before: Image.Image, after: Image.Image) -> float:
    """Which part of the picture is clearly another than before."""
    difference = ImageChops.difference(before, after).convert("L").point(lambda value: 255 if value > 24 else 0)
    return ImageStat.Stat(difference).mean[0] / 255


@pytest.fixture
def kept(app: Flask, db: Session, an: Person):
    """A paper of An's in a dossier handed to an office: `kept(code, slot, bytes)` → its document."""

    def put(kind: tuple[str, str], data: bytes) -> Document:
        code, slot = kind
        made = dossiers.start(db, dossiers.Holder(an.actor, None), uuid7(), code)
        made.answers, made.unit_id, made.reference = (
            {"licence_class": "A1"},
            units.receiving_units(db)[0].id,
            "AB12CD34",
        )
        store = app.extensions["documents_store"]
        paper = documents.attach(db, store, made, slot, uuid7(), "the.jpg", documents.check(data), an.actor)
        db.commit()
        return paper

    return put


def opened(who: Person, paper: Document) -> bytes:
    answer = who.client.get(f"/ho-so/{paper.dossier_id}/giay-to/{paper.id}?xem=1")
    assert answer.status_code == 200
    return answer.data


@pytest.mark.parametrize("colour", ["white", "#20242c", "#808080"])
def test_it_can_be_seen_on_any_ground_and_leaves_most_of_it(colour):
    marked = watermark.marked(sheet(colour), "image/jpeg", SAID)
    assert 0.01 < changed(looks(sheet(colour)), looks(marked)) < 0.25


def test_it_reaches_every_part_of_a_picture():
    before, after = looks(sheet()), looks(watermark.marked(sheet(), "image/jpeg", SAID))
    thirds = [(x * 400, y * 266, x * 400 + 400, y * 266 + 266) for x in range(3) for y in range(3)]
    assert all(changed(before.crop(box), after.crop(box)) > 0.002 for box in thirds)


def test_a_picture_keeps_its_size():
    assert looks(watermark.marked(sheet(size=(333, 777)), "image/jpeg", SAID)).size == (333, 777)


@pytest.mark.parametrize("turned", [0, 90])
def test_every_page_of_a_pdf_is_marked(turned):
    with pypdfium2.PdfDocument(watermark.marked(papers(3, turned), "application/pdf", SAID)) as pdf:
        for page in pdf:
            picture = page.render(scale=1).to_pil().convert("RGB")
            assert 0.01 < changed(Image.new("RGB", picture.size, "white"), picture) < 0.25


def test_sixty_pages_take_little_time_and_one_mark():
    began = time.perf_counter()
    body = watermark.marked(papers(60), "application/pdf", SAID)
    assert time.perf_counter() - began < 10
    assert len(body) < 1_500_000


def test_what_cannot_be_marked_is_not_shown():
    for body, kind in ((b"%PDF-1.7 broken", "application/pdf"), (b"\xff\xd8\xff broken", "image/jpeg")):
        with pytest.raises(watermark.NotMarkable):
            watermark.marked(body, kind, SAID)


def test_the_words_name_the_dossier_the_office_and_the_day(db, kept):
    said = watermark.words(db, db.get_one(Dossier, kept(CARD, sheet()).dossier_id))
    office = units.receiving_units(db)[0].short_name_vi
    assert said == f"Chỉ dùng cho hồ sơ AB12-CD34 · {office} · {clock.today():%d/%m/%Y}"


def test_an_officer_sees_an_identity_card_marked(kept, officer):
    assert changed(looks(sheet()), looks(opened(officer, kept(CARD, sheet())))) > 0.01


def test_an_officer_downloads_it_marked_too(kept, officer):
    paper = kept(CARD, sheet())
    body = officer.client.get(f"/ho-so/{paper.dossier_id}/giay-to/{paper.id}").data
    assert changed(looks(sheet()), looks(body)) > 0.01


def test_an_officer_sees_a_pdf_of_it_marked(kept, officer):
    body = opened(officer, kept(CARD, papers()))
    with pypdfium2.PdfDocument(body) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("RGB")
    assert changed(Image.new("RGB", picture.size, "white"), picture) > 0.01


def test_its_owner_sees_it_clean(kept, an):
    assert changed(looks(sheet()), looks(opened(an, kept(CARD, sheet())))) == 0


def test_what_is_kept_stays_clean(app, db, kept, officer):
    paper = kept(CARD, sheet())
    opened(officer, paper)
    body = b"".join(documents.read(app.extensions["documents_store"], paper))
    assert changed(looks(sheet()), looks(body)) == 0


def test_what_an_officer_asked_for_besides_may_be_one_too(kept, officer, db):
    paper = kept(LICENCE, sheet())
    paper.slot = documents.OTHER["id"]
    db.commit()
    assert changed(looks(sheet()), looks(opened(officer, paper))) > 0.01


def test_another_paper_is_shown_to_an_officer_as_it_is(kept, officer):
    assert changed(looks(sheet()), looks(opened(officer, kept(LICENCE, sheet())))) == 0


def test_an_identity_paper_that_cannot_be_marked_is_refused_with_words(kept, officer, monkeypatch):
    def cannot(*_given: object) -> bytes:
        raise watermark.NotMarkable

    monkeypatch.setattr(watermark, "marked", cannot)
    paper = kept(CARD, sheet())
    answer = officer.client.get(f"/ho-so/{paper.dossier_id}/giay-to/{paper.id}")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "Nhờ người dân chụp lại" in answer.text


@pytest.mark.parametrize("body", [b"%PDF-1.7 broken", samples.pdf_bomb()])
def test_a_paper_that_can_no_longer_be_opened_is_refused_with_words_too(db, app, kept, officer, body):
    paper = kept(CARD, papers())
    store = app.extensions["documents_store"]
    ready = Ready(body, "application/pdf", 1, len(body), "0" * 64)
    old = documents.attach(
        db, store, db.get_one(Dossier, paper.dossier_id), CARD[1], uuid7(), "old.pdf", ready, officer.actor
    )
    db.commit()
    answer = officer.client.get(f"/ho-so/{old.dossier_id}/giay-to/{old.id}")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "Nhờ người dân chụp lại" in answer.text


@pytest.mark.parametrize(
    "answer",
    [
        "out.write(HEAD + sent)",
        "out.write(HEAD + b'<html>')",
        "out.write(b'{}\\n%PDF-1.7')",
        "pass",
        "out.write(b'[]\\n')",
    ],
)
def test_a_child_that_was_taken_over_gets_nothing_unmarked_through(tmp_path, monkeypatch, answer):
    script = tmp_path / "mark_child.py"
    script.write_text(
        f"import sys\nout, sent = sys.stdout.buffer, sys.stdin.buffer.read()\nHEAD = b'{{\"ok\": true}}\\n'\n{answer}\n"
    )
    monkeypatch.setattr(watermark, "MARK", tmp_path / "mark_child.py")
    with pytest.raises(watermark.NotMarkable):
        watermark.marked(papers(), "application/pdf", SAID)


def test_the_web_server_opens_no_pdf_to_mark_it(monkeypatch):
    monkeypatch.delattr(pikepdf, "open")
    assert watermark.marked(papers(), "application/pdf", SAID).startswith(b"%PDF-")


def flags(**changes: object) -> dict[str, bool]:
    usual = {"digitised": True, "reusable": False, "reused_from": None, "from_state_store": False, "removed_at": None}
    return documents.national_flags(Document(**(usual | changes)))


@pytest.mark.parametrize(
    ("changes", "true"),
    [
        ({}, {"DuocSoHoa"}),
        ({"digitised": False}, set()),
        ({"reusable": True}, {"DuocSoHoa", "DuocTaiSuDung"}),
        ({"reused_from": UUID(int=1)}, {"DuocSoHoa", "DuocTaiSuDung"}),
        ({"from_state_store": True}, {"DuocSoHoa", "DuocLayTuKhoDMQG"}),
        ({"removed_at": clock.now()}, {"DuocSoHoa", "IsDeleted"}),
    ],
)
def test_the_national_flags_say_what_the_paper_is(changes, true):
    assert {name for name, value in flags(**changes).items() if value} == true
