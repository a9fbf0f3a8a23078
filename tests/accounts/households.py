"""A household on one phone: An with her child Khôi, her mother Sáu and her husband Tâm, each brought in as needed."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, Browser, browser
from webapp.accounts import service as accounts
from webapp.accounts.models import Account, Person

GROWN = {
    "an": {"full_name": AN[1], "birth_date": "1985-03-12", "gender": "2"},
    "sau": {"full_name": "Lê Thị Sáu", "birth_date": "1950-01-02", "gender": "2"},
    "tam": {"full_name": "Nguyễn Văn Tâm", "birth_date": "1983-06-01", "gender": "1"},
}
CHILD = {"full_name": "Nguyễn Minh Khôi", "birth_date": "2015-05-20", "gender": "1"}
FIRM = {"organisation": "Cửa hàng Minh Phát", "tax_code": "5700000001", "full_name": AN[1]}


class House:
    """One account with its people by name, and a browser signed in with it."""

    def __init__(self, app: Flask, db: Session) -> None:
        self.app, self.db = app, db
        self.phone: Browser = browser(app, db, *AN)
        found = accounts.account_by_phone(db, AN[0])
        assert found
        self.account: Account = found
        self.an = found.persons[0]
        accounts.change_person(db, self.an, GROWN["an"], "typed")
        accounts.agree(db, found.id, accounts.consent.current(), "words")
        db.commit()

    def joined_by(self, facts: dict[str, str], kind: str = "citizen") -> Person:
        made = accounts.add_person(self.db, self.account, facts, "typed", kind=kind)
        self.db.commit()
        return made

    def chosen(self, person: Person) -> None:
        """Papers are made for that person now."""
        assert self.phone.post(f"/tai-khoan/ai/{person.id}").status_code == 303

    def hold(self, by: Person, of: Person) -> Any:
        return self.phone.post(f"/tai-khoan/nguoi-lam/{by.id}", data={"cho": of.id, "tiep": "/ho-so"})

    def say(self, by: Person, of: Person, ground: str, **more: str) -> Any:
        said = {"cho": of.id, "nguoi_lam": by.id, "ground": ground, "tiep": "/ho-so"} | more
        return self.phone.post("/tai-khoan/nguoi-lam/la-gi", data=said)

    def asked(self, of: Person, **more: str) -> Any:
        return self.phone.get("/tai-khoan/nguoi-lam", query_string={"cho": of.id, "tiep": "/ho-so"} | more)
