"""Pages without anything personal, the same for everybody of one language: phones keep them for when there is no signal.

Not even whether somebody is signed in may stand in them, so they may be kept whoever asked for them.
"""

from typing import Any

from flask import g, make_response, render_template
from werkzeug.wrappers import Response


def neutral(template: str, **known: Any) -> Response:
    """`template` as nobody in particular sees it."""
    g.everybodys = True  # worth packing well
    answer = make_response(render_template(template, me=None, neutral=True, **known))
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Cookie")  # the language
    return answer
