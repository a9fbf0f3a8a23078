"""The form of a dossier as a page: the same questions whether empty and cacheable, or with one person's answers and errors."""

from typing import Any

from flask import g, render_template
from werkzeug.datastructures import MultiDict

from webapp.dossiers.forms import FilingForm
from webapp.dossiers.models import Dossier
from webapp.i18n import pick
from webapp.procedures.service import Procedure
from webapp.units import service as units

OWN = {"id", "code", "revision", "luu"}  # names of the page itself, not questions


def as_multidict(fields: dict[str, Any]) -> "MultiDict[str, str]":
    """Flat names as kept → what a browser would post."""
    return MultiDict([(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])])


def posted(form: "MultiDict[str, str]") -> dict[str, Any]:
    """What a browser posted → flat names as kept."""
    return {name: values if len(values) > 1 else values[0] for name, values in form.lists() if name not in OWN}


def names_its_office(procedure: Procedure) -> bool:
    """Whether the official form itself asks for the receiving commune («Kính gửi»); then it is not asked twice."""
    return any(spec["id"] == "agency" and spec["kind"] == "commune" for group in procedure.definition["form"] for spec in group["fields"])


def office_of(answers: dict[str, Any], filing: FilingForm) -> str:
    """The receiving unit: the commune's centre, or the province's where the commune has none of its own in the data."""
    if not filing.asks_unit:
        unit = units.for_ward(g.db, str(answers.get("agency", "")))
        return unit.id if unit else next(one.id for one in units.receiving_units(g.db) if one.kind == "province_centre")
    return str(filing["unit"].data)


def filing_form(procedure: Procedure, fields: "MultiDict[str, str] | None") -> FilingForm:
    places = [(unit.id, pick({"vi": unit.name_vi, "en": unit.name_en})) for unit in units.receiving_units(g.db)]
    offered = [(one["id"], pick(one["label"])) for one in (procedure.definition.get("declarations") or [])]
    return FilingForm(fields).offer(places if not names_its_office(procedure) else [], offered)


def form_page(procedure: Procedure, dossier: Dossier | None, form: Any, filing: FilingForm) -> str:
    """The application form; with `dossier` None it holds nothing personal and may be cached."""
    return render_template(
        "dossiers/form.html", procedure=procedure, dossier=dossier, form=form, filing=filing,
        declarations={one["id"]: pick(one.get("help")) for one in (procedure.definition.get("declarations") or [])},
    )  # fmt: skip
