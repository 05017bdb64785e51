"""The version of this program, as said to sites, stores and users."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("shengmei")
except PackageNotFoundError:  # run from a checkout that was not installed
    VERSION = "0"
