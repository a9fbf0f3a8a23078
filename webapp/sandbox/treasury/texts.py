"""The treasury's own texts."""

from pathlib import Path

from webapp.sandbox.treasury.tongues import Tongues

TONGUES = Tongues(Path(__file__).with_name("texts.en.json"), "sandbox_treasury_lang")
