"""A child process taken over by what it reads: what it finds, and how long it is waited for."""

import ctypes
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from webapp import child
from webapp.child import Busy, Child, Failed

LANDLOCK = sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) >= 1
Takes = Callable[..., object]


@pytest.fixture
def does(tmp_path: Path) -> Takes:
    """What a child says that does this; "" when it did it, the kind of error when it could not."""
    folder = tmp_path / "script"
    folder.mkdir()

    def run(program: str, by: float | None = None) -> object:
        lines = "\n ".join(["import json, os, signal, socket, subprocess, sys, threading", *program.splitlines()])
        (folder / "child.py").write_text(
            f"try:\n {lines}\n said = ''\nexcept BaseException as error:\n said = type(error).__name__\n"
            "import json\nprint(json.dumps({'said': said}))\n"
        )
        return Child(1).ask(folder / "child.py", {}, b"", 1000, by)[0]["said"]

    return run


def test_it_may_work_and_have_threads(does: Takes) -> None:
    assert does("threading.Thread(target=int).start()") == ""


def test_it_knows_none_of_our_secrets(does: Takes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", "the key")
    assert does("os.environ['MASTER_KEY']") == "KeyError"


def test_web_server_and_worker_hide_their_memory() -> None:
    """In a process of its own, that has not hidden already; 3 is PR_GET_DUMPABLE."""
    program = (
        "import ctypes\nfrom webapp import child\nhidden = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0\n"
        "before = hidden()\nchild.hide_memory()\nprint(before, hidden())"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", str(sys.platform == "linux")]


def test_it_can_not_read_the_environment_of_its_parent(does: Takes) -> None:
    child.hide_memory()
    assert does("open(f'/proc/{os.getppid()}/environ', 'rb').read()") == "PermissionError"


def test_it_can_not_call_out(does: Takes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        where = listening.getsockname()
        assert does(f"socket.create_connection({where!r}, 5)") in ("PermissionError", "OSError")


def test_it_can_not_reach_a_database_on_this_machine(does: Takes, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        listening.listen()
        assert does(f"socket.socket(socket.AF_UNIX).connect({str(tmp_path / 's')!r})") == "PermissionError"


@pytest.mark.parametrize(
    "program", ["os.execv('/bin/true', ['true'])", "os.fork() or os._exit(0)", "subprocess.run(['/bin/true'])"]
)
def test_it_can_not_start_another_program(does: Takes, program: str) -> None:
    assert does(program) == "PermissionError"


def test_it_can_not_end_the_app(does: Takes) -> None:
    assert does("os.kill(os.getppid(), signal.SIGCONT)") == "PermissionError"


def test_it_can_not_read_our_files(does: Takes, tmp_path: Path) -> None:
    """Where the kernel has Landlock; docs/operating.md says what it means where it has not."""
    (tmp_path / "motcham.env").write_text("MASTER_KEY=...")
    assert does(f"open({str(tmp_path / 'motcham.env')!r}).read()") == ("PermissionError" if LANDLOCK else "")


def test_it_can_not_write(does: Takes) -> None:
    with suppress(Failed):
        does(f"open({str(Path(__file__).parent / 'left')!r}, 'w').write('x')")
    assert not (Path(__file__).parent / "left").exists()


def test_it_has_only_so_much_memory(does: Takes) -> None:
    assert does("bytes(900 << 20)") == "MemoryError"


def test_it_finishes_though_the_app_is_told_to_stop(does: Takes) -> None:
    """A terminal and systemd tell children too; a good file whose child was ended would be found broken."""
    assert does("signal.raise_signal(signal.SIGTERM)\nsignal.raise_signal(signal.SIGINT)") == ""


def test_nobody_waits_longer_than_a_page_may_take(does: Takes) -> None:
    began = time.monotonic()
    with pytest.raises(Busy):
        does("while True: pass", by=began + 0.5)
    assert time.monotonic() - began < 5


def test_nobody_waits_longer_for_a_turn(tmp_path: Path) -> None:
    mine = Child(at_once=1)
    with mine._room, pytest.raises(Busy):
        mine.ask(tmp_path / "never.py", {}, b"", 1000, by=time.monotonic() + 0.05)


def test_a_child_that_breaks_is_no_reason_to_wait(does: Takes) -> None:
    with pytest.raises(Failed):
        does("os._exit(3)", by=child.soon())


def test_what_failed_gives_its_turn_back(does: Takes, tmp_path: Path) -> None:
    mine = Child(at_once=1)
    for _ in range(2):
        with pytest.raises(Failed):
            mine.ask(tmp_path / "missing.py", {}, b"", 1000, by=child.soon())
