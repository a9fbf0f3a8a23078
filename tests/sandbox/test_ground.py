"""What all sandboxes stand on: who counts as this computer or its own network, and how pauses grow."""

import pytest

from webapp.sandbox.ground.delivery import fibonacci
from webapp.sandbox.ground.settings import private


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "app.localhost",
        "may.local",
        "app.test",
        "127.0.0.1",
        "192.168.1.20",
        "10.1.2.3",
        "172.16.0.1",
        "::1",
    ],
)
def test_this_computer_and_its_network_are_private(host):
    assert private(host)


@pytest.mark.parametrize(
    "host", ["", "dichvucong.gov.vn", "localhost.evil.vn", "8.8.8.8", "172.32.0.1", "2001:4860::1", "127.0.0.1.evil.vn"]
)
def test_the_world_is_not(host):
    assert not private(host)


def test_pauses_grow_and_end():
    assert [fibonacci(tries, 5, 2.0) for tries in range(7)] == [None, 2, 2, 4, 6, 10, None]
