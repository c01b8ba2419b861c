"""Write the templates that travel with the program: templates/<language>/<kind>.docx and .md.j2, from one outline each.
Letters are Word alone; the text of their mail is reminder.txt.j2.

`python scripts/build_templates.py` writes them; with `--check` it writes nothing and fails where one is not current.
Offices change the result in Word or in a text editor; `papers` holds the layout, the outlines and the words they start from.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from papers import layout, markdown  # noqa: E402 - the folder beside this file is found only now
from papers.kinds import KINDS  # noqa: E402 - likewise
from papers.letters import LETTERS, mail  # noqa: E402 - likewise
from papers.wording import LANGUAGES, Words  # noqa: E402 - likewise


def files() -> dict[str, bytes]:
    """Every template, by its path below templates/."""
    made: dict[str, bytes] = {}
    for language in LANGUAGES:
        for kind, outline in KINDS.items():
            words = Words(language, kind)
            made[f"{language}/{kind}.docx"] = layout.build(outline(words), words)
            made[f"{language}/{kind}.md.j2"] = markdown.build(outline(words), words).encode()
        for kind, outline in LETTERS.items():
            words = Words(language, kind)
            made[f"{language}/{kind}.docx"] = layout.build(outline(words), words)
        made[f"{language}/reminder.txt.j2"] = mail(Words(language, "reminder")).encode()
    return made


def main() -> int:
    """Write what is not current; with `--check` only name it."""
    stale = []
    for path, content in files().items():
        target = ROOT / "templates" / path
        if target.is_file() and target.read_bytes() == content:
            continue
        stale.append(target.relative_to(ROOT).as_posix())
        if "--check" not in sys.argv:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    print("\n".join(stale) or "all current")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
