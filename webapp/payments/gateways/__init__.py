"""What speaks to the outside about money: one module for each provider and each system of the State."""
