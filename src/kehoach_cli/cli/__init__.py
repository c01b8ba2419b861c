"""The command layer: options to one call and one exit code. It alone knows typer, the clock, the language and the streams.

One module for each command; `main.COMMANDS` lists them, and only the one that was asked for is loaded.
"""
