"""Judging files: what may come in, made harmless in a process of its own; quality, thumbnails, the search for viruses."""
