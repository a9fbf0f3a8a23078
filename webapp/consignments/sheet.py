"""What a consignment's paper says, as plain values: shown and printed until it is signed, then frozen as it was signed."""

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from webapp.consignments.collected import collected
from webapp.consignments.models import Consignment
from webapp.dossiers import service as dossiers
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.units import service as units


def made(db: Session, found: Consignment) -> dict[str, Any]:
    """{number, post, agency, clerk, sender, of, reference, procedure, services, papers, delivery, address, authorised, note, fees,
    agreement}. Names of places as {vi, en}; `of`: for whom, where somebody else sends it; amounts in đồng."""
    dossier = found.dossier
    applicant, acted = dossiers.applicant(db, dossier), dossiers.acted(dossier)
    sender = str(acted["by"]) if acted else applicant
    return {
        "number": found.number, "post": name_of(db, found.unit_id), "agency": name_of(db, found.agency_id),
        "clerk": found.clerk, "sender": sender, "of": applicant if applicant != sender else "",
        "reference": dossier.reference, "procedure": procedures.version(db, dossier.version_id).definition["name"],
        "services": found.services, "papers": [
            {"name": one.name, "copies": one.copies, "original": one.original, "to_return": one.to_return}
            for one in found.papers
        ],
        "delivery": found.delivery, "address": found.address or "", "authorised": _authorised(found), "note": found.note or "",
        "fees": collected(db, found.unit_id, [dossier.id])[dossier.id].said(),
        "agreement": agreement(found.unit_id, found.agency_id),
    }  # fmt: skip


def _authorised(found: Consignment) -> dict[str, str] | None:
    """Of the number only its end stands on paper: whoever comes shows the card itself."""
    said = found.authorised
    return {"name": said["name"], "number": "•" * 8 + said["number"][-4:]} if said else None


def agreement(unit_id: str, agency_id: str) -> dict[str, Any] | None:
    """{number, date, demo} of the one in force today between a post office and an agency."""
    known = receipts.agreement(unit_id, agency_id)
    return {**known["agreement"], "demo": bool(known.get("demo"))} if known else None


def name_of(db: Session, unit_id: str) -> dict[str, str]:
    """{vi, en}; of a unit closed since, its id."""
    try:
        return dict(units.get(db, unit_id).name)
    except units.UnknownUnit:
        return {"vi": unit_id, "en": unit_id}


def hashed(said: Any) -> str:
    """SHA-256 of plain values, whatever their order."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
