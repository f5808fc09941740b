"""What is wrong with a command line, in Chinese: what the option parser says in English."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

# What the parser says | how it is put; the groups are names and values as typed.
_SAID: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(.+?)'\.?", "缺少参数 {}"),
    (r"Missing option '(.+?)'\.?", "缺少选项 {}"),
    (r"Missing command\.?", "缺少命令"),
    (
        r"No such option: (\S+?)\.?(?: \(Possible options: (.+)\)| Did you mean (.+)\?)?",
        "没有 {} 这个选项",
    ),
    (r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?", "没有 {} 这个命令"),
    (r"Option '(.+?)' requires an argument\.?", "选项 {} 后面要有值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多出的参数：{}"),
)
_VALUE = re.compile(r"Invalid value(?: for '?(?P<name>[^:]+?)'?)?: (?P<why>.+)", re.DOTALL)
_WRONG: tuple[tuple[str, str], ...] = (
    (r"(\S+) is not in the range (\S+?)\.?", "{} 不在 {} 之内"),
    (r"'(.+)' is not a valid (?:int|integer|float)(?: range)?\.?", "“{}”不是数"),
    (r"(?:File|Path|Directory) '(.+)' does not exist\.?", "没有“{}”这个文件"),
)
_LIKE = "；相近的有：{}"


def in_chinese(message: str) -> str:
    """What the parser says of a command line, in Chinese; as it is where it is not known.

    >>> in_chinese("Missing argument 'query'."), in_chinese("No such command 'serch'.")
    ('缺少参数 query', '没有 serch 这个命令')
    """
    value = _VALUE.fullmatch(message)
    if value:
        return f"{value['name'] or '参数'} 的值不对：{_put(value['why'], _WRONG)}"
    return _put(message, _SAID)


def _put(message: str, rows: tuple[tuple[str, str], ...]) -> str:
    for said, put in rows:
        if match := re.fullmatch(said, message):
            count = put.count("{}")
            like = next(filter(None, match.groups()[count:]), "")
            return put.format(*match.groups()) + (_LIKE.format(like) if like else "")
    return message


def run(app: Callable[..., object]) -> int:
    """Runs the application; the exit status. What is wrong with the command line is told in
    Chinese, with a stable code."""
    try:
        status = app(standalone_mode=False)
    except Exception as error:  # those of the parser are of no class that is public
        say = getattr(error, "format_message", None)  # the parser's own errors have it
        if say is None:
            raise
        helps = type(error).__name__ == "NoArgsIsHelpError"  # nothing was asked
        told = f"错误[wrong_usage]：{in_chinese(say())}。{_help_of(error)}"
        sys.stderr.write(f"{say() if helps else told}\n")
        return int(getattr(error, "exit_code", 2))
    return status if isinstance(status, int) else 0


def _help_of(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"用法见 {context.command_path} --help" if context else ""
