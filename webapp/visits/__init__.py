"""Home visits: somebody asks a team to come, the manager says who goes, the citizen knows who will be at the door."""
