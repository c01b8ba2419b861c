"""A bar of counted parts, as shares of its length, for a chart that needs no script."""

from typing import Any

from kehoach_cli.text import Say

_ROOM_FOR_A_COUNT = 700  # of 10,000: a narrower part is drawn without its count


def bar(counts: list[tuple[str, int]], say: Say, vocabulary: str) -> dict[str, Any]:
    """The parts that are not empty, each with its start and width in percent, and the whole in words. `vocabulary` names the
    words of the keys."""
    total = sum(count for _, count in counts)
    parts, before = [], 0
    for key, count in counts:
        if count:
            start, end = before * 10_000 // total, (before + count) * 10_000 // total
            shown = str(count) if end - start >= _ROOM_FOR_A_COUNT else ""
            parts.append(
                {
                    "key": key,
                    "x": _share(start),
                    "width": _share(end - start),
                    "middle": _share((start + end) // 2),
                    "count": shown,
                }
            )
            before += count
    return {"parts": parts, "words": ", ".join(f"{say.word(vocabulary, key)}: {count}" for key, count in counts if count)}


def _share(of_ten_thousand: int) -> str:
    return f"{of_ten_thousand // 100}.{of_ten_thousand % 100:02}%"
