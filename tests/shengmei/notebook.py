"""The notebook of docs/, executed in a folder of its own.

`python -m tests.shengmei.notebook` writes it anew with today's outputs, after the demo's data have changed.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "yangtze.ipynb"
SECONDS = 600  # a cell that hangs ends the test; a slow machine does not


def saved() -> Any:
    """The notebook with the outputs that it shows."""
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(folder: Path) -> Any:
    """The notebook run from its first cell to its last in `folder`; raises the error of a cell that fails."""
    notebook = saved()
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    settings = {"PYTHONPATH": path, "SHENGMEI_CONFIG": os.devnull, "MPLCONFIGDIR": str(folder / "matplotlib")}
    # Kernels write beside what people have set up; and a backend named for tests draws nothing inline.
    settings |= {"IPYTHONDIR": str(folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    with mock.patch.dict(os.environ, settings):
        for name in ("MPLBACKEND", "SHENGMEI_DATA", "SHENGMEI_INDEX"):
            os.environ.pop(name, None)
        NotebookClient(
            notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it was run
    return notebook


def shown(notebook: Any) -> list[list[dict[str, Any]]]:
    """What each cell of code shows: text as it is, pictures by their kind alone."""
    return [[_output(one) for one in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def _output(output: Any) -> dict[str, Any]:
    if output.output_type == "stream":
        return {output.name: output.text}
    data = output.data
    return {"kinds": sorted(data)} if "image/png" in data else dict(data)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        nbformat.write(executed(Path(name)), NOTEBOOK)
