# Codes of `clientloom diff` and `update`: what changed for the code that calls a client. May import record.
"""Changes between two versions."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import ChangeEntry, breaking, depends, risky, safe

ENTRIES: tuple[ChangeEntry, ...] = (
    breaking(
        "package-renamed",
        "The package has another import name, so that every import of it fails.",
        "breaking: `shop` is now called `store`",
    ),
    risky(
        "distribution-renamed",
        "The package has another name on the index. Code stays as it is; who requires the old name gets no update.",
        "risky: `Shop` is installed as `store` instead of `shop`",
    ),
    breaking(
        "http-library",
        "The client uses another HTTP library. It takes objects of that library, such as `http_client`.",
        "breaking: `Shop` sends requests with httpx2 instead of httpx, and takes objects of it",
    ),
    breaking(
        "extra-removed",
        "The package no longer has an optional part: an extra, or the fake for tests with the checks of arguments.",
        "breaking: `Shop` lost the extra `otel`",
    ),
    safe(
        "extra-added",
        "The package has a new optional part: an extra, or the fake for tests with the checks of arguments.",
        "safe: `Shop` gained the extra `otel`",
    ),
    breaking(
        "operation-removed",
        "The document no longer has the operation, and the method is gone.",
        "breaking: `client.things.list()` was removed",
    ),
    breaking(
        "operation-renamed",
        "The same operation now belongs to a method of another name. Callers use the new name.",
        "breaking: `client.things.list()` is now `client.items.list()`",
    ),
    safe(
        "operation-added",
        "The document has a new operation, and the client a new method.",
        "safe: `client.things.delete()` was added",
    ),
    safe(
        "waiter-added",
        "The client has a new method that waits.",
        "safe: `client.things.wait_until_ready()` was added",
    ),
    breaking(
        "waiter-removed",
        "A method that waits is gone: client.toml no longer declares it, or the operation that it repeats is gone.",
        "breaking: `client.things.wait_until_ready()` was removed",
    ),
    risky(
        "waiter-changed",
        "A method that waits ends with another state. Callers may get another result.",
        "risky: `client.things.wait_until_ready()` waits for another state",
    ),
    safe(
        "route-changed",
        "A method calls another path or HTTP method. Callers do not see the difference.",
        "safe: `client.things.get()` calls GET /v2/things/{id} instead of GET /things/{id}",
    ),
    breaking(
        "route-swapped",
        "A method calls another address, and its old address now belongs to another method. Existing calls do "
        "something else than before.",
        "breaking: `client.things.get()` calls GET /a instead of GET /b, which is now `client.things.find()`",
    ),
    breaking(
        "argument-removed",
        "A method no longer takes an argument.",
        "breaking: `client.things.list()` lost the keyword `limit`",
    ),
    breaking(
        "argument-renamed",
        "An argument of a method has another name. The value on the wire is the same.",
        "breaking: `client.things.list()` keyword `limit` is now called `page_size`",
    ),
    breaking(
        "required-argument-added",
        "A method has a new argument that every call must give.",
        "breaking: `client.things.create()` gained the required keyword `size`",
    ),
    breaking(
        "demanded-argument-added",
        "The body of a method, which may be left out, has a new member that every body must have.",
        "breaking: `client.things.create()` gained the keyword `size`, which a body must have",
    ),
    safe(
        "optional-argument-added",
        "A method has a new argument that calls may leave out.",
        "safe: `client.things.list()` gained the optional keyword `filter`",
    ),
    breaking(
        "argument-order",
        "The path parameters of a method, which may be given by position, stand in another order.",
        "breaking: `client.things.get()` takes its path parameters in the order id, shop",
    ),
    safe(
        "argument-moved",
        "The value of an argument is sent in another place, for example in a header instead of the query. "
        "Calls stay as they are.",
        "safe: `client.things.list()` keyword `key` is sent in the header instead of the query",
    ),
    safe(
        "argument-written",
        "The value of an argument is written in another style in the URL. Calls stay as they are.",
        "safe: `client.things.list()` keyword `ids` is written as a,b instead of ids=a&ids=b",
    ),
    breaking(
        "body-reshaped",
        "The members of a body were keywords, and the body is now one argument, or the reverse.",
        "breaking: `client.things.create()` takes its body as `body` instead of `name`, `size`",
    ),
    safe(
        "body-media-changed",
        "A method sends its body in another media type. Calls stay as they are.",
        "safe: `client.things.create()` sends its body as application/json instead of a form",
    ),
    depends(
        "became-required",
        "A value was optional and is required. In requests that breaks calls that leave it out; in responses "
        "it only promises more.",
        "breaking: `client.things.create()` keyword `size` is now required",
    ),
    depends(
        "became-optional",
        "A value was required and is optional. In requests calls may leave it out; in responses code that "
        "relies on it breaks.",
        "breaking: `Thing.size` is no longer required",
    ),
    breaking(
        "became-demanded",
        "A member must be in every body from now on, though the body itself may still be left out.",
        "breaking: `client.things.create()` keyword `size` must now be in every body",
    ),
    risky(
        "default-changed",
        "The server takes another value where a call leaves the argument out. Code runs and may behave otherwise.",
        "risky: `client.things.list()` keyword `limit` now has the default 50 (before: 20)",
    ),
    depends(
        "limit-changed",
        "A limit of a value moved: a length, a range, a pattern, a format. A tighter limit of what is sent is "
        "risky, because the server refuses what it took before; so is a looser limit of what is read, because "
        "values may come that did not come before. The other two are safe.",
        "risky: `client.things.create()` keyword `name` must now be at most 40 characters long",
    ),
    depends(
        "null-added",
        "A value may be null. Requests may send it; code that reads the value has to expect None.",
        "breaking: `Thing.size` may now be null",
    ),
    depends(
        "null-removed",
        "A value may no longer be null. Requests that send None are refused; readers are not affected.",
        "breaking: `client.things.create()` keyword `size` may no longer be null",
    ),
    safe(
        "enum-class-added",
        "An enum is a class with members now. Its members equal the plain values, which are valid as before.",
        "safe: `Color` is now a class with members",
    ),
    breaking(
        "enum-class-removed",
        "An enum is no longer a class: `models.Color.RED` does not exist. Plain values are valid as before.",
        "breaking: `Color` no longer has members",
    ),
    breaking(
        "enum-member-removed",
        "A member of an enum class is gone, because the API no longer lists its value. Code that names it fails.",
        "breaking: `Color` member `RED` was removed",
    ),
    breaking(
        "enum-member-renamed",
        "A member of an enum class has another name for the same value.",
        "breaking: `Color` member `RED` is now called `CRIMSON`",
    ),
    depends(
        "enum-value-added",
        "An enum has a new value. Enums of responses are open, so that code has had to expect unknown values; "
        "only a constant of a response breaks.",
        'safe: `Thing.status` may now be "archived"',
    ),
    depends(
        "enum-value-removed",
        "An enum lost a value. Requests that send it are refused; in responses it is no longer seen.",
        'breaking: `client.things.list()` keyword `status` no longer accepts "old"',
    ),
    depends(
        "type-wider",
        "A type admits more values than before. Requests may send them; code that reads has to handle them.",
        "breaking: `Thing.size` may now also be a string",
    ),
    depends(
        "type-narrower",
        "A type admits fewer values than before. Requests with the others are refused; readers are not affected.",
        "breaking: `client.things.create()` keyword `size` may no longer be a string",
    ),
    depends(
        "type-other",
        "A type is another one, neither wider nor narrower than the old one.",
        "breaking: `Thing.size` changed its type from an integer to a string",
    ),
    breaking(
        "result-kind",
        "A method returns another kind of thing: bytes instead of a model, a stream instead of a value.",
        "breaking: `client.things.get()` returns bytes instead of Thing",
    ),
    breaking(
        "pagination",
        "A method returns pages that fetch each other, or no longer does.",
        "breaking: `client.things.list()` now returns pages",
    ),
    safe(
        "header-added",
        "Successful responses have a new header.",
        "safe: `client.things.get()` response header `etag` was added",
    ),
    depends(
        "header-removed",
        "Successful responses no longer have a header. That is breaking where it was required, and risky where "
        "it might have been absent anyway.",
        "risky: `client.things.get()` response header `etag` was removed",
    ),
    breaking(
        "header-optional",
        "A response header may now be absent.",
        "breaking: `client.things.get()` response header `etag` is no longer required",
    ),
    safe(
        "header-required",
        "A response header is now always there.",
        "safe: `client.things.get()` response header `etag` is now required",
    ),
    breaking(
        "class-removed",
        "A model is gone. Code that imports it fails.",
        "breaking: `models.Thing` was removed",
    ),
    safe("class-added", "There is a new model.", "safe: `models.Thing` was added"),
    breaking(
        "kind-changed",
        "A name of `models` stands for another kind of thing: a class where a name for a type was, or the reverse.",
        "breaking: `models.Size` was a class and is now a name for a string",
    ),
    breaking(
        "field-removed",
        "A field of a model is gone. Code that reads it fails, and the server ignores or refuses it.",
        "breaking: `Thing.size` was removed",
    ),
    breaking(
        "field-renamed",
        "A field of a model has another name in Python. The member on the wire is the same.",
        "breaking: `Thing.size` was called `length`",
    ),
    safe("field-added", "A model has a new field.", "safe: `Thing.colour` was added"),
    breaking(
        "required-field-added",
        "A model that is sent has a new field that must be there.",
        "breaking: `NewThing.colour` was added and must be sent",
    ),
    depends(
        "further-members",
        "An object that is sent takes members beside its fields, which is safe, or no longer takes them, which "
        "is risky.",
        "risky: `NewThing` no longer takes members beside its fields",
    ),
    safe(
        "deprecated",
        "The document marks something as deprecated. It still works.",
        "safe: `client.things.list()` is now deprecated",
    ),
    safe(
        "undeprecated",
        "The document no longer marks a method as deprecated.",
        "safe: `client.things.list()` is no longer deprecated",
    ),
    depends(
        "retry-changed",
        "The client repeats a failed call that it did not repeat before, which is risky, or the reverse.",
        "safe: `client.things.create()` is repeated with an idempotency key after a failure",
    ),
    depends(
        "security-changed",
        "A method needs other credentials. It breaks callers that cannot have them.",
        "breaking: `client.things.list()` needs `token` instead of `api_key`",
    ),
    breaking(
        "credential-removed",
        "The client no longer takes an argument for a credential or a header.",
        "breaking: `Shop` lost the argument `api_key`",
    ),
    safe(
        "credential-added",
        "The client takes a new argument for a credential or a header.",
        "safe: `Shop` gained the argument `token`",
    ),
    depends(
        "credential-env",
        "The client reads a credential or a setting from another environment variable. A first one breaks nothing.",
        "breaking: `Shop` reads `api_key` from STORE_API_KEY instead of SHOP_API_KEY",
    ),
    depends(
        "credential-moved",
        "The client sends a credential another way: in another header, in the query, to another token server. "
        "Callers do not change; it is risky where the secret becomes part of URLs or goes to another server.",
        "risky: `Shop` now sends `api_key` in the query `key` (before: in the header `X-Key`)",
    ),
    safe(
        "constant-header",
        "A header that every request carries has another value, or is no longer sent.",
        "safe: `Shop` sends the header X-Version: 2026-04",
    ),
    risky(
        "server-changed",
        "The client, or a method, calls another server by default.",
        "risky: `Shop` talks to https://b.example by default instead of https://a.example",
    ),
    safe(
        "server-variable-added",
        "The client takes a new argument for a part of the server's URL.",
        "safe: `Shop` gained the argument `region`",
    ),
    breaking(
        "server-variable-removed",
        "The client no longer takes an argument for a part of the server's URL.",
        "breaking: `Shop` lost the argument `region`",
    ),
    breaking(
        "server-variable-narrower",
        "An argument for a part of the server's URL accepts fewer values.",
        'breaking: `Shop` argument `region` no longer accepts "us"',
    ),
    safe(
        "server-variable-wider",
        "An argument for a part of the server's URL accepts more values.",
        'safe: `Shop` argument `region` accepts "eu"',
    ),
)
