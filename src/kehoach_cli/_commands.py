"""The commands as completion sees them. Written by scripts/generate.py; do not edit."""

# Command to its options, each with the keys of its meaning; "" is the program itself.
OPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "": {"--lang": ("help.program.lang", "help.any.lang"), "--version": ("help.program.version", "help.any.version")},
    "status": {"--agency": ("help.status.agency", "help.any.agency"), "--item": ("help.status.item", "help.any.item"), "--period": ("help.status.period", "help.any.period"), "--state": ("help.status.state", "help.any.state"), "--standing": ("help.status.standing", "help.any.standing"), "--each": ("help.status.each", "help.any.each"), "--by-agency": ("help.status.by_agency", "help.any.by_agency"), "--matrix": ("help.status.matrix", "help.any.matrix"), "--trend": ("help.status.trend", "help.any.trend"), "--known-then": ("help.status.known_then", "help.any.known_then"), "--as-of": ("help.status.as_of", "help.any.as_of"), "--known-at": ("help.status.known_at", "help.any.known_at"), "--format": ("help.status.format_", "help.any.format_"), "--output": ("help.status.output", "help.any.output")},
    "show": {"--why": ("help.show.why", "help.any.why"), "--as-of": ("help.show.as_of", "help.any.as_of"), "--known-at": ("help.show.known_at", "help.any.known_at")},
    "record": {"--agency": ("help.record.agency", "help.any.agency"), "--date": ("help.record.date_", "help.any.date_"), "--state": ("help.record.state", "help.any.state"), "--summary": ("help.record.summary", "help.any.summary"), "--evidence": ("help.record.evidence", "help.any.evidence"), "--figure": ("help.record.figure", "help.any.figure"), "--difficulties": ("help.record.difficulties", "help.any.difficulties"), "--proposals": ("help.record.proposals", "help.any.proposals"), "--with": ("help.record.with_", "help.any.with_"), "--period": ("help.record.period", "help.any.period"), "--replaces": ("help.record.replaces", "help.any.replaces"), "--from": ("help.record.source", "help.any.source"), "--dry-run": ("help.record.dry_run", "help.any.dry_run"), "--no-input": ("help.record.no_input", "help.any.no_input"), "--yes": ("help.record.yes", "help.any.yes"), "--allow-detached": ("help.record.allow_detached", "help.any.allow_detached")},
    "submit": {"--agency": ("help.submit.agency", "help.any.agency"), "--period": ("help.submit.period", "help.any.period"), "--from": ("help.submit.source", "help.any.source"), "--document": ("help.submit.document", "help.any.document"), "--received": ("help.submit.received", "help.any.received"), "--statement": ("help.submit.statement", "help.any.statement"), "--form": ("help.submit.form", "help.any.form"), "--output": ("help.submit.output", "help.any.output"), "--revise": ("help.submit.revise", "help.any.revise"), "--dry-run": ("help.submit.dry_run", "help.any.dry_run"), "--no-input": ("help.submit.no_input", "help.any.no_input"), "--yes": ("help.submit.yes", "help.any.yes"), "--allow-detached": ("help.submit.allow_detached", "help.any.allow_detached")},
    "check": {"--period": ("help.check.period", "help.any.period"), "--as-of": ("help.check.as_of", "help.any.as_of"), "--known-at": ("help.check.known_at", "help.any.known_at"), "--format": ("help.check.format_", "help.any.format_"), "--output": ("help.check.output", "help.any.output")},
    "report": {"--period": ("help.report.period", "help.any.period"), "--as-of": ("help.report.as_of", "help.any.as_of"), "--known-at": ("help.report.known_at", "help.any.known_at"), "--format": ("help.report.format_", "help.any.format_"), "--output": ("help.report.output", "help.any.output")},
    "confirm": {"--agency": ("help.confirm.agency", "help.any.agency"), "--of": ("help.confirm.of", "help.any.of"), "--date": ("help.confirm.date_", "help.any.date_"), "--note": ("help.confirm.note", "help.any.note"), "--replaces": ("help.confirm.replaces", "help.any.replaces"), "--from": ("help.confirm.source", "help.any.source"), "--dry-run": ("help.confirm.dry_run", "help.any.dry_run"), "--no-input": ("help.confirm.no_input", "help.any.no_input"), "--yes": ("help.confirm.yes", "help.any.yes"), "--allow-detached": ("help.confirm.allow_detached", "help.any.allow_detached")},
    "return": {"--agency": ("help.return.agency", "help.any.agency"), "--reason": ("help.return.reason", "help.any.reason"), "--of": ("help.return.of", "help.any.of"), "--date": ("help.return.date_", "help.any.date_"), "--replaces": ("help.return.replaces", "help.any.replaces"), "--from": ("help.return.source", "help.any.source"), "--dry-run": ("help.return.dry_run", "help.any.dry_run"), "--no-input": ("help.return.no_input", "help.any.no_input"), "--yes": ("help.return.yes", "help.any.yes"), "--allow-detached": ("help.return.allow_detached", "help.any.allow_detached")},
    "extend": {"--agency": ("help.extend.agency", "help.any.agency"), "--to": ("help.extend.to", "help.any.to"), "--basis": ("help.extend.basis", "help.any.basis"), "--period": ("help.extend.period", "help.any.period"), "--date": ("help.extend.date_", "help.any.date_"), "--replaces": ("help.extend.replaces", "help.any.replaces"), "--from": ("help.extend.source", "help.any.source"), "--dry-run": ("help.extend.dry_run", "help.any.dry_run"), "--no-input": ("help.extend.no_input", "help.any.no_input"), "--yes": ("help.extend.yes", "help.any.yes"), "--allow-detached": ("help.extend.allow_detached", "help.any.allow_detached")},
    "excuse": {"--agency": ("help.excuse.agency", "help.any.agency"), "--period": ("help.excuse.period", "help.any.period"), "--basis": ("help.excuse.basis", "help.any.basis"), "--date": ("help.excuse.date_", "help.any.date_"), "--replaces": ("help.excuse.replaces", "help.any.replaces"), "--from": ("help.excuse.source", "help.any.source"), "--dry-run": ("help.excuse.dry_run", "help.any.dry_run"), "--no-input": ("help.excuse.no_input", "help.any.no_input"), "--yes": ("help.excuse.yes", "help.any.yes"), "--allow-detached": ("help.excuse.allow_detached", "help.any.allow_detached")},
    "validate": {"--format": ("help.validate.format_", "help.any.format_"), "--strict": ("help.validate.strict", "help.any.strict"), "--exit-zero": ("help.validate.exit_zero", "help.any.exit_zero"), "--output": ("help.validate.output", "help.any.output")},
    "rule": {},
    "agency": {},
    "agency list": {"--all": ("help.agency-list.every", "help.any.every"), "--as-of": ("help.agency-list.as_of", "help.any.as_of"), "--known-at": ("help.agency-list.known_at", "help.any.known_at"), "--format": ("help.agency-list.format_", "help.any.format_"), "--output": ("help.agency-list.output", "help.any.output")},
    "agency show": {"--why": ("help.agency-show.why", "help.any.why"), "--as-of": ("help.agency-show.as_of", "help.any.as_of"), "--known-at": ("help.agency-show.known_at", "help.any.known_at")},
    "schema": {"--output": ("help.schema.output", "help.any.output")},
    "undo": {"--yes": ("help.undo.yes", "help.any.yes"), "--no-input": ("help.undo.no_input", "help.any.no_input"), "--pushed": ("help.undo.pushed", "help.any.pushed"), "--allow-detached": ("help.undo.allow_detached", "help.any.allow_detached")},
    "init": {"--sample": ("help.init.sample", "help.any.sample"), "--git": ("help.init.git", "help.any.git"), "--templates": ("help.init.templates", "help.any.templates")},
    "doctor": {"--format": ("help.doctor.format_", "help.any.format_"), "--fix": ("help.doctor.fix", "help.any.fix")},
    "completion": {},
}

# Command to the names of its arguments.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "status": ("PLAN",),
    "show": ("ID",),
    "record": ("PLAN/ITEM",),
    "submit": ("PLAN",),
    "check": ("PLAN",),
    "report": ("KIND", "PLAN"),
    "confirm": ("PLAN/ITEM",),
    "return": ("PLAN/ITEM",),
    "extend": ("PLAN/ITEM",),
    "excuse": ("PLAN",),
    "validate": (),
    "rule": ("CODE",),
    "agency": (),
    "agency list": (),
    "agency show": ("AGENCY",),
    "schema": ("KIND",),
    "undo": (),
    "init": ("DIR",),
    "doctor": (),
    "completion": ("SHELL",),
}

# Command and option or argument to the words it takes; "" is the program itself.
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "--lang"): ("vi", "en"),
    ("report", "KIND"): ("annual", "page"),
    ("schema", "KIND"): ("agencies", "plan", "event", "filing", "validate", "status", "check", "by-agency", "matrix", "trend", "agency-list"),
    ("rule", "CODE"): ("KH101", "KH102", "KH103", "KH104", "KH105", "KH106", "KH107", "KH108", "KH109", "KH110", "KH111", "KH112", "KH113", "KH114", "KH115", "KH116", "KH117", "KH121", "KH122", "KH123", "KH124", "KH125", "KH126", "KH127", "KH128", "KH129", "KH130", "KH201", "KH202", "KH203", "KH204", "KH205", "KH206", "KH207", "KH208", "KH209", "KH210", "KH301", "KH302", "KH303", "KH304", "KH305", "KH306", "KH307", "KH308", "KH309", "KH310", "KH311", "KH312", "KH313", "KH314", "KH315", "KH316", "KH317", "KH318", "KH319", "KH320", "KH401", "KH402", "KH403", "KH404", "KH405", "KH406", "KH407", "KH408", "KH409", "KH410", "KH411", "KH412", "KH413", "KH414", "KH415", "KH416", "KH417", "KH418"),
    ("completion", "SHELL"): ("bash", "zsh", "fish", "powershell"),
    ("status", "--format"): ("table", "plain", "csv", "markdown", "json"),
    ("status", "--state"): ("not-started", "in-progress", "completed", "suspended", "contributed", "not-asked", "nothing-to-report", "none"),
    ("status", "--standing"): ("done-on-time", "done-late", "in-term", "due-soon", "overdue", "awaiting-confirmation", "no-deadline", "suspended", "not-judged", "contributed", "not-asked", "nothing-to-report", "nothing-reported", "unassigned", "nobody-left", "cooperation-unconfirmed", "cooperation-denied", "needs-review", "on-time", "late", "missing", "not-due", "excused", "blank"),
    ("record", "--state"): ("not-started", "in-progress", "completed", "suspended", "contributed", "not-asked", "nothing-to-report"),
    ("validate", "--format"): ("text", "json"),
    ("check", "--format"): ("text", "table", "plain", "csv", "markdown", "json"),
    ("report", "--format"): ("markdown", "docx", "html"),
    ("agency list", "--format"): ("table", "plain", "csv", "markdown", "json"),
}
