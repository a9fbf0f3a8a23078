"""The process: refuses to start wrongly, starts, stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from webapp.sandbox.bank.__main__ import main
from webapp.sandbox.bank.app import create_app
from webapp.sandbox.bank.config import BankConfig
from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.ground.serving import listen

ARGS = ["--port", "0", "--notify", "http://127.0.0.1:9/thong-bao/sepay", "--secret", "s"]


def test_it_refuses_to_start_outside_the_demo_mode(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.setattr(sys, "argv", ["bank", *ARGS, "--data", str(tmp_path / "none")])
    assert main() == 2
    assert "set DEMO=1" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["--notify", "http://localhost/"], "SANDBOX_SECRET"),
        (["--secret", "s"], "SANDBOX_NOTIFY"),
        (["--secret", "s", "--notify", "file:///etc/passwd"], "SANDBOX_NOTIFY"),
        (["--secret", "s", "--notify", "https://dichvucong.gov.vn/"], "its own network, not of dichvucong.gov.vn"),
        ([*ARGS, "--port", "none"], "SANDBOX_PORT"),
        ([*ARGS, "--port", "70000"], "SANDBOX_PORT"),
    ],
)
def test_it_names_the_setting_that_is_missing_or_wrong(argv, named):
    with pytest.raises(Refuses, match=named):
        BankConfig.read(argv, {"DEMO": "1"})


def test_it_reads_its_settings_from_the_environment():
    env = {"DEMO": "1", "SANDBOX_PORT": "8123", "SANDBOX_NOTIFY": "http://localhost:8000/x", "SANDBOX_SECRET": "s"}
    config = BankConfig.read([], env)
    assert (config.port, config.home, config.retry_unit) == (8123, "http://localhost:8000/", 1.0)
    assert "secret" not in repr(config)


def test_movements_are_listed_for_a_token_of_its_own_or_the_secret(tmp_path):
    env = {
        "DEMO": "1",
        "SANDBOX_NOTIFY": "http://localhost:8000/x",
        "SANDBOX_SECRET": "s",
        "SANDBOX_DATA": str(tmp_path),
    }
    for more, token in (({}, "s"), ({"SANDBOX_TOKEN": "t0ken"}, "t0ken")):
        config = BankConfig.read([], env | more)
        answer = (
            create_app(config)
            .test_client()
            .get("/userapi/transactions/list", headers={"Authorization": f"Bearer {token}"})
        )
        assert answer.status_code == 200
        assert "t0ken" not in repr(config)


def test_it_says_when_its_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        argv = [*ARGS, "--port", str(taken.getsockname()[1]), "--data", str(tmp_path)]
        with pytest.raises(Refuses, match="choose another --port"):
            listen("Sandbox bank", BankConfig.read(argv, {"DEMO": "1"}))


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_cleanly(tmp_path, by):
    command = [sys.executable, "-m", "webapp.sandbox.bank", *ARGS, "--data", str(tmp_path)]
    env = os.environ | {"DEMO": "1", "CLOCK": "2026-11-23T08:00:00"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(address, timeout=10) as page:
            assert "NGÂN HÀNG THỬ NGHIỆM" in page.read().decode()
        process.send_signal(by)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
