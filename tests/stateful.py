"""How often what may happen in any order is tried: a few times, and as often as `make soak` says."""

import os

from hypothesis import HealthCheck, settings


def few(steps: int, name: str = "MONEY_EXAMPLES") -> settings:
    """Eight runs of up to `steps` steps, always the same ones; the environment's `name` says another number."""
    return settings(
        max_examples=int(os.environ.get(name, "8")), stateful_step_count=steps, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
