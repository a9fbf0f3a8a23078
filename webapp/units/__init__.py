"""Where people go and who helps them there: offices, post offices, teams; communes of the country; bank accounts."""
