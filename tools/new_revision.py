"""`python -m tools.new_revision "what changes"`: writes the next migration from the models (look it over before committing)."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from webapp import door  # noqa: F401  every model, through every room
from webapp.config import ROOT
from webapp.db import make_engine

VERSIONS = ROOT / "webapp" / "migrations" / "versions"


def main(words: str) -> None:
    number = f"{max(int(path.name[:4]) for path in VERSIONS.glob('[0-9]*.py')) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'empty.sqlite3'}")
        config = Config()
        config.set_main_option("script_location", str(ROOT / "webapp" / "migrations"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(config, words, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
