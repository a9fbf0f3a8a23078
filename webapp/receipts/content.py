"""What a receipt says, frozen when it is issued: who collects from whom, for what, how the amount came about, by which means
(NĐ 254/2026/NĐ-CP art. 22, 25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.number_words import in_words
from webapp.payments.service import BILL, Bill, MoneyFact, Posting
from webapp.procedures import service as procedures
from webapp.receipts.parts import Part
from webapp.receipts.series import Symbols, delegation
from webapp.units import service as units

ACTED = ("by", "for", "ground", "called", "helper", "team")
MEANS = ("transfer", "card", "cash", "pos")
OF_ACCOUNT = {"bank": "transfer", "card": "card", "cash": "cash", "pos": "pos"}  # where the journal says the money lies


@dataclass(frozen=True)
class About:
    """What all receipts of one bill share; a bill over another system's notice may have no dossier."""

    bill: Bill
    dossier: Dossier | None
    means: tuple[str, ...]
    payer: str | None
    delegate: str | None


def of(db: Session, about: About, part: Part, known: Symbols) -> dict[str, Any]:
    """`{collector, tax_code, demo_symbols, payer, applicant, lines, total, words, means, delegate}` and what it is for:
    `{procedure, code, reference, acted?}` of a dossier, `{procedure, code}` of a notice."""
    bill, notice = about.bill, about.bill.quote.get("notice", {})
    subject = _of_dossier(db, about.dossier) if about.dossier and not bill.debt_code else _of_notice(bill)
    facts = _facts(db, bill)
    payer = about.payer or (bill.payer if any(fact.through == "shared" for fact in facts) else None)
    return subject | {
        "collector": name_of(db, bill.unit_id, notice.get("unit") or bill.bank_account_name),
        "tax_code": notice.get("tax_code") or known.tax_code,
        "demo_symbols": known.demo, "payer": payer or subject["applicant"], "lines": part.lines, "total": part.amount,
        "words": in_words(part.amount), "means": list(about.means) or _means(db, facts),
        "delegate": _delegate(db, about),
    }  # fmt: skip


def _of_dossier(db: Session, dossier: Dossier) -> dict[str, Any]:
    """With `acted` where it was asked who hands it in: `{by, for, ground, called}`, of whoever was helped `{helper, team}` too."""
    who, said = dossiers.applicant(db, dossier), dossiers.acted(dossier)
    return {
        "procedure": procedures.version(db, dossier.version_id).definition["name"], "code": dossier.code,
        "reference": dossier.reference, "applicant": who,
        **({"acted": {name: said[name] for name in ACTED if name in said}} if said else {}),
    }  # fmt: skip


def _of_notice(bill: Bill) -> dict[str, Any]:
    """What another system asked for; its payer, where it named one, stands for the applicant."""
    said = bill.quote.get("notice", {})
    name = said.get("name") or bill.quote["lines"][0]["label"]
    name = name if isinstance(name, dict) else {"vi": name, "en": name}
    code = said.get("code") or bill.debt_code or bill.reference
    return {"procedure": name, "code": code, "reference": None, "applicant": bill.owed_by or said.get("payer") or ""}


def name_of(db: Session, unit_id: str, otherwise: str) -> dict[str, str]:
    """The unit's name; of one closed since, `otherwise` (the name of its account): money is receipted anyway."""
    try:
        return units.get(db, unit_id).name
    except units.UnknownUnit:
        return {"vi": otherwise, "en": otherwise}


def _facts(db: Session, bill: Bill) -> list[MoneyFact]:
    """The movements that count for the bill."""
    sums: dict[UUID, int] = {}
    for line in bill.postings:
        if line.account == BILL:
            sums[line.fact_id] = sums.get(line.fact_id, 0) - line.amount
    ours = [fact for fact, amount in sums.items() if amount > 0]  # what was given back counts no longer
    return list(db.scalars(select(MoneyFact).where(MoneyFact.id.in_(ours)))) if ours else []


def _means(db: Session, facts: Sequence[MoneyFact]) -> list[str]:
    """How the money came, in the order of MEANS; by transfer where the journal does not tell."""
    ids = [fact.id for fact in facts]
    there = select(Posting.account).where(Posting.fact_id.in_(ids), Posting.account.in_(OF_ACCOUNT)).distinct()
    found = {OF_ACCOUNT[account] for account in db.scalars(there)} if ids else set()
    return [one for one in MEANS if one in (found or {"transfer"})]


def _delegate(db: Session, about: About) -> dict[str, Any] | None:
    """Name and address of whoever writes it for the collecting unit, and the agreement (art. 25)."""
    if about.delegate is None or about.delegate == about.bill.unit_id:
        return None
    found = delegation(about.delegate, about.bill.unit_id, clock.today())
    name = name_of(db, about.delegate, about.delegate)
    return {"name": name, "address": found["address"], **found["agreement"], "demo": bool(found.get("demo"))}
