"""The sandbox VNPAY: pages with test cards, IPNs that repeat, are held, lost or falsely signed, querydr, refunds, a statement."""
