"""What a receipt says, frozen when it is issued: who collects from whom, for what, how the amount came about, by which means
(NĐ 254/2026/NĐ-CP art. 22, 25)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.number_words import in_words
from webapp.payments.models import Bill
from webapp.payments.parts import Part
from webapp.payments.series import Symbols, delegation
from webapp.procedures import service as procedures
from webapp.units import service as units

ACTED = ("by", "for", "ground", "called", "helper", "team")
MEANS = ("transfer", "card", "cash", "pos")
OF_PROVIDER = {"vnpay": "card", "cash": "cash", "pos": "pos"}  # whatever else tells of money tells of a transfer


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
    subject = _of_dossier(db, about.dossier) if about.dossier else _of_notice(about.bill)
    payer = about.payer or about.bill.quote.get("payer") or subject.pop("payer")
    subject.pop("payer", None)
    return subject | {
        "collector": name_of(db, about.bill.unit_id, about.bill.bank_account_name), "tax_code": known.tax_code,
        "demo_symbols": known.demo, "payer": payer, "lines": part.lines, "total": part.amount,
        "words": in_words(part.amount), "means": list(about.means) or _means(about.bill),
        "delegate": _delegate(db, about),
    }  # fmt: skip


def _of_dossier(db: Session, dossier: Dossier) -> dict[str, Any]:
    """With `acted` where it was asked who hands it in: `{by, for, ground, called}`, of whoever was helped `{helper, team}` too."""
    who, said = dossiers.applicant(db, dossier), dossiers.acted(dossier)
    return {
        "procedure": procedures.version(db, dossier.version_id).definition["name"], "code": dossier.code,
        "reference": dossier.reference, "applicant": who, "payer": who,
        **({"acted": {name: said[name] for name in ACTED if name in said}} if said else {}),
    }  # fmt: skip


def _of_notice(bill: Bill) -> dict[str, Any]:
    said = bill.quote["notice"]
    name = said["name"] if isinstance(said["name"], dict) else {"vi": said["name"], "en": said["name"]}
    payer = said.get("payer") or ""
    return {"procedure": name, "code": said["code"], "reference": None, "applicant": payer, "payer": payer}


def name_of(db: Session, unit_id: str, otherwise: str) -> dict[str, str]:
    """The unit's name; of one closed since, `otherwise` (the name of its account): money is receipted anyway."""
    try:
        return units.get(db, unit_id).name
    except units.UnknownUnit:
        return {"vi": otherwise, "en": otherwise}


def _means(bill: Bill) -> list[str]:
    """How the money came, by who told of it; in the order of MEANS."""
    found = {OF_PROVIDER.get(fact.provider, "transfer") for fact in bill.facts if fact.counts}
    return [one for one in MEANS if one in (found or {"transfer"})]


def _delegate(db: Session, about: About) -> dict[str, Any] | None:
    """Name and address of whoever writes it for the collecting unit, and the agreement (art. 25)."""
    if about.delegate is None or about.delegate == about.bill.unit_id:
        return None
    found = delegation(about.delegate, about.bill.unit_id, clock.today())
    name = name_of(db, about.delegate, about.delegate)
    return {"name": name, "address": found["address"], **found["agreement"], "demo": bool(found.get("demo"))}
