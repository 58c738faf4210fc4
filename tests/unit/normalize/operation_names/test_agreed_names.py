# What the SDKs of several vendors agree upon: such documents in small.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.tag_groups import TagGroups
from unit.normalize.operation_cases import normalized

Row = tuple[str, str, str]
"""Method and path, operationId, name."""

RECORDS: list[Row] = [
    ("GET /jobs", "", "jobs.list"),
    ("GET /jobs/{id}", "", "jobs.get"),
    ("GET /jobs/{id}/events", "", "jobs.list_events"),
    ("GET /jobs/{id}/costs", "", "jobs.costs.list"),
    ("GET /agents/{id}/versions", "", "agents.versions.list"),
    ("GET /agents/{id}/versions/{version}", "", "agents.versions.get"),
    ("GET /hooks/{id}/attempts", "", "hooks.attempts.list"),
    ("POST /hooks/{id}/attempts", "", "hooks.attempts.create"),
]
WAYS: list[Row] = [
    ("GET /sets", "", "sets.list"),
    ("GET /sets/{id}", "", "sets.get"),
    ("POST /sets/{id}/imports/from-file", "", "sets.import_from_file"),
    ("POST /sets/{id}/imports/from-url", "", "sets.import_from_url"),
    ("GET /sets/{id}/exports/to-csv", "", "sets.export_to_csv"),
    ("GET /tables/{id}/imports", "", "tables.imports.list"),
    ("POST /tables/{id}/imports/from-file", "", "tables.imports.create_from_file"),
]
SOURCES: list[Row] = [
    ("GET /documents/{id}", "", "documents.get"),
    ("POST /documents/url", "", "documents.create_from_url"),
    ("POST /documents/text", "", "documents.create_from_text"),
    ("POST /speech/file", "", "speech.file"),
]
ACTIONS: list[Row] = [
    ("GET /payments/{id}", "", "payments.get"),
    ("POST /payments/{id}/cancel", "", "payments.cancel"),
    ("POST /payments/cancel", "", "payments.bulk_cancel"),
    ("POST /users/ban", "BanUsers", "users.bulk_ban"),
    ("POST /users/{id}/ban", "BanUser", "users.ban"),
    ("POST /reports/generate", "", "reports.generate"),
    ("POST /reports/{id}/generate", "", "reports.generate_by_id"),
]
WORDINGS: list[Row] = [
    ("GET /threads/{id}", "getThread", "threads.get"),
    ("POST /threads/{id}", "modifyThread", "threads.update"),
    ("PATCH /messages/{id}", "editMessage", "messages.update"),
    ("POST /objects/{id}/links", "modifyObjectLinks", "objects.links.modify"),
    ("GET /files/{id}/content", "downloadFile", "files.download"),
    ("GET /videos/{id}/content", "downloadVideoContent", "videos.download_content"),
    ("POST /talks/{id}/talk", "talksStartStream", "talks.start_stream"),
    ("GET /things", "listThings", "things.list"),
    ("POST /things", "createThing", "things.create"),
    ("GET /parts", "listParts", "parts.list"),
]
GROUPED: list[Row] = [
    ("GET /vaults/debtors", "vaults.debtorsOne", "vaults.debtors.get"),
    ("GET /vaults/{unit}/consent", "vaults.unitConsentsAll", "vaults.unit_consents.list"),
    ("PATCH /vaults/{unit}/config", "vaults.vaultSettingsUpdate", "vaults.vault_settings.update"),
    ("GET /crm/lists/{id}/members", "crm.listMembersAll", "crm.list_members.list"),
    ("GET /proxy", "proxy.getProxy", "proxy.get"),
    ("PUT /proxy", "proxy.putAProxy", "proxy.put"),
    ("GET /vaults/rooms", "vaults.getRooms", "vaults.get_rooms"),
]
REPEATED_GROUP: list[Row] = [
    ("GET /files/", "files:list", "files.list"),
    ("POST /oauth2/register", "oauth2:clients:oauth2:create_client", "oauth2.clients.create"),
    ("GET /oauth2/register/{id}", "oauth2:clients:oauth2:get_client", "oauth2.clients.get"),
]

OF_THE_CLIENT: list[Row] = [
    ("POST /translate", "", "translate"),
    ("GET /ping", "getPing", "ping"),
    ("POST /close", "close", "close_"),
    ("POST /login/reset", "", "login.reset"),
    ("GET /search/users", "searchUsers", "search.users"),
    ("POST /search/keys", "searchByKey", "search.keys"),
    ("GET /things", "", "things.list"),
    ("GET /things/{id}", "", "things.get"),
    ("POST /things", "", "things.create"),
    ("DELETE /things/{id}", "", "things.delete"),
]
CALLS: list[Row] = [
    *((f"POST /send{noun}", "", f"send_{noun.lower()}") for noun in ["Audio", "Chat", "Dice", "Game", "Link", "Photo"]),
    *((f"POST /get{noun}", "", f"get_{noun.lower()}") for noun in ["Audio", "Chat", "Dice", "Game", "Link", "Photo"]),
    ("POST /restrictChatMember", "", "restrict_chat_member"),
    ("GET /inviteLinks", "", "invite_links.list"),
]  # fmt: skip
SAID_ONCE: list[Row] = [
    ("GET /words", "", "words.list"),
    ("GET /word/{id}", "", "words.get"),
    ("GET /sources/{id}", "", "sources.get"),
    ("PATCH /sources/{id}/full_refresh", "fullRefreshSource", "sources.full_refresh"),
    ("GET /branch/branches", "", "branches.list"),
    ("GET /branch/branches/{id}", "", "branches.get"),
    ("GET /team/teams", "", "teams.teams.list"),
    ("GET /team/{id}", "", "teams.get"),
    ("GET /rules", "", "rules.list"),
    ("GET /rules/{id}", "", "rules.get"),
    ("POST /rules/export-rules", "", "rules.export"),
]
BESIDE_ITEMS: list[Row] = [
    ("GET /sets", "", "sets.list"),
    ("GET /sets/{id}", "", "sets.get"),
    ("GET /sets/usage", "", "sets.get_usage"),
    ("GET /sets/presets", "", "sets.list_presets"),
    ("GET /sets/rules", "", "sets.rules.list"),  # rules have a place of their own
    ("GET /rules", "", "rules.list"),
    ("GET /rules/{id}", "", "rules.get"),
    ("GET /account/usage", "", "account.usage.get"),
]
KINDS: list[Row] = [
    ("GET /channels/twilio", "", "channels.twilio.list"),
    ("GET /channels/twilio/{channel_id}", "", "channels.twilio.get"),
    ("GET /card/{idCard}", "", "cards.get"),
    ("GET /site/{resourceId}", "", "sites.get"),
    ("GET /user/{username}", "", "users.get"),
    ("POST /trigger/{transactionId}/cancel", "", "triggers.cancel"),
    ("GET /wikis/{id}", "", "wikis.get"),
    ("GET /uri/{id}", "", "uris.get"),
]
SIGNED: list[Row] = [
    ("PUT /forms/{id}/sign", "put-company-form-sign", "forms.sign"),
    ("PUT /payments/{id}/fund", "put-payments-fund", "payments.fund"),
    ("PUT /flows/{id}/inactivate", "", "flows.inactivate"),
    ("GET /forms/{id}", "", "forms.get"),
]
KEYS_IN_IDS: list[Row] = [
    ("PATCH /packs/{pack}/pipes/{id}", "updatePipesByPackAndId", "packs.pipes.update"),
    ("DELETE /packs/{pack}/pipes/{id}", "deletePipesByPackAndId", "packs.pipes.delete"),
    ("GET /pipes", "searchByNameAndTitle", "pipes.search_by_name_and_title"),
    ("POST /runs/{id}/url", "createRunUrl", "runs.url.create"),
]
MACHINES: list[Row] = [
    ("POST /#Action=ModifyThing", "ModifyThing", "modify_thing"),
    ("POST /#Action=ModifyPart", "POST_ModifyPart", "modify_part"),
    ("GET /#Action=ModifyPart", "GET_ModifyPart", "get_modify_part"),
    ("POST /#Action=MoveWithParts", "POST_MoveWithParts", "move_with_parts"),
    ("GET /#Action=MoveWithParts", "GET_MoveWithParts", "get_move_with_parts"),
    ("POST /#X-Target=Things.DeleteThing", "DeleteThing", "delete_thing"),
    ("POST /#X-Target=Things.UpdateThing", "UpdateThing", "update_thing"),
    ("GET /", "getRoot", "root.get"),
]
WRITTEN_PATHS: list[Row] = [
    ("GET /cms/domains/{domainId}", "get-/cms/domains/{domainId}_getById", "cms.domains.get"),
    ("GET /cms/domains/", "get-/cms/domains/_getPage", "cms.domains.list"),
    ("GET /cms/tools/{id}", "get_/cms/tools/{id}", "cms.tools.get"),
    ("POST /spaces/{id}/sync-jobs/{source}", "CreateSyncJob", "spaces.sync_jobs.create"),
]


def document_of(rows: list[Row], tags: dict[str, str]) -> dict[str, object]:
    """A document with these operations; `tags` are those of the operations, by method and path."""
    paths: dict[str, dict[str, object]] = {}
    for call, operation_id, _ in rows:
        method, path = call.split()
        operation: dict[str, object] = {"responses": {"200": {"description": "fine"}}}
        if operation_id:
            operation["operationId"] = operation_id
        if call in tags:
            operation["tags"] = [tags[call]]
        paths.setdefault(path, {})[method.lower()] = operation
    return {"paths": paths}


def names_in(document: dict[str, object]) -> dict[str, str]:
    operations = normalized(document).api.operations
    return {f"{o.method} {o.path}": f"{o.resource}.{o.name}".lstrip(".") for o in operations}


@pytest.mark.parametrize(
    "rows",
    [
        RECORDS,
        WAYS,
        SOURCES,
        ACTIONS,
        WORDINGS,
        GROUPED,
        REPEATED_GROUP,
        OF_THE_CLIENT,
        CALLS,
        SAID_ONCE,
        BESIDE_ITEMS,
        KINDS,
        SIGNED,
        KEYS_IN_IDS,
        MACHINES,
        WRITTEN_PATHS,
    ],
)
def test_names_are_those_that_vendors_agree_upon(rows: list[Row]) -> None:
    assert names_in(document_of(rows, {})) == {call: name for call, _, name in rows}


TREE: list[Row] = [
    ("GET /v1/agents", "list_agents", "beta.agents.list"),
    ("POST /v1/agents/complete", "complete", "agents.complete"),
    ("GET /v1/agents/{id}/aliases", "list_aliases", "beta.agents.list_aliases"),
    ("PUT /v1/agents/{id}/aliases", "create_or_update_alias", "beta.agents.update_alias"),
    ("GET /v1/agents/{id}/aliases/{alias}", "", "beta.agents.get_alias"),
    ("GET /v1/agents/{id}/aliases/{alias}/uses", "", "beta.agents.list_alias_uses"),
    ("POST /v1/agents/{id}/tools/{tool}/call", "call_tool", "beta.agents.call_tool"),
    ("GET /v1/library-documents/{id}", "", "beta.libraries.documents.get"),
    ("GET /v1/runs_v2/{id}", "", "beta.runs.get"),
    ("POST /v1/moderations", "", "classifiers.create_moderation"),
    ("POST /v1/audio/speech", "speech", "audio.speech.create"),
    ("GET /v1/agents/{id}/share", "list_shares", "beta.agents.list_shares"),
    ("POST /v1/chat/completions", "stream_chat", "chat.stream"),
    ("GET /v1/users/me/teams", "", "beta.users.list_teams"),
    ("GET /v1/whoami", "users_whoami", "beta.users.whoami"),
    ("GET /v1/flows/registrations", "", "flows.list_registrations"),
    ("GET /v1/flows/{id}", "", "flows.get"),
]


TAG_FIRST: list[Row] = [
    ("GET /traces/{id}/spans", "TracesListSpans", "traces.list_spans"),
    ("GET /traces/{id}/spans/{span}", "TracesGetSpan", "traces.get_span"),
    ("POST /alerts/{id}/rules/{rule}/mute", "AlertMuteRule", "alerts.mute_rule"),
    ("GET /alerts/{id}", "AlertGet", "alerts.get"),
    ("PATCH /alerts/{id}/options", "AlertOptionsUpdate", "alerts.options.update"),
    ("GET /traces/{id}", "getTrace", "traces.get"),
    ("GET /traces", "listTraces", "traces.list"),
    ("GET /alerts/{id}/rules", "listAlertRules", "alerts.rules.list"),
]


def test_an_id_that_begins_with_its_tag_keeps_its_words() -> None:
    tags = {call: "Traces" if "traces" in call else "Alerts" for call, *_ in TAG_FIRST}
    assert names_in(document_of(TAG_FIRST, tags)) == {call: name for call, _, name in TAG_FIRST}


def test_what_is_below_the_things_of_a_tag_is_found_with_them() -> None:
    rows: list[Row] = [
        ("POST /orgs/{id}/projects/{project}/tags", "", "projects.tags.create"),
        ("GET /orgs/{id}/projects/{project}/tags/{tag}", "", "projects.tags.get"),
        ("GET /orgs/{id}/projects/{project}", "", "projects.get"),
        ("POST /orgs/{id}/projects/{project}/labels", "Applying labels", "projects.labels.apply"),
        ("POST /org/{id}", "", "orgs.create"),
        ("GET /orgs", "List all the organizations a user belongs to", "orgs.list"),
        ("GET /shown", "List the shops a user belongs to", "shops.list_shown"),
        ("GET /test/npm/{packageName}/{version}", "", "test.npm.get"),
        ("POST /test/pip", "", "test.pip"),
    ]
    tags = {call: "Projects" for call, *_ in rows[:4]}
    tags |= {call: "Organizations" for call, *_ in rows[4:6]}
    tags |= {"GET /shown": "Shops", rows[7][0]: "Test", rows[8][0]: "Test"}
    assert names_in(document_of(rows, tags)) == {call: name for call, _, name in rows}


def test_a_tag_of_an_api_is_called_after_what_it_is_about() -> None:
    rows: list[Row] = [
        ("GET /capabilities", "list-capabilities", "capabilities.list"),
        ("POST /client-links", "create-client-link", "client_links.create"),
        ("GET /raw", "listRaw", "raw.list"),
    ]
    tags = dict(
        zip(
            (row[0] for row in rows),
            ["Capabilities API", "Client links API", "Raw API"],
            strict=True,
        )
    )
    assert names_in(document_of(rows, tags)) == {call: name for call, _, name in rows}


def resource_of(name: str) -> str:
    return name.rpartition(".")[0]


def test_tags_that_are_paths_of_resources_are_the_resources() -> None:
    tags = {call: resource_of(name) for call, _, name in TREE}
    assert names_in(document_of(TREE, tags)) == {call: name for call, _, name in TREE}


@pytest.mark.parametrize(
    "tags",
    [
        ["beta.agents", "beta.libraries", "agents"],
        ["beta.agents", "beta.libraries", "beta.runs", "About it"],
        ["a.agents", "b.libraries", "c.runs", "agents"],
    ],
)
def test_a_few_dots_make_no_tree(tags: list[str]) -> None:
    groups = TagGroups.of(tags, (), None)
    assert not groups.is_tree
    assert groups.resource("beta.agents") == ()


def test_a_tree_says_where_each_tag_stands() -> None:
    tags = ["beta.agents", "beta.libraries.documents", "beta.runs", "agents"]
    groups = TagGroups.of(tags, (), None)
    assert groups.resource("beta.libraries.documents") == ("beta", "libraries", "documents")
    assert groups.resource("agents") == ("agents",)
    assert groups.resource("") == ()


def test_paths_that_spell_the_tag_and_the_method_say_it_themselves() -> None:
    rows: list[Row] = [
        ("GET /bots.info", "bots_info", "bots.info"),
        ("GET /admin.teams.list", "admin_teams_list", "admin.teams.list"),
        ("POST /admin.apps.approve", "admin_apps_approve", "admin.apps.approve"),
        ("GET /admin.apps.list", "admin_apps_list", "admin.apps.list"),
    ]
    tags = {call: call.split("/")[1].rpartition(".")[0] for call, *_ in rows}
    tags |= {"GET /admin.users.list": "admin.users"}
    rows.append(("GET /admin.users.list", "admin_users_list", "admin.users.list"))
    assert names_in(document_of(rows, tags)) == {call: name for call, _, name in rows}


def test_one_group_of_several_keeps_its_method_of_the_same_name() -> None:
    rows: list[Row] = [
        ("POST /query", "", "query.query"),
        ("POST /query/analyze", "", "query.analyze"),
        ("GET /things/{id}", "getThing", "things.get"),
    ]
    assert names_in(document_of(rows, {})) == {call: name for call, _, name in rows}


def test_a_few_operations_do_not_show_that_their_groups_are_methods() -> None:
    rows: list[Row] = [
        ("GET /authorize", "authorize", "authorize.authorize"),
        ("GET /getFeeds", "getFeeds", "get_feeds"),
        ("GET /things/{id}", "getThing", "things.get"),
    ]
    assert names_in(document_of(rows, {})) == {call: name for call, _, name in rows}


def test_a_tag_that_says_again_whose_things_they_are_makes_no_group_of_its_own() -> None:
    rows: list[Row] = [
        ("GET /tags", "", "tags.list"),
        ("GET /tags/{id}", "", "tags.get"),
        ("GET /tags/{id}/shows", "", "tags.shows.list"),
        ("PUT /tags/{id}/shows/{show}", "", "tags.shows.add"),
        ("DELETE /tags/{id}/shows/{show}", "", "tags.shows.remove"),
        ("GET /users/{id}/meetings", "", "meetings.list"),
        ("GET /accounts/premium/{id}", "", "accounts.premium.get"),
        ("GET /movies", "", "movies.list"),
        ("GET /movies/trending", "", "movies.list_trending"),
    ]
    tags = {call: "Tagged shows" for call, *_ in rows[:5]}
    tags |= {rows[5][0]: "Meetings", rows[6][0]: "Accounts"}
    tags |= {call: "Movies" for call, *_ in rows[7:]}
    assert names_in(document_of(rows, tags)) == {call: name for call, _, name in rows}
