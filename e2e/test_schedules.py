"""Whatever happens to a phone between an act and its arrival, in whatever order: nothing is lost and nothing arrives twice."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext

from e2e.conftest import PHONE
from e2e.faulty import Faulty
from e2e.schedules import ACTS, FAULTS, Schedule
from e2e.tus_server import Server

MANY = int(os.environ.get("SCHEDULES", "0"))
PARTS = max(1, MANY // 50)  # so that several processes share them
steps = st.lists(st.tuples(st.sampled_from(ACTS + ACTS + FAULTS), st.integers(0, 1)), min_size=4, max_size=14)
BEGUN = [("type", 0), ("photo", 0)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("schedules"))
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="module")
def proxy(server: Server) -> Iterator[Faulty]:
    made = Faulty(server.port)
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def play(
    server: Server, proxy: Faulty, context_of: Callable[..., BrowserContext]
) -> Callable[[list[tuple[str, int]]], None]:
    """One schedule on a new phone that has the service worker and somebody signed in."""

    def run(schedule: list[tuple[str, int]]) -> None:
        context = context_of(**PHONE)
        one = Schedule(context, server, proxy)
        one.begin()
        try:
            one.play(schedule)
            one.check(one.settle())
        finally:
            context.close()

    return run


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=-(-MANY // PARTS) or 4, deadline=None, derandomize=not MANY, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.generate] if MANY else [Phase.explicit, Phase.generate],
)  # fmt: skip
@given(schedule=steps)
@example(schedule=[("offline", 0), *BEGUN, ("submit", 0), ("type", 1), ("kill page", 0), ("submit", 1), ("online", 0)])
@example(schedule=[*BEGUN, ("kill server", 0), ("photo", 0), ("submit", 0), ("start server", 0)])
@example(schedule=[("error 404", 0), *BEGUN, ("error 404", 0), ("type", 0), ("error 404", 0), ("submit", 0)])
@example(
    schedule=[
        *BEGUN,
        ("answer lost", 0),
        ("submit", 0),
        ("error 500", 0),
        ("type", 1),
        ("answer lost", 0),
        ("second tab", 0),
    ]
)
@example(schedule=[*BEGUN, ("signed out", 0), ("photo", 0), ("submit", 0), ("kill page", 0), ("sign in", 0)])
@example(
    schedule=[
        *BEGUN,
        ("offline", 0),
        ("same question", 0),
        ("type", 0),
        ("other phone", 0),
        ("online", 0),
        ("submit", 0),
    ]
)
@example(
    schedule=[
        *BEGUN,
        ("storage full", 0),
        ("photo", 0),
        ("type", 0),
        ("kill page", 0),
        ("storage free", 0),
        ("photo", 0),
    ]
)
def test_every_act_is_on_the_server_once_or_on_the_list(
    play: Callable[[list[tuple[str, int]]], None], part: int, schedule: list[tuple[str, int]]
) -> None:
    play(schedule)


def test_a_draft_that_was_handed_in_without_the_phone_hearing_of_it_is_done(
    server: Server, proxy: Faulty, context_of: Callable[..., BrowserContext]
) -> None:
    one = Schedule(context_of(**PHONE), server, proxy, dossiers=1)
    one.begin()
    one.play([*BEGUN, ("submit", 0)])
    one.check(one.settle())
    one.as_if_finished_a_moment_ago()
    assert one.settle()["drafts"] == []


def test_a_full_phone_lets_go_of_what_the_server_has_and_keeps_what_it_has_not(
    server: Server, proxy: Faulty, context_of: Callable[..., BrowserContext]
) -> None:
    one = Schedule(context_of(**PHONE), server, proxy, dossiers=1)
    one.begin()
    one.play([("type", 0)])
    one.large_copies(12)
    one.context.set_offline(True)
    one.play([("storage full", 0), ("photo", 0), ("type", 0)])
    assert one.made.photos, "room was made for it"
    assert one.copies() == 0
    one.play([("photo", 0)])
    one.check(one.settle())


def test_a_key_that_found_no_room_seals_nothing(
    server: Server, proxy: Faulty, context_of: Callable[..., BrowserContext]
) -> None:
    """What is sealed with a key that the phone could not keep is lost with the page."""
    one = Schedule(context_of(**PHONE), server, proxy, dossiers=1)
    one.begin()
    one.context.set_offline(True)
    one.without_keys()
    one.play([("photo", 0)])
    one.with_room_for_keys()
    one.play([("type", 0), ("kill page", 0)])
    assert one.made.typed
    one.check(one.settle())
