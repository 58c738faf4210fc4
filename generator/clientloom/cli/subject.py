# What `inspect` and `lint` look at: a vendor of the checkout, or any document.
"""Reading the subject of a verb: VENDOR or FILE."""

from __future__ import annotations

from pathlib import Path

from clientloom.checkout.package_lock import read_lock
from clientloom.checkout.workspace import Workspace
from clientloom.cli.options import check_import_name, source, usage_error
from clientloom.config.load import is_url, load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.ir.symbols import SymbolLock
from clientloom.pipeline import Analysis, analyse


def read(
    place: Workspace,
    subject: str,
    package: str = "",
    *,
    base: Path | None = None,
    allow_remote: bool = False,
    thorough: bool = False,
) -> Analysis:
    """The API of a vendor or a document, named `package` where that is given; for the rest see `analyse`.

    Raises:
        InputError: there is no such vendor or file, or it cannot be read.
    """
    vendor = _vendor(place, subject, package, base)
    lock = read_lock(place.package(subject)) if vendor.file else None
    symbols = lock.symbols if lock else SymbolLock()
    return analyse(
        vendor, symbols=symbols, root=place.root, allow_remote=allow_remote, thorough=thorough
    )


def _vendor(place: Workspace, subject: str, package: str, base: Path | None) -> VendorConfig:
    if subject in place.vendors():
        return load_vendor(place.vendor(subject), root=place.root)
    if not is_url(subject) and not Path(subject).exists():
        known = ", ".join(place.vendors()) or "none"
        message = "there is no such vendor and no such file"
        raise usage_error(subject, message, f"the vendors are: {known}")
    if package:
        check_import_name(package)
    return one_off(source(subject), package or "client", base)
