"""What a browser says of itself, in words a person knows («Android · Chrome»): for the list of sign-ins (pure)."""

import re

# the first that matches; Edge and Samsung's browser also call themselves Chrome, Chrome also Safari
_MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux|X11", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("coc_coc|CocCoc", "Cốc Cốc"), ("Zalo", "Zalo"),
    ("OPR|Opera", "Opera"), ("FxiOS|Firefox", "Firefox"), ("CriOS|Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def describe(user_agent: str) -> str:
    """«Android · Chrome»; "" for what is no known browser."""
    said = user_agent[:500]
    return " · ".join(found for found in (_first(_MACHINES, said), _first(_BROWSERS, said)) if found)


def _first(table: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for pattern, name in table if re.search(pattern, said)), "")
