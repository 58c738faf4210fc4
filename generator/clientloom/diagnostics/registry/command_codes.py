# Codes about the run itself: arguments, the checkout, packages, git, the network, publishing. May import record.
"""Commands."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import error, note, warning

ENTRIES = (
    error(
        "usage",
        """The command line is wrong: an option does not exist, an argument is missing, arguments do not fit
        together or name something that does not exist. `clientloom COMMAND --help` lists what a command takes.""",
        output="""
            error[usage]: no such option: --forse; did you mean `--force`?
        """,
    ),
    error(
        "unknown-vendor",
        """No folder of specs/ has this name and a client.toml. The message names the nearest vendor.""",
        output="""
            specs: error[unknown-vendor]: there is no vendor `pinecon`; did you mean `pinecone`?
        """,
    ),
    error(
        "unknown-input",
        """`clientloom diff` compares documents, vendors, generated packages and their sdists, each also at a git
        revision as NAME@REVISION. The argument is none of these.""",
        output="""
            acme@v1: error[unknown-input]: not a vendor, document, generated package, wheel or sdist
        """,
    ),
    error(
        "busy",
        """Another run of clientloom is writing the same package. Wait for it to end, and run again.""",
        output="""
            generated/acme: error[busy]: another run of clientloom is at work on it; wait for it to end
        """,
    ),
    error(
        "edited-file",
        """A generated file was edited manually, or a file that clientloom did not write is in its way. It
        would be lost, so nothing is written. Move the edit into the overlay, client.toml, a template or
        `resources/_custom.py`, or overwrite it with `--force`.""",
        output="""
            generated/acme/src/acme/client.py: error[edited-file]: edited manually
        """,
    ),
    error(
        "out-of-date",
        """The files of a generated package are not what its document, settings and templates give today. `generate
        --check` and `publish` report this. Run `clientloom generate` and commit the result.""",
        output="""
            generated/acme: error[out-of-date]: the package is out of date: 3 changed; run `clientloom generate acme`
        """,
    ),
    error(
        "foreign-folder",
        """The folder for the package holds something else, and nothing of a generated package. Name a new or
        an empty folder, or write into this one with `--force`.""",
        output="""
            out: error[foreign-folder]: the folder has other files than this package
        """,
    ),
    error(
        "linked-folder",
        """A folder inside the package is a symbolic link, so that its files would be written to somewhere
        else. Put a real folder in its place.""",
        output="""
            generated/acme: error[linked-folder]: src is a link: what belongs there would be written elsewhere
        """,
    ),
    error(
        "damaged-lock",
        """`clientloom.lock` of a package cannot be read. Most often a merge left its conflict marks in the
        file. Take one side of the conflict, or restore the file from version control.""",
        output="""
            generated/acme/clientloom.lock:14:1: error[damaged-lock]: the lock of the package cannot be read
        """,
    ),
    error(
        "not-generated",
        """There is no package to build or publish, or what it says about itself is damaged. Run
        `clientloom generate`.""",
        output="""
            generated/acme: error[not-generated]: the package has not been generated; run `clientloom generate`
        """,
    ),
    error(
        "too-slow",
        """Operations of a document keep the verification busy without an end: their schemas apply each other
        again and again. Leave them out by `exclude` in client.toml, or simplify the schemas in an overlay.""",
        output="""
            openapi.yaml: error[too-slow]: 10 operations take more than 60 seconds each
        """,
    ),
    error(
        "no-surface",
        """A side of a comparison is a package that does not say what its API is, or says it in a way that
        this version cannot read. Generate the package again. Of the built files only the sdist says it: name that, or put
        it beside the wheel.""",
        output="""
            old/acme: error[no-surface]: clientloom.surface.json is missing; generate the package again
        """,
    ),
    error(
        "bad-wheel",
        """A side of a comparison is named like a wheel or an sdist and is neither. Build it again.""",
        output="""
            acme-1.0.0-py3-none-any.whl: error[bad-wheel]: not a valid wheel or sdist: File is not a zip file
        """,
    ),
    error(
        "git",
        """The command git refused, or is not installed. The message carries its first line. Name a commit that has the
        file.""",
        output="""
            acme@v9: error[git]: git failed: fatal: not a valid object name: v9; name a commit that has it
        """,
    ),
    error(
        "fetch",
        """The vendor's document cannot be fetched from where [upstream] says that it is. The message says
        why. Nothing was changed.""",
        output="""
            specs/acme/client.toml:9:1: error[fetch]: the server answered 503; try again later
        """,
    ),
    error(
        "no-document-file",
        """The document of the vendor is a URL. `update` replaces a file in the vendor's folder, so
        there has to be one: download the document and name the file in `document.path`.""",
        output="""
            specs/acme/client.toml: error[no-document-file]: the document is a URL
        """,
    ),
    error(
        "outside-checkout",
        """A setting of the vendor leads out of the checkout. `update` works on a copy of what the settings
        name, and cannot follow there. Move the folder into the checkout.""",
        output="""
            specs/acme/client.toml: error[outside-checkout]: /shared/templates is outside of the checkout
        """,
    ),
    error(
        "cut-document",
        """The text of the new document stops where the last version went on, in the middle of something: what
        followed there is missing, and often the document refers to it. This is a broken download, not a new
        version. Fetch it again. If the vendor really removed the end, run again with `--allow-shrunk`.""",
        output="""
            https://example.com/openapi.yaml:812:7: error[cut-document]: the text ends early: 12 of 60 operations
            are missing; fetch it again
        """,
    ),
    error(
        "shrunk-document",
        """The new document lost more than half of its bytes, or a quarter of its operations. That is seldom
        meant. Look at it. If it is right, run again with `--allow-shrunk`.""",
        output="""
            https://example.com/openapi.yaml: error[shrunk-document]: the new document has 312 bytes
        """,
    ),
    warning(
        "breaking-output",
        """What `generate` writes breaks code that was written for the committed package, and the version does not say
        so. The cause is a change of client.toml, an overlay, a template or clientloom itself. `clientloom update
        VENDOR --no-fetch` raises the version and writes the changelog.""",
        output="""
            generated/acme: warning[breaking-output]: this breaks callers of 1.0.0: `client.things.list()` was removed
        """,
    ),
    error(
        "version-too-small",
        """The version in client.toml is too low for what changed since the last release: a breaking change needs
        a new major version (a new minor version before 1.0). Set the version in the message, or keep the old
        version and let `update` raise it.""",
        output="""
            specs/acme/client.toml:5:1: error[version-too-small]: version 1.0.1 is too low after 1.0.0
        """,
    ),
    error(
        "version-taken",
        """The index already has this version of the package, with other files. An index does not replace files.
        Raise `version` in [package] of client.toml.""",
        output="""
            specs/acme/client.toml:3:1: error[version-taken]: the index has another acme 1.0.0; raise `version`
        """,
    ),
    error(
        "already-published",
        """The index already has this version of the package, with the same files, so there is nothing to publish.
        With `--all-changed`, `publish` skips such packages.""",
        output="""
            specs/acme/client.toml:3:1: error[already-published]: acme 1.0.0 is already on the index
        """,
    ),
    error(
        "index-unreachable",
        """The package index cannot be reached, refused the login, or sent something that is not a package list.
        Check `--index` and `--simple-url`, and the login in TWINE_USERNAME and TWINE_PASSWORD, ~/.pypirc or the
        keyring.""",
        output="""
            https://pypi.example/: error[index-unreachable]: the index requires a login, and none is set
        """,
    ),
    error(
        "upload-failed",
        """The index refused a file of the package, or the connection broke. The message says which files are
        already on the index. Run `publish` again: it uploads only what is missing.""",
        output="""
            https://pypi.example/: error[upload-failed]: acme-1.0.0.whl: the index answered with status 403
        """,
    ),
    warning(
        "unencrypted-index",
        """The URL of the package index begins with http, so that others on the network can read the password and
        change the packages. Use an https URL.""",
        output="""
            http://pypi.example/: warning[unencrypted-index]: the connection is not encrypted; use an https URL
        """,
    ),
    error(
        "mismatch",
        """`verify` called a method of the generated client, and the request or the result is not what the document
        says. This is a bug in clientloom, unless a template of your own changed the client: please report it with
        the document.""",
        output="""
            openapi.yaml:9:5: error[mismatch]: client.things.list: sync list: the path is /thing, which is not /things
        """,
    ),
    note(
        "unchecked",
        """`verify` could not check an operation, or a part of it, for example because no value satisfies a schema.
        The message says why.""",
        output="""
            openapi.yaml:9:5: note[unchecked]: client.things.list: response 200: an enumeration without a value
        """,
    ),
    error(
        "broken-package",
        """`verify` could not import the generated package or call its client. This is a bug in clientloom, unless a
        template or a module of your own changed the package: please report it with the document.""",
        output="""
            error[broken-package]: acme._client cannot be imported: SyntaxError: invalid syntax
        """,
    ),
    error(
        "build",
        """The build backend refused to build the package. The message carries what it says.""",
        output="""
            generated/acme: error[build]: the license expression is not valid; correct [package] in client.toml
        """,
    ),
    error(
        "cluster",
        """`generate --scheduler` cannot use the cluster: the scheduler does not answer or has no worker, a worker has
        another version of Python, clientloom, its templates, datamodel-code-generator or ruff, or every worker that
        rendered a package was lost. The message says which. Packages that were written stay.""",
        output="""
            tcp://10.0.0.5:8786: error[cluster]: the scheduler has had no worker for 120 seconds; start workers
        """,
    ),
    error(
        "system",
        """The operating system refused: a full disk, a missing permission, a file that vanished. Nothing was
        half-written; every package is as it was.""",
        output="""
            generated/acme: error[system]: No space left on device; no package was left half-written
        """,
    ),
    error(
        "internal",
        """clientloom itself failed. This is a bug: please report it with the document, or the smallest part
        of it that shows the failure. CLIENTLOOM_TRACEBACK=1 prints where it happened.""",
        output="""
            error[internal]: KeyError: 'things'; this is a bug in clientloom; please report it
        """,
    ),
)
