"""GitLab's Code Quality report, shown in merge requests: https://docs.gitlab.com/ci/testing/code_quality/."""

from kehoach_cli.findings import ERROR, NOTE, WARNING
from kehoach_cli.render import as_json
from kehoach_cli.render.entries import Listing, fingerprints

_SEVERITIES = {ERROR: "major", WARNING: "minor", NOTE: "info"}


def text(listing: Listing) -> str:
    """A list of issues. The fingerprint holds no line, so that an edit above does not open an issue anew."""
    shown = listing.standing
    return as_json.text(
        [
            {
                "description": f"{entry.message}. {listing.say('remarks.cure')} {entry.hint}.",
                "check_name": entry.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[entry.severity],
                "location": {"path": entry.path, "lines": {"begin": entry.line}},
            }
            for entry, fingerprint in zip(shown, fingerprints(shown), strict=True)
        ]
    )
