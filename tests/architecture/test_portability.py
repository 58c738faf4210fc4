# What the tool and its clients use is there on Linux, macOS and Windows, and texts have the same bytes there.
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = sorted((ROOT / "generator" / "clientloom").rglob("*.py"))
RUNTIME = sorted((ROOT / "templates" / "runtime").rglob("*.py"))
GENERATED = sorted((ROOT / "generated").glob("*/src/*/**/*.py"))

SOME_SYSTEMS = {
    *("crypt", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pty", "pwd", "readline", "resource"),
    *("spwd", "syslog", "termios", "tty"),
    *("_winapi", "msvcrt", "nt", "winreg", "winsound"),
}
"""Modules of the standard library that only some systems have."""
GUARDED = {
    "os": {
        *(
            "chroot",
            "fchmod",
            "fchown",
            "fork",
            "forkpty",
            "getegid",
            "geteuid",
            "getgid",
            "getpgid",
        ),
        *(
            "getuid",
            "killpg",
            "mkfifo",
            "mknod",
            "nice",
            "openpty",
            "posix_spawn",
            "pread",
            "pwrite",
        ),
        *(
            "register_at_fork",
            "sched_getaffinity",
            "setgid",
            "setsid",
            "setuid",
            "statvfs",
            "uname",
        ),
        *("wait", "waitpid"),
    },
    "signal": {
        *("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGUSR2"),
        *("alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait"),
    },
    "time": {"clock_settime", "pthread_getcpuclockid", "tzset"},
}
"""Attributes that only some systems have: a module that uses one asks with `hasattr` first."""


def modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def unguarded(tree: ast.AST) -> Iterator[str]:
    """Attributes of some systems that are used in a module which never asks whether they are there."""
    asked = {
        (call.args[0].id, call.args[1].value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "hasattr"
        and isinstance(call.args[0], ast.Name)
        and isinstance(call.args[1], ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        used = (node.value.id, node.attr)
        if node.attr in GUARDED.get(node.value.id, ()) and used not in asked:
            yield ".".join(used)


def platform_texts(tree: ast.AST) -> Iterator[int]:
    """Lines that write a text with the line ends of the system."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        named = {keyword.arg for keyword in node.keywords}
        modes = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        writes = any(isinstance(m, str) and set(m) <= set("wxa+t") and m for m in modes)
        if (name == "write_text" or (name == "open" and writes)) and "newline" not in named:
            yield node.lineno


def test_the_tool_runs_on_every_system() -> None:
    for path in (*TOOL, *RUNTIME):
        tree = ast.parse(path.read_text("utf-8"))
        assert not SOME_SYSTEMS & {name.split(".")[0] for name in modules(tree)}, path
        assert not list(unguarded(tree)), path
        assert not list(platform_texts(tree)), path


def test_a_generated_client_imports_nothing_of_one_system() -> None:
    assert len(GENERATED) > 100
    for path in GENERATED:
        tree = ast.parse(path.read_text("utf-8"))
        assert not SOME_SYSTEMS & {name.split(".")[0] for name in modules(tree)}, path
        assert not list(unguarded(tree)), path


def test_the_checks_find_what_they_look_for() -> None:
    tree = ast.parse(
        "import fcntl\nimport os\nos.fork()\nhasattr(os, 'killpg') and os.killpg(1, 2)\n"
        "path.write_text('x', 'utf-8')\nopen('x', 'w')\npath.open('wb')\n"
    )
    assert SOME_SYSTEMS & set(modules(tree)) == {"fcntl"}
    assert list(unguarded(tree)) == ["os.fork"]
    assert list(platform_texts(tree)) == [5, 6]
