"""Pictures found in documents: those that a browser shows."""

import re

from ..document import Picture

FORMATS = [
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
]
UNUSABLE = "#unusable"


class Album:
    """The pictures of a document, in order."""

    def __init__(self):
        self.pictures = []

    def keep(self, data):
        """Keep a picture; return the address that stands for it in the HTML on its way."""
        extension = next((extension for sign, extension in FORMATS if sign.match(data)), "")
        if not extension:
            return UNUSABLE
        self.pictures.append(Picture(data, f"image-{len(self.pictures) + 1}.{extension}"))
        return f"#picture-{len(self.pictures) - 1}"
