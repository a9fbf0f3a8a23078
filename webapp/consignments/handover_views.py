"""Records of handing over: the clerk's pages and the officer's, who see the same record from its two ends."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log
from webapp.consignments import forms, paper, service
from webapp.consignments.models import Handover
from webapp.consignments.service import Consignment
from webapp.consignments.views import _title, bp, pdf
from webapp.db import uuid7
from webapp.i18n import _, _l

CLERK, DESK = "/giao-ho-so", "/ban-lam-viec/giao-nhan"
NOTHING = _l("Chọn ít nhất một hồ sơ.")
CHANGED = _l("Danh sách vừa đổi: có hồ sơ đã nằm trong biên bản khác. Xem lại rồi chọn lần nữa.")
UNSAID = _l("Mỗi dòng chọn Đủ, Thiếu hay Khác; dòng nào không đủ thì ghi rõ vì sao.")


@bp.get(CLERK)
@access.staff(*service.TAKES)
def lying() -> str:
    """What was signed and not handed over, by agency; what agencies gave us to confirm; the last records."""
    return _clerk_page()


def _clerk_page(problem: Any = "") -> str:
    who = access.actor()
    mine = service.post_offices(g.db, who)
    found, records = service.lying(g.db, who), service.latest(g.db, Handover.unit_id.in_(mine))
    _told(found, records)
    return render_template(
        "consignments/lying.html", groups=_groups(found), records=records, problem=problem, title=_title, name=_name,
        may_go=service.may_go,
        to_confirm=[one for one in records if one.state == service.MADE and one.direction == service.TO_POST],
    )  # fmt: skip


def _told(found: Sequence[Consignment], records: Sequence[Handover]) -> None:
    staff_log.found("consignment_id", [one.id for one in found])
    staff_log.found("handover_id", [one.id for one in records])


def _name(unit_id: str) -> dict[str, str]:
    return service.name_of(g.db, unit_id)


def _groups(found: Sequence[Consignment]) -> list[dict[str, Any]]:
    """By post office and agency: {id, unit, agency, rows, agreement}; `id` is the next record's."""
    places = groupby(sorted(found, key=_places), key=_places)
    return [
        {
            "id": uuid7(),
            "unit": unit,
            "agency": agency,
            "rows": list(rows),
            "agreement": service.agreement(unit, agency),
        }
        for (unit, agency), rows in places
    ]


def _places(one: Consignment) -> tuple[str, str]:
    return one.unit_id, one.agency_id


@bp.post(CLERK)
@access.staff(*service.TAKES)
def hand_over() -> Any:
    """`id`, `unit`, `agency`, `one` for each consignment that was ticked."""
    made = _made(service.TO_AGENCY)
    if not isinstance(made, Handover):
        return _clerk_page(made), 422
    return redirect(url_for("consignments.record", handover_id=made.id), 303)


def _made(direction: str) -> Any:
    """The record, or what to say instead."""
    between = service.Between(direction, request.form.get("unit", ""), request.form.get("agency", ""))
    try:
        made = service.make(g.db, access.actor(), forms.form_id(), between, forms.ticked())
    except service.NothingChosen:
        g.db.rollback()
        return NOTHING
    except service.NotNow:
        g.db.rollback()
        return CHANGED
    staff_log.found("handover_id", [made.id])
    return made


@bp.get(f"{CLERK}/<uuid:handover_id>")
@access.staff(*service.TAKES)
def record(handover_id: UUID) -> str:
    return _record(service.record(g.db, access.actor(), handover_id), clerk=True)


def _record(found: Handover, clerk: bool, problem: Any = "", unsaid: Sequence[UUID] = ()) -> str:
    side = service.side(g.db, access.actor(), found)
    return render_template(
        "consignments/record.html", record=found, side=side, total=service.total(found), problem=problem, name=_name,
        unsaid=[str(one) for one in unsaid], found_words=forms.FOUND, clerk=clerk, said=request.form,
    )  # fmt: skip


@bp.post(f"{CLERK}/<uuid:handover_id>")
@access.staff(*service.TAKES)
def confirm_results(handover_id: UUID) -> Any:
    """What the agency gave is counted together: `found-<id>`, `note-<id>` for each line."""
    return _confirm(handover_id, True)


def _confirm(handover_id: UUID, clerk: bool) -> Any:
    who = access.actor()
    found = service.record(g.db, who, handover_id)
    said = forms.answers([UUID(line["consignment"]) for line in found.lines])
    try:
        service.confirm(g.db, who, handover_id, said)
    except service.NoteMissing as error:
        g.db.rollback()
        return _record(service.record(g.db, who, handover_id), clerk, UNSAID, error.ids), 422
    flash(_("Đã xác nhận biên bản. Từ đây biên bản không đổi nữa."))
    return redirect(_at(found, clerk), 303)


def _at(found: Handover, clerk: bool) -> str:
    endpoint = "consignments.record" if clerk else "consignments.desk_record"
    return url_for(endpoint, handover_id=found.id)


@bp.post(f"{CLERK}/<uuid:handover_id>/bo")
@access.staff(*service.TAKES)
def drop(handover_id: UUID) -> Response:
    """A record that was made by mistake, before it was confirmed."""
    service.drop(g.db, access.actor(), handover_id)
    flash(_("Đã huỷ biên bản. Hồ sơ trở lại danh sách."))
    return redirect(url_for("consignments.lying"), 303)


@bp.get(f"{CLERK}/<uuid:handover_id>.pdf")
@access.staff(*service.TAKES, *service.SEES)
def record_paper(handover_id: UUID) -> Response:
    """For the two signatures: A4, or `?kho=` a5, 80mm."""
    found = service.record(g.db, access.actor(), handover_id)
    config = current_app.config["CONFIG"]
    clerk = found.direction == service.TO_POST
    made = paper.record(
        found,
        _name(found.unit_id),
        _name(found.agency_id),
        config.public_url + _at(found, clerk),
        config.demo,
        next((one for one in paper.SHEETS if one == request.args.get("kho")), "a4"),
    )
    return pdf(made, f"bien-ban-{found.number:02}-{found.day:%d%m%Y}.pdf")


@bp.get(DESK)
@access.staff(*service.SEES)
def desk_records() -> str:
    """The agency's: records to confirm, results that wait to go to a post office, the last records."""
    return _desk_page()


def _desk_page(problem: Any = "") -> str:
    who = access.actor()
    found = service.results_ready(g.db, who)
    records = service.latest(g.db, Handover.agency_id.in_(who.units(*service.SEES)))
    _told(found, records)
    return render_template(
        "consignments/desk.html", groups=_groups(found), records=records, problem=problem, title=_title, name=_name,
        may_act=who.has_role(*service.ACTS), may_go=None,
        to_confirm=[one for one in records if one.state == service.MADE and one.direction == service.TO_AGENCY],
    )  # fmt: skip


@bp.post(DESK)
@access.staff(*service.ACTS)
def give_results() -> Any:
    """Results go to the post office: as `hand_over`, the other way round."""
    made = _made(service.TO_POST)
    if not isinstance(made, Handover):
        return _desk_page(made), 422
    return redirect(url_for("consignments.desk_record", handover_id=made.id), 303)


@bp.get(f"{DESK}/<uuid:handover_id>")
@access.staff(*service.SEES)
def desk_record(handover_id: UUID) -> str:
    return _record(service.record(g.db, access.actor(), handover_id), clerk=False)


@bp.post(f"{DESK}/<uuid:handover_id>")
@access.staff(*service.ACTS)
def confirm(handover_id: UUID) -> Any:
    """Counted together: `found-<id>` (there, missing, other) and `note-<id>` for each line."""
    return _confirm(handover_id, False)


@bp.post(f"{DESK}/<uuid:handover_id>/bo")
@access.staff(*service.ACTS)
def drop_results(handover_id: UUID) -> Response:
    service.drop(g.db, access.actor(), handover_id)
    flash(_("Đã huỷ biên bản. Kết quả trở lại danh sách."))
    return redirect(url_for("consignments.desk_records"), 303)
