"""Every dead end of docs/human.md, really walked into."""
