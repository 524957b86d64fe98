"""Reads an embedded signature of a thin 64-bit Mach-O program from standard input and recomputes every hash of it."""

import hashlib
import json
import struct
import sys

data = sys.stdin.buffer.read()
count = struct.unpack_from("<I", data, 16)[0]
at, code, link_edit = 32, None, None
for _ in range(count):
    command, size = struct.unpack_from("<II", data, at)
    if command == 0x1D:
        code = struct.unpack_from("<II", data, at + 8)
    if command == 0x19 and data[at + 8 : at + 24].rstrip(b"\0") == b"__LINKEDIT":
        link_edit = struct.unpack_from("<QQQQ", data, at + 24)
    at += size

offset, length = code
magic, total, blobs = struct.unpack_from(">III", data, offset)
assert magic == 0xFADE0CC0 and total <= length
found = {}
for index in range(blobs):
    kind, start = struct.unpack_from(">II", data, offset + 12 + index * 8)
    size = struct.unpack_from(">I", data, offset + start + 4)[0]
    found[kind] = data[offset + start : offset + start + size]

directory = found[0]
(magic, _, version, flags, hashes, name, special, slots, limit) = struct.unpack_from(">9I", directory)
size, kind, platform, page = struct.unpack_from("4B", directory, 36)
assert (magic, version, flags, size, kind, platform) == (0xFADE0C02, 0x20400, 2, 32, 2, 0)
page = 1 << page
slot = lambda number: directory[hashes + number * size : hashes + (number + 1) * size]
digest = lambda piece: hashlib.sha256(piece).digest()
pieces = [data[start : min(start + page, limit)] for start in range(0, limit, page)]
base, text, flag = struct.unpack_from(">QQQ", directory, 64)
print(
    json.dumps(
        [
            {
                "identifier": directory[name : directory.index(b"\0", name)].decode(),
                "pages": limit == offset
                and len(pieces) == slots
                and all(slot(index) == digest(piece) for index, piece in enumerate(pieces))
                and base == 0
                and flag == 1,
                "special": all(
                    slot(-number) == (digest(found[number]) if number in found else bytes(32))
                    for number in range(1, special + 1)
                ),
                "end": link_edit[2] + link_edit[3] == offset + length and link_edit[1] >= link_edit[3],
            }
        ]
    )
)
