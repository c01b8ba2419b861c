"""A list of entries put on record by one command: checked as a whole, then one commit for each agency."""

from collections.abc import Callable, Mapping, Sequence

from kehoach_cli import entryfile, lists
from kehoach_cli.cli.recording import Recording, of_the_system, prefix, require_whole, show_findings
from kehoach_cli.draft import Batch, Draft
from kehoach_cli.entryfile import Typed
from kehoach_cli.fields import Form
from kehoach_cli.lists import Checked
from kehoach_cli.locks import interrupts_noted
from kehoach_cli.nodes import Data
from kehoach_cli.trouble import FOUND, INTERRUPTED, Trouble

_MOST_NAMED = 8


def record(rec: Recording, form: Form, options: Mapping[str, Data], make: Callable[[Typed], Draft | None]) -> int:
    """Put the entries of the list on record that are not there yet, or print them as a patch. `options` hold for every entry;
    `make` is as `lists.check` takes it. The exit code."""
    require_whole(options)
    given = rec.entries
    assert given is not None  # noqa: S101 - for the type checker: who calls this has seen the list

    def made(typed: Typed) -> Draft | None:
        rec.require_own(typed)
        return make(typed)

    checked = lists.check(rec.workspace, given, entryfile.each(given, form, options), made)
    _show(rec, checked)
    if checked.is_refused:
        rec.here.console.note("nothing-recorded")
        rec.keep_piped()
        return FOUND
    if checked.known:
        rec.here.console.note("entries-known", count=str(checked.known))
    if rec.common.dry_run:
        lead = prefix(rec.workspace.root)
        for draft in (draft for batch in checked.batches for draft in batch.drafts):
            rec.here.console.out(draft._replace(path=lead + draft.path).patch)
        return 0
    return _put_on_record(rec, checked)


def _show(rec: Recording, checked: Checked) -> None:
    """What is wrong or to be noted, entry by entry in the order of the list, then what it would bring elsewhere."""
    from kehoach_cli.render.findings import each

    console, given = rec.here.console, rec.given
    total = len(given.entries or ()) if given else 0
    for fault in checked.faults:
        console.note("entry", number=str(fault.number), path=given.name if given else "", line=str(fault.line))
        if fault.trouble:
            console.trouble(fault.trouble)
        for shown in each(console.say, fault.findings, given.snapshot if given else rec.workspace.snapshot):
            console.err(shown)
    if checked.untold and any(fault.forbids for fault in checked.faults):
        console.note("entries-untold", count=str(checked.untold), next=str(total - checked.untold + 1))
    elif checked.untold:
        console.note("entries-noted", count=str(checked.untold))
    for rehearsal in checked.elsewhere:
        show_findings(rec.here, rehearsal.findings, rehearsal.snapshot)


def _put_on_record(rec: Recording, checked: Checked) -> int:
    done: list[Batch] = []
    trouble: Trouble | None = None
    with interrupts_noted() as heard, rec.here.console.progress(checked.total, "progress-recording") as step:
        recording = lists.put_on_record(rec.workspace, rec.ready(), checked.batches)
        try:
            for batch in recording:
                done.append(batch)
                for _ in batch.drafts:
                    step()
                if heard:
                    break
        except (Trouble, OSError) as stopped:  # a terminal sends Ctrl-C to git as well, which then refuses
            trouble = stopped if isinstance(stopped, Trouble) else of_the_system(stopped)
    if done:
        count = sum(len(batch.drafts) for batch in done)
        rec.here.console.note("entries-recorded", count=str(count), commits=str(len(done)), agencies=_agencies(done))
    if len(done) == len(checked.batches):
        return 0
    if trouble and not heard:
        rec.here.console.trouble(trouble)
    _tell_rest(rec, checked.batches[len(done) :])
    rec.keep_piped()
    return trouble.exit_code if trouble and not heard else INTERRUPTED


def _tell_rest(rec: Recording, rest: Sequence[Batch]) -> None:
    """What is not, and how to go on."""
    rec.here.console.note("entries-left", count=str(sum(len(batch.drafts) for batch in rest)), agencies=_agencies(rest))


def _agencies(batches: Sequence[Batch]) -> str:
    names = [batch.drafts[0].agency for batch in batches]
    return ", ".join([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])
