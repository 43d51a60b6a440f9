"""How large a picture is when it is drawn, read from its first bytes.

A picture of 50 kB can be 20,000 dots wide and high, and costs who looks at it a
gigabyte. Browsers go by what a picture holds and not by what it is called; so do we,
and what is none of four known kinds is no picture.
"""

import binascii
from collections.abc import Iterator

MOST = 40_000_000  # dots; a poster of 20 by 20 inches has 36 million


def fits(picture: str) -> bool:
    """Tell whether a picture, in base64 or as a data address, is one to be shown.

    >>> fits("data:image/gif;base64,R0lGODlhAQABAA==")
    True
    >>> fits("R0lGODlh/////w=="), fits("Qk0=")
    (False, False)
    """
    try:
        content = binascii.a2b_base64(picture.rpartition(",")[2] + "==")
    except ValueError:
        return False
    sizes = _sizes(content)
    return sizes is not None and all(wide * high <= MOST for wide, high in sizes)


def _sizes(content: bytes) -> list[tuple[int, int]] | None:
    """List every width and height that it tells; None if it is of no known kind."""
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        first = content[12:16] in (b"IHDR", b"")  # without one nothing is drawn
        return [_pair(content[16:], 4, "big")] if first else None
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return [_pair(content[6:], 2, "little"), *_frames(content)]
    if content[:3] == b"\xff\xd8\xff":
        return list(_scans(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return [_webp(content[12:16], content[20:])]
    return None


def _pair(content: bytes, size: int, order: str) -> tuple[int, int]:
    numbers = content[:size], content[size : 2 * size]
    return tuple(int.from_bytes(number, order) for number in numbers)


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Give the far corner of a GIF's first frame, which may pass the screen's."""
    at = 13 + _colours(content[10:11])
    while content[at : at + 1] == b"!":  # words and times before it, in blocks
        at += 2
        while size := int.from_bytes(content[at : at + 1], "big"):
            at += size + 1
        at += 1
    left, top = _pair(content[at + 1 :], 2, "little")
    wide, high = _pair(content[at + 5 :], 2, "little")
    yield left + wide, top + high


def _colours(flags: bytes) -> int:
    """Count the bytes of a GIF's table of colours."""
    told = flags[0] if flags else 0
    return 3 << (told & 7) + 1 if told & 0x80 else 0


def _scans(content: bytes) -> Iterator[tuple[int, int]]:
    """Give the height and width of every frame that a JPEG announces."""
    at = 2
    while (at := content.find(b"\xff", at)) >= 0:
        kind = content[at + 1 : at + 2]
        if kind in (b"\xff", b"\x00", b"\x01") or b"\xd0" <= kind <= b"\xd8":
            at += 1
            continue
        if kind in (b"", b"\xd9", b"\xda"):
            return
        if b"\xc0" <= kind <= b"\xcf" and kind not in (b"\xc4", b"\xc8", b"\xcc"):
            yield _pair(content[at + 5 : at + 9], 2, "big")
        at += 2 + max(int.from_bytes(content[at + 2 : at + 4], "big"), 2)


def _webp(kind: bytes, body: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        wide, high = _pair(body[4:], 3, "little")
        return wide + 1, high + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    wide, high = _pair(body[6:], 2, "little")
    return wide & 0x3FFF, high & 0x3FFF
