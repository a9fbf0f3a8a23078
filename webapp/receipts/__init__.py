"""The room of receipts (biên lai): written the moment a bill is paid, numbered, signed, told to the tax system."""
