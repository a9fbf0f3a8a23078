"""Tax and fee notices of other systems: found by their code, shown, paid, told to whoever asked for the money."""
