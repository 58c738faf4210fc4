# tox reads this at its start. Interpreters of pyenv are found without `pyenv local`: their folders join the PATH.
"""Which Pythons tox can see."""

from __future__ import annotations

import os
from pathlib import Path

_PYENV = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
_FOLDERS = sorted(str(path) for path in _PYENV.glob("versions/3.*/bin"))
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *_FOLDERS])
