"""The providers of payments behind the port of `payments.gateway`, and how the running app has them."""
