"""What docs/operate.md and README print to run shengmei as a service: units, crontabs and settings hold."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shengmei import config
from tests.test_docs import parsed

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"`/etc/systemd/system/(\S+?)`[^`]*```ini\n(.*?)```", TEXT, re.DOTALL))
INSTALLED = "/opt/shengmei/bin/shengmei"
PROGRAM = str(Path(sys.executable).with_name("shengmei"))


def test_the_units_are_found():
    assert sorted(UNITS) == ["shengmei-crawl.service", "shengmei-crawl.timer", "shengmei-health.service"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not there")
def test_systemd_takes_the_units(tmp_path):
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace(INSTALLED, PROGRAM), encoding="utf-8")
    call = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(
        call, capture_output=True, text=True, env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "shengmei" in line]
    assert (done.returncode, ours) == (0, [])


def test_every_unit_that_is_shown_calls_what_exists():
    """The one of `index watch` too, which is no whole unit."""
    calls = re.findall(r"^ExecStart=\S+/shengmei (.*)$", TEXT, re.MULTILINE)
    assert len(calls) == 3
    for call in calls:
        parsed(shlex.split(call))


def commands() -> list[str]:
    """Every call that units and the crontabs of both pages make."""
    lines = re.findall(r"^ExecStart=(.*)$", "".join(UNITS.values()), re.MULTILINE)
    here, there = re.findall(r"```crontab\n(.*?)```", TEXT + README, re.DOTALL)
    return lines + [line.split(None, 5)[5] for line in (here + there).splitlines()]


@pytest.mark.parametrize("command", commands())
def test_each_call_works_in_the_little_that_cron_gives(command, tmp_path):
    """Nothing was crawled yet, so that there is nothing to fetch: no network is asked."""
    (tmp_path / "shengmei.toml").write_text('data = "data"\ncontact = "you@example.cn"', encoding="utf-8")
    command = command.replace(INSTALLED, PROGRAM).replace("/var/lib/shengmei/", f"{tmp_path}/")
    command = command.replace("/srv/shengmei", f"{tmp_path}/data")
    little = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SHELL": "/bin/sh"}
    # A crawl of what is due makes the store; health needs one.
    if " health" in command:
        made = f"{PROGRAM} crawl --due --no-index"
        subprocess.run(["/bin/sh", "-c", made], cwd=tmp_path, env=little, capture_output=True, check=True)
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=little, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "--quiet" not in command or (done.stdout, done.stderr) == ("", "")


def test_the_settings_that_are_shown_are_settings(monkeypatch, tmp_path):
    file = tmp_path / "shengmei.toml"
    monkeypatch.setenv("SHENGMEI_CONFIG", str(file))
    limits, settings = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    file.write_text(settings, encoding="utf-8")
    found = config.load({})
    assert (str(found.data), found.contact) == ("/var/lib/shengmei", "you@example.cn")
    file.write_text(limits, encoding="utf-8")
    rules = config.load({}).outlets
    assert str(rules["cjyun.org"].hours) == "22:00-06:30"
    assert (rules["cjyun.org"].pages_a_day, rules["hbtv"].any_certificate) == (2000, True)


def test_the_image_is_made_of_files_that_are_there():
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert 'ENTRYPOINT ["shengmei"]' in lines
