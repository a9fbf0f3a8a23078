"""The room of papers: what is asked for, uploads checked and kept encrypted, results handed back."""
