"""What the sandboxes share: a little database, a thread that delivers, texts in two languages, guards, the way they start."""
