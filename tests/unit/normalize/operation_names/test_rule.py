# Whole documents in small: each row is an operation and the name that a careful author of an SDK gives it.
from __future__ import annotations

import random
from dataclasses import replace

import pytest
from clientloom.normalize.operation_names.rule import Call, name_operations
from hypothesis import given
from hypothesis import strategies as st

Row = tuple[str, str, str, str]
"""Method and path, operationId, tag, name."""

ECHOES: list[Row] = [
    ("GET /v1/customers", "GetCustomers", "", "customers.list"),
    ("POST /v1/customers", "PostCustomers", "", "customers.create"),
    ("GET /v1/customers/{customer}", "GetCustomersCustomer", "", "customers.get"),
    ("POST /v1/customers/{customer}", "PostCustomersCustomer", "", "customers.update"),
    ("GET /v1/customers/{c}/subscriptions/{s}", "", "", "customers.subscriptions.get"),
    ("GET /v1/customers/{c}/subscriptions/{s}/discount", "", "", "customers.subscriptions.get_discount"),
    ("DELETE /v1/customers/{c}/subscriptions/{s}/discount", "", "", "customers.subscriptions.delete_discount"),
    ("DELETE /v1/accounts/{a}/bank_accounts/{id}", "DeleteAccountsAccountBankAccountsId", "", "accounts.bank_accounts.delete"),
    ("POST /v1/intents/{i}/confirm", "PostIntentsIntentConfirm", "", "intents.confirm"),
    ("PUT /v1/cards/{id}/closed", "updateCardsClosedByIdCard", "", "cards.update_closed"),
    ("POST /v1/mail/send", "POST_mail-send", "Mail Send", "mail.send"),
    ("GET /v1/boards/{id}/cards", "getBoardsCardsByIdBoard", "", "boards.list_cards"),
    ("GET /v1/cards/{id}", "getCardsByIdCard", "", "cards.get"),
    ("DELETE /v1/teammates/pending/{token}", "DELETE_teammates-pending-token", "", "teammates.pending.delete"),
]  # fmt: skip
TWILIO: list[Row] = [
    ("GET /2010-04-01/Accounts.json", "ListAccount", "Api20100401Account", "accounts.list"),
    ("POST /2010-04-01/Accounts/{A}/Messages.json", "CreateMessage", "Api20100401Message", "messages.create"),
    ("GET /2010-04-01/Accounts/{A}/Messages/{Sid}.json", "FetchMessage", "Api20100401Message", "messages.fetch"),
    ("GET /2010-04-01/Accounts/{A}/Numbers/{Code}/Local.json", "ListNumberLocal", "Api20100401Local", "numbers.local.list"),
    ("GET /2010-04-01/Accounts/{A}/Usage/Records/AllTime.json", "ListUsageRecordAllTime", "Api20100401AllTime", "usage.records.all_time.list"),
    ("GET /2010-04-01/Accounts/{A}/Usage/Records.json", "ListUsageRecord", "Api20100401Record", "usage.records.list"),
    ("POST /2010-04-01/Accounts/{A}/Keys.json", "CreateNewKey", "Api20100401NewKey", "keys.create"),
    ("POST /2010-04-01/Accounts/{A}/Tokens.json", "CreateToken", "Api20100401Token", "tokens.create"),
    ("POST /2010-04-01/Accounts/{A}/Queues.json", "CreateQueue", "Api20100401Queue", "queues.create"),
    ("GET /2010-04-01/Accounts/{A}/Balances.json", "ListBalance", "Api20100401Balance", "balances.list"),
]  # fmt: skip
AUTHORED: list[Row] = [
    ("GET /albums", "get-multiple-albums", "Albums", "albums.list"),
    ("GET /albums/{id}", "get-an-album", "Albums", "albums.get"),
    ("PUT /me/albums", "save-albums-user", "Albums", "me.albums.save"),
    ("DELETE /me/shows", "remove-shows-user", "Shows", "me.shows.remove"),
    ("GET /users/{user_id}/playlists", "get-list-users-playlists", "Playlists", "users.list_playlists"),
    ("GET /users", "users", "Users", "users.list"),
    ("GET /users/{userId}", "user", "Users", "users.get"),
    ("GET /users/{userId}/meetings", "meetings", "Meetings", "meetings.list"),
    ("POST /phone/call_queues", "createCallQueue", "Phone Call Queues", "phone.call_queues.create"),
    ("PATCH /phone/line_groups/{id}", "updateALineGroup", "Phone Line Groups", "phone.line_groups.update"),
    ("POST /webinars/{webinarId}/registrants", "webinarRegistrantCreate", "Webinars", "webinars.registrants.create"),
    ("PUT /meetings/{m}/recordings/{r}/status", "recordingStatusUpdateOne", "Cloud Recording", "recordings.update_status"),
    ("GET /shops/prices/cheapest", "checkShopPriceCheapest", "", "shops.prices.check_cheapest"),
    ("POST /alerts/plan_id/{plan_id}", "createAlert", "", "alerts.create_for_plan"),
    ("GET /tasks/{id}", "getTaskById", "", "tasks.get"),
    ("PUT /raw", "storeFile", "Files", "files.store"),
    ("POST /jobs/{id}/log", "appendLog", "Jobs", "jobs.append_log"),
    ("DELETE /limits/spend", "Deletespendlimits", "", "limits.spend.delete"),
]  # fmt: skip
CONTROLLERS: list[Row] = [
    ("POST /organizations", "OrganizationsController_create", "organizations", "organizations.create"),
    ("POST /user_management/users", "UserlandUsersController_create_0", "user-management.users", "user_management.users.create"),
    ("DELETE /auth/groups/{g}/roles", "GroupRolesController_removeGroupRoles", "auth", "auth.groups.roles.remove_all"),
    ("DELETE /auth/groups/{g}/roles/{r}", "GroupRolesController_removeGroupRole", "auth", "auth.groups.roles.remove"),
    ("GET /vault/kv", "WebDataController_index", "vault", "vault.kv.list"),
]  # fmt: skip
GROUPED: list[Row] = [
    ("POST /wallet/v1/eventTicketClass", "wallet.eventticketclass.insert", "", "event_ticket_classes.insert"),
    ("GET /wallet/v1/eventTicketClass/{id}", "wallet.eventticketclass.get", "", "event_ticket_classes.get"),
    ("POST /wallet/v1/eventTicketObject/{id}/addMessage", "wallet.eventticketobject.addmessage", "", "event_ticket_objects.add_message"),
    ("GET /wallet/v1/eventTicketObject/{id}", "wallet.eventticketobject.get", "", "event_ticket_objects.get"),
    ("POST /wallet/v1/media", "wallet.media.upload", "", "media.upload"),
]  # fmt: skip
POOLS: list[Row] = [
    ("POST /pools/{poolId}/removenodes", "Pool_RemoveNodes", "ComputeNodes", "pools.remove_nodes"),
    ("GET /pools", "Pool_List", "Pools", "pools.list"),
    ("GET /pools/{poolId}", "Pool_Get", "Pools", "pools.get"),
    ("GET /pools/{poolId}/nodes/{id}", "ComputeNode_Get", "ComputeNodes", "compute_nodes.get"),
]
REPOSITORIES: list[Row] = [
    ("GET /orgs/{org}/repos", "repos/list-for-org", "repos", "repos.list_for_org"),
    ("GET /repos/{owner}/{repo}", "repos/get", "repos", "repos.get"),
    ("GET /repos/{owner}/{repo}/issues", "issues/list", "issues", "issues.list"),
]
SMALL: list[Row] = [
    ("PUT /plan", "putPlan", "", "plan.put"),
    ("GET /plan", "getPlan", "", "plan.get"),
    ("POST /things", "postThing", "", "things.post"),
    ("GET /query", "findVectors", "", "label.find_vectors"),
]
SMALL_ECHOES: list[Row] = [
    ("POST /v1/customers", "PostCustomers", "", "customers.create"),
    ("GET /v1/customers/{customer}", "GetCustomersCustomer", "", "customers.get"),
    ("POST /v1/customers/{customer}", "PostCustomersCustomer", "", "customers.update"),
]
KEYS: list[Row] = [
    ("GET /flags/{project}", "getFlags", "", "flags.list"),
    ("POST /flags/{project}", "createFlag", "", "flags.create"),
    ("GET /flags/{project}/{flag}", "getFlag", "", "flags.get"),
    ("DELETE /flags/{project}/{flag}", "deleteFlag", "", "flags.delete"),
    ("GET /boards/{id}", "getBoard", "", "boards.get"),
    ("DELETE /boards/{id}", "deleteBoard", "", "boards.delete"),
    ("GET /boards/{id}/{field}", "getBoardField", "", "boards.get"),
    ("POST /jobs/{id}/copies", "copyJob", "", "jobs.copy"),
    ("POST /text-to-speech/{voice}", "text_to_speech_full", "", "text_to_speech.convert"),
    ("POST /text-to-speech/{voice}/with-times", "", "", "text_to_speech.convert_with_times"),
    ("PUT /teams/{team}/boards/{board}", "", "", "teams.boards.add"),
    ("DELETE /teams/{team}/boards/{board}", "", "", "teams.boards.remove"),
]
ACTIONS: list[Row] = [
    ("POST /collections/{name}/points/search", "search_points", "", "collections.points.search"),
    ("POST /collections/{name}/points/search/groups", "search_point_groups", "", "collections.points.search_groups"),
    ("POST /collections/{name}/points/search/batch", "search_batch_points", "", "collections.points.search_batch"),
    ("GET /qstash/user", "getQStashUser", "", "qstash.user.get"),
    ("POST /qstash/user/token", "resetQStashToken", "", "qstash.user.reset_token"),
    ("POST /qstash/set-plan/{id}", "setQStashPlan", "", "qstash.set_plan"),
    ("PATCH /redis/update-budget/{id}", "updateBudget", "", "redis.update_budget"),
    ("GET /redis/list-backup/{id}", "listBackup", "", "redis.list_backup"),
    ("DELETE /redis/delete-backup/{id}/{backup_id}", "deleteBackup", "", "redis.delete_backup"),
    ("POST /redis/{id}/change-plan", "changePlan", "", "redis.change_plan"),
]  # fmt: skip
COLONS: list[Row] = [
    ("GET /v1/orders", "orders:list", "", "orders.list"),
    ("GET /v1/portal/orders/{id}/receipt", "portal:orders:receipt", "", "portal.orders.receipt"),
    ("POST /v1/seats", "seats:assign_seat", "", "seats.assign"),
]
FORMATS: list[Row] = [
    ("GET /images/json", "ImageList", "Image", "images.list"),
    ("GET /images/{name}/json", "ImageInspect", "Image", "images.inspect"),
    ("POST /images/{name}/tag", "ImageTag", "Image", "images.tag"),
    ("GET /reports.json", "reports", "", "reports.list"),
    ("GET /reports/{id}.{format}", "report", "", "reports.get"),
]
NOUNS_FIRST: list[Row] = [
    ("GET /billing/credit-notes", "billing.creditNotesAll", "", "billing.credit_notes.list"),
    ("POST /billing/credit-notes", "billing.creditNotesAdd", "", "billing.credit_notes.create"),
    ("GET /billing/credit-notes/{id}", "billing.creditNotesOne", "", "billing.credit_notes.get"),
    ("DELETE /billing/credit-notes/{id}", "billing.creditNotesDelete", "", "billing.credit_notes.delete"),
    ("GET /tracker/lists/{l}/tickets", "tracker.listTicketsAll", "", "tracker.list_tickets.list"),
    ("GET /billing/suppliers", "billing.suppliersAll", "", "billing.suppliers.list"),
    ("GET /billing/suppliers/{id}", "billing.suppliersOne", "", "billing.suppliers.get"),
    ("PATCH /billing/suppliers/{id}", "billing.suppliersUpdate", "", "billing.suppliers.update"),
    ("GET /billing/balance-sheet", "billing.balanceSheetOne", "", "billing.balance_sheet.get"),
    ("GET /tracker/groups/{g}/tickets/{id}", "tracker.groupTicketsOne", "", "tracker.group_tickets.get"),
]  # fmt: skip
SENTENCES: list[Row] = [
    ("POST /v1/tools", "Add_tool_v1_tools_post", "", "tools.create"),
    ("GET /v1/tools/{id}", "Get_tool_v1_tools__id__get", "", "tools.get"),
    ("DELETE /v1/tools/{id}", "Removes_a_tool_v1_tools__id__delete", "", "tools.delete"),
    ("PATCH /v1/segments/{id}", "Patches_a_segment_v1_segments__id__patch", "", "segments.update"),
    ("POST /v1/groups/{g}/members", "Add_member_to_group_v1_groups__g__members_post", "", "groups.members.add"),
    ("DELETE /v1/groups/{g}/members/{m}", "", "", "groups.members.delete"),
    ("POST /v1/bases/url", "Create_URL_document_v1_bases_url_post", "", "bases.create_from_url"),
    ("POST /v1/dubbing", "Dub_a_video_or_an_audio_file_v1_dubbing_post", "", "dubbing.create"),
    ("POST /v1/phone/call", "Handle_a_call_by_phone_v1_phone_call_post", "", "phone.call"),
    ("POST /v1/voices/{v}/train", "Run_voice_training_v1_voices__v__train_post", "", "voices.train"),
    ("PUT /v1/flows/{f}/archive", "archive_flow_v1_flows__f__archive_put", "", "flows.archive"),
    ("PUT /v1/flows/{f}/share", "flow_share_v1", "", "flows.share"),
    ("DELETE /v1/flows/{f}/share", "flow_unshare_v1", "", "flows.unshare"),
    ("POST /v1/talks/{id}", "talks_append", "", "talks.append"),
    ("POST /v1/files", "files_api_routes_upload_file", "", "files.upload"),
    ("POST /v1/agents/create", "create_agent_route", "", "agents.create"),
]  # fmt: skip
VERBS_TOO: list[Row] = [
    ("DELETE /deploy_keys/{id}", "deleteDeployKey", "deployKey", "deploy_keys.delete"),
    ("GET /deploy_keys/{id}", "getDeployKey", "deployKey", "deploy_keys.get"),
    ("POST /deploys/{id}/lock", "lockDeploy", "deploy", "deploys.lock"),
    ("PUT /sites/{s}/deploys/{d}/restore", "restoreSiteDeploy", "deploy", "deploys.restore"),
    ("PUT /dns_zones/{z}/transfer", "transferDnsZone", "dnsZone", "dns_zones.transfer"),
    ("GET /stop_points/{id}/route", "stop_point_route", "StopPoint", "stop_points.get_route"),
    ("GET /custompages/{slug}", "getCustomPage", "Custom Pages", "custom_pages.get"),
    ("POST /custompages", "createCustomPage", "Custom Pages", "custom_pages.create"),
    ("PUT /sites/{id}/unlink_repo", "unlinkSiteRepo", "site", "sites.unlink_repo"),
    ("PUT /rollback", "rollbackSite", "site", "sites.rollback"),
    ("PUT /windows/{id}/end", "endWindow", "window", "windows.end"),
    ("POST /runs/bulk", "bulkCreateRuns", "run", "runs.bulk_create"),
    ("POST /threads/runs", "createThreadAndRun", "thread", "threads.runs.create_thread_and_run"),
    ("GET /public-api/v1/alerts/{id}", "getAlert", "alerts", "alerts.get"),
    ("DELETE /meetings/{m}/registrants/{r}", "meetingregistrantdelete", "", "meetings.registrants.delete"),
    ("POST /runs/find", "getRunsInBatch", "run", "runs.find"),
    ("POST /podcasts", "getPodcastsInBatch", "podcasts", "podcasts.list"),
    ("GET /podcasts/{id}", "getPodcast", "podcasts", "podcasts.get"),
    ("GET /me/player", "get-current-playback", "Player", "player.get"),
]  # fmt: skip
MANY: list[Row] = [
    ("POST /links/bulk", "bulkCreateLinks", "links", "links.bulk_create"),
    ("PATCH /links/bulk", "", "links", "links.bulk_update"),
    ("POST /invitations/bulk", "CreateInvitationBulk", "invitations", "invitations.bulk_create"),
    ("POST /records/batch", "", "records", "records.batch"),
    ("POST /flows/cancel", "batch_cancel_flows", "flows", "flows.batch_cancel"),
    ("POST /notices/archive", "archiveAllNotices", "notices", "notices.archive_all"),
    ("PATCH /notices/{id}/read", "markNoticeAsRead", "notices", "notices.mark_as_read"),
    ("POST /notices/read", "markAllNoticesAsRead", "notices", "notices.mark_all_as_read"),
    ("PATCH /notices/{id}/unsnooze", "unsnoozeNotice", "notices", "notices.unsnooze"),
    ("PUT /links/{id}/reassign", "", "links", "links.reassign"),
]
PARTS: list[Row] = [
    ("GET /machines/{id}/secret_key", "GetMachineSecretKey", "", "machines.get_secret_key"),
    ("POST /machines/{id}/secret_key/rotate", "", "", "machines.rotate_secret_key"),
    ("GET /machines/{id}/settings", "", "", "machines.settings.get"),
    ("POST /machines/{id}/settings/edit", "", "", "machines.settings.edit"),
    ("GET /bots.info", "bots_info", "", "bots.info"),
    ("GET /usage/web_calls", "usage-web-calls", "", "usage.web_calls"),
    ("GET /accounts/{id}/domains", "accountDomains", "", "accounts.domains.list"),
    ("GET /oauth.access", "oauth_access", "", "oauth.access"),
    ("POST /track/lead", "trackLead", "", "track.lead"),
    ("PUT /customers/external_customer_id/{id}", "", "", "customers.update_by_external_id"),
    ("GET /utils/convert-old-id/{id}", "", "", "utils.convert_old_ids.get"),
]
TWO_WAYS: list[Row] = [
    ("GET /users/by_email/{email}", "", "", "users.get_by_email"),
    ("GET /users/{id}", "", "", "users.get"),
    ("PUT /users/{id}", "", "", "users.replace"),
    ("PATCH /users/{id}", "", "", "users.update"),
    ("GET /account", "", "", "account.get"),
    ("POST /account", "", "", "account.update"),
    ("GET /jobs", "", "", "jobs.list"),
    ("GET /jobs/{id}", "", "", "jobs.get"),
    ("POST /jobs/{id}/pause", "", "", "jobs.pause"),
    ("GET /jobs/{id}/pause", "", "", "jobs.get_pause"),
    ("GET /jobs/{id}/scan", "scanOrCancelScan", "", "jobs.scan_or_cancel"),
    ("GET /invoices", "listInvoices", "", "invoices.list"),
    ("GET /invoices/upcoming", "previewUpcomingInvoice", "", "invoices.preview_upcoming"),
    ("GET /invoices/upcoming/lines", "listUpcomingLines", "", "invoices.upcoming.lines.list"),
    ("GET /reports/{id}", "renderSummaryById", "", "reports.render_summary"),
    ("POST /mails", "post_send_mail", "", "mails.send"),
    ("GET /mails", "fooGetMail", "", "mails.list"),
    ("PUT /things/{id}", "createOrUpdateThing", "", "things.update"),
]  # fmt: skip
NODES: list[Row] = [
    ("GET /pools", "Pool.list", "", "pools.list"),
    ("POST /pools/{id}/nodes", "Pool.nodesAdd", "", "pools.nodes.add"),
]  # fmt: skip
POSTS: list[Row] = [
    ("GET /posts", "", "", "posts.list"),
    ("GET /posts/{id}", "", "", "posts.get"),
    ("GET /posts/{id}/lock", "unlockPost", "", "posts.unlock"),
    ("POST /posts/{id}/translation", "translatePost", "", "posts.translate"),
]  # fmt: skip
DOCUMENTS = [ECHOES, TWILIO, AUTHORED, CONTROLLERS, GROUPED, POOLS, REPOSITORIES, SMALL, KEYS]
DOCUMENTS += [
    SMALL_ECHOES,
    ACTIONS,
    COLONS,
    NOUNS_FIRST,
    SENTENCES,
    VERBS_TOO,
    FORMATS,
    MANY,
    PARTS,
    TWO_WAYS,
    NODES,
    POSTS,
]


def calls(rows: list[Row]) -> list[Call]:
    found = []
    for key, operation_id, tag, _ in rows:
        method, path = key.split()
        found.append(
            Call(
                key=key, method=method, path=path, operation_id=operation_id, label="label", tag=tag
            )
        )
    return found


@pytest.mark.parametrize("rows", DOCUMENTS)
def test_names_are_those_of_a_careful_author(rows: list[Row]) -> None:
    names = name_operations(calls(rows))
    got = {key: ".".join((*names[key].group, names[key].candidates[0])) for key, *_ in rows}
    assert got == {key: name for key, _, _, name in rows}


@pytest.mark.parametrize(
    ("path", "summary", "name"),
    [
        ("/campaigns/{id}/schedules/now", "Send a Campaign", "send_now"),
        ("/users/{id}/picture", "Upload the picture of a user", "upload_picture"),
        ("/users/{id}/token", "Request a token", "request_token"),
        ("/users/{id}/certificate", "Copy of the certificate", "certificate"),
        ("/users/{id}/pricing", "Price a user", "pricing"),
        ("/users/{id}/obtain", "Authenticate a user", "obtain"),
        ("/users/{id}/details", "Return details", "details"),
    ],
)
def test_what_is_posted_to_a_noun_has_the_verb_of_its_summary(
    path: str, summary: str, name: str
) -> None:
    key = f"POST {path}"
    call = Call(key=key, method="POST", path=path, operation_id="", label="x", summary=summary)
    rest = [replace(call, key=f"GET /a{i}", method="GET", path=f"/a{i}") for i in range(12)]
    assert name_operations([call, *rest])[key].candidates[0] == name


@pytest.mark.parametrize("rows", DOCUMENTS)
def test_names_depend_on_no_order(rows: list[Row]) -> None:
    shuffled = calls(rows)
    random.Random(7).shuffle(shuffled)
    assert name_operations(shuffled) == name_operations(calls(rows))


@pytest.mark.parametrize(("lists", "name"), [(True, "list_content"), (False, "get_content")])
def test_what_a_path_calls_by_one_word_is_a_list_where_the_answer_is(
    lists: bool, name: str
) -> None:
    key = "GET /files/{id}/content"
    rows = calls([(key, "", "", ""), ("GET /files", "", "", "")])
    found = name_operations([replace(call, lists=lists) for call in rows])
    assert found[key].candidates[0] == name


def test_every_operation_has_a_name_of_last_resort() -> None:
    names = name_operations(calls([("GET /", "", "", ""), ("GET /{a}/{b}", "!!", "", "")]))
    assert {name.group for name in names.values()} == {("label",)}
    assert all(all(c.isidentifier() for c in name.candidates) for name in names.values())


def test_an_id_that_spells_its_path_is_the_last_resort() -> None:
    rows: list[Row] = [
        ("GET /boards/{idBoard}", "getBoardsByIdBoard", "", ""),
        ("DELETE /boards/{idBoard}", "deleteBoardsByIdBoard", "", ""),
        ("GET /boards/{idBoard}/{field}", "getBoardsByIdBoardByField", "", ""),
    ]
    found = name_operations(calls(rows))["GET /boards/{idBoard}/{field}"].candidates
    assert found[:2] == ("get", "get_by_field")


def test_a_path_below_api_beside_the_same_without_it() -> None:
    rows: list[Row] = [
        ("GET /things", "", "", ""),
        ("GET /api/things", "", "", ""),
        ("GET /api/v2/parts", "", "", ""),
        ("GET /api/parts", "", "", ""),
        ("GET /api/alone", "", "", ""),
    ]
    names = name_operations(calls(rows))
    assert names["GET /api/things"].candidates[:2] == ("list", "list_api")
    assert names["GET /things"].rank < names["GET /api/things"].rank
    assert names["GET /api/v2/parts"].candidates[:2] == ("list", "list_v2")
    assert names["GET /api/parts"].rank < names["GET /api/v2/parts"].rank
    assert "list_api" not in names["GET /api/alone"].candidates


def test_all_that_an_action_of_the_path_gets_is_no_list() -> None:
    names = name_operations(
        Call(
            key=id_,
            method="get",
            path=path,
            operation_id=id_,
            label="Image",
            tag="Image",
            lists=False,
        )
        for path, id_ in (("/images/get", "ImageGetAll"), ("/images/{name}/get", "ImageGet"))
    )
    assert names["ImageGetAll"].candidates[:2] == ("get", "get_all")


WORDS = st.sampled_from(
    ("cat", "cats", "get", "List", "all", "one", "id", "v1", "05", "é", "", "{id}", "of", "by")
)
JOINED = st.builds(
    lambda sign, words: sign.join(words),
    st.sampled_from(("", "_", "/", ".", "-", " ")),
    st.lists(WORDS, max_size=5),
)
METHODS = st.sampled_from(("get", "post", "put", "delete"))


@given(
    st.lists(st.tuples(METHODS, JOINED, JOINED, JOINED), max_size=12),
    st.sampled_from(("", "_05", "2020_05", "/v1", ".get")),
)
def test_every_operation_gets_a_name_whatever_its_words_are(
    found: list[tuple[str, str, str, str]], end: str
) -> None:
    calls = [
        Call(key=str(place), method=method, path=f"/{path}", operation_id=id_ + end, label=tag or "x", tag=tag)
        for place, (method, path, id_, tag) in enumerate(found)
    ]  # fmt: skip
    names = name_operations(calls)
    assert names.keys() == {call.key for call in calls}
    assert all(name.candidates and all(name.candidates) for name in names.values())
