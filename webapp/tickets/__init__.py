"""The room of the line at an office: a number from a tablet or one's own phone, who is next, the board, a time that was booked."""
