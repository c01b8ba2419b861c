"""Short marks of what somebody else need not read again: the same bytes give the same mark, other bytes another one."""

try:
    # What hashlib hands out under this name; hashlib itself loads OpenSSL, which takes a third of an empty interpreter's time.
    from _blake2 import blake2b
except ImportError:  # an interpreter that builds its hashes otherwise
    from hashlib import blake2b


def mark_of(content: bytes) -> str:
    """The mark of some bytes, 32 hexadecimal digits. It guards against chance, and against nobody who forges."""
    return blake2b(content, digest_size=16).hexdigest()


def mark_of_texts(*texts: str) -> str:
    """The mark of texts in their order, whatever characters they hold."""
    return mark_of("\0".join(texts).encode("utf-8", "surrogatepass"))
