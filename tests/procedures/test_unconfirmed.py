"""Every field of a complete form that is not confirmed (M: from memory, I: inferred) is named by its id in the file's notes."""

import re
from pathlib import Path

from webapp.procedures.load import Catalogue

FORMS = (
    Path(__file__).resolve().parents[3] / "shared" / "domain" / "FORMS.md"
)  # what was read of the forms, where it is at hand
CT01 = ("1.004194", "1.002755", "1.004222")
MARKED = re.compile(r"\[(?:[^\]]*[;, ])?[MI](?:[\]:;, ]|$)")
KNOWN = {
    "1.000656": {"applicant_acting_for", "applicant_phone", "death_notice_type", "last_residence_known", "relation_to_deceased", "result_method"},
    "1.000894": {"applicant_phone", "applicant_side", "divorced_abroad", "result_method"},
    "1.001193": {"applicant_acting_for", "applicant_phone", "birth_proof", "child_birth_place_kind", "parents_married", "result_method"},
    "1.001612": {"biz_name", "members", "owner_phone", "result_method", "social_insurance", "submitter_is_owner", "tax_method"},
    "1.002755": {"household_mode", "housing_basis", "new_address", "old_permit_end", "relation_to_head", "residence_case", "temp_from", "temp_to"},
    "1.004194": {"household_mode", "housing_basis", "new_address", "relation_to_head", "residence_case", "temp_from", "temp_to"},
    "1.004222": {"floor_area", "household_mode", "housing_basis", "kin_case", "new_address", "persons_in_place", "relation_to_head", "residence_case"},
    "1.004873": {"applicant_phone", "intended_spouse_name", "old_certificate", "purpose", "result_method", "stay_place", "stays"},
    "1.007277": {"asks_exemption", "exempt_reason", "has_co_owners", "land_use", "property_kind", "result_method"},
    "1.013225": {"commitment", "has_reviewer", "land_cert_date", "land_cert_issuer", "land_cert_no", "result_method"},
    "1.013831": {"has_co_holders", "is_household_land", "land_use", "result_method"},
    "2.000635": {"applicant_acting_for", "applicant_phone", "registered_at", "result_method", "subject_state"},
    "3.000333": {"ban_info", "criminal_info", "father_birth", "phone", "purpose", "purpose_text", "residence_history", "result_method"},
    "3.000347": {"address", "health_cert_no", "phone", "reason", "result_method", "violation"},
}  # fmt: skip


def from_forms() -> dict[str, set[str]]:
    """The marked ids of FORMS.md by procedure: a table row with a mark M or I, or any row under «[I unless marked]»."""
    found: dict[str, set[str]] = {}
    codes, all_inferred = (), False
    for line in FORMS.read_text(encoding="utf-8").splitlines() if FORMS.exists() else []:
        if line.startswith("#"):
            named = tuple(re.findall(r"\b\d\.\d{6}\b", line))
            codes = CT01 if re.match(r"#+ 7", line) else named or (() if line.startswith("## ") else codes)
            all_inferred = "[I unless marked]" in line
        elif line.startswith("| ") and (all_inferred or MARKED.search(line)):
            for code in codes:
                found.setdefault(code, set()).update(re.findall(r"\b[a-z][a-z0-9_]*\b", line.split("|")[1]))
    return found


def test_what_is_not_confirmed_is_named_in_the_notes(catalogue: Catalogue) -> None:
    read, unnamed = from_forms(), []
    for code, rules in catalogue.procedures.items():
        if not rules["complete_form"]:
            continue
        fields = [field for group in rules["form"] for field in group["fields"]]
        fields += [inner for field in fields for inner in field.get("fields") or []]
        own = {field["id"] for field in fields if field.get("mark") in ("M", "I")}
        wanted = {field["id"] for field in fields} & (KNOWN[code] | read.get(code, set()))
        notes = set(re.findall(r"\w+", " ".join(rules["notes"])))
        unnamed += [f"{code}: {name}" for name in sorted((wanted | own) - notes)]
    assert not unnamed


def test_the_list_is_of_fields_that_are_there(catalogue: Catalogue) -> None:
    for code, names in KNOWN.items():
        fields = [field for group in catalogue.procedures[code]["form"] for field in group["fields"]]
        fields += [inner for field in fields for inner in field.get("fields") or []]
        assert names <= {field["id"] for field in fields}, code
