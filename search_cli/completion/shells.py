"""Scripts for bash, zsh and fish. Those of click take `:` for the end of a word and `,` for that of a value,
and put a blank behind `source:`, so that neither a field nor a list of names can be gone on with."""

from __future__ import annotations

import os
from shlex import quote
from typing import Any, ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

OPEN = "part"  # the type of what goes on behind it, `source:`: no blank

# What bash calls a word ends at a colon, unless it is quoted; what stands before it must not come twice.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' line=${COMP_LINE:0:COMP_POINT} response completion type value word before=
    response=$(env COMP_WORDS="$line" %(complete_var)s=bash_complete $1)
    word=${line##*[[:space:]]}
    if [[ $COMP_WORDBREAKS == *:* && ${COMP_WORDS[COMP_CWORD]} != [\\"\\']* ]]; then
        before=${word%%"${word##*:}"}
    fi
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) COMPREPLY=(); compopt -o dirnames ;;
            file) COMPREPLY=(); compopt -o default ;;
            part) COMPREPLY+=("${value#"$before"}"); compopt -o nospace ;;
            plain) COMPREPLY+=("${value#"$before"}") ;;
        esac
    done
    return 0
}

%(complete_func)s_setup() {
    complete -o nosort -F %(complete_func)s %(prog_name)s
}

%(complete_func)s_setup;
"""

_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local -a values described open response
    local type key descr
    (( ! $+commands[%(prog_name)s] )) && return 1
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
%(complete_var)s=zsh_complete %(prog_name)s)}")
    for type key descr in ${response}; do
        case $type in
            plain) [[ $descr == _ ]] && values+=("$key") || described+=("$key:$descr") ;;
            part) open+=("$key:$descr") ;;
            dir) _path_files -/ ;;
            file) _path_files -f ;;
        esac
    done
    (( $#open )) && _describe -V field open -U -S ''
    (( $#described )) && _describe -V unsorted described -U
    (( $#values )) && compadd -U -V unsorted -a values
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = """\
function %(complete_func)s;
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \
COMP_CWORD=(commandline -t) %(prog_name)s);
    for completion in $response;
        set -l found (string split --max 1 "," -- $completion);
        switch $found[1];
            case dir;
                __fish_complete_directories $found[2];
            case file;
                __fish_complete_path $found[2];
            case plain part;
                echo $found[2];
        end;
    end;
end;

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)";
"""


class Bash(BashComplete):
    """Gets the line as it is typed, so that `source:新` is one word, and quotes what bash would cut."""

    source_template: ClassVar[str] = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["COMP_WORDS"]
        # A letter at the end tells whether a word is begun there, in quotes too.
        *args, last = split_arg_string(f"{line}x")
        return args[1:], last[:-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        value = str(item.value)
        if not _quote_open(os.environ["COMP_WORDS"]):
            field, colon, rest = value.rpartition(":") if item.type == "plain" else ("", "", "")
            value = f"{field}:{quote(rest)}" if colon and '"' in rest else value
        return f"{item.type},{value}"


class Zsh(ZshComplete):
    source_template: ClassVar[str] = _ZSH

    def format_completion(self, item: CompletionItem[Any]) -> str:
        if item.type == OPEN:  # all of them are described, if by nothing
            value = str(item.value).replace(":", r"\:")
            return f"{item.type}\n{value}\n{item.help or value}"
        return super().format_completion(item)


class Fish(FishComplete):
    source_template: ClassVar[str] = _FISH


def register() -> None:
    """Puts these scripts in the place of click's."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)


def _quote_open(line: str) -> bool:
    """Whether the line ends inside quotes."""
    open_ = escaped = ""
    for one in line:
        if escaped:
            escaped = ""
        elif one == "\\" and open_ != "'":
            escaped = one
        elif open_:
            open_ = "" if one == open_ else open_
        elif one in "\"'":
            open_ = one
    return bool(open_)
