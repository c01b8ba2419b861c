"""The words of the shipped templates in English, for a reader without Vietnamese; what is not known stays a line of dots."""

DOTTED_LINE = "…" * 15

# What the sentences are put together from, written <name>.
PARTS = {
    "line": DOTTED_LINE,
    "issuer": '{{ head.agency or "<line>" }}',
    "plan-number": '{{ plan.number or "……" }}',
    "the-plan": "{{ plan.type }} No. <plan-number>",
    "of-issuer": "{% if plan.issuer %} of {{ plan.issuer }}{% endif %}",
    "cited": (
        '{% if document.cited %}{{ document.type or "Document" }}{% if document.number %} No. {{ document.number }}{% endif %}'
        '{% if document.date %} dated {{ document.date }}{% endif %}{% else %}{{ document.title or "……………" }}{% endif %}'
    ),
    "titled": "{% if document.cited and document.title %}: {{ document.title }}{% endif %}",
    "titled-after": "{% if document.cited and document.title %} “{{ document.title }}”{% endif %}",
    "titled-in-brackets": "{% if document.cited and document.title %} ({{ document.title }}){% endif %}",
    "state": "{% if report.state %}, {{ report.state }}{% endif %}{% if report.returned %}; {{ report.returned }}{% endif %}",
    "results": "{% if report.results %}: {{ report.results|trim }}{% else %}.{% endif %}",
    "each-figure": (
        "{% for figure in report.figures %}{{ figure.name }}: {{ figure.value }}"
        "{% if figure.unit %} {{ figure.unit }}{% endif %}<end-each>"
    ),
    "each-document": "{% for document in report.documents %}<cited><titled-in-brackets><end-each>",
    "end-each": "{% if not loop.last %}; {% endif %}{% endfor %}.",
    "entry": "{{ entry.agency }} ({{ entry.item }}):",
    "percent": (
        "Completion rate: {{ cells.percent }} ({{ cells.done }} of {{ cells.base }}; the base is the completed and the overdue "
        "tasks, without those still within term)."
    ),
    "window": "(data from {{ period.opens }} to {{ period.closes }}, as known on {{ as_of.figures }})",
    "beside-words": (
        "Beside these four groups: awaiting confirmation {{ cells.awaiting_confirmation }}; without a deadline "
        "{{ cells.no_deadline }}; suspended {{ cells.suspended }}; not judged {{ cells.not_judged }}. Of those within term, "
        "{{ cells.due_soon }} will soon be due."
    ),
    "filed-words": (
        "{{ filing_counts.filed }} of {{ filing_counts.expected }} reports of the agencies have been received, "
        "{{ filing_counts.on_time }} on time and {{ filing_counts.late }} late; missing and overdue {{ filing_counts.missing }}; "
        "not yet due {{ filing_counts.not_due }}; blank {{ filing_counts.blank }}; excused {{ filing_counts.excused }}"
    ),
    "about": (
        'Re: {% if reminder.level == "0" %}deadlines that are near under{% else %}reminder to carry out{% endif %} <the-plan>'
        "{% if reminder.again %} ({{ reminder.again }}){% endif %}"
    ),
    "debt": "{{ debt.what }}: due {{ debt.due }}, {{ debt.standing|lower }}",
}

TEXTS = {
    # --- what every document has
    "any.markdown-note": (
        "{# A template in Markdown. Change the wording freely; leave what stands in braces. What is not known stays a line of dots. #}"
    ),
    "any.nation": "SOCIALIST REPUBLIC OF VIET NAM",
    "any.motto": "Independence - Freedom - Happiness",
    "any.agency": '{{ head.agency|upper or "<line>" }}',
    "any.number": 'No.: {{ head.number or "……" }}/<symbol>-{{ head.symbol|upper or "……" }}',
    "any.number-letter": 'No.: {{ head.number or "……" }}/{{ head.symbol|upper or "……" }}-{{ head.unit|upper or "……" }}',
    "any.place": '{{ head.place or "…………" }}, {{ head.day or "……/……/…………" }}',
    "any.to": "To:",
    "any.to-one": 'To: {{ to[0] if to else "<line>" }}',
    "any.recipients": "Recipients:",
    "any.as-above": "- As above;",
    "any.more-recipients": "- ……………;",
    "any.on-file": '- On file: {{ on_file or "……………" }}.',
    "any.signer-title": '{{ signer.title|upper or "<line>" }}',
    "any.signer-name": '{{ signer.name or "<line>" }}',
    "any.appendix": "Annex",
    "any.attached": ('(Attached to Report No. ……/<symbol>-{{ head.symbol|upper or "……" }} dated ……/……/………… of <issuer>)'),
    "any.attached-letter": (
        '(Attached to Letter No. ……/{{ head.symbol|upper or "……" }}-{{ head.unit|upper or "……" }} dated ……/……/………… of <issuer>)'
    ),
    "any.source": (
        "Made from kehoach data, {% if source.commit %}commit {{ source.commit }}{% if source.changed %} and changes not yet in "
        "git{% endif %}{% else %}not in git{% endif %}; {% if source.closes %}data window closing {{ source.closes }}, "
        "{% endif %}as of {{ source.as_of }}."
    ),
    "any.title": "REPORT",
    "any.basis": "Pursuant to <cited>{% if document.issuer %} of {{ document.issuer }}{% endif %}<titled-after>;",
    "any.basis-plan": (
        'Pursuant to <the-plan>, dated {{ plan.issued or "……/……/…………" }}{% if plan.issuer %}, of {{ plan.issuer }}{% endif %} '
        "“{{ plan.title }}”."
    ),
    "any.to-fill": "<line>",
    # --- the four cells
    "any.done": "Completed",
    "any.not-done": "Not completed",
    "any.done-on-time": "On time",
    "any.done-late": "Late",
    "any.in-term": "Within term",
    "any.overdue": "Overdue",
    "any.percent": "<percent>",
    "any.no-percent": "Completion rate: no figure, because no task has been completed or has come due.",
    # --- task by task
    "any.duty": (
        'Lead: {{ item.leads|join("; ") or "not named in the plan" }}.'
        '{% if item.supports %} Support: {{ item.supports|join("; ") }}.{% endif %}'
        ' Deadline: {{ item.due or "not named in the plan" }}.'
        '{% if item.standings %} Standing (counted once for each leading agency): {{ item.standings|join("; ") }}.{% endif %}'
    ),
    "any.report": "{{ report.agency }} ({{ report.date }}<state>)<results>",
    "any.figures": "Figures: <each-figure>",
    "any.evidence": "Documents: <each-document>",
    "any.no-report": "No agency has reported any result.",
    "any.no-item": "No task of the plan is on record.",
    # --- the table that follows the tasks
    "any.matrix-title": "PROGRESS OF {{ plan.type|upper }} No. <plan-number>",
    "any.matrix-heads": "No. | Task | Lead | Support | Deadline | Product | Progress | Remarks",
    "any.no-row": "No task is in force.",
    "any.not-named": "not named in the plan",
    # --- annual
    "annual.subject": "On the implementation and results of <the-plan><of-issuer> in {{ period.words }}",
    "annual.opening": (
        "<issuer> reports on the implementation and results of the plan in {{ period.words }} <window> as follows:"
    ),
    "annual.I": "I. DIRECTION AND ORGANISATION",
    "annual.documents": "In the reporting period the agencies named the following documents:",
    "annual.document": "<cited><titled> ({{ document.agency }}).",
    "annual.no-documents": "In the reporting period no agency has named a document on direction or organisation.",
    "annual.II": "II. RESULTS",
    "annual.II.1": "1. Results as a whole",
    "annual.cells": (
        "a) As of {{ as_of.figures }}, the tasks of the plan, counted once for each leading agency (details in Annex II):"
    ),
    "annual.beside": "b) <beside-words>",
    "annual.filing": "c) Reporting: <filed-words> (due on {{ period.due }}; details in Annex I).",
    "annual.II.2": "2. Results task by task",
    "annual.II.3": "3. Overall statements of the agencies",
    "annual.statement": "{{ entry.agency }}: {{ entry.text|trim }}",
    "annual.no-statement": "In the reporting period no agency has made an overall statement.",
    "annual.III": "III. SHORTCOMINGS, LIMITATIONS AND CAUSES",
    "annual.III.1": "1. Shortcomings and limitations",
    "annual.difficulty": "<entry> {{ entry.difficulties|trim }}",
    "annual.no-difficulty": "In the reporting period no agency has named a shortcoming or limitation.",
    "annual.III.2": "2. Causes",
    "annual.cause": "<entry> {{ entry.causes|trim }}",
    "annual.no-cause": "In the reporting period no agency has named a cause.",
    "annual.IV": "IV. DIRECTIONS AND TASKS FOR {{ period.next_words|upper }}",
    "annual.next": "<entry> {{ entry.next|trim }}",
    "annual.no-next": "In the reporting period no agency has named directions or tasks.",
    "annual.V": "V. RECOMMENDATIONS AND PROPOSALS",
    "annual.proposal": "{{ entry.agency }}: {{ entry.text|trim }}",
    "annual.no-proposal": "In the reporting period no agency has made a recommendation or proposal.",
    "annual.closing": "This is the report on the implementation and results of <the-plan> in {{ period.words }}.",
    "annual.filings-title": "FILING OF REPORTS FOR {{ period.words|upper }} BY THE AGENCIES",
    "annual.filing-heads": "No. | Agency | Status | Date filed | Days late | Inherited from",
    "annual.no-filer": "No agency is expected to file a report for this period.",
    # --- summary
    "summary.subject": "On the implementation of <the-plan><of-issuer>, {{ span.words }}",
    "summary.opening": (
        "<issuer> reports on the implementation of the plan over the whole span, {{ span.words }} (data from {{ span.opens }} to "
        "{{ span.closes }}, as known on {{ as_of.figures }}), as follows:"
    ),
    "summary.I": "I. DIRECTION AND ORGANISATION",
    "summary.documents": "The agencies named the following documents:",
    "summary.document": "<cited><titled> ({{ document.agency }}).",
    "summary.no-documents": "No agency has named a document on direction or organisation.",
    "summary.II": "II. RESULTS",
    "summary.II.1": "1. Results as a whole",
    "summary.cells": (
        "a) As of {{ as_of.figures }}, the tasks of the plan, counted once for each leading agency (details in Annex III):"
    ),
    "summary.beside": "b) <beside-words>",
    "summary.periods": "c) From period to period, as of the closing day of each:",
    "summary.period-heads": "Period | Completed | Not completed | Completion rate | Reports received",
    "summary.period-done": "{{ one.cells.done }} (on time {{ one.cells.done_on_time }}, late {{ one.cells.done_late }})",
    "summary.period-open": "within term {{ one.cells.in_term }}, overdue {{ one.cells.overdue }}",
    "summary.filing": "d) Reporting: <filed-words> (details in Annex I).",
    "summary.figures-appended": "đ) Figures reported by the agencies from period to period: details in Annex II.",
    "summary.II.2": "2. Results task by task",
    "summary.II.3": "3. Overall statements of the agencies",
    "summary.statement": "{{ entry.agency }} ({{ entry.period }}): {{ entry.text|trim }}",
    "summary.no-statement": "No agency has made an overall statement.",
    "summary.III": "III. SHORTCOMINGS, LIMITATIONS, CAUSES AND LESSONS",
    "summary.III.1": "1. Shortcomings and limitations",
    "summary.difficulty": "<entry> {{ entry.difficulties|trim }}",
    "summary.no-difficulty": "No agency has named a shortcoming or limitation.",
    "summary.III.2": "2. Causes",
    "summary.cause": "<entry> {{ entry.causes|trim }}",
    "summary.no-cause": "No agency has named a cause.",
    "summary.III.3": "3. Lessons",
    "summary.IV": "IV. DIRECTIONS AND TASKS AHEAD",
    "summary.next": "<entry> {{ entry.next|trim }}",
    "summary.no-next": "No agency has named directions or tasks.",
    "summary.V": "V. RECOMMENDATIONS AND PROPOSALS",
    "summary.proposal": "{{ entry.agency }} ({{ entry.period }}): {{ entry.text|trim }}",
    "summary.no-proposal": "No agency has made a recommendation or proposal.",
    "summary.closing": "This is the closing report on the implementation of <the-plan>, {{ span.words }}.",
    "summary.filers-title": "FILING OF REPORTS BY THE AGENCIES, {{ span.words|upper }}",
    "summary.filer-heads": "No. | Agency | Expected | On time | Late | Missing | Periods not on time",
    "summary.no-filer": "No agency is expected to file reports.",
    "summary.figures-title": "FIGURES REPORTED BY THE AGENCIES, {{ span.words|upper }}",
    "summary.figure-heads": "No. | Item | Figure | Unit | Agency | Values by period",
    "summary.figure-values": (
        "{% for one in figure['values'] %}{{ one.period }}: {{ one.value }}{% if not loop.last %}; {% endif %}{% endfor %}"
    ),
    "summary.no-figure": "No agency has reported a figure.",
    # --- agency
    "agency.subject": (
        "On the tasks of {{ agency.name }} under <the-plan>{% if period.words %} in {{ period.words }}{% endif %}"
    ),
    "agency.opening": "<issuer> reports on the tasks given to {{ agency.name }}, as of {{ as_of.figures }}, as follows:",
    "agency.heirs": 'Successor: {{ agency.heirs|join("; ") }}.',
    "agency.I": "I. TASKS",
    "agency.I.1": "1. Tasks it leads",
    "agency.cells": "As of {{ as_of.figures }}, the tasks that {{ agency.name }} leads:",
    "agency.lead-heads": "Item | Task | Deadline | State | Standing",
    "agency.no-lead": "{{ agency.name }} leads no task.",
    "agency.I.2": "2. Tasks it supports",
    "agency.support-heads": "Item | Task | Lead | Standing",
    "agency.no-support": "{{ agency.name }} supports no task.",
    "agency.II": "II. RESULTS {{ period.words|upper }}",
    "agency.report": "Item {{ report.item }} ({{ report.date }}<state>)<results>",
    "agency.no-report": "In the period {{ agency.name }} has reported no result.",
    "agency.statement": "Overall statement: {{ entry.text|trim }}",
    "agency.III": "III. FILING OF REPORTS",
    "agency.filing": (
        "{{ filing_counts.filed }} of {{ filing_counts.expected }} reports filed, {{ filing_counts.on_time }} on time and "
        "{{ filing_counts.late }} late; missing and overdue {{ filing_counts.missing }}; excused {{ filing_counts.excused }}."
    ),
    "agency.filing-heads": "Period | Due | Status | Date filed | Days late",
    "agency.no-filing": "{{ agency.name }} is not expected to file reports.",
    "agency.IV": "IV. DIFFICULTIES AND CAUSES",
    "agency.difficulty": (
        "Item {{ entry.item }}: {{ entry.difficulties|trim }}{% if entry.causes %} Causes: {{ entry.causes|trim }}{% endif %}"
    ),
    "agency.no-difficulty": "In the period {{ agency.name }} has named no difficulty.",
    "agency.V": "V. NEXT STEPS AND PROPOSALS",
    "agency.next": "Item {{ entry.item }}: {{ entry.next|trim }}",
    "agency.no-next": "In the period {{ agency.name }} has named no next step.",
    "agency.proposal": "Proposal: {{ entry.text|trim }}",
    "agency.closing": "This is the report on the tasks of {{ agency.name }}.",
    # --- item
    "item.subject": "The life of {{ item.place }} of <the-plan>",
    "item.opening": "<issuer> reports on how the task has been carried out, as of {{ as_of.figures }}, as follows:",
    "item.I": "I. THE TASK",
    "item.headings": 'Part of: {{ item.headings|join("; ") }}.',
    "item.text": "**{{ item.id }}.** “{{ item.text }}”",
    "item.duty": (
        'Lead: {{ item.leads|join("; ") or "not named in the plan" }}.'
        '{% if item.supports %} Support: {{ item.supports|join("; ") }}.{% endif %}'
        ' Deadline: {{ item.due or "not named in the plan" }}.'
        '{% if item.products %} Product: {{ item.products|join("; ") }}.{% endif %}'
    ),
    "item.changed": (
        "{% if item.since %}In force from {{ item.since }}. {% endif %}"
        "{% if item.until %}No longer in force from {{ item.until }}. {% endif %}{{ item.basis }}"
    ),
    "item.II": "II. WHO CARRIES IT OUT",
    "item.holder-heads": "Agency | Role | Deadline | State | Standing | Remarks",
    "item.no-holder": "The plan names no agency.",
    "item.III": "III. EVENTS",
    "item.moment-heads": "Date | Agency | Event | Words, documents",
    "item.moment": (
        "{{ moment.text|trim }}{% for document in moment.documents %}{% if moment.text or not loop.first %} {% endif %}"
        "[<cited><titled>]{% endfor %}"
    ),
    "item.no-moment": "Nothing is on record.",
    "item.IV": "IV. FIGURES",
    "item.figure-heads": "Figure | Value | Unit | Agency | Date",
    "item.no-figure": "No figure has been reported.",
    "item.V": "V. DIFFICULTIES AND PROPOSALS",
    "item.difficulty": "{{ entry.agency }} ({{ entry.date }}): {{ entry.text|trim }}",
    "item.no-difficulty": "No agency has named a difficulty.",
    "item.proposal": "Proposal of {{ entry.agency }} ({{ entry.date }}): {{ entry.text|trim }}",
    "item.closing": "This is the report on {{ item.place }} of <the-plan>.",
    # --- matrix
    "matrix.cells": (
        "As of {{ as_of.figures }}, counted once for each leading agency: completed on time {{ cells.done_on_time }}, completed late "
        "{{ cells.done_late }}, not completed within term {{ cells.in_term }}, not completed and overdue {{ cells.overdue }}."
    ),
    # --- leader
    "leader.subject": "<the-plan> in brief, as of {{ as_of.figures }}",
    "leader.counted": "Counted once for each leading agency",
    "leader.now": "Now",
    "leader.change": 'Since {{ before.closes or "……" }}',
    "leader.share": (
        "{% if cells.percent %}Completion rate {{ cells.percent }} ({{ cells.done }} of {{ cells.base }})"
        "{% if change.percent %}, {{ change.percent }} the period before{% endif %}."
        "{% else %}No task has been completed or has come due.{% endif %}"
        "{% if filing_counts.expected != '0' %} Reports for {{ period.words }}: {{ filing_counts.filed }} of "
        "{{ filing_counts.expected }} received.{% endif %}"
        "{% if before.closes %} Newly completed {{ newly.done }}"
        "{% if newly.done_items %} ({{ newly.done_items }}){% endif %}; newly overdue {{ newly.overdue }}"
        "{% if newly.overdue_items %} ({{ newly.overdue_items }}){% endif %}."
        "{% else %} There is no period before to compare with.{% endif %}"
    ),
    "leader.worst": "For decision",
    "leader.worst-heads": "No. | Task | Agency | Standing | Decision asked for",
    "leader.no-worst": "No task and no report is overdue, awaiting confirmation or suspended.",
    "leader.closing": (
        "{% if more %}{{ more }} more are listed in full in the progress annex. {% endif %}Submitted for consideration and direction."
    ),
    # --- the letter that reminds an agency, and its mail
    "reminder.about": "<about>",
    "reminder.opening": (
        "Under <the-plan><of-issuer> “{{ plan.title }}”, by what is known on {{ as_of.words }}, the following of {{ agency.name }} is "
        'overdue{% if reminder.before %}, though it was asked for on {{ reminder.before|join(", ") }}{% endif %}:'
    ),
    "reminder.late-heads": "No. | What | Deadline | Standing | Asked for on",
    "reminder.asked": '{{ debt.asked|join("; ") or "–" }}',
    "reminder.request": (
        "<issuer> asks {{ agency.name }} to carry this out without delay and to send the results in writing to <issuer> no later than "
        '{{ reminder.by or "……/……/…………" }}; where something is done already, please give the number and date of the document; where '
        "it is not, please state why, who is responsible, and by when it will be. "
        "If an extension is needed, please ask for it in writing, with the reason and the new date."
    ),
    "reminder.last": (
        "This is the third reminder; after the date above, <issuer> will report what has not been carried out to the leadership for "
        "direction."
    ),
    "reminder.soon": "The following will soon be due:",
    "reminder.opening-soon": (
        "Under <the-plan><of-issuer> “{{ plan.title }}”, by what is known on {{ as_of.words }}, the following of {{ agency.name }} will "
        "soon be due:"
    ),
    "reminder.soon-heads": "No. | What | Deadline | Left",
    "reminder.request-soon": (
        "<issuer> asks {{ agency.name }} to complete this in time and to send the results in writing to <issuer>."
    ),
    "reminder.closing": "The attention and cooperation of {{ agency.name }} are much appreciated.",
    "reminder.mail": (
        "<about>\n\n"
        "To: {{ agency.name }}\n\n"
        'Please find attached the letter of <issuer> on {% if reminder.level == "0" %}deadlines that are near under{% else %}what is '
        "overdue under{% endif %} <the-plan>{% if reminder.again %} ({{ reminder.again }}){% endif %}.\n\n"
        "{% if late %}\nOverdue:\n{% for debt in late %}\n- <debt>\n{% endfor %}\n\n{% endif %}\n"
        "{% if soon %}\nSoon due:\n{% for debt in soon %}\n- <debt>\n{% endfor %}\n\n{% endif %}\n"
        "{% if reminder.by %}\nPlease send the results no later than {{ reminder.by }}.\n\n{% endif %}\n"
        "{% if calendar %}\nThe attached calendar file (.ics) holds the coming deadlines; open it to add them to your calendar.\n\n"
        "{% endif %}\n"
        "Yours sincerely,\n<issuer>\n"
    ),
    # --- the report to the leadership after three reminders
    "escalation.subject": "What three reminders have not moved under <the-plan>",
    "escalation.opening": (
        "By what is known on {{ as_of.words }}, {{ count.debts }} matter(s) of {{ count.agencies }} agency(ies) have not been carried "
        "out, though each was asked for three times or more:"
    ),
    "escalation.heads": "No. | Agency | What | Deadline | Standing | Asked for on",
    "escalation.closing": "<issuer> submits this for consideration and direction at the next meeting.",
}
