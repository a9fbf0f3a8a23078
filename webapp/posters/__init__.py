"""Posters and booklets for the wall of an office: what a procedure asks, and a QR that leads straight there."""
