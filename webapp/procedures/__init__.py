"""The catalogue: what can be asked for, what it costs, how long it takes, and the form that asks it."""
