"""`make bench`: how fast the app is, measured side by side with what bounds it. For developers."""
