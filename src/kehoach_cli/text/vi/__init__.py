"""Vietnamese wording, the first language of the program."""
