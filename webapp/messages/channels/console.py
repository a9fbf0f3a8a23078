"""The console channel: prints that a message left. The text itself only in a demonstration, where numbers are made up."""

import sys

from webapp.messages.channels import Delivered, Outgoing


class Console:
    name = "console"

    def __init__(self, show_text: bool) -> None:
        self.show_text = show_text

    def deliver(self, message: Outgoing) -> Delivered:
        phone, text = message.phone, message.whole
        shown = f"{phone}: {text}" if self.show_text else f"…{phone[-2:]}: ({len(text)})"
        sys.stdout.write(f"[message] {shown}\n")
        sys.stdout.flush()
        return Delivered()
