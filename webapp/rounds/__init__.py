"""Accounts elsewhere: VNeID and the national portal, step by step; and how often helpers helped with them."""
