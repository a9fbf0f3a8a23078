"""The people of the mandates' tests, and Dũng's phone with a draft on it."""

from tests.mandates.conftest import an, dung, mandate, yen
from tests.mandates.test_helped_drafts import phone

__all__ = ["an", "dung", "mandate", "phone", "yen"]
