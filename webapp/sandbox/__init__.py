"""Clickable stand-ins for the outside world: separate processes, imported by no room, refused outside the demo mode."""
