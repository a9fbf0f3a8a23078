"""Who may help whom, with what and how long: given by the citizen, told of, taken back, and written in a book nobody can alter."""
