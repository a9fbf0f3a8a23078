"""A life event as a guided list: a few questions, what is to be done in order, with price and date, and what goes together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, g, render_template, request
from werkzeug.datastructures import MultiDict

from webapp import calendar_days, clock, shared
from webapp.access import keepable, public
from webapp.procedures import guides, service
from webapp.procedures.offer import Offer, make_offer
from webapp.procedures.service import Procedure
from webapp.procedures.views import bp, channel


@dataclass(frozen=True)
class Step:
    """`spec` as docs/procedures.md describes it; `offer` of its procedure for the answers given, `told` those answers."""

    spec: Mapping[str, Any]
    offer: Offer | None
    told: Mapping[str, str]


@bp.get("/viec/<event_id>")
@public
@keepable
def life_event(event_id: str) -> str:
    """`?<question>=<answer>` for each question answered."""
    event = next((one for one in service.life_events() if one["id"] == event_id), None) or abort(404)
    guide = service.guide(event_id)
    said = guides.answers(guide, request.args)
    if len(said) == len(request.args):
        shared.our_words()
    known = {one.code: one for one in service.all_current(g.db)}
    left = [spec for spec in guides.steps(guide, said) if spec.get("procedure", "") in {"", *known}]
    steps = [_step(spec, said, known) for spec in left]
    shown = {step.offer.procedure.code for step in steps if step.offer}
    return render_template(
        "procedures/life_event.html",
        event=event,
        guide=guide,
        said=said,
        steps=steps,
        together=guides.together(guide, left),
        others=[one for one in service.by_life_event(g.db, event_id) if one.code not in shown],
        channel=channel,
    )


def _step(spec: Mapping[str, Any], said: Mapping[str, str], known: Mapping[str, Procedure]) -> Step:
    told = guides.told(spec, said)
    if "procedure" not in spec:
        return Step(spec, None, told)
    demo, calendar = current_app.config["CONFIG"].demo, calendar_days.current(g.db)
    offer = make_offer(known[spec["procedure"]], MultiDict(told), [], demo, calendar, clock.now())
    return Step(spec, offer, told)
