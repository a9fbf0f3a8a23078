"""The State's register of notices, as the app sees it: without a network, and as it says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from webapp import clock
from webapp.debts.register import Debt, Item
from webapp.systems.calling import Unreachable
from webapp.systems.state import plain
from webapp.systems.state_http import Refused

LAND = "TB26-2026-0001"
AMOUNT = 186_000


def debt(**changes: Any) -> Debt:
    """An's land tax, due in 30 days; `items` as (what, đồng)."""
    items = tuple(Item(what, amount, "thue") for what, amount in changes.pop("items", [("Đất ở 120 m²", AMOUNT)]))
    made = Debt(
        code=LAND, kind="thue_dat_pnn", name="Thuế sử dụng đất phi nông nghiệp", payer="Nguyễn Thị An",
        payer_id="022*******11", unit_code="TCS-HL", unit="Thuế cơ sở Hạ Long", tax_code="9999000777", bin="970436",
        account="9999000000777", account_name="THUE CO SO HA LONG", items=items, amount=sum(one.amount for one in items),
        due=clock.today() + timedelta(days=30), issued=date(2026, 11, 1), dossier="",
        legal_source="Luật Thuế sử dụng đất phi nông nghiệp 48/2010/QH12", state="due",
    )  # fmt: skip
    return replace(made, **changes)


class Book:
    """`debts` by code; `silent`: it does not answer; `says_no`: the code it refuses a confirmation with; `told`: what it heard."""

    def __init__(self) -> None:
        self.debts: dict[str, Debt] = {}
        self.silent, self.says_no, self.asked = False, "", 0
        self.told: list[dict[str, Any]] = []
        self.write(debt())

    def write(self, one: Debt) -> None:
        self.debts[plain(one.code)] = one

    def change(self, **changes: Any) -> None:
        """Of An's land tax."""
        known = self.debts[plain(LAND)]
        if "amount" in changes and "items" not in changes:
            changes["items"] = (replace(known.items[0], amount=changes["amount"]),)
        self.write(replace(known, **changes))

    def find(self, code: str) -> Debt | None:
        self.asked += 1
        if self.silent:
            raise Unreachable("nobody there")
        return self.debts.get(plain(code))

    def confirm(self, code: str, amount: int, transaction: str, at: datetime, receipt: str) -> None:
        if self.silent:
            raise Unreachable("nobody there")
        if self.says_no:
            raise Refused(self.says_no)
        self.told.append({"code": code, "amount": amount, "transaction": transaction, "at": at, "receipt": receipt})
