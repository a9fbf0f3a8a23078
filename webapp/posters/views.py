"""Where a poster leads, and where staff make them."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, child, errors
from webapp.i18n import LANGUAGES, _, pick, speaking
from webapp.posters import addresses, counting, folding, making, paper
from webapp.posters.forms import PosterForm
from webapp.posters.sheets import Sheet
from webapp.procedures import service as procedures
from webapp.units import service as units
from webapp.units.service import Unit

bp = Blueprint("posters", __name__, template_folder="templates")
MAKES = ("officer", "supervisor", "leader", "clerk", "team_manager")
FILES: dict[str, tuple[paper.Size, paper.Form]] = {
    f"{size}.{form}": (size, form) for size in paper.SIZES for form in paper.FORMS
}
BOOKLETS: dict[str, paper.Size] = {"quyen-a4.pdf": "a4", "quyen-a5.pdf": "a5", "quyen-gap.pdf": "a5"}
FOLDED = "quyen-gap.pdf"


@bp.errorhandler(making.NoSuchPoster)
def _not_there(_error: making.NoSuchPoster) -> Response:
    return errors.show(404)


@bp.get("/q/<short>")
@access.public
def follow(short: str) -> Response | tuple[str, int]:
    """To the page at once; that somebody came is counted, not who. What nobody knows is asked for in a kind word."""
    poster = addresses.find(g.db, short)
    there = addresses.leads_to(g.db, poster) if poster else None
    if poster is None or there is None:
        return render_template("posters/unknown.html", gone=poster is not None), 404
    if counting.by_a_person():
        counting.count(poster)
    return redirect(there, 303)


@bp.get("/ap-phich")
@access.staff(*MAKES)
def home() -> str:
    """`?don-vi=`: on whose posters, where somebody works in several places."""
    return _page(PosterForm(), _mine(request.args.get("don-vi")))


@bp.post("/ap-phich")
@access.staff(*MAKES)
def make() -> Response | tuple[str, int]:
    """Gives short addresses to what has none yet, however often it is sent, then to the file. `make`: kind and target."""
    unit, form = _mine(request.form.get("unit") or "-"), PosterForm.of_request()
    said, _space, target = request.form.get("make", "").partition(" ")
    kind = making.BOOKLET if said in ("booklet", "fold") else said
    if not form.validate():
        return _page(form, unit), 422
    wanted = making.wanted(g.db, unit, kind, target)
    short = addresses.make(g.db, unit.id, wanted)[wanted[0]]
    name = f"{form.size.data}.{form.form.data}"
    if kind == making.BOOKLET:
        name = FOLDED if said == "fold" else f"quyen-{form.size.data}.pdf"
    lang = "" if form.lang.data == "vi" else f"?lang={form.lang.data}"
    return redirect(url_for("posters.file", short=short, name=name) + lang, 303)


@bp.get("/ap-phich/<short>/<name>")
@access.staff(*MAKES)
def file(short: str, name: str) -> Response:
    """a4.pdf, a5.png …; of a unit's or a field's poster also the booklet. `?lang=`: in that language."""
    poster, lang = addresses.find(g.db, short), request.args.get("lang", "vi")
    if poster is None or name not in {**FILES, **BOOKLETS} or lang not in LANGUAGES or poster.kind not in making.KINDS:
        abort(404)
    unit, kind, target = _mine(poster.unit_id), poster.kind, poster.target
    if name in BOOKLETS:
        if kind == "procedure":
            abort(404)
        kind, target = making.BOOKLET, target if kind == "field" else ""
    wanted = making.wanted(g.db, unit, kind, target)
    shorts = addresses.of(g.db, unit.id, {kind for kind, _target in wanted})
    if not shorts.keys() >= set(wanted):
        flash(_("Danh mục thủ tục vừa có thay đổi. Bấm lại lần nữa."))
        return _back(unit)
    try:
        with speaking(lang):
            made = _made(making.sheets_of(g.db, unit, kind, target, shorts), name)
    except (child.Busy, child.Failed):
        flash(_("Máy đang bận làm áp phích khác. Chờ một phút rồi bấm lại."))
        return _back(unit)
    return _download(made, f"{poster.kind}-{poster.target}-{name}")


def _back(unit: Unit) -> Response:
    return redirect(url_for("posters.home") + _at(unit), 303)


def _at(unit: Unit) -> str:
    return f"?{urlencode({'don-vi': unit.id})}"


def _made(made_of: list[Sheet], name: str) -> bytes:
    size, form = FILES.get(name) or (BOOKLETS[name], "pdf")
    made = paper.made(made_of, size, form)
    return folding.folded(made) if name == FOLDED else made


def _download(made: bytes, name: str) -> Response:
    answer = make_response(made)
    answer.mimetype = "image/png" if name.endswith("png") else "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="ap-phich-{name}"'
    return answer


def _mine(unit_id: str | None) -> Unit:
    """One of the units where whoever asks may make posters, the first where none is named; 404 for another's."""
    mine = _units()
    found = mine[0] if unit_id is None and mine else next((one for one in mine if one.id == unit_id), None)
    return found or abort(404)


def _units() -> list[Unit]:
    held = access.actor().units(*MAKES)
    return [one for one in units.all_units(g.db) if one.id in held]


def _page(form: PosterForm, unit: Unit) -> str:
    found = addresses.procedures_at(g.db, unit)
    fields = [(one, [each for each in found if each.definition["field"] == one["id"]]) for one in procedures.fields()]
    mine = _units()
    return render_template(
        "posters/home.html", form=form, unit=unit, fields=[one for one in fields if one[1]], number=len(found), most=making.MOST,
        scans=counting.lately(g.db, [unit.id]), days=counting.SHOWN, queue=addresses.has_queue(unit),
        others=[(one, _at(one)) for one in mine if len(mine) > 1], name=pick(unit.name),
    )  # fmt: skip
