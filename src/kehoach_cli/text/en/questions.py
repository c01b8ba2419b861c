"""Questions on a terminal."""

TEXTS = {
    "items": "Items you can record on (plan/ item):",
    "item": "Which item",
    "agency": "Which agency (id, name or abbreviation)",
    "date": "Day it speaks of (such as 30/6/2026)",
    "state": "State (number or word)",
    "summary": "Summary of results",
    "evidence": 'Evidence, such as "Báo cáo 123/BC-SNV 2026-06-29" (Enter for no more)',
    "period": "Period",
    "document": 'Document number and date (such as "Báo cáo 123/BC-SNV 10/12/2026")',
    "received": "Day received",
    "statement": "Overall statement",
    "results": "Results on item {item} (Enter to skip)",
    "record-this": "Record this?",
    "undo-this": "Take this recording back?",
    "yes-no": "(Y = yes, n = no) [Y/n]",
    "no-yes": "(y = yes, N = no) [y/N]",
    "yes-words": "y yes",
    "plans": "The plans:",
    "plan": "Which plan (its id)",
    "agencies": "Agencies expected to file for {period} (id and name):",
}
