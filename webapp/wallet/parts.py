"""What the wallet brings to the pages of other rooms: offers at a paper, the question on a form, the words on a copy."""

from uuid import UUID

from flask import g, request, url_for
from sqlalchemy.orm import Session

from webapp import access
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.units import service as units
from webapp.wallet import answers, papers
from webapp.wallet.asking import facts, offered
from webapp.wallet.papers import Paper

MOST_OFFERS = 3


def offers(db: Session, dossier: Dossier, slots: list[documents.Slot]) -> dict[str, list[documents.Offer]]:
    """The person's papers of the kinds asked for."""
    who, asked = access.actor(), [slot for slot in slots if slot.spec.get("paper")]
    if not asked or who.account_id is None or dossier.account_id != who.account_id:
        return {}
    mine, person = papers.all_of(db, who.account_id), papers.applies_to(dossier, who.person_id)
    whose = accounts.name_of(db, person) if mine else ""
    return {
        slot.id: _offered(slot, papers.for_kind(mine, person, slot.spec["paper"], dossier), whose) for slot in asked
    }


def _offered(slot: documents.Slot, found: list[Paper], whose: str) -> list[documents.Offer]:
    """An expired one is told of only where there is no other."""
    there = {one.sha256 for one in slot.documents}
    found = [one for one in found if one.document.sha256 not in there]
    usable = [one for one in found if not one.expired][:MOST_OFFERS]
    told = usable or ([] if slot.documents else found[:1])
    return [_offer(one, whose) for one in told]


def _offer(one: Paper, whose: str) -> documents.Offer:
    this = one.document.id
    return documents.Offer(
        name=one.name, of=one.of, given=one.given, until=one.until, latest=one.latest, look=one.look, about=one.about,
        expired=one.expired, whose=whose, see=url_for("documents.download", dossier_id=one.dossier.id, xem=1, document_id=this),
        use=url_for("wallet.use", document_id=this), refuse=url_for("wallet.decline", document_id=this),
    )  # fmt: skip


def on_form(db: Session, dossier: Dossier) -> dossiers.Panel | None:
    """On top of a draft's form: the question while nothing is typed; after filling in (`?tu=`), what was filled in."""
    if dossier.account_id is None or dossier.state != State.DRAFT or not dossiers.own(dossier):
        return None
    procedure = procedures.version(db, dossier.version_id)
    if source := _filled_from(db, dossier):
        last = answers.fitting(db, source, dossier.person_id, procedure, facts(dossier))
        known = procedures.prefill(procedure, facts(dossier))
        return dossiers.Panel("wallet/_filled.html", {
            "last": last, "filled": answers.still_there(dossier, procedure, last.answers),
            "known": answers.still_there(dossier, procedure, known),
        })  # fmt: skip
    last_time = None if any(dossier.fields.values()) else offered(procedure, dossier)
    asked = {"procedure": procedure, "last": last_time, "draft_id": dossier.id}
    return dossiers.Panel("wallet/_offer_on_form.html", asked) if last_time else None


def _filled_from(db: Session, draft: Dossier) -> Dossier | None:
    """The dossier that `?tu=` names, of the same person, or the step before this one: in a household nobody gives answers to
    another, except to whom they name (`answers.fitting`)."""
    try:
        source = dossiers.owned(db, access.actor(), UUID(request.args["tu"])) if "tu" in request.args else None
    except (ValueError, dossiers.NoSuchDossier):
        return None
    if source is None:
        return None
    near = source.person_id == draft.person_id or source.code in procedures.led_to_by(draft.code)
    return source if near else None


def origin(document: documents.Document) -> Paper | None:
    """For a page: the paper a copy came from."""
    return papers.origin(g.db, document)


def office(db: Session, dossier: Dossier) -> str:
    """What the office of a dossier is called, in Vietnamese."""
    unit = units.get(db, dossier.unit_id) if dossier.unit_id else None
    return pick(unit.short_name, "vi") if unit else ""
