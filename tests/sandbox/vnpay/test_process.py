"""The process: refuses to start wrongly, starts, stops cleanly."""

import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.vnpay.__main__ import main
from webapp.sandbox.vnpay.config import VnpayConfig

ARGS = ["--port", "0", "--ipn", "http://127.0.0.1:9/thong-bao/vnpay"]
ENV = {"DEMO": "1", "SANDBOX_VNPAY_TMN": "DEMO0001", "SANDBOX_VNPAY_SECRET": "s3cret"}


def test_it_refuses_to_start_outside_the_demo_mode(monkeypatch, capsys, tmp_path):
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DEMO")
    monkeypatch.setattr(sys, "argv", ["vnpay", *ARGS, "--data", str(tmp_path / "none")])
    assert main() == 2
    assert "set DEMO=1" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("argv", "changes", "named"),
    [
        ([], {}, "SANDBOX_VNPAY_IPN"), (["--ipn", "file:///etc/passwd"], {}, "must be an http address"),
        (["--ipn", "https://dichvucong.gov.vn/ipn"], {}, "its own network, not of dichvucong.gov.vn"),
        (ARGS, {"SANDBOX_VNPAY_SECRET": ""}, "SANDBOX_VNPAY_SECRET"), (ARGS, {"SANDBOX_VNPAY_TMN": "short"}, "SANDBOX_VNPAY_TMN"),
        ([*ARGS, "--port", "none"], {}, "SANDBOX_VNPAY_PORT"), ([*ARGS, "--port", "70000"], {}, "SANDBOX_VNPAY_PORT"),
        ([*ARGS, "--retry-unit", "x"], {}, "RETRY_UNIT"),
    ],
)  # fmt: skip
def test_it_names_the_setting_that_is_missing_or_wrong(argv, changes, named):
    with pytest.raises(Refuses, match=named):
        VnpayConfig.read(argv, ENV | changes)


def test_it_reads_its_settings_from_the_environment():
    config = VnpayConfig.read([], ENV | {"SANDBOX_VNPAY_PORT": "8123", "SANDBOX_VNPAY_IPN": "http://localhost:8000/x"})
    assert (config.port, config.home, config.retry_unit) == (8123, "http://localhost:8000/", 1.0)
    assert "s3cret" not in repr(config)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_cleanly(tmp_path, by):
    command = [sys.executable, "-m", "webapp.sandbox.vnpay", *ARGS, "--data", str(tmp_path)]
    env = os.environ | ENV | {"CLOCK": "2026-11-23T08:00:00"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(address, timeout=10) as page:
            assert "CỔNG TRẢ TIỀN THỬ NGHIỆM" in page.read().decode()
        process.send_signal(by)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
