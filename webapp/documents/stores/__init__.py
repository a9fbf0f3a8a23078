"""Where files can be kept."""
