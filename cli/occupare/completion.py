"""What a shell may offer while a command line is typed, quoted so that nothing of it is anything but a word.

Click's own scripts put a title into the line as it is: as several words, or as a command where it holds $(…), and cut
at the first comma.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, FishComplete, add_completion_class, shell_complete

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

COMPLETION_VARIABLE = "_OCCUPARE_COMPLETE"  # what a shell sets when it asks for completions

_BASH = r"""
COMP_WORDBREAKS=${COMP_WORDBREAKS//:}

%(complete_func)s() {
    local IFS=$'\n' response completion
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        OCCUPARE_WORD="${COMP_WORDS[COMP_CWORD]}" %(complete_var)s=bash_complete "$1")
    while IFS= read -r completion; do
        case $completion in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("${completion#plain,}") ;;
        esac
    done <<< "$response"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    source_template = _BASH

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return a completion as the rest of the word that is being typed, in its quotes where it has any."""
        word = os.environ.get("OCCUPARE_WORD")  # as it is typed; another script than ours does not say
        return f"{item.type},{item.value if word is None else _quoted(item.value, word)}"


class _Fish(FishComplete):
    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def _quoted(value: str, word: str) -> str:
    """Return the value as bash reads it back, after the quote that the typed word begins with."""
    if not word.startswith(('"', "'")):
        return re.sub(r"([^\w@%+=./,-])", r"\\\1", value)
    quote, text = word[0], value.replace("'", "'\\''")
    if quote == '"':  # between these no backslash takes the meaning of an exclamation mark away
        text = re.sub(r'([\\"$`])', r"\\\1", value).replace("!", "\"'!'\"")
    return text + quote if text.endswith(quote) else text  # bash closes the quote unless it thinks it closed


def complete(command: click.Command) -> int:
    """Answer a shell that completes a command line, or that asks for the script which does; returns the exit code."""
    add_completion_class(_Bash)
    add_completion_class(_Fish)
    return shell_complete(command, {}, "occupare", COMPLETION_VARIABLE, os.environ[COMPLETION_VARIABLE])
