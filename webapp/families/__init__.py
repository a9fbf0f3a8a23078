"""The room of families: a person leaves a shared phone with what is theirs."""
