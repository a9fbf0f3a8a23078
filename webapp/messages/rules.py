"""When a message leaves and by which channels: `data/sending.yaml`, checked and in the shapes that code needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

from webapp import clock
from webapp.messages.data_files import BadData, read

ORDERS = ("zalo_first", "sms_only", "app_only")  # pages have words for these


@dataclass(frozen=True)
class Rules:
    """`orders`: choice → channels, the first first. `retry`: waits before a channel is tried again, then the next gets the
    message; the last channel goes on every `last_retry` until the message is older than `give_up`."""

    quiet_from: time
    quiet_to: time
    always: frozenset[str]
    by_sms: frozenset[str]
    orders: Mapping[str, tuple[str, ...]]
    default: str
    retry: tuple[timedelta, ...]
    last_retry: timedelta
    give_up: timedelta

    def leaves_at(self, moment: datetime, waited_for: bool = False) -> datetime:
        """`moment` itself, or the end of the night it falls into; UTC stays UTC."""
        local = clock.local(moment)
        late, early = local.time() >= self.quiet_from, local.time() < self.quiet_to
        if waited_for or not (late or early if self.quiet_from > self.quiet_to else late and early):
            return moment
        day = local.date() + timedelta(days=1) if late and self.quiet_from > self.quiet_to else local.date()
        return datetime.combine(day, self.quiet_to, clock.VN).astimezone(moment.tzinfo)

    def waited_for(self, template: str) -> bool:
        return template in self.always

    def order(self, template: str, choice: str | None) -> tuple[str, ...]:
        """Channels for one message, the first first; an unknown choice counts as none."""
        if template in self.by_sms:
            return ("sms",)
        return self.orders.get(choice or self.default, self.orders[self.default])


@cache
def load(folder: Path | None = None) -> Rules:
    """Raises `BadData`."""
    raw = read("sending", folder)
    try:
        made = Rules(
            quiet_from=time.fromisoformat(raw["quiet"]["from"]), quiet_to=time.fromisoformat(raw["quiet"]["to"]),
            always=frozenset(raw["always"]["templates"]), by_sms=frozenset(raw["by_sms"]["templates"]),
            orders={str(name): tuple(channels) for name, channels in raw["orders"].items()},
            default=str(raw["default"]["order"]),
            retry=tuple(timedelta(seconds=int(one)) for one in raw["retry"]["seconds"]),
            last_retry=timedelta(seconds=int(raw["retry"]["last_seconds"])),
            give_up=timedelta(hours=int(raw["retry"]["hours"])),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData(f"sending.yaml: {error} is missing or not of the right kind; see the file that ships.") from None
    channels = {name for order in made.orders.values() for name in order}
    if not channels <= {"sms", "zns"} or not set(made.orders) <= set(ORDERS) or made.default not in made.orders:
        raise BadData(
            f"sending.yaml: `orders` are some of {', '.join(ORDERS)}, their channels sms or zns; `default` is one of them."
        )
    return made
