"""A command that is given again when nothing has changed is answered with what it said the last time.

A record holds the command, all files and folders that it looked at with their digests, and what it printed. Nothing of the
compiler is imported to answer from it. A record is made only of a run that left nothing to do, so to answer again is all
there is to do.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TextIO

from policyc.workspace import own_folder
from policyc.workspace.digests import Stamp, now, same_content, untouched
from policyc.workspace.installation import fingerprint

#: So many records are kept.
_MOST = 200
_KIND = "run-"

#: The verbs whose answer is a matter of files alone.
VERBS = ("build", "check")


class Said(NamedTuple):
    """What a run printed, in order, each piece with whether it went to standard error; and its exit code."""

    printed: Sequence[tuple[bool, str]]
    code: int


def again(arguments: Sequence[str]) -> Said | None:
    """What the same command said when everything was as it is now."""
    if not arguments or arguments[0] not in VERBS or "--no-cache" in arguments:
        return None
    kept = _kept(_command(arguments))
    if kept is None:
        return None
    said, then = kept
    found = now(then)
    if not same_content(then, found):
        return None
    if found != then:  # files were read again, because they had just been changed when the record was made
        remember(arguments, said, found)
    return said


def remember(arguments: Sequence[str], said: Said, looked_at: Mapping[str, Stamp]) -> None:
    """Keep what a command said, with all that it looked at; not if something has changed while it ran."""
    if not untouched(looked_at):
        return
    command = _command(arguments)
    content = {"command": command, "said": said, "files": looked_at}
    own_folder.write(_name(command), json.dumps(content, separators=(",", ":")).encode())
    own_folder.prune(_KIND, most=_MOST)


def _kept(command: list[str]) -> tuple[Said, Mapping[str, Stamp]] | None:
    content = own_folder.read(_name(command))
    if content is None:
        return None
    try:
        kept = json.loads(content)
        if kept["command"] != command:
            return None
        return Said(*kept["said"]), {path: stamp and tuple(stamp) for path, stamp in kept["files"].items()}
    except (ValueError, KeyError, TypeError):
        return None


def _name(command: Sequence[str]) -> str:
    import hashlib

    return _KIND + hashlib.sha256("\0".join(command).encode("utf-8", "surrogateescape")).hexdigest()[:40]


def _command(arguments: Sequence[str]) -> list[str]:
    """All that the answer hangs on besides files: the words, where they are said, and to whom."""
    told = (
        "LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "LC_CTYPE",
        "LANGUAGE",
        "NO_COLOR",
        "FORCE_COLOR",
        "TERM",
        "COLUMNS",
        "XDG_CACHE_HOME",
    )
    named = [name for name in sorted(os.environ) if name in told or name.startswith("POLICYC_")]
    streams = [_about(stream) for stream in (sys.stdout, sys.stderr)]
    return [fingerprint(), os.getcwd(), *(f"{name}={os.environ[name]}" for name in named), *streams, *arguments]  # noqa: PTH109


def _about(stream: TextIO) -> str:
    try:
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        width = 0
    return f"{stream.isatty()} {stream.encoding} {width}"
