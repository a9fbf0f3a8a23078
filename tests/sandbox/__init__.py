"""The sandboxes, from outside."""
