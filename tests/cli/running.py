"""Run the command line in this process, as a shell would see it."""

from dataclasses import dataclass

import pytest

from policyc.cli import main


@dataclass(frozen=True)
class Run:
    """What a command came to."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands and catches what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Run:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        printed = self._capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Run(left.value.code, printed.out, printed.err)
