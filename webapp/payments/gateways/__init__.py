"""The providers that money comes through, one file or a few each: how they write and sign (pure), and how they are asked."""
