"""The commands of `kehoach template`: one module for each."""
