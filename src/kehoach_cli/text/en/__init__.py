"""English wording, complete."""
