"""What the formats for CI say."""

TEXTS = {
    "source-root": "the top of the repository",
    "column-severity": "Kind",
    "column-place": "Place",
    "column-rule": "Rule",
    "column-message": "Message",
    "column-cure": "Cure",
    "more": "... and {count} more: type kehoach {command} to see them all.",
    "case-files": "the files and plans",
    "suite-rules": "rules",
    "suite-files": "workspace",
    "case-filed": "filed on {day|date}",
    "owners-heading": "Made by kehoach codeowners from agencies.yaml (key owners); change it there and run the command again.",
}
