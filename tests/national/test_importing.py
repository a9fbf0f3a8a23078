"""An import, and the next one: new, changed, as it was, gone and back; doubts once, corrections kept, bad lines named."""

import gzip
import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.national import crawl
from tests.national.conftest import JULY, Bring
from tests.national.crawl import record
from tests.people import LAN, account_of
from tests.queries import counted
from webapp import clock
from webapp.access import Actor
from webapp.db import uuid7
from webapp.national import reviewing, service
from webapp.national.models import GONE, OPEN, SETTLED, NationalDoubt, NationalRecord, NationalVersion
from webapp.national.record import Kind

CODE = "9.000001"
AUGUST = date(2026, 8, 20)
BARE = "Trực tuyến1Miễn phí"


def doubts(db: Session, state: str = OPEN) -> list[str]:
    db.expire_all()
    return sorted(db.scalars(select(NationalDoubt.kind).where(NationalDoubt.state == state)))


def editor(db: Session) -> Actor:
    return Actor("staff", LAN[1], account_of(db, *LAN).id, None, frozenset({("supervisor", "hong-gai")}))


def say(db: Session, part: str, value: str, channel: str = "") -> UUID:
    shown = service.get(db, CODE, hidden=True)
    assert shown
    made = service.edit(db, editor(db), shown, uuid7(), part, channel, value)
    db.commit()
    return made.id


def test_the_same_file_again_changes_nothing(db, bring: Bring):
    bring(record(ways=BARE), record("9.000002"))
    again = bring(record(ways=BARE), record("9.000002"))
    assert (again.new, again.changed, again.same, sum(again.raised.values())) == (0, 0, 2, 0)
    assert db.scalar(select(func.count()).select_from(NationalVersion)) == 2
    assert doubts(db) == [Kind.TERM_WITHOUT_UNIT]


def test_a_changed_record_is_a_next_version_and_the_old_one_stays(db, bring: Bring):
    bring(record(name="Thả diều"))
    report = bring(record(name="Đăng ký thả diều"), seen=AUGUST)
    shown = service.get(db, CODE)
    assert (report.changed, shown.record.name, shown.number, shown.seen_on) == (1, "Đăng ký thả diều", 2, AUGUST)
    kept = db.execute(select(NationalVersion.number, NationalVersion.seen_on).order_by(NationalVersion.number)).all()
    assert [tuple(one) for one in kept] == [(1, JULY), (2, AUGUST)]


def test_a_doubt_whose_words_are_gone_closes_and_one_that_was_settled_stays_so(db, bring: Bring):
    bring(record(ways=BARE, papers="Đơn theo Mẫu số 31 bản chính"))
    bare = db.scalars(select(NationalDoubt).where(NationalDoubt.kind == Kind.TERM_WITHOUT_UNIT)).one()
    service.settle(db, editor(db), bare.id, "Trong ngày, Luật Hộ tịch")
    db.commit()
    again = bring(record(ways=BARE))
    assert (doubts(db), doubts(db, SETTLED), doubts(db, GONE)) == ([], ["term_without_unit"], ["copies_run_together"])
    assert sum(again.raised.values()) == 0


def test_a_doubt_that_comes_back_is_open_again(db, bring: Bring):
    for ways in (BARE, "", BARE):
        bring(record(ways=ways))
    assert (doubts(db), doubts(db, GONE)) == ([Kind.TERM_WITHOUT_UNIT], [])


def test_what_is_no_longer_listed_is_marked_and_comes_back_when_listed_again(db, bring: Bring):
    bring(record(), record("9.000002"))
    gone = bring(record("9.000002"), seen=AUGUST)
    shown = service.get(db, CODE)
    assert (gone.vanished, shown.gone_on, [code for code, *_called in service.names(db)]) == (1, AUGUST, ["9.000002"])
    back = bring(record(), record("9.000002"), seen=AUGUST)
    assert (back.back, back.new, service.get(db, CODE).gone_on) == (1, 0, None)


def test_a_part_of_the_catalogue_makes_nothing_vanish(db, bring: Bring):
    bring(record(), record("9.000002"))
    assert bring(record("9.000002"), part=True).vanished == 0


def test_what_we_corrected_lies_over_whatever_is_imported_later(db, bring: Bring):
    bring(record())
    say(db, "fee", "30.000 đồng (Nghị quyết 12)", "online")
    say(db, "name", "Thả diều")
    bring(record(conditions="mới", name="Đăng ký thả diều ở bãi"), seen=AUGUST)
    shown = service.get(db, CODE)
    assert shown.edits == {("fee", "online"): "30.000 đồng (Nghị quyết 12)", ("name", ""): "Thả diều"}


def test_words_that_change_under_a_correction_are_something_to_look_over_once(db, bring: Bring):
    bring(record())
    say(db, "term", "trong ngày", "online")
    changed = record(ways="Trực tuyến9 Ngày làm việcMiễn phí")
    report = bring(changed)
    assert report.raised[Kind.EDIT_OVER_CHANGE] == 1
    assert service.get(db, CODE).edits["term", "online"] == "trong ngày"
    assert sum(bring(changed).raised.values()) == 0
    excerpt = db.scalars(select(NationalDoubt.excerpt).where(NationalDoubt.kind == Kind.EDIT_OVER_CHANGE)).one()
    assert "3 Ngày làm việc" in excerpt
    assert "9 Ngày làm việc" in excerpt
    assert doubts(db) == [Kind.EDIT_OVER_CHANGE]


def test_the_last_line_of_a_code_counts_and_the_others_are_a_doubt(db, bring: Bring):
    report = bring(record(name="Cũ"), record("9.000002"), record(name="Mới"))
    assert (report.read, report.twice, service.get(db, CODE).record.name) == (2, 1, "Mới")
    twice = db.scalars(select(NationalDoubt).where(NationalDoubt.kind == Kind.LISTED_TWICE)).one()
    assert twice.excerpt == "dòng 1, 3"


def test_lines_without_code_or_name_and_no_json_are_refused_with_their_number(db, bring: Bring):
    report = bring(
        "{", record(), "[1]", record(code=""), "", record("9.000003", name=" "), '{"ma_thu_tuc": NaN}', "[" * 5000
    )
    assert report.read == 1
    assert report.refused == [
        (1, "not JSON"), (3, "not an object"), (4, "without ma_thu_tuc"), (6, "without ten_thu_tuc"), (7, "not JSON"), (8, "not JSON"),
    ]  # fmt: skip


def test_what_is_too_long_for_a_code_or_nested_too_deep_is_refused(db, bring: Bring):
    deep = json.dumps(record()).replace("{", '{"sâu": ' + "[" * 400 + "]" * 400 + ", ", 1)
    assert bring(record(), record("9" * 3000), deep).refused == [(2, "without ma_thu_tuc"), (3, "nested too deep")]


@pytest.mark.parametrize("shape", ["plain", "bom", "gzip", "crlf"])
def test_it_reads_plain_and_packed_files_with_and_without_a_bom(db, tmp_path: Path, shape: str):
    text = json.dumps(record(), ensure_ascii=False) + ("\r\n" if shape == "crlf" else "\n")
    sent = ("\ufeff" if shape == "bom" else "").encode() + text.encode()
    file = tmp_path / "crawl"
    file.write_bytes(gzip.compress(sent) if shape == "gzip" else sent)
    assert service.import_file(db, file).new == 1


@pytest.mark.parametrize(
    "sent", [b"", b"\n\n", b"%PDF-1.4", gzip.compress(b"x" * 1000, mtime=0)[:20], b"\x1f\x8bno gzip", None]
)
def test_a_file_that_is_none_changes_nothing(db, bring: Bring, tmp_path: Path, sent: bytes | None):
    bring(record())
    file = tmp_path / "other"
    if sent is not None:
        file.write_bytes(sent)
    with pytest.raises(service.UnreadableFile):
        service.import_file(db, file)
    assert db.get_one(NationalRecord, CODE).gone_on is None


def test_the_day_is_the_one_given_or_the_file_s_own_or_when_it_was_written(db, bring: Bring, tmp_path: Path):
    assert bring(record(), seen=AUGUST).seen_on == AUGUST
    assert bring(record(ngay_cap_nhat="2026-07-03T10:00:00"), seen=None).seen_on == date(2026, 7, 3)
    file = tmp_path / "crawl.jsonl"
    file.write_text(json.dumps(record()))
    written = datetime(2026, 6, 2, 12, tzinfo=clock.VN).timestamp()
    os.utime(file, (written, written))
    assert service.import_file(db, file).seen_on == date(2026, 6, 2)


def test_what_no_database_keeps_is_imported_all_the_same(db, bring: Bring):
    strange = record(name="Thả \x00diều \ud83d", ways="Trực tiếp1\x00Miễn phí", lạ={"sâu": [1, None, "\x00"]})
    assert bring(strange).new == 1
    assert service.get(db, CODE).record.name == "Thả diều"
    assert bring(strange).same == 1


def test_a_number_that_is_infinite_is_a_refused_line_and_the_others_come_in(db, bring: Bring):
    odd = json.dumps(record(code="9.000002"))[:-1] + ', "lạ": 1e999}'
    done = bring(odd, record())
    assert (done.new, done.refused) == (1, [(1, "not JSON")])


def test_what_the_catalogue_says_is_read_once_an_edition(db, database, app: Flask, bring: Bring):
    bring(record(linh_vuc="Văn hóa"))
    service.names(db)
    with app.extensions["sessions"].read() as other, counted(database.engine) as said:
        assert [(code, field) for code, _name, field, _everyday in service.names(other)] == [(CODE, "Văn hóa")]
    assert len(said) == 1, "the stamp, and nothing else"


def test_the_command_says_what_it_did_and_writes_a_spreadsheet(app: Flask, db: Session, tmp_path: Path):
    file, report = tmp_path / "crawl.jsonl", tmp_path / "report.csv"
    file.write_text("\n".join([json.dumps(record(ways=BARE)), "không phải JSON"]), encoding="utf-8")
    done = app.test_cli_runner().invoke(
        args=["catalogue", "import", str(file), "--seen", "2026-07-10", "--report", str(report)]
    )
    assert (done.exit_code, "1 records read, 1 lines refused" in done.output, "line 2: not JSON" in done.output) == (
        0,
        True,
        True,
    )
    assert "term_without_unit: 1" in done.output
    assert f"doubt,{CODE},term_without_unit,ways,1" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["nicht-da.jsonl"], [__file__], [__file__, "--seen", "2999-01-01"]])
def test_the_command_ends_with_plain_words_where_it_can_t(app: Flask, db: Session, args: list[str]):
    done = app.test_cli_runner().invoke(args=["catalogue", "import", *args])
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "Traceback" not in done.output


def test_the_whole_file_comes_in_and_again_as_it_was(db: Session, bring: Bring):
    """The crawl beside the checkout; else a few hundred records of its kind."""
    records = list(crawl.real().values()) or [record(f"9.{number:06}") for number in range(300)]
    first = bring(*records)
    assert (first.new, first.refused) == (len(records), [])
    again: Any = bring(*records)
    assert (again.same, sum(again.raised.values()), len(service.names(db))) == (len(records), 0, len(records))
    assert len(reviewing.listed(db).rows) <= reviewing.AT_ONCE
