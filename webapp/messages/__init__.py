"""Messages to people: the inbox in the app, and channels behind one port."""
