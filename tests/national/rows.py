"""Rows of the nationwide catalogue, made as short as the database takes them."""

import secrets
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import uuid7
from webapp.national.models import NationalDoubt, NationalEdit, NationalRecord, NationalVersion


def national(db: Session, by: UUID, code: str = "9.000001") -> tuple[UUID, UUID]:
    """A record of the nationwide catalogue; a doubt in it and a correction of it (ids)."""
    today, now = clock.today(), clock.now()
    db.add(NationalRecord(code=code, name="Thả diều", field="Văn hóa", number=1, content_hash="", seen_on=today))
    db.flush()
    raw = {"ma_thu_tuc": code, "ten_thu_tuc": "Thả diều", "cach_thuc_thuc_hien": "Trực tiếp1Miễn phí"}
    doubt = NationalDoubt(
        id=uuid7(), code=code, key=code, kind="term_without_unit", part="ways", excerpt="1", raised_at=now
    )
    edit = NationalEdit(
        id=uuid7(), code=code, part="term", channel="in_person", value="1 ngày", under="1", made_at=now, made_by_id=by
    )  # fmt: skip
    db.add_all([NationalVersion(code=code, number=1, raw=raw, seen_on=today, imported_at=now), doubt, edit])
    db.flush()
    return doubt.id, edit.id


def doubted(code: str = "9.000001") -> NationalDoubt:
    """Something to look over in a record of the nationwide catalogue."""
    made = {"key": secrets.token_hex(8), "kind": "term_without_unit", "part": "ways", "excerpt": "1"}
    return NationalDoubt(id=uuid7(), code=code, raised_at=clock.now(), **made)
