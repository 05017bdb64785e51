"""`python -m shengmei.locale.compile_catalogue` makes messages.mo of messages.po, which is edited by hand."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "zh_CN" / "LC_MESSAGES"


def compiled() -> bytes:
    """What messages.mo must be."""
    written = io.BytesIO()
    write_mo(written, read_po(io.BytesIO((FOLDER / "messages.po").read_bytes()), locale="zh_CN"))
    return written.getvalue()


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compiled())
