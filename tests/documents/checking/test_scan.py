"""The search for viruses, by a real clamd."""

import io
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.documents import samples
from tests.documents.checking.conftest import VIRUS, Running
from tests.documents.conftest import Person
from webapp.documents.checking.clamd import Clamd, scanner_at
from webapp.documents.checking.intake import check
from webapp.documents.checking.scan import NO_SCANNER, ScannerDown
from webapp.documents.limits import MB, NotAccepted

INFECTED = samples.pdf() + VIRUS


def blocks(data: bytes, size: int = MB) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def test_it_finds_a_virus(clamd: Running) -> None:
    assert Clamd(clamd.at).scan([INFECTED]) == "MotCham.Test.UNOFFICIAL"


def test_it_listens_at_a_port_too(clamd: Running) -> None:
    assert Clamd(f"127.0.0.1:{clamd.port}").scan([INFECTED])


def test_it_finds_nothing_in_a_good_file(clamd: Running) -> None:
    assert Clamd(clamd.at).scan([samples.pdf()]) is None


def test_a_virus_cut_in_two_by_the_blocks_is_found(clamd: Running) -> None:
    assert Clamd(clamd.at).scan(blocks(INFECTED, len(INFECTED) - 10))


def test_a_virus_in_a_zip_behind_a_picture_is_found(clamd: Running) -> None:
    assert Clamd(clamd.at).scan([samples.picture() + samples.zipped(words=VIRUS)])


def test_the_largest_file_that_is_taken_fits(clamd: Running) -> None:
    assert Clamd(clamd.at).scan(blocks(bytes(25 * MB))) is None


def test_a_file_too_large_for_the_scanner_was_not_scanned(clamd: Running) -> None:
    with pytest.raises(ScannerDown):
        Clamd(clamd.at).scan(blocks(bytes(30 * MB)))


@pytest.mark.parametrize("at", ["/nowhere/clamd.ctl", "127.0.0.1:1", "no-port", "127.0.0.1:port"])
def test_a_scanner_that_is_not_there_is_down(at: str) -> None:
    with pytest.raises(ScannerDown):
        Clamd(at, seconds=1).scan([b"x"])


@pytest.mark.parametrize("answer", [b"", b"stream: broken ERROR\0", b"PONG\0", b"stream: OK, or so\0"])
def test_an_answer_that_says_nothing_is_none(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as aside:
        aside.submit(_answer_once, server, answer)
        with pytest.raises(ScannerDown):
            Clamd(f"127.0.0.1:{server.getsockname()[1]}", seconds=5).scan([b"x"])


def test_a_scanner_that_hangs_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(ScannerDown):
        Clamd(f"127.0.0.1:{server.getsockname()[1]}", seconds=0.2).scan([b"x"])


def test_an_infected_file_is_refused(clamd: Running) -> None:
    with pytest.raises(NotAccepted, match="virus"):
        check(INFECTED, scanner=Clamd(clamd.at))


def test_a_scanned_file_is_marked_clean(clamd: Running) -> None:
    assert check(samples.pdf(), scanner=scanner_at(clamd.at)).scanned == "clean"


def test_without_a_scanner_a_file_is_marked_as_not_scanned() -> None:
    assert scanner_at("") is NO_SCANNER
    assert check(samples.pdf()).scanned == "off"


def test_an_infected_file_is_refused_on_the_page_in_plain_words(
    clamd: Running, an: Person, dossier_id, app, files
) -> None:
    app.extensions["documents_scanner"] = Clamd(clamd.at)
    answer = an.send(dossier_id, data=samples.picture() + VIRUS)
    assert answer.status_code == 422
    assert "vi-rút" in answer.text
    assert files() == []


def _answer_once(server: socket.socket, answer: bytes) -> None:
    line, _address = server.accept()
    with line, io.BytesIO() as said:
        while not said.getvalue().endswith(bytes(4)):
            said.write(line.recv(100))
        line.sendall(answer)
