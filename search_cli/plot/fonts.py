"""A font that has Chinese characters: the one taken along, or one of this system's.

matplotlib's own font has none and draws boxes; what a system has installed is chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shengmei.console.translation import translated
from shengmei.problems import UsageProblem

PACKAGE = "pylopdf_fonts_zh_cn"  # data only: Noto Sans SC and Noto Serif SC, SIL Open Font License 1.1
# Where the package is left out (it is 17 MB); the usual ones, simplified forms first.
OF_SYSTEMS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "Droid Sans Fallback",
)


@dataclass(frozen=True)
class Font:
    """`name` says where it comes from too: `Noto Sans SC (package pylopdf_fonts_zh_cn)`."""

    name: str
    path: Path


def chosen() -> Font:
    """The font that labels are drawn in; raises `UsageProblem` where there is none with Chinese."""
    found = _packaged() or _of_system()
    if found is None:
        raise UsageProblem(
            translated("no font with Chinese characters is here: pip install 'shengmei[plot]'")
        )
    return found


def _packaged() -> Font | None:
    if find_spec(PACKAGE) is None:
        return None
    from pylopdf_fonts_zh_cn import sans_path

    path = sans_path()
    return Font(f"Noto Sans SC (package {PACKAGE})", path) if path.exists() else None


def _of_system() -> Font | None:
    from matplotlib.font_manager import fontManager

    known = {one.name: one.fname for one in fontManager.ttflist}
    name = next((one for one in OF_SYSTEMS if one in known), None)
    return Font(f"{name} (of this system, {known[name]})", Path(known[name])) if name else None
