"""The ceiling: a bare Flask app whose Jinja pages have the same bytes as ours, on the same server. Nothing else is done."""

import os
from pathlib import Path

from flask import Flask, render_template

NAME = "<title>"
FOLDER = "BENCH_PAGES"


def write(folder: Path, name: str, body: str) -> None:
    """A template that comes out as `body`; its title is put in, as any page puts something in."""
    before, cut, after = body.partition(NAME)
    text = f"{{% raw %}}{before}{cut}{{% endraw %}}{{{{ title }}}}{{% raw %}}{after}{{% endraw %}}" if cut else body
    (folder / f"{name}.html").write_text(text, encoding="utf-8")


def create_app() -> Flask:
    app = Flask(__name__, template_folder=os.environ[FOLDER])

    @app.get("/<name>")
    def page(name: str) -> str:
        return render_template(f"{name}.html", title="")

    return app
