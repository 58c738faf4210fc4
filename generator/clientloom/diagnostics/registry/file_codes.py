# Codes about files and their text, before anything knows that they hold an OpenAPI document. May import record.
"""Reading files, JSON and YAML."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import error, warning

ENTRIES = (
    error(
        "missing-file",
        """A file does not exist. Its name comes from the command line, from client.toml, or from a `$ref` of
        the document. Correct the name or add the file. `lint` and `generate` report a `$ref` to a
        missing file as a warning and accept any value there; with `--strict` it is an error.""",
        settings="""
            [document]
            path = "opanapi.yaml"
        """,
    ),
    error(
        "unreadable-file",
        """A file exists but cannot be read. The message repeats what the operating system reports. Check its
        permissions, and whether the name is one that the system allows.""",
        output="""
            specs/acme/openapi.yaml: error[unreadable-file]: cannot be read: Permission denied; check the path
        """,
    ),
    error(
        "not-a-file",
        """The name is that of a folder, a device or a pipe, not of a file. Name the document itself.""",
        output="""
            specs/acme: error[not-a-file]: this is a folder; name the document in it
        """,
    ),
    error(
        "empty-file",
        """The file is empty, or has only white space. A failed download often leaves an empty file.""",
        file="\n\n",
    ),
    error(
        "too-large",
        """The file or the response exceeds clientloom's size limit, which keeps a wrong address or a damaged
        file from filling the memory. Split the document, or download a remote file and refer to it
        by name.""",
        output="""
            huge.json: error[too-large]: larger than 200 MiB; split it
        """,
    ),
    error(
        "not-utf8",
        """The file contains bytes that are not valid in the encoding that it begins with. Documents are UTF-8;
        UTF-16 and UTF-32 are recognized too. Save the file as UTF-8.""",
        output="""
            openapi.yaml:4:18: error[not-utf8]: byte 0xFC is not UTF-8 text; save the file as UTF-8
              4 |   title: Schl
                |             ^
        """,
    ),
    error(
        "json-syntax",
        """The file is not valid JSON. The mistake is at the place shown or just before it: a missing comma, an
        extra comma, a single quote, or a file that ends too early.""",
        file="""
            {"openapi": "3.1.0", "info": {"title": "Acme", "version": "1",}, "paths": {}}
        """,
    ),
    error(
        "yaml-syntax",
        """The file is not valid YAML. Often a text with a colon or a leading special character is not
        quoted, or the indentation does not match.""",
        file="""
            openapi: 3.1.0
            info: {title: Acme: things, version: 1}
        """,
    ),
    error(
        "yaml-tab",
        """YAML does not allow tabs for indentation. Replace them with spaces.""",
        file="""
            openapi: 3.1.0
            info:
            \ttitle: Acme
        """,
    ),
    warning(
        "duplicate-key",
        """A mapping has the same key twice. If both values are equal, this is a warning. If they differ, it is
        an error, because parsers disagree about which one counts: keep one of them.""",
        file="""
            openapi: 3.1.0
            info: {title: Acme, version: "1"}
            info: {title: Acme, version: "1"}
            paths: {}
        """,
    ),
    error(
        "too-deep",
        """The text is nested deeper than that of any real document. clientloom stops before a damaged or hostile
        file exhausts the stack. Check how the file was made.""",
        output="""
            openapi.json:1:1201: error[too-deep]: nested deeper than 200 levels; no OpenAPI document needs that
        """,
    ),
    warning(
        "many-documents",
        """The YAML file holds several documents, separated by `---`. Only the first one is read. Give each
        document a file of its own.""",
        file="""
            openapi: 3.1.0
            info: {title: Acme, version: "1"}
            paths: {}
            ---
            openapi: 3.1.0
        """,
    ),
    error(
        "bad-key",
        """A YAML mapping has a key that is not text, such as a list or another mapping. JSON has no such
        keys, so the document could not be read by any other tool either.""",
        file="""
            openapi: 3.1.0
            ? [a, b]
            : 1
        """,
    ),
    error(
        "bad-merge",
        """The YAML merge key `<<` needs a mapping, or a list of mappings, usually by alias.""",
        file="""
            openapi: 3.1.0
            info:
              <<: Acme
        """,
    ),
    error(
        "bad-alias",
        """A YAML alias refers to an anchor that is not defined before it, or to the mapping that contains it.
        Define the anchor earlier in the file, outside of the place that uses it.""",
        file="""
            openapi: 3.1.0
            info: *shared
        """,
    ),
    error(
        "alias-bomb",
        """The aliases of a YAML file expand to millions of nodes. Nested aliases multiply; a few lines can
        exceed any memory. Write out or remove the nested aliases.""",
        output="""
            openapi.yaml:12:5: error[alias-bomb]: the aliases of this file expand to more than 2,000,000 nodes
        """,
    ),
)
