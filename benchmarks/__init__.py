"""What Occupare costs, measured: made-up seeds of any size, and the work that is timed on them."""
