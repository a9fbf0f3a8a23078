"""One app, one database and one set of things for the whole table of docs/access.md.

On SQLite only: thousands of requests ask the same database, what each changed is put back, and it has to be told cheaply that
nothing was changed; PostgreSQL would need a new database for each (a sixth of a second). Who may is decided by the same Python
on both; each room's own tests ask both engines. No page is put together: who may is decided before, and how pages look is for other
tests (tests/test_queries.py opens each).
"""

from collections.abc import Callable, Iterator

import flask.templating
import pytest

from tests.access.asking import Asking
from tests.access.world import World
from tests.conftest import make_config
from tests.engines import databases
from webapp import create_app

CARDS = {
    "tmn": "DEMO0001", "secret": "k" * 32, "pay_url": "https://pay.example.vn/vpcpay.html", "api_url": "https://pay.example.vn/api",
}  # fmt: skip


@pytest.fixture(scope="package")
def asking(
    templates: databases, tmp_path_factory: pytest.TempPathFactory, open_morning: Callable[[], None]
) -> Iterator[Asking]:
    open_morning()
    data, database = tmp_path_factory.mktemp("access"), templates.fresh("sqlite")
    config = make_config(
        database.url, data, push_keys=(b"p" * 32,), push_contact="mailto:ky-thuat@mot-cham.example", vnpay=CARDS
    )
    app = create_app(config, engine=database.engine)
    app.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)
    with app.app_context(), app.extensions["sessions"].write() as db:
        world = World(app, db)
    made = Asking(world, str(database.engine.url.database))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.jinja_env, "get_or_select_template", lambda *_: None)
        patch.setattr(flask.templating, "_render", lambda *_: "")
        yield made
    made.close()
    database.close()


@pytest.fixture(autouse=True)
def _open(open_morning: Callable[[], None]) -> None:
    """Numbers and times of visits are given by an office that is open."""
    open_morning()
