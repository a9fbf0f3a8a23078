"""The form of a dossier as a page: the same questions whether empty and cacheable, or with one person's answers."""

from typing import Any

from flask import g, render_template
from werkzeug.datastructures import MultiDict

from webapp.accounts import service as accounts
from webapp.dossiers import in_hand, panels
from webapp.dossiers.applicants import NotForThem, person_for
from webapp.dossiers.forms import FilingForm
from webapp.dossiers.merging import by_question
from webapp.dossiers.models import Dossier
from webapp.dossiers.submit import filed_on
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.units import service as units

OWN = {"id", "code", "revision", "changed", "hand", "turn", "luu"}  # names of the page itself, not questions


def as_multidict(fields: dict[str, Any]) -> "MultiDict[str, str]":
    """Flat names as kept → what a browser would post."""
    every = ((name, value if isinstance(value, list) else [value]) for name, value in fields.items())
    return MultiDict([(name, one) for name, values in every for one in values])


def posted(form: "MultiDict[str, str]") -> dict[str, Any]:
    """What a browser posted → flat names as kept."""
    return {name: values if len(values) > 1 else values[0] for name, values in form.lists() if name not in OWN}


def names_its_office(procedure: Procedure) -> bool:
    """Whether the official form itself asks for the receiving commune («Kính gửi»); then it is not asked twice."""
    fields = (spec for group in procedure.definition["form"] for spec in group["fields"])
    return any(spec["id"] == "agency" and spec["kind"] == "commune" for spec in fields)


def office_of(answers: dict[str, Any], filing: FilingForm) -> str:
    """The receiving unit: the commune's centre, or the province's where the commune has none of its own in the data."""
    if filing.asks_unit:
        return str(filing["unit"].data)
    unit = units.for_ward(g.db, str(answers.get("agency", "")))
    return unit.id if unit else units.all_units(g.db, "province_centre")[0].id


def filing_form(procedure: Procedure, fields: "MultiDict[str, str] | None") -> FilingForm:
    places = [] if names_its_office(procedure) else units.receiving_units(g.db)
    offered = procedure.definition.get("declarations") or []
    return FilingForm(fields).offer(
        [(unit.id, pick(unit.name)) for unit in places], [(one["id"], pick(one["label"])) for one in offered]
    )  # fmt: skip


def filled(dossier: Dossier) -> tuple[Any, FilingForm, bool]:
    """The form and what is asked beside it, as typed, and whether all of it stands today."""
    procedure, fields = procedures.version(g.db, dossier.version_id), as_multidict(dossier.fields)
    form, filing = procedure.form(fields), filing_form(procedure, fields)
    form.filed_on = filed_on(dossier)
    return form, filing, all([form.validate(), filing.validate()])


def complete(dossier: Dossier) -> tuple[Any, FilingForm, bool] | None:
    """Checks all that was typed. When it stands, the dossier has its answers, its unit and its person from now on;
    else what `filled` gives, with the errors in it."""
    form, filing, stands = checked = filled(dossier)
    if not stands or not_for(dossier):
        return checked
    dossier.person_id = person_for(g.db, dossier, in_hand.filler(dossier))
    dossier.answers, dossier.declared = procedures.clean(form), filing["declared"].data
    dossier.unit_id = office_of(dossier.answers, filing)
    return None


def not_for(dossier: Dossier) -> str:
    """The name of the firm or person the procedure is not for; "" where all is well."""
    who = in_hand.filler(dossier)
    try:
        person_for(g.db, dossier, who)
    except NotForThem:
        return accounts.name_of(g.db, who.person_id or dossier.person_id)
    return ""


def blank(procedure: Procedure) -> dict[str, Any]:
    """What the empty form needs, which is nobody's."""
    known = {
        "dossier": None,
        "form": procedure.form(),
        "filing": filing_form(procedure, None),
        "blank_parts": panels.blank(),
    }
    return _every(procedure) | known


def form_page(procedure: Procedure, dossier: Dossier, form: Any, filing: FilingForm) -> str:
    """The form of one dossier, as filled in so far."""
    form.tell_derived()
    known = {
        "dossier": dossier, "form": form, "filing": filing, "not_for": not_for(dossier),
        "undecided": _undecided(procedure, dossier, filing), "panels": panels.of(g.db, dossier, "form"), "own": in_hand.own(dossier),
    }  # fmt: skip
    return render_template("dossiers/form.html", **_every(procedure), **known)


def _every(procedure: Procedure) -> dict[str, Any]:
    helps = {one["id"]: pick(one.get("help")) for one in procedure.definition.get("declarations") or []}
    return {"procedure": procedure, "declarations": helps}


def _undecided(procedure: Procedure, dossier: Dossier, filing: FilingForm) -> list[dict[str, Any]]:
    """What two phones answered differently: `{question, title, answers: [(hand, words)]}`, the answer kept now first, its
    hand ""."""
    kept = by_question(dossier.fields)
    found = []
    for name, others in (dossier.undecided or {}).items():
        answers = {"": kept.get(name, {})} | others
        said = [(hand, *_in_words(procedure, filing, name, fields)) for hand, fields in answers.items()]
        found.append(
            {"question": name, "title": said[0][1], "answers": [(hand, words) for hand, _title, words in said]}
        )
    return found


def _in_words(procedure: Procedure, filing: FilingForm, name: str, fields: dict[str, Any]) -> tuple[str, str]:
    if name in procedure.form()._fields:
        return procedures.in_words(procedure.definition, as_multidict(fields), name)
    asked = next((field for field in filing if field.name == name), None)
    if asked is None:
        return name, ", ".join(as_multidict(fields).values())  # of a question that is no longer asked
    chosen = as_multidict(fields).getlist(name)
    return str(asked.label.text), ", ".join(str(one.label) for one in asked.choices if one.value in chosen)
