"""The sandbox of the State's other systems: the register of tax and fee notices, and the tax system that is told of receipts."""
