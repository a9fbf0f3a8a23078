"""Browsers in words."""

import pytest

from webapp.accounts.devices import describe

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36", "Android · Chrome"),
        (f"{ANDROID} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Android · Samsung Internet"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
            "iPhone · Safari",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Windows · Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Linux · Firefox"),
        ("curl/8.0", ""),
        ("", ""),
        ("\N{BELL}" * 10_000, ""),
    ],
)
def test_it_names_machine_and_browser(said: str, words: str) -> None:
    assert describe(said) == words
