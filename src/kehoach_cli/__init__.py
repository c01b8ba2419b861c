"""kehoach: follow how agencies carry out a Vietnamese administrative plan, from plain files in a git repository."""

__version__ = "0.1.0"
