"""One ZIP with everything: opened and compared, safe names, nothing of anybody else, bounded, and written down."""

import hashlib
import tracemalloc
from pathlib import PureWindowsPath

import pytest
from PIL import Image

from tests import booked
from tests.people import CHI, make_dossier
from tests.privacy.conftest import with_receipt
from webapp import clock
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.dossiers.service import State
from webapp.messages import choices
from webapp.messages import service as messages
from webapp.messages.models import Delivery
from webapp.privacy import archive, exporting
from webapp.sealing import Unreadable
from webapp.wallet import service as wallet

TAKE = "/du-lieu-cua-toi/mang-theo"


def test_it_gathers_nothing_for_who_took_it_along_too_often(an, account, monkeypatch):
    gather, gathered = exporting.gather, []
    monkeypatch.setattr(exporting, "gather", lambda *known: gathered.append(1) or gather(*known))
    statuses = [an.post(TAKE).status_code for _ in range(7)]
    assert (statuses.count(200), statuses.count(429), len(gathered)) == (5, 2, 5)


def test_it_counts_before_it_gathers(an, account, monkeypatch):
    def fails(*_known):
        raise OSError("disk")

    monkeypatch.setattr(exporting, "gather", fails)
    for _ in range(5):
        with pytest.raises(OSError, match="disk"):
            an.post(TAKE)
    assert an.post(TAKE).status_code == 429


def kept(app, paper) -> bytes:
    return b"".join(documents.read(app.extensions["documents_store"], paper))


def test_it_needs_a_signed_in_owner(client):
    assert client.post(TAKE).headers["Location"].startswith("/dang-nhap")


def test_it_holds_every_paper_as_it_is_kept(app, make, papers, zipped):
    dossier = make()
    made, data = zipped()
    said = data["dossiers"][0]["papers"][0]
    assert made.read(said["path"]) == kept(app, papers(dossier)[0])
    assert said["sent_sha256"] == papers(dossier)[0].sha256


def test_it_passes_the_archives_own_check(make, zipped):
    make()
    assert zipped()[0].testzip() is None


def test_it_holds_receipts_as_pdf(db, make, zipped):
    receipt = with_receipt(db, make(State.RECEIVED))
    made, data = zipped()
    said = data["dossiers"][0]["receipts"][0]
    assert made.read(said["path"]).startswith(b"%PDF")
    assert said["content"]["total"] == receipt.content["total"]


def test_its_data_has_stable_shapes(make, zipped):
    make()
    data = zipped()[1]
    assert data["format"] == "mot-cham-data/1"
    assert set(data) == {
        "format", "made_at", "account", "persons", "who_acts", "moves", "consents", "sign_ins", "told_at_once", "passkeys", "messages", "call_backs", "teams", "account_helps", "help_opinions", "ratings", "mandates", "visits", "debts", "requests", "uploads",
        "declined", "dossiers",
    }  # fmt: skip
    assert data["persons"][0]["facts"]["full_name"] == "Nguyễn Thị An"
    assert data["dossiers"][0]["answers"]["new_address"] == "số 8, ngõ 5"
    assert [row["event"] for row in data["dossiers"][0]["events"]][:1] == ["submitted"]


def test_it_says_how_messages_came_and_what_was_chosen(db, account, make, zipped):
    make(State.RECEIVED)
    choices.choose(db, account.id, "sms_only")
    for message in messages.every(db, account.id):
        db.add(
            Delivery(message_id=message.id, template="x", channel="sms", at=clock.now(), outcome="delivered", parts=1)
        )
    db.commit()
    made, data = zipped()
    assert data["account"]["message_order"] == "sms_only"
    assert {(way["channel"], way["outcome"]) for one in data["messages"] for way in one["sent_by"]} == {
        ("sms", "delivered")
    }
    assert "Cách nhận tin: Chỉ bằng tin nhắn SMS" in made.read("index.html").decode()


def test_it_names_files_that_are_no_papers_but_never_holds_them(db, make, send, zipped):
    send(name="mồ côi.jpg")
    send(make(State.DRAFT), "dở.jpg", b"half", 8)
    made, data = zipped()
    told = [(one["name"], one["state"], one["size"] > 4, bool(one["dossier_id"])) for one in data["uploads"]]
    assert told == [("mồ côi.jpg", "received", True, False), ("dở.jpg", "receiving", True, True)]
    assert not [name for name in made.namelist() if "mồ côi" in name or "dở" in name]
    assert "mồ côi.jpg" in made.read("index.html").decode()


def test_it_holds_what_is_not_to_be_offered(db, make, account, papers, zipped):
    paper = papers(make())[0]
    wallet.decline(db, account.id, "paper", paper.id)
    db.commit()
    assert [(one["kind"], one["id"]) for one in zipped()[1]["declined"]] == [("paper", str(paper.id))]


def test_its_index_reads_in_both_languages_without_scripts(make, zipped):
    make(name="Hợp đồng.jpg")
    index = zipped()[0].read("index.html").decode()
    assert 'lang="vi"' in index
    assert 'lang="en"' in index
    assert "Hợp đồng" in index
    assert "<script" not in index


def test_its_index_shows_typed_names_as_text(make, zipped):
    make(name="<b>x.jpg")
    assert "<b>x" not in zipped()[0].read("index.html").decode()


def test_no_photo_says_where_it_was_taken(make, zipped):
    make()
    made, data = zipped()
    with made.open(data["dossiers"][0]["papers"][0]["path"]) as source:
        assert dict(Image.open(source).getexif()) == {}


def test_it_holds_nothing_of_another_account(app, db, make, zipped):
    make()
    other = accounts.register_or_find(db, CHI[0], "vi")
    accounts.add_person(db, other, {"full_name": CHI[1]}, "typed")
    strange = make_dossier(db, other)
    made, data = zipped()
    everything = b"".join(made.read(name) for name in made.namelist()).decode(errors="ignore")
    assert CHI[1] not in everything
    assert str(strange.id) not in everything
    assert len(data["dossiers"]) == 1


def test_a_file_that_cannot_be_read_is_named_not_a_failure(app, make, papers, zipped):
    app.extensions["documents_store"].delete(papers(make(name="mat.jpg"))[0].stored_as)
    made, data = zipped()
    said = data["dossiers"][0]["papers"][0]
    assert said["missing"] is True
    assert said["path"] not in made.namelist()
    assert "tệp này không đọc được" in made.read("index.html").decode()


def test_it_is_written_down_and_never_cached(an, account, asked):
    answer = an.post(TAKE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert [(one.kind, one.done_at is not None) for one in asked()] == [("export", True)]


def test_five_a_day_are_enough(an, account):
    assert [an.post(TAKE).status_code for _time in range(6)] == [200] * 5 + [429]


def test_a_lost_key_spoils_one_file_only():
    def broken():
        raise Unreadable("x")

    said = []
    entries = [archive.Entry("a", broken), archive.Entry("b", lambda: b"1")]
    made = b"".join(archive.stream(entries, lambda missing: said.append(missing) or []))
    assert said == [{"a"}]
    assert made.count(b"PK\x03\x04") == 1


def test_a_hundred_files_need_the_memory_of_one():
    size = 1_000_000
    body = hashlib.shake_256(b"paper").digest(size)  # does not compress
    entries = (archive.Entry(f"{number}", lambda: bytes(body)) for number in range(100))
    tracemalloc.start()
    length = sum(len(piece) for piece in archive.stream(entries, lambda _missing: []))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert length > 100 * size
    assert peak < 10 * size


HOSTILE = [
    "CON",
    "nul.txt",
    "a:b",
    "x?.jpg",
    "dots...",
    " lead ",
    "a/b\\c",
    "..",
    "",
    "e\u202egpj.exe",
    "Đơn xin.pdf",
    "a" * 300,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_every_name_is_one_that_windows_takes(name):
    made = archive.safe(name, 60)
    assert made
    assert not set(made) & set('<>:"/\\|?*')
    assert made == made.strip(" .")
    assert len(made) <= 61
    assert not PureWindowsPath(made).is_reserved()


def test_two_files_of_one_name_stay_two():
    assert archive.file(1, "anh.jpg") != archive.file(2, "anh.jpg")
    assert archive.file(1, "anh.jpg").endswith(".jpg")


def test_it_says_what_was_decided_about_the_own_money(db, account, zipped):
    booked.going_back(db, booked.refused(db, account))
    db.commit()
    (said,) = [one for dossier in zipped()[1]["dossiers"] for one in dossier["money_back"]]
    told = (said["kind"], said["amount"], said["reason"], said["by"], said["gone_at"])
    assert told == ("refund", 8_000, booked.WHY, "Bùi Thị Lan", None)
