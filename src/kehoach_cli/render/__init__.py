"""From values to text or bytes, one module for each form. Nothing here reads the clock, the disk or git."""
