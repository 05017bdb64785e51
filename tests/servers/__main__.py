"""Runs one server in the foreground: `python -m tests.servers NAME [secure]`."""

import sys

from tests.servers import KNOWN, PASSWORD, running

if __name__ == "__main__":
    arguments = [*sys.argv[1:], ""]
    if arguments[0] not in KNOWN:
        sys.exit(f"name one of: {', '.join(KNOWN)}")
    with running(arguments[0], secure=arguments[1] == "secure") as server:
        login = f" (admin, {PASSWORD})" if arguments[1] == "secure" else ""
        print(f"{server.name} answers at {server.address}{login}; end with Ctrl-D", flush=True)  # noqa: T201
        sys.stdin.read()
