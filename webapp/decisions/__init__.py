"""The room of what people decide about money that waits, and of the vouchers by which booked fees go back."""
