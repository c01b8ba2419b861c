"""The words of every rule: name, sentence of a finding, cure, reason."""

from kehoach_cli.text import RuleText

RULES: dict[str, RuleText] = {
    "KH101": RuleText(
        name="file not in UTF-8",
        message="the file is saved in {encoding|encoding}, not in UTF-8, so its letters cannot be read",
        hint=(
            "open the file in Notepad, choose File > Save As, pick UTF-8 as the encoding and save over it;"
            " type letters that are already spoilt again in Unicode"
        ),
        why=(
            "All files share the encoding UTF-8, so that Vietnamese letters look right on every machine and can be compared."
            " Decree 30/2020/NĐ-CP (annex I) also prescribes Unicode by TCVN 6909:2001 for administrative documents."
        ),
    ),
    "KH102": RuleText(
        name="broken YAML",
        message="the file cannot be read on from here[[: “{text}”]]",
        hint="{cause|yaml-cause}",
        why=(
            "One sign in the wrong place makes the machine read something else than was written."
            " The program does not guess; it stops at the first place it cannot follow, and the slip may be one line above."
        ),
    ),
    "KH103": RuleText(
        name="tab character",
        message="there is a tab character (the Tab key); this file takes spaces only",
        hint="delete the tab and type spaces instead; to indent, type two spaces for each level",
        why=(
            "YAML does not take tabs as indentation."
            " Every machine shows a tab at its own width, so lines that look level here are not level elsewhere."
        ),
    ),
    "KH104": RuleText(
        name="field given twice",
        message="the field “{key}” is given twice in one group",
        hint="keep the right “{key}” line and delete the other; if both are needed, join them in one line",
        why=(
            "Most programs silently keep the later value and drop the earlier one (tried with PyYAML 6.0.3),"
            " so something written is lost and nobody knows."
        ),
    ),
    "KH105": RuleText(
        name="reference sign",
        message="there is a YAML reference (&name, *name or <<): what it stands for is written elsewhere",
        hint=(
            "copy the content itself to this place and drop the sign;"
            " if & or * belongs to the sentence, put the whole sentence in quotation marks"
        ),
        why=(
            "A reviewer must see the whole content where it counts."
            " Nested references can also hang a machine: a file of less than 1 kB hung every reader it was tried on."
        ),
    ),
    "KH106": RuleText(
        name="YAML type tag",
        message="there is a YAML type tag ({tag}), which is not used here",
        hint=(
            "delete the word with the exclamation mark (! or !!) before the value;"
            " if the mark belongs to the sentence, put the whole sentence in quotation marks"
        ),
        why=(
            "Every value is read as written, and its field decides whether it is a date or a number."
            " A tag can make another program read another value, or even run a command."
        ),
    ),
    "KH107": RuleText(
        name="unusual structure",
        message="there is a second part (“---”), a directive line (“%”) or a field name that is not one word",
        hint=(
            "remove the “---” in the middle and any line that starts with “%”, and move the second part to its own file;"
            " a field name is one word followed by a colon"
        ),
        why="A file says one thing and lies at one path; nobody would ever read the second part.",
    ),
    "KH108": RuleText(
        name="control character",
        message="there is a control character that cannot be seen ({character})",
        hint="delete it and retype the words around it; when copying from Word, paste with Keep Text Only",
        why=(
            "Control characters can hide or reorder text, so that a reviewer sees one thing and the machine reads another"
            " (CVE-2021-42574)."
        ),
    ),
    "KH109": RuleText(
        name="letters and marks apart",
        message="from here on, letters and their marks are stored apart (decomposed Unicode, form NFD)",
        hint=(
            "convert the file from decomposed to precomposed Unicode with the converter of your Vietnamese keyboard tool,"
            " or retype this part with precomposed Unicode"
        ),
        why=(
            "Both ways look the same but are different letters to the machine: searches miss, comparisons fail,"
            " and a reviewer sees a changed line without a change."
            " The original plan has 13,683 characters, stored apart it has 17,527."
        ),
    ),
    "KH110": RuleText(
        name="hidden or look-alike character",
        message="there is a character that cannot be seen or looks like another: {character}",
        hint=(
            "delete it and type it again: a space with the space bar, Đ with a Vietnamese keyboard;"
            " leave it if it is correct foreign writing"
        ),
        why=(
            "It looks like an ordinary letter or space but is another one to the machine, so searches and comparisons fail."
            " The text of the original plan has such a space in line 41."
        ),
    ),
    "KH111": RuleText(
        name="file too large or deep",
        message="the file {limit|too-large}",
        hint=(
            "divide it into several files and undo the nesting;"
            " of a supporting document give number, date and address, not the whole text"
        ),
        why=(
            "No file kept by hand grows that large; the limit keeps a broken or hostile file from hanging the machine."
            " 50,000 nested levels crashed a common YAML reader."
        ),
    ),
    "KH112": RuleText(
        name="not a regular file",
        message="this is a link or a device, not a regular file, so it is not read",
        hint="delete the link and put the file itself in its place",
        why="A link can point outside the workspace: a report would print foreign content, or another file be overwritten.",
    ),
    "KH113": RuleText(
        name="text in an old encoding",
        message="words like “{text}” seem to be in an old encoding (TCVN3, VNI) or were spoilt by a conversion",
        hint=(
            "convert the text to Unicode with the converter of your Vietnamese keyboard tool, or retype it;"
            " changing the font is not enough"
        ),
        why=(
            "Decree 30/2020/NĐ-CP (annex I) prescribes Unicode by TCVN 6909:2001."
            " The program does not convert by itself, because a wrong guess would spoil the text."
        ),
    ),
    "KH114": RuleText(
        name="empty file",
        message="the file has no content",
        hint="fill it in after the model of its kind, or delete it if there is nothing to say yet",
        why="Filed means filed: an empty file counts neither as a report nor as progress.",
    ),
    "KH115": RuleText(
        name="conflict marks left",
        message="the file still has conflict marks of git (lines that start with <<<<<<< or >>>>>>>)",
        hint=(
            "read both versions between the marks, keep the right one, delete the lines <<<<<<<, =======, >>>>>>> and save;"
            " when in doubt, ask who wrote the other version"
        ),
        why=(
            "Two people changed the same place and nobody has decided which version stands."
            " A conflict means a real disagreement; the program does not choose."
        ),
    ),
    "KH116": RuleText(
        name="no agency register",
        message="the workspace has no agencies.yaml in its top folder",
        hint=(
            "run kehoach init to get a model, or create agencies.yaml in the top folder of the workspace;"
            " if it exists, check that you are in the right folder"
        ),
        why=(
            "Plans and reports name agencies by id only."
            " The register alone says which agency an id means, since when it exists and who succeeds it."
        ),
    ),
    "KH117": RuleText(
        name="text lost behind #",
        message="“{lost}” is taken for a comment and not read",
        hint="put the whole sentence in double quotes, or write it on the line below “>-”; if it is a comment, put a space behind #",
        why=(
            "In YAML a # behind a space begins a comment, and what follows is dropped without a word."
            " No word that somebody wrote may be lost in silence."
        ),
    ),
    "KH118": RuleText(
        name="many more of a kind",
        message="this file has {more} more findings {code}, which from here on are not told one by one",
        hint="mend those of {code} that are told above, then type the same command again to see the others",
        why=(
            "A fault that occurs hundreds of times has one cause as a rule, and a list of them all hides every other finding."
            " How many are left out is said, so that nothing is passed over in silence."
        ),
    ),
    "KH121": RuleText(
        name="unknown field",
        message="{form|form} has no field “{key}”[[; did you mean “{suggestion}”?]]",
        hint="change the name to one of the following, or delete the line: {among}",
        why="Nobody reads the content of a misspelt field; it is reported at once so that nothing is lost.",
    ),
    "KH122": RuleText(
        name="missing required field",
        message="{form|form} lacks the field “{key}”",
        hint="add a line “{key}:” with its content, indented like the fields beside it",
        why="Without it nobody knows which matter, whose, or which day is meant, so the whole entry does not count.",
    ),
    "KH123": RuleText(
        name="wrong kind of value",
        message="the value[[ of “{field}”]] must be {expected|expected}",
        hint="{expected|how-to-write}",
        why=(
            "Each field takes one kind of value, so that all files read alike and can be counted and sorted."
            " A value of another kind is left out."
        ),
    ),
    "KH124": RuleText(
        name="wrong date",
        message="“{value}” in the field “{field}” is not {expected|expected} that exists, or is written the wrong way",
        hint="{expected|how-to-date}",
        why=(
            "With one way to write dates, 05/06 cannot be taken for two different days,"
            " and the order of letters is the order of time."
        ),
    ),
    "KH125": RuleText(
        name="malformed id",
        message="“{value}” in the field “{field}” is not {expected|expected} written the right way",
        hint="{expected|how-to-name}",
        why=(
            "Ids become file names and paths, so they hold only letters that are safe on every machine, and are no name that Windows keeps to itself (con, aux, nul, com1)."
            " The Vietnamese name keeps its marks in a field of its own."
        ),
    ),
    "KH126": RuleText(
        name="value outside the list",
        message="“{value}” in the field “{field}” is not {expected|expected}",
        hint="choose exactly one of these values: {among}",
        why="Only a closed list can be counted and compared; nobody knows where a word like “nearly done” belongs.",
    ),
    "KH127": RuleText(
        name="misplaced file",
        message="this path means no kind of file in the workspace, so the file would never be read",
        hint=(
            "move the file to one of three places: plans/PLAN/plan.yaml, plans/PLAN/filings/PERIOD/AGENCY.yaml,"
            " plans/PLAN/progress/YEAR/AGENCY/DATE-ITEM-XXXXXX.yaml (XXXXXX is 6 characters 0-9, a-f)"
        ),
        why="The path says which plan, period and agency; elsewhere a file is passed over while its sender thinks it filed.",
    ),
    "KH128": RuleText(
        name="malformed period",
        message="“{value}” in the field “{field}” is not the name of a reporting period",
        hint="write 2026 for a year, 2026-H1 for the first half-year, 2026-Q3 for the third quarter, 2026-07 for July",
        why=(
            "A period names a folder and is compared with other periods, so there is one way to write it."
            " The four kinds follow article 12 of Decree 09/2019/NĐ-CP."
        ),
    ),
    "KH129": RuleText(
        name="empty value",
        message="the field “{field}” has an empty place",
        hint="fill the empty place, or delete the whole line with its dash",
        why="An empty place does not say whether something was forgotten or there is nothing to say; leave such a line out.",
    ),
    "KH130": RuleText(
        name="figure not a number",
        message="“{value}” in the field “{field}” is not a number written the right way",
        hint=(
            "write digits only, no thousands separator, a point before decimals: 21914 or 12.5; the unit goes to the field unit"
        ),
        why=(
            "Figures must be comparable between periods and agencies."
            " In a printed report the program writes them the Vietnamese way: 21.914 and 12,5."
        ),
    ),
    "KH131": RuleText(
        name="mail address written wrongly",
        message="“{value}” in the field “{field}” is not a mail address written the right way",
        hint="write the address alone, without a name, like office@example.vn; write several as a list",
        why="The address goes straight into the draft that kehoach remind makes; one wrong letter, and the mail gets lost or goes astray.",
    ),
    "KH132": RuleText(
        name="signing key written wrongly",
        message="“{value}” in the field “{field}” is neither an OpenPGP fingerprint nor an SSH public key",
        hint="give all 40 digits of the fingerprint (gpg --fingerprint), or the whole line of the .pub file, which begins with ssh-ed25519 or ssh-rsa",
        why="No signature fits a key that is written wrongly, and the reviewer believes that something was checked.",
    ),
    "KH201": RuleText(
        name="unknown agency",
        message="“{agency}” is not in agencies.yaml[[; the nearest is “{suggestion}”]]",
        hint=(
            "correct the id[[ to “{suggestion}”]] or add the agency to agencies.yaml;"
            " if agencies.yaml has other faults, mend those first"
        ),
        why=(
            "Agencies and groups are declared once, in the register."
            " Of an id that nobody knows, nobody can say who must report and who succeeds."
        ),
    ),
    "KH202": RuleText(
        name="agency outside its time",
        message="{agency} is not active on {day|date}[[, inactive since {until|date}]][[, active only since {since|date}]]",
        hint=(
            "[[file it as the successor: {heir}; or ]]check the date in the file and the days since, until of the "
            "agency in agencies.yaml"
        ),
        why=(
            "Organisations change, obligations go on: in 2025 four of the seven assignees of the plan for Directive "
            "38-CT/TW were merged or reorganised. An event is held against its own day, a report against the closing "
            "day of its period."
        ),
    ),
    "KH203": RuleText(
        name="item not in the plan",
        message="plan {plan} has no item “{item}”[[; the nearest is “{suggestion}”]]",
        hint="correct the item id[[ to “{suggestion}”]] so that it is the id of an item in plan.yaml",
        why="What is recorded for an item that does not exist appears in no table, although the agency has reported.",
    ),
    "KH204": RuleText(
        name="unknown group member",
        message=("the group “{group}” has a member “{agency}” that is not in agencies.yaml[[; the nearest is “{suggestion}”]]"),
        hint="correct the member[[ to “{suggestion}”]], or add the agency under agencies in the same file",
        why="What is assigned to a group falls to each member; of a member nobody knows, nobody follows the work.",
    ),
    "KH205": RuleText(
        name="invalid successor",
        message=(
            "{agency} names the successor “{heir}”, which is not another agency in agencies.yaml"
            "[[; the nearest is “{suggestion}”]]"
        ),
        hint=(
            "correct successor[[ to “{suggestion}”]] or add the succeeding agency to agencies.yaml; a group cannot be a successor"
        ),
        why="From the day an agency ends its obligations pass to the successor; with a wrong id nobody holds them.",
    ),
    "KH206": RuleText(
        name="reference to no event",
        message="this agency has no event or report named “{event}”[[; the nearest is “{suggestion}”]]",
        hint=(
            "give the file name of the event without .yaml[[, like “{suggestion}”]];"
            " for a periodic report give period and agency, like 2026/so-mau-a"
        ),
        why=(
            "A correction or confirmation takes effect only when it names an event of the same agency;"
            " otherwise what was to be corrected still stands."
        ),
    ),
    "KH207": RuleText(
        name="plan without plan.yaml",
        message="no plan.yaml can be read for the plan “{plan}”[[; the nearest is “{suggestion}”]]",
        hint=(
            "move this file to the folder of the right plan[[ (plans/{suggestion})]] or create plans/{plan}/plan.yaml;"
            " if that file exists and has faults, mend those first"
        ),
        why="Without plan.yaml nobody knows who has which item and by when, so this progress does not count.",
    ),
    "KH208": RuleText(
        name="ambiguous name",
        message="“{name}” stands for both “{first}” and “{second}”",
        hint=("drop the name on one side, or add a place or year to tell them apart (in the fields name, abbreviation, aliases)"),
        why=(
            "People type a name to choose an agency; where two share it, the wrong one is soon recorded."
            " Since 1 July 2025 many new wards bear the names of former districts, such as Tân Bình and Bình Thạnh."
        ),
    ),
    "KH209": RuleText(
        name="group instead of agency",
        message="“{group}” is a group, but this place takes one agency only",
        hint="put the id of exactly one agency",
        why="Issuing, coordinating and handing over each need exactly one body that answers for it.",
    ),
    "KH210": RuleText(
        name="item not in force",
        message=(
            "the plan has no item {item} on {day|date}[[: it was dropped on {until|date}]][[; it is there only since "
            "{since|date}]]"
        ),
        hint=(
            "check the item id and the date in this file; if the day of the amendment is wrong, correct since, until "
            "of the item in plan.yaml with its basis"
        ),
        why=(
            "An amending document adds or drops an item from a day on. What is written about an item outside that "
            "time belongs to no task, and is easily overlooked."
        ),
    ),
    "KH301": RuleText(
        name="duplicate item id",
        message="the item id “{item}” is already used by an item above, at the same time",
        hint=(
            "number the items by their place in the document: II.1-2 is the second dash of clause 1, section II "
            "(capital and small letters count as the same); if this is an amended wording, give the old one an until "
            "and the new one a since"
        ),
        why=(
            "Events and reports refer to items by id; when two share one, nobody knows which item a report is about. "
            "An amended item keeps its id, each wording with its own time."
        ),
    ),
    "KH302": RuleText(
        name="duplicate agency or group id",
        message="the id “{agency}” is already used by an agency or group above",
        hint="give one side another id and change it wherever it is used; never reuse the id of an agency that has ended",
        why="An id means one agency for ever; reused, it turns the reports of one body into those of another.",
    ),
    "KH303": RuleText(
        name="group inside itself",
        message="the group “{group}” contains itself through its member “{member}”",
        hint="remove “{member}” from the members of this group, or undo the other direction in the other group",
        why="The members of such a group cannot be listed, so nobody knows to whom the work is assigned.",
    ),
    "KH304": RuleText(
        name="deadline outside the plan",
        message="the deadline {due|date} of item {item} lies outside the time allowed, from {start|date} to {end|date}",
        hint=(
            "compare with the document and correct due; if due is right, correct the day of issue (issued) or the end (ends)"
            " of the plan, or since, until of the item"
        ),
        why="A deadline before the issue or after the end is mostly a mistyped year, and spoils every reckoning of delays.",
    ),
    "KH305": RuleText(
        name="product that nobody leads",
        message="item {item} names the product “{product}” but no lead agency and no deadline",
        hint=("give lead and due if this document or its guidance states them; otherwise ask the issuing agency, do not guess"),
        why=(
            "A product without anyone to make it and without a day can never be late."
            " In the plan for Directive 38-CT/TW this holds for the most concrete one (the coordination rules, item II.2-3)."
        ),
    ),
    "KH306": RuleText(
        name="task without lead agency",
        message="item {item} assigns a task but names no lead agency",
        hint=(
            "if the document names one, give lead; if the item assigns nothing, write task: false;"
            " if the document really names nobody, leave it, this is only a note"
        ),
        why=(
            "The reading follows the document and does not guess:"
            " seven items of section II in the plan for Directive 38-CT/TW name nobody."
            " The note shows where to ask."
        ),
    ),
    "KH307": RuleText(
        name="plan id differs from folder",
        message="the plan has the id “{plan}” but lies in the folder “{folder}”",
        hint="change id to “{folder}”, or rename the folder to “{plan}” if the id is right",
        why="The path decides to which plan events and reports belong; with two ids the plan is not found.",
    ),
    "KH308": RuleText(
        name="missing parent item",
        message="there is an item {item} but no item {parent} above it",
        hint="add the item {parent} (heading or text as in the document), or correct the id {item}",
        why=(
            "Item ids give the tree of the document."
            " An item without a lead of its own takes that of the item above, so that one must exist."
        ),
    ),
    "KH309": RuleText(
        name="empty interval",
        message="“{name}” ends on {until|date}, which is not after its beginning on {since|date}",
        hint="correct since or until; until is the first day on which it is no longer valid, so it comes after since",
        why=(
            "Time runs from the day since up to, not including, the day until."
            " If they are equal or the wrong way round, there is no valid day at all."
        ),
    ),
    "KH310": RuleText(
        name="both lead and support",
        message="{agency} both leads and supports item {item}",
        hint=(
            "remove the agency from support; if it really only supports, correct lead,"
            " and remember that an item without lead takes that of the item above"
        ),
        why="An agency has one role in an item; when counting, the lead is kept and the support is passed over.",
    ),
    "KH311": RuleText(
        name="several lead agencies",
        message="item {item} has several lead agencies: {agencies}",
        hint=("keep one agency in lead and move the others to support; if the document says so, leave it and explain it in note"),
        why=(
            "One task has one lead agency that answers for it:"
            " Decree 39/2022/NĐ-CP (principles of work) and Conclusion 226-KL/TW of the Party Secretariat."
        ),
    ),
    "KH312": RuleText(
        name="two kinds of deadline",
        message="item {item} says when it is due in several ways: {keys}",
        hint="keep one of three: due (one certain day), recurs (returns every period) or ongoing (without end)",
        why=(
            "Dated, recurring and ongoing work are counted differently."
            " Decision 23/2018/QĐ-TTg does not count regular work done under an agency's function among the tracked tasks."
        ),
    ),
    "KH313": RuleText(
        name="group without members",
        message="the group “{group}” has no members",
        hint="list the agencies under members, or write open: true if the document does not say who belongs to it",
        why="What is assigned to an empty group reaches no agency, and nobody is reminded.",
    ),
    "KH314": RuleText(
        name="item lacks or doubles words",
        message="item {item} must have exactly one of two: heading or text",
        hint="give heading for a title with items below it, text for a sentence; quote it word for word and drop the other",
        why="The document is quoted word for word, each title or sentence once, so that anyone can compare the original.",
    ),
    "KH315": RuleText(
        name="days do not fit the cadence",
        message="“{key}” does not fit a report {every|cadence} (the field every)",
        hint=(
            "write first and last as periods of that kind, last not before first;"
            " closes and due are month-day like 12-20 for a yearly report, a day only like 20 for shorter periods"
        ),
        why=(
            "The closing and due day of every period are computed from these fields"
            " (articles 12 and 13 of Decree 09/2019/NĐ-CP); if they do not fit, nobody can tell whose report is missing."
        ),
    ),
    "KH316": RuleText(
        name="broken succession",
        message="“{agency}” cannot hand over to “{heir}”: {cause|succession-cause}",
        hint=(
            "correct until of “{agency}”, since and until of “{heir}”, or successor,"
            " so that the successor is active on the day the old agency ends"
        ),
        why="Obligations pass on the very day the old agency ends; one day between, and nobody holds them.",
    ),
    "KH317": RuleText(
        name="handover without effect",
        message="item {item} does not pass from {from} to {to} on {day|date}: {cause|transfer-cause}",
        hint="correct items, from, to or date of this handover after its document, or remove what is written twice",
        why=(
            "On every day every task has exactly one agency that answers for it. A handover without effect makes "
            "readers believe that the task has moved."
        ),
    ),
    "KH318": RuleText(
        name="item that nobody holds",
        message="nobody holds item {item}[[ since {day|date}]]: {agency} ended {cause|orphan-cause}[[ ({heirs})]]",
        hint=(
            "where a document gives it to somebody, write transfers in plan.yaml; where one agency takes over "
            "everything, write successor in agencies.yaml; where there is no document yet, leave it"
        ),
        why=(
            "That an agency has ended is a fact and no fault of the files; but the task goes on, and somebody has to "
            "decide who gets it."
        ),
    ),
    "KH319": RuleText(
        name="calendar without sense",
        message="this part of the calendar cannot be used: {cause|calendar-cause}",
        hint="correct it after its document, or remove it",
        why=(
            "The calendar changes the days by which every agency counts as on time or late; one wrong line makes a "
            "whole period wrong unseen."
        ),
    ),
    "KH320": RuleText(
        name="change without basis",
        message="{cause|change-cause} ({name}) without a basis",
        hint="write basis: which document says so, its number, its date, where it was read",
        why=(
            "Who answers from which day on follows from a document; the reviewer, and whoever asks later, must be "
            "able to find it."
        ),
    ),
    "KH324": RuleText(
        name="due before its agency existed",
        message="item {item} is due on {due|date}, before {agency} was founded ({since|date})",
        hint=(
            "check due of the item and since of the agency; if it succeeds another one write successor there, if the "
            "item was handed to it write transfers"
        ),
        why="A task that names one agency and was due before there was one counts against nobody, and is easily forgotten.",
    ),
    "KH321": RuleText(
        name="addressee not in the directory",
        message="the report goes to “{party}”, written like an id, but agencies.yaml has no such id",
        hint="[[perhaps {suggestion}; ]]correct the id, or write the name in full as the document shall show it",
        why="A mistyped id would be printed on the document as it is; a name in full is printed as written.",
    ),
    "KH322": RuleText(
        name="authority to sign written wrongly",
        message="the authority to sign “{line}” does not begin with TM., KT., TL. or TUQ. and a name",
        hint="write the abbreviation and then the body or the office signed for, as “TM. UBND”, “KT. Chánh VP”; the signer's own title goes into title",
        why="Decree 30/2020/NĐ-CP (annex I, part I, section II.7) has only these abbreviations before the authority of a signer.",
    ),
    "KH323": RuleText(
        name="academic title before the signer's name",
        message="the signer's name “{name}” has “{title}” before it",
        hint="write the name alone; armed forces and bodies of education, health and science may add a title: leave it then",
        why="Decree 30/2020/NĐ-CP allows no academic or honorary title before the name of whoever signs an administrative document, but for a few kinds of body.",
    ),
    "KH330": RuleText(
        name="suppression that lacks something",
        message="the comment suppresses nothing: {cause|suppression-cause}[[ ({code})]]",
        hint=(
            "give the rule, the last day and the reason, as in # kehoach: ignore KH306 until 2026-12-31: the document names none;"
            " errors in the form of a file must be mended and cannot be suppressed"
        ),
        why=(
            "To live with a finding is a person's decision, so it leaves the reason and the day to look again for whoever comes next."
            " A file that cannot be read stays unread, whatever a comment says."
        ),
    ),
    "KH331": RuleText(
        name="suppression of nothing",
        message="the comment suppresses {code}, but nothing of that rule is on its line any more",
        hint="remove the comment; if it stands at the wrong line, move it to the end of the line named, or alone above it",
        why="An idle comment would hide a new finding that turns up on that very line later.",
    ),
    "KH332": RuleText(
        name="suppression past its day",
        message="the suppression of {code} ended on {until|date}; the reason was: {reason}",
        hint="mend what was found and remove the comment; if the reason still holds, give a new day",
        why=(
            "The day is when the signer meant to look again. kehoach validate gives one answer on every day, so it judges the day"
            " only with --as-of; kehoach check always does."
        ),
    ),
    "KH401": RuleText(
        name="file name differs from content",
        message="the file name says “{in_name}” but the file says “{in_file}”",
        hint="if the content is right, rename the file; if the name is right, correct this field",
        why="People search by name, the program reads the content; where they differ, one of them is wrong.",
    ),
    "KH402": RuleText(
        name="event in wrong year folder",
        message="an event of {year} lies in the folder {folder}",
        hint="move the file to the folder {year}, or correct date if the year was mistyped",
        why="One folder a year shows all that belongs together; a mistyped year comes to light here too.",
    ),
    "KH403": RuleText(
        name="period not asked for",
        message="the plan asks for no report for {period}[[, only for one {every|cadence}]][[, from {first}]][[, to {last}]]",
        hint=(
            "correct the period folder or the field period[[ (one {every|cadence})]];"
            " if the plan does ask for this period, correct reporting in plan.yaml"
        ),
        why="Who must file is computed for each period the plan asks for; under another name the report counts as missing.",
    ),
    "KH404": RuleText(
        name="item of another agency",
        message="{agency} neither leads nor supports item {item}",
        hint=(
            "check the item id and the agency folder; if the work was handed over, add it to transfers in plan.yaml,"
            " if this agency succeeds an older one, give successor in agencies.yaml"
        ),
        why=(
            "Progress counts for the agency that holds the obligation; from elsewhere, nothing counts as reported."
            " Group members, successors, those it was handed to and the coordinator may all report."
        ),
    ),
    "KH405": RuleText(
        name="report left blank",
        message="the report of {agency} for {period} has no sentence and no figure yet",
        hint="fill in statement, results or figures; if there is nothing to report yet, delete the file, or this entry of the list",
        why="Filed means filed: the blank form does not count, so that nobody takes the agency for having reported.",
    ),
    "KH406": RuleText(
        name="copied from another report",
        message="this text is the same, word for word, as one in {other}",
        hint="write what this agency did in this period; if the facts really are the same, leave it",
        why="A report copied from last year or elsewhere tells nothing. Texts under 60 characters are not compared.",
    ),
    "KH407": RuleText(
        name="evidence without number",
        message="the document “{title}” has no number, address or file by which to find it",
        hint="give number and date of the document; if it has no number, give url, or attach the file with --attach",
        why="Evidence of completion is normally a document with number and date; without any of these nobody can check it.",
    ),
    "KH408": RuleText(
        name="report of another period",
        message="the day {day|date} is before the period {period} opened ({opens|date})",
        hint="move the file to the folder of the right period, or correct the day if the year was mistyped",
        why=(
            "A report written before its period began cannot be about it, so it does not count as filed."
            " A year runs from 15/12 of the year before to 14/12 (article 12 of Decree 09/2019/NĐ-CP)"
            " unless the plan says otherwise."
        ),
    ),
    "KH409": RuleText(
        name="nothing to confirm",
        message="“{of}” does not report item {item} as completed, so there is nothing to confirm or return",
        hint=(
            "name an event or report that has state: completed for item {item};"
            " if the agency has not reported completion, drop this confirmation"
        ),
        why="Reported is not confirmed: the agency reports first, the coordinator confirms or returns afterwards.",
    ),
    "KH410": RuleText(
        name="extension that does not extend",
        message="item {item} cannot be extended to {to|date}: {cause|extension-cause}[[ (the deadline in force: {due|date})]]",
        hint=(
            "give in to a day after the deadline in force; of a recurring item say in period which turn; an item "
            "without deadline is not extended, change plan.yaml with its basis"
        ),
        why="An extension moves a deadline that exists; to shorten one or set a new one is a change of the plan.",
    ),
    "KH411": RuleText(
        name="missing earlier version",
        message="there is version {revision} of the report but no version {before}",
        hint="rename the file to follow the last version there is (.r2, .r3), or restore the missing version {before}",
        why="A filed report is not edited, a new version is filed; where one is missing, a record is lost or misnamed.",
    ),
    "KH412": RuleText(
        name="item reported twice",
        message="this report speaks twice of item {item}",
        hint="join the two parts on item {item}, or correct the id if it was mistyped",
        why="When two parts say different things of one item, nobody knows which holds.",
    ),
    "KH413": RuleText(
        name="duplicate event name",
        message="the event “{event}” has the same name as {other}",
        hint="change the last 6 characters of the file name to 6 others, 0-9 and a-f only",
        why="Corrections and confirmations name an event by its file name; if two share it, nobody knows which is meant.",
    ),
    "KH414": RuleText(
        name="wrong event corrected",
        message="this event replaces “{event}”, but that is itself, an event that replaces this one in turn, or one of another kind or item",
        hint="name in replaces an older event of the same kind and item; if this is something new, drop replaces",
        why="A recorded event is never edited, only replaced by a new one; replacing the wrong one makes a true one void.",
    ),
    "KH415": RuleText(
        name="completed without a result",
        message="item {item} is reported as completed without a sentence, a figure or a document",
        hint="tell the result in a sentence (summary, in a report results), or give figures or evidence",
        why="The coordinator needs something to confirm by; the word “completed” alone cannot be checked.",
    ),
    "KH416": RuleText(
        name="report not expected",
        message="the plan expects no report from {agency} for {period}",
        hint=(
            "check the agency in the file name; for an agency that has ended its successor reports;"
            " if it must report, add it to filers in plan.yaml, if it reports freely, leave it"
        ),
        why=(
            "Who must report is settled on the closing day of the period, after succession and transfers."
            " Under a wrong name the right agency still counts as missing."
        ),
    ),
    "KH417": RuleText(
        name="state of the other role",
        message="{agency} leads item {item} but reports “{state}”, which is for those who support",
        hint="change state to one of: {among}",
        why=(
            "Who leads has to say how far the work has come. The words of who supports (contributed, not asked, "
            "nothing to report) do not answer that."
        ),
    ),
    "KH418": RuleText(
        name="turn that does not exist",
        message="item {item} has no turn “{period}”[[; it comes back {every|cadence}]]",
        hint=("write period after the cadence of the item, like 2026 or 2026-Q3; for an item that does not recur, remove period"),
        why=(
            "A report or an extension for a turn that does not exist counts for none, though whoever wrote it believes it done."
        ),
    ),
    "KH419": RuleText(
        name="partner that cannot answer",
        message="“{partner}” cannot be one it has worked with: {cause|partner-cause}",
        hint="correct with: name another agency that is active on that day",
        why=(
            "A partner has to be able to say so itself; the agency itself, or one that has ended, cannot answer, and "
            "the claim would stay unconfirmed for ever."
        ),
    ),
    "KH420": RuleText(
        name="event corrected twice",
        message="“{event}” has been replaced by “{by}” already, so two corrections of one event would stand",
        hint=(
            "replace the correction that stands: write replaces: {by}; where both are on record, record one more event "
            "that replaces the wrong one and says what holds"
        ),
        why="Where two corrections of one event stand side by side nobody knows which of them holds.",
    ),
    "KH421": RuleText(
        name="answer without effect",
        message="this answer to “{of}” on item {item} has no effect: {cause|answer-cause} {day|date}[[ by “{by}”]]",
        hint="[[answer the correction: write of: {by} and in replaces this answer; or ]]check date and of",
        why="An answer that has no effect leaves the item waiting, while everybody believes it is settled.",
    ),
    "KH422": RuleText(
        name="reminder of nothing",
        message="this reminder names neither a period to file for (period) nor an item (items)",
        hint="write period for the filing that is missing, or items for the tasks that are asked for",
        why="Reminders are counted thing by thing, to know how often each was asked for; one that names nothing counts for none.",
    ),
    "KH423": RuleText(
        name="missing attachment",
        message="the attached file “{name}” is not in the workspace; it belongs at {path}",
        hint="put the file in that place: from git if it was there, else attach it anew with --attach; if only the hash is wrong, correct it",
        why="An attachment is part of what was reported. An entry that names a file nobody has proves nothing.",
    ),
    "KH424": RuleText(
        name="altered attachment",
        message="the file kept as {path} is not “{name}” as it was attached: {fault|attachment-fault}",
        hint="{fault|attachment-cure}",
        why="The name of a kept file is the hash of its bytes, so that everybody can see it is still what the agency handed in.",
    ),
    "KH425": RuleText(
        name="attachment nobody names",
        message="no entry and no plan names this file",
        hint="delete the file, or if it proves something, name it in a report with --attach",
        why="A file among the attachments that nothing leads to stays in the history for good, and nobody knows what it is.",
    ),
    "KH901": RuleText(
        name="entry edited",
        message="an entry recorded[[ in commit {adder}]] was edited[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="put it back as it was recorded[[ with git checkout {adder} -- {path}]], then record the correction as a new event (--replaces) or a revision (--revise)[[; or, since this same change has added the entry (commit {new}), make one commit of them]]",
        why="The ledger is only added to: whoever looks back must find what was reported at the time. An edit in place loses the earlier words and leaves no trace in the files.",
    ),
    "KH902": RuleText(
        name="entry removed",
        message="an entry recorded[[ in commit {adder}]] is gone[[, removed in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="put it back[[ with git checkout {adder} -- {path}]]; if it was wrong, record a correction as a new event, and take back your own last recording with kehoach undo",
        why="To remove an entry is to remove what an agency has reported. A merge that leaves out the other branch's part does the same. Only who recorded it may take it back, with kehoach undo.",
    ),
    "KH903": RuleText(
        name="entry moved",
        message="an entry recorded[[ in commit {adder}]] was moved to {now}[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="move the file back; where agency, period or item was wrong, take it back with kehoach undo and record it anew",
        why="The path says which plan, period and agency it is, so moving a file changes what was recorded. Events that refer to the entry no longer find it either.",
    ),
    "KH904": RuleText(
        name="entry replaced",
        message="what was recorded[[ in commit {adder}]] was replaced by another version[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="put back the version that was there first[[ with git checkout {adder} -- {path}]], and file the other as a revision (--revise) or record it as a new event",
        why="Two versions for one agency and period are a real disagreement. In a merge the one that the receiving branch has stays, and the later one becomes a revision.",
    ),
    "KH905": RuleText(
        name="version lost in a merge",
        message="a version recorded[[ in commit {adder}]] was not kept by a merge, since there was another one[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="look at it[[ with git show {adder}]]; if it still matters, file it as a revision (--revise)",
        why="A version that is dropped whole while a conflict is settled is seen by nobody any more.",
    ),
    "KH906": RuleText(
        name="history rewritten",
        message="history no longer holds {base}; {count} entries recorded there are not as they were",
        hint="compare both with kehoach diff {base} HEAD; get the old branch back with git branch old {base} and merge it",
        why="Rewriting history and pushing over it can drop what was recorded without any commit that shows it.",
    ),
    "KH907": RuleText(
        name="recording taken back",
        message="what was recorded[[ in commit {adder}]] was taken back[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="nothing to mend; see why with git show[[ {commit}]]",
        why="Who recorded something may take it back with kehoach undo. That is allowed, and it stays visible here.",
    ),
    "KH908": RuleText(
        name="entry restored",
        message="an entry that was {what|tampering}[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]] is again as it was recorded[[ in commit {adder}]]",
        hint="nothing to mend; the commit that touched it is still in the history",
        why="Putting it back is the right cure. That it was touched is still told, so that a reviewer knows.",
    ),
    "KH909": RuleText(
        name="plan renamed",
        message="plan {was} has got another id, and all its entries with it[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="nothing to mend; make sure that no document or schedule uses the old id",
        why="A new folder for a whole plan does not change what any agency has reported, but every path named before leads nowhere now.",
    ),
    "KH911": RuleText(
        name="change touches several places",
        message="a change that records for {agency} touches {other} too[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="split it, so that each change records for one agency and edits no other file",
        why="This plan sets one_agency under audit: who records for one agency leaves the others' part alone, so that each answers for its own.",
    ),
    "KH912": RuleText(
        name="report confirmed by its author",
        message="{of}: who recorded the report[[ (commit {adder})]] has also confirmed it[[ (commit {commit})]][[: {author}]][[, on {committed|date}]]",
        hint="take the confirmation back with kehoach undo, and let somebody else at the coordinator confirm",
        why="This plan sets confirmed_by_another under audit: reporting completion and confirming it is work for two people.",
    ),
    "KH913": RuleText(
        name="commit without known signature",
        message="a commit that touches this plan {fault|signature}[[ in commit {commit}]][[ by {author}]][[ on {committed|date}]]",
        hint="sign it: git config commit.gpgsign true, then git commit --amend -S while it is not pushed; the key must stand under audit in plan.yaml or be known to git on this machine",
        why="This plan sets signed under audit: a signature proves who recorded it, while anybody can set the name and address of a commit.",
    ),
}
