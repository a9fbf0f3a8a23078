"""Teams of helpers: invited, trained, verified by whom they help, suspended; fake helpers are reported."""
