"""Remarks on stderr."""

TEXTS = {
    "error": "Error:",
    "cure": "Cure:",
    "interrupted": "Stopped as asked; nothing has changed.",
    "files-with-errors": "Note: {count} error(s) in the files, so what follows may be incomplete; type kehoach validate to see them.",
    "files-with-errors-then": "Note: {count} error(s) in the files as committed in {commit}, so what follows may be incomplete.",
    "written": "Written to {path}",
    "recorded": "Recorded: {subject}\n  file {path}\n  commit {commit}",
    "nothing-recorded": "Nothing was recorded: the errors above come first.",
    "draft-kept": "What you typed is kept in {path}\nWhen it is mended, type:\n  {command}",
    "draft-lost": "No draft could be kept; what you typed follows, copy it:",
    "piped-kept": "What was piped in is kept in {path}\nWhen it is mended, type the command again with --from and that file.",
    "settled-recording-finished": "The recording before was interrupted, but git has taken it: {path}",
    "settled-recording-undone": "The recording before was interrupted; everything is as it was: {path}\nIts words are kept in {draft}",
    "settled-removal-finished": "The undo before was interrupted, but git has taken it: {path}",
    "settled-removal-undone": "The undo before was interrupted; the file is back in its place: {path}",
    "nothing-undone": "Nothing was taken back: other files rely on this one (the errors above).",
    "undone": "Took back {path} in commit {commit}. To record it again, type the command once more.",
    "kept": "Left as it was: {path}",
    "committed": "Committed to git as {commit}.",
    "not-committed": 'Note: the files are there but not committed to git. {cause}\n{cure}\nWhen that is mended, type in that folder:\n  git add -A\n  git commit -m "Begin"',
}
