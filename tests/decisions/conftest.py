"""The till of the tests of payments, about whose money people decide."""

from tests.payments.conftest import an, till

__all__ = ["an", "till"]
