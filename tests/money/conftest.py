"""The till of the tests of payments, in whatever order things happen."""

from tests.payments.conftest import an, till

__all__ = ["an", "till"]
