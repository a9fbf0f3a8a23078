"""Pages without anything personal, the same for everybody of one language: phones keep them for when there is no signal.

Not even whether somebody is signed in may stand in them, so they may be kept whoever asked for them.
"""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response


def neutral(template: str, **known: Any) -> Response:
    """`template` as nobody in particular sees it; 304 for who has it already."""
    answer = make_response(render_template(template, me=None, neutral=True, **known))
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Cookie")  # the language
    answer.add_etag()
    return answer.make_conditional(request)
