"""Ports of tests and tools: nobody else's, and not given again soon."""

import socket
import subprocess
import sys

from tools import ports

ASK = "from tools import ports; print(ports.free(5), flush=True); input()"


def test_what_was_given_is_not_given_again_though_nobody_took_it() -> None:
    given = [port + n for many in (5, 1, 5, 8, 1) for port in [ports.free(many)] for n in range(many)]
    assert len(set(given)) == len(given) == 20


def test_what_is_taken_is_passed_over() -> None:
    port = ports.free()
    with socket.create_server(("127.0.0.1", port + 2)):
        assert ports.free(5) == port + 6


def test_no_two_processes_have_the_same_stretch() -> None:
    asked = [
        subprocess.Popen([sys.executable, "-c", ASK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    stretches = [(int(one.stdout.readline()) - ports.LOW) // ports.ROOM for one in asked if one.stdout]
    for one in asked:
        one.communicate("\n")
    mine = (ports.free() - ports.LOW) // ports.ROOM
    assert len({mine, *stretches}) == 5
