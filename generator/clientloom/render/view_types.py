# The data for templates: named tuples of text without behavior. Imports the standard
# library only.
"""Views: annotations, arguments and texts, escaped where needed."""

from __future__ import annotations

from typing import NamedTuple


class ImportsView(NamedTuple):
    """The import statements of a module, for the running module and for type checkers only."""

    runtime: tuple[str, ...]
    typing: tuple[str, ...]
    comments: tuple[str, ...] = ()


class ConstantView(NamedTuple):
    """A module constant: `name: annotation = callee(settings)`."""

    name: str
    annotation: str
    callee: str
    settings: tuple[str, ...]


class RequestView(NamedTuple):
    """A pure function from arguments to a request, and the constants that describe its operation."""

    operation: ConstantView
    pages: tuple[ConstantView, ...]
    function: str
    signature: str
    returns: str
    callee: str
    settings: tuple[str, ...]


class RequestsModule(NamedTuple):
    """One module of `_requests/`."""

    docstring: str
    imports: ImportsView
    shared: tuple[ConstantView, ...]
    requests: tuple[RequestView, ...]


class MethodView(NamedTuple):
    """One method of a resource in one flavor; `define` is `def` or `async def`, `body` its statements.

    Its docstring is in the `DocsView`.
    """

    define: str
    name: str
    signature: str
    returns: str
    body: str
    deprecated: str = ""
    """The decorator of a deprecated method (PEP 702)."""


class DocsView(NamedTuple):
    """The base class of both flavors, whose methods only have docstrings: names with docstrings.

    `any` is the local name of `typing.Any`.
    """

    name: str
    docstring: str
    any: str
    methods: tuple[tuple[str, str], ...]


class ResourceLink(NamedTuple):
    """A resource as an attribute of the client or of another resource, loaded when it is first used.

    `module` is the module of its class, `local_name` the class's name in annotations, `decorator` the local name
    of `cached_property`.
    """

    name: str
    decorator: str
    module: str
    class_name: str
    local_name: str
    docstring: str


class FlavorView(NamedTuple):
    """A resource in one flavor with its raw and streaming views, which it has where it has methods."""

    name: str
    base: str
    docstring: str
    methods: tuple[MethodView, ...]
    waiting: tuple[MethodView, ...]
    """Methods that wait; the raw and streaming views have none."""
    raw_class: str
    raw_function: str
    raw_doc: str
    streaming_class: str
    streaming_function: str
    streaming_doc: str
    children: tuple[ResourceLink, ...]


class ResourceModule(NamedTuple):
    """One module of `resources/`."""

    docstring: str
    imports: ImportsView
    docs: DocsView | None
    flavors: tuple[FlavorView, ...]


class ClientView(NamedTuple):
    """One client class; `settings` are the keyword arguments of the base class's constructor.

    `views` are the raw and streaming views of its own methods: property, class, and what the docstring says.
    """

    name: str
    base: str
    docstring: str
    signature: tuple[str, ...]
    description: str
    settings: tuple[str, ...]
    resources: tuple[ResourceLink, ...]
    methods: tuple[MethodView, ...]
    views: tuple[tuple[str, str, str], ...]


class ClientModule(NamedTuple):
    """`_client.py`."""

    docstring: str
    imports: ImportsView
    docs: DocsView | None
    clients: tuple[ClientView, ...]


class DescriptionModule(NamedTuple):
    """`_api.py`."""

    imports: ImportsView
    settings: tuple[str, ...]


class ErrorView(NamedTuple):
    """An exception class whose body has a type; `value` is the expression of the body."""

    name: str
    base: str
    docstring: str
    body: str
    value: str


class ErrorsModule(NamedTuple):
    """`errors.py`."""

    imports: ImportsView
    classes: tuple[ErrorView, ...]
    statuses: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    paged: bool
    enveloped: bool
    narrows: bool
    """Whether there are unions."""
    waits: bool
    """Whether there are methods that wait."""
    verifies: bool
    """Whether webhooks are verified."""


class StubView(NamedTuple):
    """One operation of the fake: its attribute, its constant in `_requests`, its accessor."""

    name: str
    constant: str
    accessor: str


class FakeResourceView(NamedTuple):
    """One resource of the fake; `children` are attributes with their classes."""

    class_name: str
    accessor: str
    stubs: tuple[StubView, ...]
    children: tuple[tuple[str, str], ...]


class TestingModule(NamedTuple):
    """`testing.py`."""

    imports: ImportsView
    name: str
    client: str
    async_client: str
    resources: tuple[FakeResourceView, ...]
    children: tuple[tuple[str, str], ...]
    stubs: tuple[StubView, ...]
    credentials: tuple[str, ...]
    events: tuple[tuple[str, str], ...]
    """The methods that make test events of webhooks, with the constants of these."""
    events_class: str
    events_registry: str
    """The constant that knows all webhooks."""
    events_attribute: str


class WebhookView(NamedTuple):
    """One webhook: the class of its events, the constant that describes it, and its parser.

    `types` are the values of `type` of an event.
    """

    function: str
    constant: str
    class_name: str
    returns: str
    types: str
    settings: tuple[str, ...]
    class_docstring: str
    docstring: str


class WebhooksModule(NamedTuple):
    """`webhooks.py`. `settings` are those of the dispatcher, `arguments` and `docstring` those of `parse`."""

    imports: ImportsView
    webhooks: tuple[WebhookView, ...]
    settings: tuple[str, ...]
    arguments: tuple[str, ...]
    passed: tuple[str, ...]
    docstring: str
    exports: tuple[str, ...]


class PackageModule(NamedTuple):
    """`__init__.py` of the package: public names with the module that has each, and public modules."""

    docstring: str
    exports: tuple[tuple[str, str], ...]
    modules: tuple[str, ...]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The names that are no exceptions."""
        return tuple(pair for pair in self.exports if pair[1] != ".errors")


class ReferenceEntry(NamedTuple):
    """A method, a dict or an event in api.md; every text is a piece of Markdown.

    `http` is the method and the path, "" for anything but a method.
    """

    title: str
    summary: str
    facts: tuple[str, ...]
    http: str = ""


class ReferenceSection(NamedTuple):
    """A resource in api.md, the dicts, or the events."""

    title: str
    doc: str
    entries: tuple[ReferenceEntry, ...]


class WebhookChapter(NamedTuple):
    """What a README says about webhooks.

    `source` says where an event has its name, `signature` how it is signed ("" if nothing is known); `window` is the
    greatest age in seconds, 0 if the time is not signed. `attribute`, `method` and `payload` make the example of the
    fake.
    """

    source: str
    classes: tuple[str, ...]
    signature: str
    env: str
    window: int
    attribute: str
    method: str
    payload: str


class Project(NamedTuple):
    """Facts about the package; every text is plain and on one line."""

    distribution: str
    import_name: str
    client: str
    async_client: str
    fake: str
    version: str
    title: str
    description: str
    docs_url: str
    license: str
    license_text: str
    http: str
    """The HTTP library."""
    http_requirement: str
    ascii_modules: bool
    """Whether all names of modules are ASCII: linters reject others."""
