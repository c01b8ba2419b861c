"""`kehoach template preview FILE`: a template filled with sample values."""

from typing import Annotated

import typer

from kehoach_cli import disk, templating
from kehoach_cli.cli import options
from kehoach_cli.cli.context import one_of, session
from kehoach_cli.cli.template.check import root_of
from kehoach_cli.report.variables import KINDS
from kehoach_cli.trouble import WRONG_USE, Trouble


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="TEMPLATE")],
    kind: Annotated[str | None, typer.Option("--kind", "-k", metavar="KIND")] = None,
    output: options.OutputOption = None,
) -> int:
    here = session(ctx)
    one_of("--kind", kind, tuple(KINDS))
    template = templating.find(root_of(here, needed=False), file, kind, here.say)
    forms = templating.forms(template)
    form = next(iter(forms))
    if output is not None:
        form = next((name for name, ending in forms.items() if output.suffix.lower() == ending), "")
        if not form:
            raise Trouble("unknown-suffix", exit_code=WRONG_USE, path=output.name or str(output), among=", ".join(forms.values()))
    elif template.ending == templating.WORD and here.console.is_terminal:
        raise Trouble("output-needed", exit_code=WRONG_USE, suffix=forms[form])
    content = templating.preview(template, form)
    if output is None:
        here.console.bytes_out(content)
    else:
        disk.write_output(output, content)
        here.console.note("written", path=str(output))
    return 0
