"""PostgreSQL: a server of our own in a temporary folder, which listens on a socket there and on no port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa

from policyc.targets.columns.dialects import Dialect
from tests.columns.engines import ROW, Refusing, Unavailable

_TYPES = {pa.bool_(): "boolean", pa.string(): "text", pa.date32(): "date", pa.int64(): "bigint"}


def _programs() -> Path:
    """The folder of initdb and postgres: in PATH, or where Debian puts them."""
    found = shutil.which("postgres")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Unavailable("PostgreSQL is not installed here")


class Postgres:
    """A server, and a connection to it."""

    dialect: Dialect = "postgres"

    def __init__(self) -> None:
        try:
            import psycopg
        except ImportError:
            raise Unavailable("psycopg is not installed") from None
        programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="policyc-pg-", dir="/tmp"))  # a socket's path is short
        self._server: subprocess.Popen[bytes] | None = None
        self._errors = psycopg.Error
        try:
            self._start(programs)
            self._connection = self._connected()
        except BaseException:
            self.close()
            raise

    def _start(self, programs: Path) -> None:
        who = _unprivileged(self._folder)
        data, log = self._folder / "data", self._folder / "log"
        options = ["-U", "policyc", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run([programs / "initdb", "-D", data, *options], capture_output=True, check=False, **who)
        if made.returncode:
            raise Unavailable(f"initdb: {made.stderr.decode(errors='replace').strip()}")
        settings = ["listen_addresses=", f"unix_socket_directories={self._folder}", "fsync=off", "max_stack_depth=6MB"]
        arguments = [argument for setting in settings for argument in ("-c", setting)]
        with log.open("wb") as errors:
            self._server = subprocess.Popen([programs / "postgres", "-D", data, *arguments], stderr=errors, stdout=errors, **who)

    def _connected(self) -> Any:
        """A connection, as soon as the server takes one."""
        import psycopg

        for _ in range(400):
            assert self._server is not None
            if self._server.poll() is not None:
                raise Unavailable(f"postgres: {(self._folder / 'log').read_text(errors='replace')}")
            try:
                return psycopg.connect(host=str(self._folder), dbname="postgres", user="policyc", autocommit=True)
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise Unavailable("postgres does not answer")

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`tests.columns.engines.Engine`."""
        from psycopg import sql

        columns = [sql.SQL("{} {}").format(sql.Identifier(f.name), sql.SQL(_type(f.type))) for f in people.schema]
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS people")
                cursor.execute(sql.SQL("CREATE TEMP TABLE people ({})").format(sql.SQL(", ").join(columns)))
                with cursor.copy("COPY people FROM STDIN") as copy:
                    for row in zip(*people.to_pydict().values(), strict=True):
                        copy.write_row(row)
                cursor.execute(query)
                names = [column.name for column in cursor.description or ()]
                at = names.index(ROW)
                rows = sorted(cursor.fetchall(), key=lambda row: row[at])
        except self._errors as error:
            raise Refusing(str(error)) from error
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}

    def execute(self, command: str) -> list[tuple[object, ...]]:
        """What a command gives, if it gives rows."""
        with self._connection.cursor() as cursor:
            cursor.execute(command)
            return [] if cursor.description is None else list(cursor.fetchall())

    def close(self) -> None:
        """See :class:`tests.columns.engines.Engine`."""
        if hasattr(self, "_connection"):
            self._connection.close()
        if self._server is not None:
            self._server.terminate()
            self._server.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to run as somebody else where we are root, as whom PostgreSQL does not run; the folder is theirs then."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder}
    raise Unavailable("PostgreSQL does not run as root, and there is nobody else")


def _type(kind: Any) -> str:
    return f"numeric({kind.precision}, {kind.scale})" if pa.types.is_decimal(kind) else _TYPES[kind]
