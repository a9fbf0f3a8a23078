"""How often posters were scanned: a number a day, and who it is nobody knows."""

import re
from collections.abc import Collection
from datetime import timedelta

from flask import request
from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.orm import Session

from webapp import clock, db, retention
from webapp.posters.models import Poster, PosterScan

RULE = "poster_scan"
SHOWN = 30
"""Days that the page of posters adds up, today with them."""
ROBOT = re.compile(r"bot\b|crawl|spider|preview|externalhit|monitor|^(curl|wget|python)|headlesschrome", re.IGNORECASE)


def by_a_person() -> bool:
    """Whether somebody opens the address, as far as one can tell: no look ahead of a browser, no robot that says what it is, no
    picture or script of another page."""
    said = request.headers
    ahead = "prefetch" in f"{said.get('Sec-Purpose', '')} {said.get('Purpose', '')} {said.get('X-Moz', '')}".lower()
    opens = said.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return request.method == "GET" and opens and not ahead and not ROBOT.search(said.get("User-Agent", ""))


def count(poster: Poster) -> None:
    db.count_one(PosterScan, short=poster.short, day=clock.today())


def lately(session: Session, unit_ids: Collection[str]) -> dict[tuple[str, str, str], int]:
    """(unit, kind, target) → scans of the last 30 days, of the posters of these units that have any."""
    since = clock.today() - timedelta(days=SHOWN - 1)
    what = Poster.unit_id, Poster.kind, Poster.target
    found = (
        select(*what, func.sum(PosterScan.count)).join(PosterScan, PosterScan.short == Poster.short)
        .where(Poster.unit_id.in_(unit_ids), PosterScan.day >= since).group_by(*what)
    )  # fmt: skip
    return {(unit_id, kind, target): int(number) for unit_id, kind, target, number in session.execute(found)}


def forget(session: Session, most: int) -> int:
    """Numbers of days that are over by retention.yaml; at most so many, returns how many."""
    key = PosterScan.short, PosterScan.day
    old = select(*key).where(PosterScan.day < clock.today() - retention.term(RULE)).limit(most)
    keys = [tuple(row) for row in session.execute(old)]
    if keys:
        session.execute(delete(PosterScan).where(tuple_(*key).in_(keys)))
    return len(keys)
