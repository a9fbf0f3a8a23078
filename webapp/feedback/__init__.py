"""What people say of an office, a desk, a procedure or a helper: five faces in one tap; petitions with a code, a term and an answer."""
