"""The bank's own texts."""

from pathlib import Path

from webapp.sandbox.ground.texts import Texts

TEXTS = Texts(Path(__file__).parent, "sandbox_bank_lang")
ENGLISH = TEXTS.english
