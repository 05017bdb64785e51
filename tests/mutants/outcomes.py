"""What became of each mutant that mutmut made in the working directory, as JSON lines on stdout.

Run in the directory in which mutmut ran: `python outcomes.py`. A line: `file`, `function`, `old` and `new`
(the source text that was changed, and what it was changed to), `outcome` as mutmut calls it.
"""

from __future__ import annotations

import json
import sys
from difflib import SequenceMatcher
from pathlib import Path

from mutmut.mutation.diff_apply import read_mutant_function, read_mutants_module, read_original_function
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key


def main() -> None:
    for meta in sorted(Path("mutants").rglob("*.meta")):
        file = meta.relative_to("mutants").with_suffix("")
        mutated = None
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            found = {"file": str(file), "function": _function(name), "outcome": status_by_exit_code[code]}
            if found["outcome"] != "killed":
                mutated = mutated or read_mutants_module(file)
                found |= _change(mutated, name)
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def _function(name: str) -> str:
    function, owner = orig_function_and_class_names_from_key(name)
    return f"{owner}.{function}" if owner else function


def _change(mutated, name: str) -> dict[str, str]:
    """The lines that differ, blanks at their ends left out, joined by newlines."""
    before = _lines(mutated, read_original_function(mutated, name))
    after = _lines(mutated, read_mutant_function(mutated, name))
    changed = [
        op for op in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if op[0] != "equal"
    ]
    old = [line for _, start, end, _, _ in changed for line in before[start:end]]
    new = [line for _, _, _, start, end in changed for line in after[start:end]]
    return {"old": "\n".join(old), "new": "\n".join(new)}


def _lines(module, function) -> list[str]:
    return [line.strip() for line in module.code_for_node(function).splitlines()]


if __name__ == "__main__":
    main()
