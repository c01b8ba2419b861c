"""The formats for CI, each a module of its name here with `text(listing)`. To add one: its module, its name in the list."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who hands one over has loaded it
    from kehoach_cli.render.entries import Listing

FORMATS = ("sarif", "github", "gitlab", "junit")
BY_EXTENSION = {".sarif": "sarif", ".xml": "junit"}


def text(form: str, listing: "Listing") -> str:
    """A listing in one of the formats."""
    rendered: str = import_module(f"kehoach_cli.render.{form}").text(listing)
    return rendered
