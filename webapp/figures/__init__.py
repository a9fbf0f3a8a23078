"""What a helper and a team helped with, in numbers, and what those who were helped think of it, said without an account."""
