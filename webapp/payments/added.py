"""What later rooms add to a page of payment once all is paid: templates that are handed `bill`."""

WHEN_PAID: list[str] = []


def show_when_paid(template: str) -> None:
    """Shown once however often it is asked for."""
    if template not in WHEN_PAID:
        WHEN_PAID.append(template)
