"""The till of the tests of payments: what it is paid for gets receipts."""

from tests.payments.conftest import an, till

__all__ = ["an", "till"]
