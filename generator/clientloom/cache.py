# Results of pure work, kept by what they were made from. May import bounded.
"""`Cache`: texts in a folder that may be shared, deleted or damaged at any time; and code beside files of this tool."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from clientloom.bounded import read_bytes

_DAY = 86_400
_KEPT = 30 * _DAY
"""An entry that nothing used for so many seconds is removed."""
_LARGEST = 64 << 20
_PRUNED = "pruned"
_IGNORE_ALL = b"*\n"


class Cache:
    """Texts by the hash of everything that they were made from.

    An entry that cannot be read, or does not match its own checksum, counts as missing; one that cannot be written is
    not kept. So no state of the folder makes a run fail, or its result another one.

    Args:
        folder: where the entries are; None means that nothing is kept.
        stamp: the code and the tools that make the texts. Another stamp means other entries.
    """

    def __init__(self, folder: Path | None = None, stamp: str = "") -> None:
        self._folder = folder
        self._stamp = stamp

    def key(self, kind: str, *inputs: str) -> str:
        """The key of a result of this kind, made from these inputs and nothing else."""
        total = sha256()
        for part in (self._stamp, kind, *inputs):
            content = part.encode("utf-8", "surrogatepass")
            total.update(b"%d:" % len(content) + content)
        return total.hexdigest()

    def text(self, kind: str, inputs: tuple[str, ...], make: Callable[[], str]) -> str:
        """The text that `make` returns, which depends on `inputs` only."""
        key = self.key(kind, *inputs)
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def texts(
        self, kind: str, inputs: tuple[str, ...], make: Callable[[], Mapping[str, str]]
    ) -> Mapping[str, str]:
        """The texts that `make` returns, by name. Each is an entry of its own, so that equal ones are kept once."""
        key = self.key(kind, *inputs)
        known = self._get_all(key)
        if known is not None:
            return known
        made = make()
        places = {name: self.key("text", text) for name, text in made.items()}
        for name, place in places.items():
            self.put(place, made[name])
        self.put(key, json.dumps(places))
        return made

    def _get_all(self, key: str) -> dict[str, str] | None:
        places = self.get(key)
        found: dict[str, str] = {}
        for name, place in json.loads(places).items() if places else ():
            text = self.get(place)
            if text is None:
                return None
            found[name] = text
        return found if places else None

    def get(self, key: str) -> str | None:
        """The text of an entry, None where there is none that is whole."""
        if self._folder is None:
            return None
        path = self._path(self._folder, key)
        try:
            content = read_bytes(path, _LARGEST)
            checksum, _, body = content.partition(b"\n")
            if checksum != _checksum(key, body):
                return None
            text = body.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        _note_use(path)
        return text

    def put(self, key: str, text: str) -> None:
        """Keeps a text, if the folder can be written. Whoever reads it sees all of it or nothing."""
        if self._folder is None:
            return
        path = self._path(self._folder, key)
        with suppress(OSError, UnicodeEncodeError):
            body = text.encode("utf-8")
            _prepare(self._folder, path.parent)
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(key, body) + b"\n" + body)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def prune(self) -> None:
        """Removes, once a day, the entries that nothing used for a month, and what killed runs left."""
        if self._folder is None:
            return
        mark = self._folder / _PRUNED
        with suppress(OSError):
            if not self._folder.is_dir() or _age(mark) < _DAY:
                return
            mark.touch()
            for path in self._folder.glob("??/*"):
                with suppress(OSError):
                    if _age(path) > _KEPT:
                        path.unlink()

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / key[2:]


NO_CACHE = Cache()


def recall_code(source: Path, made_by: object) -> bytes | None:
    """Returns what was made from a file of this tool and kept beside it, as Python keeps code; None if nothing is kept.

    Who can change what is kept can change the modules of clientloom too. If it is damaged, or `made_by`, all that it
    depends on, was another one, it counts as missing.
    """
    with suppress(OSError):
        content = _kept_file(source).read_bytes()
        checksum, code = content[:32], content[32:]
        if checksum == _code_checksum(made_by, code):
            return code
    return None


def keep_code(source: Path, made_by: object, code: bytes) -> None:
    """Keeps what was made from a file, if Python writes code and the folder can be written."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError):
        path = _kept_file(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_code_checksum(made_by, code) + code)
        Path(name).replace(path)


def _kept_file(source: Path) -> Path:
    return Path(cache_from_source(str(source)))


def _code_checksum(made_by: object, code: bytes) -> bytes:
    return sha256(f"{sys.version} {made_by}\n".encode() + code).digest()


def _checksum(key: str, body: bytes) -> bytes:
    return sha256(key.encode("ascii") + body).hexdigest().encode("ascii")


def _prepare(folder: Path, below: Path) -> None:
    if below.is_dir():
        return
    below.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    # A file that is opened for writing again and again waits for the disk each time.
    if not ignored.is_file() or ignored.read_bytes() != _IGNORE_ALL:
        ignored.write_bytes(_IGNORE_ALL)


def _note_use(path: Path) -> None:
    with suppress(OSError):
        if _age(path) > _DAY:
            os.utime(path)


def _age(path: Path) -> float:
    """Seconds since a file was used, as many as there can be where it does not exist."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
