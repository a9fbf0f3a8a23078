"""What anybody may see: whether a badge is valid today, what helpers never ask, reporting a fake helper."""

from uuid import UUID

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.db import uuid7
from webapp.i18n import _, current, pick
from webapp.retention import rules
from webapp.teams import managing, membership, reporting
from webapp.teams.forms import ReportForm, choose
from webapp.teams.manager_views import bp
from webapp.teams.models import Report
from webapp.teams.reporting import RULE
from webapp.units import service as units

AT = "/nguoi-giup"
LOOKS = (60, 600)  # an address, in ten minutes: many phones of a village share one
REPORTS = (5, 3600)


@bp.get(AT)
@access.public
def check() -> Response | tuple[str, int] | str:
    """Type the code printed on a badge (`?ma=`)."""
    typed = request.args.get("ma", "")
    if code := membership.plain(typed):
        return redirect(url_for("teams.verify", badge=code), 303)
    page = render_template("teams/check.html", typed=typed[:20], wrong=bool(typed))
    return (page, 422) if typed else page


@bp.get(f"{AT}/<badge>")
@access.public
def verify(badge: str) -> Response:
    """Behind the QR of a badge. Counted first, also when nobody has the code; never kept anywhere."""
    throttle.hit_first("badge look", request.remote_addr or "", *LOOKS)
    code = membership.plain(badge)
    found = membership.by_code(g.db, code) if code else None
    known = {unit.id: unit for unit in units.all_units(g.db)}
    member, standing = found or (None, None)
    unit = known.get(standing.unit_id) if standing else None  # a team that was closed has no valid badge
    page = render_template(
        "teams/verify.html", member=member, standing=standing, unit=unit, code=code, now=clock.now(),
        centre=units.parent_centre(g.db, unit) if unit else None,
    )  # fmt: skip
    answer = make_response(page, 200 if unit else 404)
    answer.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    return answer


@bp.get(f"{AT}/khong-bao-gio-hoi")
@access.public
@access.keepable
def never_asks() -> str:
    return render_template("teams/never_asks.html")


@bp.get(f"{AT}/bao")
@access.public
def report() -> str:
    """`?ma=` the code of the badge, where the page of a badge led here."""
    return _page(_form(ReportForm(data={"id": str(uuid7()), "code": request.args.get("ma", "")[:12]})))


@bp.post(f"{AT}/bao")
@access.public
def send_report() -> Response | tuple[str, int]:
    form = _form(ReportForm.of_request())
    if not form.validate():
        return _page(form), 422
    report_id = _uuid(form["id"].data)
    if not reporting.known(g.db, report_id):
        throttle.hit(g.db, "helper report", request.remote_addr or "", *REPORTS)
    said = reporting.Said(
        report_id, form["code"].data, form["unit"].data, form["about"].data, form["phone"].data, _words(), current()
    )
    kept: Report = reporting.report(g.db, said)
    return redirect(url_for("teams.reported", noi=kept.unit_id), 303)


@bp.get(f"{AT}/da-bao")
@access.public
def reported() -> str:
    """`?noi=` where it went, for its name and number."""
    known = {unit.id: unit for unit in units.all_units(g.db)}
    unit = known.get(request.args.get("noi", ""))
    return render_template("teams/reported.html", unit=unit, centre=units.parent_centre(g.db, unit) if unit else None)


def _form(form: ReportForm) -> ReportForm:
    teams = units.all_units(g.db, managing.KINDS)
    choose(form["unit"], [("", _("Không rõ")), *((one.id, pick(one.short_name)) for one in teams)])
    return form


def _words() -> str:
    return render_template("teams/report_text.html", days=rules()[RULE]["days"])


def _page(form: ReportForm) -> str:
    return render_template("teams/report.html", form=form, words=_words())


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()
