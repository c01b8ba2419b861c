"""The commands of `kehoach agency`: one module for each."""
