"""Pages that are the same for everybody are rendered once a minute and handed out as they are.

Only where nothing of a person can be in them: the request brings no session and no words of its own, so the address alone
says what is shown, and the answer sets nothing on the browser. A search is one of them when its words are the catalogue's own. A page holds for its edition (editions.py), its language
and its minute, which is how finely opening hours and dates are told. Nothing older is kept, and no more than `MOST` pages.
Which edition it is is asked once a second: what another process publishes shows that much later at most.
"""

from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session
from sqlalchemy import Engine

from webapp import clock, editions
from webapp.db import Sessions
from webapp.i18n import asked_for
from webapp.packing import accepted

MOST = 256


@dataclass(frozen=True)
class Page:
    body: bytes
    headers: list[tuple[str, str]]

    def answer(self) -> Response:
        """304 to a browser that has it already."""
        made = Response(self.body, headers=self.headers)
        return cast(Response, made.make_conditional(request)) if made.get_etag()[0] else made


class Pages:
    """The pages of one app in this process, all of the same moment. Its attributes are read and replaced whole, because
    other threads do the same."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.edition: tuple[object, str] = None, ""
        self.known: tuple[object, dict[object, Page]] = None, {}

    def now(self) -> dict[object, Page]:
        second = int(clock.now().timestamp())
        edition, asked = self.edition, (second, editions.own_changes())
        if edition[0] != asked:
            edition = self.edition = asked, editions.glance(self.engine)
        return self.of((edition[1], second // 60))

    def of(self, moment: object) -> dict[object, Page]:
        """What is held for that moment; what was held for another one is let go."""
        known = self.known
        if known[0] != moment:
            known = self.known = moment, {}
        return known[1]


def attach(app: Flask, made: Sessions) -> None:
    """Before all else of a request: whatever can be handed out needs no session of the database and no view."""
    pages = Pages(made.engine)

    @app.before_request
    def _hand_out() -> Response | None:
        if not _is_shared():
            return None
        g.shared = pages.now()
        found: Page | None = g.shared.get(_key())
        return found.answer() if found else None

    @app.after_request
    def _keep(answer: Response) -> Response:
        held: dict[object, Page] | None = g.pop("shared", None)
        nobodys = not request.query_string or g.get("our_words", False)
        plain = nobodys and answer.status_code == 200 and not session and "Set-Cookie" not in answer.headers
        room = MOST // 2 if request.query_string else MOST  # searches never crowd the pages out
        if held is not None and plain and len(held) < room:
            held.setdefault(_key(), Page(answer.get_data(), [one for one in answer.headers if one[0] != "Date"]))
        return answer


def _is_shared() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "GET" and getattr(view, "shared", False) and not session


def our_words() -> None:
    """The view says: what stands in this address are words that we published, so they tell nothing of who asks."""
    g.our_words = True


def _key() -> Any:
    """What is held is packed already (packing.py), for whoever reads it packed like that. The copy that a phone takes along
    says nothing of signing in (neutral.py): never somebody else's page."""
    return request.path, request.query_string, asked_for(), accepted(), "Take-Along" in request.headers
