"""Options before variables before shengmei.toml before defaults; secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from search_cli.cli import root
from shengmei import config
from shengmei.console import translation
from shengmei.problems import UsageProblem


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in (*config.NAMES, "config", "password_file", "api_key_file", "store_password_file"):
        monkeypatch.delenv(f"SHENGMEI_{name.upper()}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(config, "SYSTEM", tmp_path / "etc_shengmei")
    monkeypatch.chdir(tmp_path)


def write(text: str, path: Path = Path("shengmei.toml")) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_defaults_are_a_platform_directory_with_the_index_in_it():
    found = config.load({})
    assert found.data.is_absolute()
    assert found.data.name == "shengmei"
    assert found.index == str(found.data / "index")
    assert (found.delay, found.proxy, found.password) == (2.0, None, None)


def test_each_place_yields_to_the_one_before_it(monkeypatch, tmp_path):
    write('data = "from_file"\ndelay = 3\ncontact = "me@example.cn"')
    assert config.load({}).data == tmp_path / "from_file"
    monkeypatch.setenv("SHENGMEI_DATA", "from_variable")
    assert config.load({}).data == tmp_path / "from_variable"
    found = config.settings({"data": "from_option", "index": None})
    assert found["data"] == config.Setting(tmp_path / "from_option", "option --data")
    assert found["delay"] == config.Setting(3.0, str(tmp_path / "shengmei.toml"))
    assert found["index"] == config.Setting(str(tmp_path / "from_option" / "index"), "default")


def test_a_file_elsewhere_speaks_of_its_own_directory(monkeypatch, tmp_path):
    write('data = "data"\nindex = "https://search.example:9200"', tmp_path / "etc" / "shengmei.toml")
    monkeypatch.setenv("SHENGMEI_CONFIG", str(tmp_path / "etc" / "shengmei.toml"))
    found = config.load({})
    assert (found.data, found.index) == (tmp_path / "etc" / "data", "https://search.example:9200")


def test_an_empty_variable_is_none(monkeypatch):
    monkeypatch.setenv("SHENGMEI_DELAY", "")
    assert config.load({}).delay == 2.0


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("data = ", "cannot be read"),
        ("colour = true", "unknown key 'colour'; known: data, index"),
        ("data = 5", "data must be text, not 5"),
        ('delay = "slow"', "delay must be a number of seconds, not 'slow'"),
        ("delay = -1", "delay must be from 0 to 3600 seconds"),
        ("delay = nan", "delay must be from 0 to 3600 seconds"),
        ('password = "secret"', "set SHENGMEI_PASSWORD or name its file by password_file"),
        ('index = "ftp://search.example/x"', "no address that an index can have"),
        ('password_file = "nowhere"', "password_file .*nowhere cannot be read"),
    ],
)
def test_a_file_that_says_nonsense_is_told_so(written, said):
    write(written)
    with pytest.raises(UsageProblem, match=said) as raised:
        config.load({})
    assert raised.value.exit_code == 2
    assert '"secret"' not in str(raised.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("colour = true", "没有设置项 'colour'；已知的有：data, index"),
        ("data = 5", "data 必须是文本，不能是 5"),
        ("delay = -1", "delay 必须在 0 到 3600 秒之间"),
        ("lease = 0", "lease 必须在 1 到 600 秒之间"),
        ("keep_free = -1", "keep_free 必须是不小于 0 的兆字节数"),
        ('allow_private = "maybe"', "allow_private 只能是 1 或 0，不能是 'maybe'"),
        ('password = "secret"', "请设置 SHENGMEI_PASSWORD，或用 password_file 指明其文件"),
        ('index = "ftp://search.example/x"', "不是索引可用的地址"),
        ('store = "mysql://h/d"', "store 不是 .* 形式的地址"),
        ("outlets = 5", "outlets 是由表组成的表"),
        ('[outlets.hbtv]\nhours = "25:00-1:00"', "时段要写成 22:00-06:30（北京时间），不能是 '25:00-1:00'"),
        ("[outlets.hbtv]\npages_a_day = 0", "不能是 pages_a_day = 0"),
    ],
)
def test_nonsense_is_told_in_chinese_to_who_reads_it(monkeypatch, written, said):
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    translation.bind()
    write(written)
    with pytest.raises(UsageProblem, match=said):
        config.load({})


def test_a_file_in_no_charset_and_one_that_is_missing(monkeypatch):
    Path("shengmei.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageProblem, match="cannot be read"):
        config.load({})
    monkeypatch.setenv("SHENGMEI_CONFIG", "missing.toml")
    with pytest.raises(UsageProblem, match=r"missing\.toml, named by SHENGMEI_CONFIG, does not exist"):
        config.load({})


def test_secrets_come_from_variables_or_files_and_are_never_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("SHENGMEI_API_KEY", "key-123")
    write("word-456\n", tmp_path / "word")
    write('password_file = "word"')
    found = config.load({})
    assert (found.password, found.api_key) == ("word-456", "key-123")
    assert "456" not in repr(found)
    assert "123" not in repr(found)
    assert config.shown("password", found.password) == "set"
    assert config.shown("api_key", None) == "not set"


def test_an_address_is_shown_without_its_password():
    shown = config.shown("index", "https://reader:secret@search.example:9200/x@y")
    assert shown == "https://search.example:9200/x@y"
    assert config.shown("data", Path("here")) == "here"


def test_the_login_of_the_file_reaches_the_search_client(monkeypatch, tmp_path):
    from indexer.search.elastic.login import Login

    for name in ("USERNAME", "PASSWORD"):
        monkeypatch.setenv(f"SHENGMEI_{name}", "")  # so that it is put back afterwards
        monkeypatch.delenv(f"SHENGMEI_{name}")
    write("word-456", tmp_path / "word")
    write('username = "reader"\npassword_file = "word"')
    config.hand_over_login(config.load({}))
    login = Login.from_environment()
    assert (login.username, login.password) == ("reader", "word-456")


@pytest.mark.parametrize("given", ["-1", "nan", "inf", "1e9", "3600"])
def test_a_delay_that_cannot_be_is_refused_on_the_command_line_too(given, tmp_path):
    result = CliRunner().invoke(root, ["crawl", "hbtv", "--delay", given, "--data", str(tmp_path / "data")])
    assert result.exit_code == 2
    assert "delay must be from 0 to 3600 seconds" in result.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_without_an_address_is_named(tmp_path):
    (tmp_path / "empty.txt").write_text("# nothing\n", encoding="utf-8")
    result = CliRunner().invoke(
        root, ["crawl", "--urls", str(tmp_path / "empty.txt"), "--data", str(tmp_path / "data")]
    )
    assert result.exit_code == 2
    assert "empty.txt holds no address" in result.stderr


@pytest.mark.parametrize("address", ["ftp://reader:hidden@x/y", "FILE:///srv/index", "es+https://x"])
def test_an_index_at_an_address_that_is_none_is_a_wrong_call_and_makes_no_directory(address, tmp_path):
    result = CliRunner().invoke(root, ["--index", address, "index", "create"])
    assert (result.exit_code, "no address that an index can have" in result.stderr) == (2, True)
    assert "hidden" not in result.stderr
    assert not list(tmp_path.iterdir())


def test_the_working_directory_comes_before_the_users_settings_and_those_before_the_systems(tmp_path):
    write('contact = "here@example.cn"')
    write(
        'contact = "user@example.cn"\ndelay = 4\ndata = "store"',
        tmp_path / "xdg" / "shengmei" / "shengmei.toml",
    )
    write('delay = 9\nproxy = "http://proxy:3128"', tmp_path / "etc_shengmei" / "shengmei.toml")
    found = config.load({})
    assert (found.contact, found.delay, found.proxy) == ("here@example.cn", 4.0, "http://proxy:3128")
    assert found.data == tmp_path / "xdg" / "shengmei" / "store"  # seen from the file that names it
    assert config.settings({})["proxy"].origin == str(tmp_path / "etc_shengmei" / "shengmei.toml")


def test_a_file_that_is_named_is_the_only_one(monkeypatch, tmp_path):
    write("delay = 9", tmp_path / "etc_shengmei" / "shengmei.toml")
    write('contact = "named@example.cn"', tmp_path / "named.toml")
    monkeypatch.setenv("SHENGMEI_CONFIG", str(tmp_path / "named.toml"))
    found = config.load({})
    assert (found.contact, found.delay) == ("named@example.cn", 2.0)
    assert config.files() == (tmp_path / "named.toml",)


def test_a_directory_one_happens_to_be_in_names_no_command(monkeypatch, tmp_path):
    write('on_alarm = "rm -r ."')
    with pytest.raises(UsageProblem, match="may name no command"):
        config.load({})
    monkeypatch.setenv("SHENGMEI_CONFIG", "shengmei.toml")
    assert config.load({}).on_alarm == "rm -r ."
    monkeypatch.delenv("SHENGMEI_CONFIG")
    Path("shengmei.toml").unlink()
    write('on_alarm = "mail me"', tmp_path / "xdg" / "shengmei" / "shengmei.toml")
    assert config.load({}).on_alarm == "mail me"


def test_doctor_says_where_it_looked(tmp_path):
    write("delay = 9", tmp_path / "etc_shengmei" / "shengmei.toml")
    said = CliRunner().invoke(root, ["doctor", "--data", str(tmp_path / "none")]).stdout
    line = next(line for line in said.splitlines() if line.split()[1] == "config")
    assert f"{tmp_path / 'xdg' / 'shengmei' / 'shengmei.toml'} (not there)" in line
    assert line.endswith(str(tmp_path / "etc_shengmei" / "shengmei.toml"))


SERVER = "postgresql+psycopg://crawler@db.example/shengmei"


def test_the_store_is_a_file_in_the_data_directory_unless_a_database_is_named(monkeypatch, tmp_path):
    write(f'store = "{SERVER}"\nstore_password_file = "secret"')
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    found = config.load({}).store_path
    assert (found.url, found.password, str(found)) == (
        SERVER,
        "hush",
        "postgresql+psycopg://db.example/shengmei",
    )
    assert "hush" not in repr(found)
    monkeypatch.setenv("SHENGMEI_STORE", "sqlite")
    assert config.load({"data": str(tmp_path)}).store_path == tmp_path / "shengmei.sqlite"
    monkeypatch.setenv("SHENGMEI_STORE", "postgresql://crawler:hush@db.example/shengmei")
    assert config.load({}).store_path.url == "postgresql+psycopg://crawler:hush@db.example/shengmei"
    assert config.shown("store", config.load({}).store) == "postgresql://db.example/shengmei"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://db.example/x", "no address postgresql"),
        ("store.sqlite", "no address postgresql"),
        ("postgresql+psycopg://", "no address postgresql"),
        ("postgresql+psycopg://db.example:port/x", "no address postgresql"),
        ("postgresql+psycopg://me:hush@db.example/x", "no place for the store's password"),
        ("postgresql+psycopg://db.example/x?password=hush", "no place for the store's password"),
    ],
)
def test_an_address_of_a_store_that_cannot_be_is_told_without_its_password(url, said):
    write(f'store = "{url}"')
    with pytest.raises(UsageProblem, match=said) as problem:
        config.load({})
    assert "hush" not in str(problem.value)
