"""A clerk at a post office: finding a dossier, writing its consignment, the paper, both signed."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, footnotes, staff_log
from webapp.consignments import forms, paper, service
from webapp.consignments.service import Consignment, State
from webapp.consignments.writing import MOST_PAPERS
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import UNOPENED, Dossier
from webapp.i18n import _, _l, pick
from webapp.procedures import service as procedures
from webapp.units import service as units

bp = Blueprint("consignments", __name__, template_folder="templates")
SHOWN = 40
AT = "/gui-ho-so/phieu/<uuid:consignment_id>"
REFUSED = {
    service.NotByPost: _l("Thủ tục này pháp luật yêu cầu người dân có mặt hoặc không cho uỷ quyền: không gửi qua bưu điện được."),
    service.NotOpen: _l("Hồ sơ chưa nộp, đang được sửa hoặc đã kết thúc: lúc này không gửi được."),
    service.OtherLiving: _l("Hồ sơ này đã có phiếu gửi chưa xong. Mở phiếu ấy ra dùng tiếp."),
    service.NotNow: _l("Phiếu này đã ký: không sửa được nữa. Người gửi muốn đổi thì nhận lại giấy tờ rồi lập phiếu mới."),
    service.Changed: _l("Nội dung phiếu vừa đổi so với tờ đã in. In lại, hai bên ký tờ mới rồi bấm Đã ký."),
}  # fmt: skip


@bp.get("/gui-ho-so")
@access.staff(*service.TAKES)
def home() -> Response | str:
    """`?ma=`: a dossier's reference or code, a payment reference, or the number of a consignment; straight to its page."""
    who, typed = access.actor(), request.args.get("ma", "").strip()[:60]
    if found := service.find(g.db, who, typed):
        staff_log.found("dossier_id", [found])
        return redirect(url_for("consignments.dossier", dossier_id=found), 303)
    rows = _latest(service.post_offices(g.db, who))
    staff_log.found("consignment_id", [one.id for one in rows])
    return render_template("consignments/home.html", typed=typed, rows=rows, title=_title)


def _latest(offices: list[str]) -> list[Consignment]:
    rows = select(Consignment).where(Consignment.unit_id.in_(offices)).order_by(Consignment.written_at.desc())
    with_dossier = rows.limit(SHOWN).join(Consignment.dossier)
    return list(g.db.scalars(with_dossier.options(*_listed())))


def _listed() -> list[Any]:
    """For lists: the dossier without what was typed in it."""
    return [contains_eager(Consignment.dossier).options(*UNOPENED)]


def _title(one: Consignment) -> str:
    return procedures.version(g.db, one.dossier.version_id).name


@bp.get("/gui-ho-so/<uuid:dossier_id>")
@access.staff(*service.TAKES)
def dossier(dossier_id: UUID) -> str:
    """The form, or the sheet once it is written (`?sua=1`: the form again, until both signed)."""
    found, consignment = service.reach(g.db, access.actor(), dossier_id)
    if consignment and consignment.state != State.TAKEN_BACK and not _again(consignment, found):
        return _sheet(consignment)
    editing = consignment if consignment and consignment.state == State.WRITTEN else None
    rows = _papers_of(editing) if editing else service.begun(g.db, found)
    return _form(found, _filled(editing), rows, id=editing.id if editing else None)


def _again(consignment: Consignment, found: Dossier) -> bool:
    """To be written anew, or a further one: what the agency asked to be added may go by post as well."""
    if consignment.state == State.WRITTEN:
        return request.args.get("sua") == "1"
    asked_back = found.state in (dossiers.State.RETURNED_NEW, dossiers.State.SUPPLEMENT)
    return consignment.state == State.HANDED_OVER and asked_back and request.args.get("them") == "1"


def _papers_of(one: Consignment) -> list[service.Paper]:
    return [service.Paper(row.name, row.copies, row.original, row.to_return) for row in one.papers]


def _filled(one: Consignment | None) -> forms.ConsignmentForm:
    form = forms.ConsignmentForm.of_request(_as_data(one) if one else None)
    mine = service.post_offices(g.db, access.actor())
    form["unit"].choices = [(unit.id, pick(unit.name)) for unit in units.all_units(g.db) if unit.id in mine]
    return form


def _as_data(one: Consignment) -> dict[str, Any]:
    other = one.authorised or {}
    return {
        "unit": one.unit_id, "services": one.services, "delivery": one.delivery or "here", "address": one.address or "",
        "other_name": other.get("name", ""), "other_number": other.get("number", ""), "note": one.note or "",
    }  # fmt: skip


def _form(
    found: Dossier, form: forms.ConsignmentForm, papers: Any, problem: Any = "", wrong: str = "", id: UUID | None = None
) -> str:
    procedure = procedures.version(g.db, found.version_id)
    agency = found.unit_id or ""
    staff_log.found("dossier_id", [found.id])
    return render_template(
        "consignments/form.html", dossier=found, form=form, papers=papers, problem=problem, wrong=wrong, id=id or uuid7(),
        procedure=procedure, fit=service.fit(procedure, found), initials=dossiers.applicant_initials(g.db, found),
        agency=service.name_of(g.db, agency), most=MOST_PAPERS,
        agreement=service.agreement(form["unit"].data or form["unit"].choices[0][0], agency),
    )  # fmt: skip


@bp.post("/gui-ho-so/<uuid:dossier_id>")
@access.staff(*service.TAKES)
def write(dossier_id: UUID) -> Any:
    """`id`, the fields of the form, `name-n`, `copies-n`, `original-n`, `return-n` for each paper."""
    who = access.actor()
    found, _last = service.reach(g.db, who, dossier_id)
    form = _filled(None)
    papers, wrong = forms.said_papers(request.form)
    if not form["unit"].data:
        form["unit"].data = form["unit"].choices[0][0]
    if not form.validate():
        return _form(found, form, papers, wrong=wrong, id=forms.form_id()), 422
    said, missing = forms.wanted(form, form["unit"].data, papers)
    if wrong or missing:
        return _form(found, form, papers, wrong=wrong or missing, id=said.id), 422
    try:
        made = service.write(g.db, who, found, said)
    except tuple(REFUSED) as error:
        g.db.rollback()
        found, _last = service.reach(g.db, who, dossier_id)
        return _form(found, form, papers, REFUSED[type(error)], id=said.id), 422
    staff_log.found("consignment_id", [made.id])
    return redirect(url_for("consignments.dossier", dossier_id=dossier_id), 303)


def _sheet(found: Consignment, problem: Any = "") -> str:
    sheet = found.sheet or service.sheet_of(g.db, found)
    staff_log.found("consignment_id", [found.id])
    return render_template(
        "consignments/sheet.html", one=found, sheet=sheet, seen=found.sheet_hash or service.hashed(sheet), problem=problem,
        asked_back=found.dossier.state in ("returned_new", "supplement"),
    )  # fmt: skip


@bp.get(f"{AT}.pdf")
@access.staff(*service.TAKES)
def slip(consignment_id: UUID) -> Response:
    """A5, or `?kho=80mm` for the printer of a till."""
    found = service.one(g.db, access.actor(), consignment_id)
    sheet = found.sheet or service.sheet_of(g.db, found)
    layout: paper.Layout = "80mm" if request.args.get("kho") == "80mm" else "a5"
    signed = found.signed_at or found.written_at
    config = current_app.config["CONFIG"]
    foot = footnotes.of(footnotes.DOSSIER, str(found.dossier_id), config.public_url)
    return pdf(paper.slip(sheet, signed, config.demo, layout, foot), f"phieu-gui-{found.number}.pdf")


def pdf(made: bytes, name: str) -> Response:
    answer = make_response(made)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@bp.post(f"{AT}/ky")
@access.staff(*service.TAKES)
def sign(consignment_id: UUID) -> Any:
    """`seen`: the hash of the sheet that the page showed."""
    try:
        found = service.sign(g.db, access.actor(), consignment_id, request.form.get("seen", ""))
    except (service.Changed, service.NotOpen, service.NotNow) as error:
        g.db.rollback()
        return _sheet(service.one(g.db, access.actor(), consignment_id), REFUSED[type(error)]), 422
    flash(_("Đã ghi nhận hai bên ký. Giấy tờ nay ở bưu điện."))
    return redirect(url_for("consignments.dossier", dossier_id=found.dossier_id), 303)


@bp.post(f"{AT}/rut")
@access.staff(*service.TAKES)
def take_back(consignment_id: UUID) -> Any:
    """`signed`: whoever takes the papers back signed for them."""
    found = service.one(g.db, access.actor(), consignment_id)
    if request.form.get("signed") != "y":
        if "sure" not in request.form:
            raise BadRequest
        return _sheet(found, _("Để người gửi ký nhận lại rồi mới trả.")), 422
    service.take_back(g.db, access.actor(), consignment_id)
    flash(_("Đã trả lại giấy tờ cho người gửi. Phiếu này không dùng nữa."))
    return redirect(url_for("consignments.home"), 303)
