# Real updates: older and newer documents of vendors, and what their own changelogs say about them.
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from clientloom.config.load import one_off
from clientloom.pipeline import Analysis, analyse
from clientloom.review import Level, Review, compare_apis
from clientloom.symbols import SymbolLock
from support.corpus import corpus

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of documents: every breaking and risky change, and the safe ones that must be told.

    `only` says that there is no other safe change. The expectations come from the vendor's changelog, or were
    written by hand from the two documents.
    """

    name: str
    level: Level
    hard: tuple[str, ...]
    safe: tuple[str, ...]
    only: bool = False


MODELS = ("ALL_MINILM_L6_V2", "BERT_BASE_UNCASED", "BM25", "MXBAI_EMBED_LARGE_V1", "UAE_LARGE_V1")
GONE_MODELS = ", ".join(f"`'{name}'`" for name in MODELS)
GONE_PLANS = "`'qstash_enterprise_10m'`, `'qstash_enterprise_1m'`"

PAIRS = [
    # "GET /images/{name}/attestations is a new endpoint"; all the rest of the excerpt is behaviour.
    Pair(
        "docker-v1.54-v1.55",
        Level.SAFE,
        (),
        (
            "client.images.attestations.list() was added (adds errors.NotImplementedStatusError, models.AttestationStatement)",
        ),
        only=True,
    ),
    # The version header has another default: nothing that a caller sees.
    Pair(
        "pinecone-db-control-2025-10-2026-04",
        Level.SAFE,
        (),
        ("Demo sends the header X-Pinecone-Api-Version: 2026-04",),
        only=True,
    ),
    # The required header with a default reaches every operation: no method gains an argument by it.
    Pair(
        "pinecone-db-control-2025-04-2025-10",
        Level.BREAKING,
        (
            (
                "IndexModelSpec was a class and is now a name for IndexModelSpecServerless or"
                " SpecPod or IndexModelSpecByoc (adds models.ByocSpecResponse,"
                " models.IndexModelSpecByoc, models.IndexModelSpecServerless,"
                " models.ReadCapacityDedicatedSpecResponse, models.ReadCapacityOnDemandSpecResponse"
                " and 4 more)"
            ),
            (
                "IndexSpec was a class and is now a name for IndexSpecServerless or SpecPod or"
                " IndexSpecByoc (adds models.IndexSpecByoc, models.IndexSpecServerless)"
            ),
            (
                "ConfigureIndexRequestSpec was a class and is now a name for"
                " ConfigureIndexRequestSpecServerless or ConfigureIndexRequestSpecPodBased or"
                " ConfigureIndexRequestSpecByoc (adds models.ConfigureIndexRequestSpecByoc,"
                " models.ConfigureIndexRequestSpecByocObject, models.ConfigureIndexRequestSpecPodBased,"
                " models.ConfigureIndexRequestSpecPodObject, models.ConfigureIndexRequestSpecServerless"
                " and 1 more; removes models.ConfigureIndexRequestSpecPod)"
            ),
        ),
        (
            "Demo sends the header X-Pinecone-Api-Version: 2025-10",
            (
                "client.indexes.create_for_model() gained the optional keyword read_capacity (also"
                " CreateIndexForModelRequest.read_capacity; adds models.ReadCapacity,"
                " models.ReadCapacityDedicatedConfig, models.ReadCapacityDedicatedSpec,"
                " models.ReadCapacityOnDemandSpec, models.ScalingConfigManual)"
            ),
            (
                "client.indexes.create_for_model() gained the optional keyword schema (also"
                " CreateIndexForModelRequest.schema_; adds models.MetadataSchema,"
                " models.MetadataSchemaFieldsValue)"
            ),
            "BackupModel.schema_ was added",
        ),
    ),
    # The vendor: the parameter SinkSid is gone from the update of a subscription, marked as breaking.
    Pair(
        "twilio-events-v1-2.3.5-2.4.0",
        Level.BREAKING,
        ("client.subscriptions.update() lost the keyword sink_sid",),
        (),
        only=True,
    ),
    # The vendor: the type of a phone number's capabilities was corrected, marked as breaking.
    Pair(
        "twilio-trunking-v1-2.5.8-2.6.0",
        Level.BREAKING,
        (
            (
                "TrunkingV1TrunkPhoneNumber.capabilities changed its type from map of anything to"
                " TrunkingV1TrunkPhoneNumberCapabilities (adds"
                " models.TrunkingV1TrunkPhoneNumberCapabilities)"
            ),
        ),
        (),
        only=True,
    ),
    # By hand, from the titles of the commits: the management API of QStash, change-plan, regions and models.
    Pair(
        "upstash-devapi-2025-12-2026-08",
        Level.BREAKING,
        (
            "QStashUser.password was removed",
            "client.qstash.stats.get() gained the required argument id",
            "client.qstash.user.get() gained the required argument id (also client.qstash.user.reset_token())",
            "client.qstash.user.reset_token() talks to the client's server instead of https://api.upstash.com",
            "client.qstash.set_plan() talks to the client's server instead of https://api.upstash.com",
            "client.qstash.set_plan() gained the required argument id",
            f"client.qstash.set_plan() keyword plan_name no longer accepts {GONE_PLANS} (also SetQStashPlanRequest.plan_name)",
            "client.qstash.set_plan() lost the keyword customer_id (also SetQStashPlanRequest.customer_id)",
            "client.redis.databases.create() keyword primary_region no longer accepts `'us-central-1'` (also CreateDatabaseRequest.primary_region)",
            f"client.vector.indexes.create() keyword embedding_model no longer accepts {GONE_MODELS} (also CreateIndexRequest.embedding_model)",
            "client.vector.indexes.create() keyword region no longer accepts `'us-central-1'` (also CreateIndexRequest.region)",
        ),
        (
            "QStashUser.budget was added",
            "QStashUser.state changed its type from 'active' or 'passive' to string",
            "VectorIndex.region may now be `'us-central1'`",
            "VectorIndex.region is no longer `'us-central-1'`",
            "client.qstash.users.list() was added",
            (
                "client.redis.change_plan() calls POST /redis/{id}/change-plan instead of"
                " POST /redis/change-plan/{id}"
            ),
        ),
    ),
]


@cache
def analysed(name: str) -> tuple[Analysis, Analysis]:
    """Both documents; the newer one keeps the names of the older one."""
    folder = corpus(f"updates/{name}")
    old, new = next(folder.glob("old.*")), next(folder.glob("new.*"))
    before = analyse(one_off(old, "demo"), symbols=SymbolLock(), root=folder)
    return before, analyse(one_off(new, "demo"), symbols=before.symbols, root=folder)


def reviewed(name: str) -> Review:
    before, after = analysed(name)
    return compare_apis(before.api, after.api)


def plain(review: Review, *levels: Level) -> set[str]:
    """The sentences of some levels; names without their quotes."""
    return {unquoted(c.sentence) for c in review.changes if c.level in levels}


def unquoted(text: str) -> str:
    return "".join(p if p.startswith("`'") else p.strip("`") for p in pieces(text))


def pieces(text: str) -> list[str]:
    """A text cut at its quoted names, which stay whole."""
    parts = text.split("`")
    return [f"`{part}`" if number % 2 else part for number, part in enumerate(parts)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_review_says_what_the_vendor_changed(pair: Pair) -> None:
    review = reviewed(pair.name)
    assert plain(review, Level.BREAKING, Level.RISKY) == set(pair.hard)
    safe = plain(review, Level.SAFE)
    assert set(pair.safe) <= safe
    assert not pair.only or safe == set(pair.safe)
    assert review.level is pair.level


def test_what_docker_removed_is_breaking() -> None:
    review = reviewed("docker-v1.51-v1.52")
    hard = plain(review, Level.BREAKING)
    assert {
        "client.containers.update() lost the keyword kernel_memory_tcp (also ContainerUpdateRequest.kernel_memory_tcp, HostConfig.kernel_memory_tcp)",
        "SystemInfo.kernel_memory_tcp was removed",
        "ImageInspect.docker_version was removed",
        "ImageInspect.parent was removed",
        "NetworkSettings.bridge was removed",
        "NetworkSettings.ip_address was removed",
        (
            "client.images.get() keyword platform changed its type from string to list of string"
            " (also client.images.get_all(), client.images.load())"
        ),
        "client.images.build_prune() lost the keyword keep_storage",
    } <= hard
    assert "client.system.df.get() gained the optional keyword verbose" in plain(review, Level.SAFE)


def test_what_qdrant_removed_is_breaking() -> None:
    review = reviewed("qdrant-1.18-1.19")
    gone = {c.pointer for c in review.changes if c.code == "operation-removed"}
    more = {"search", "search~1batch", "search~1groups", "discover", "discover~1batch"}
    more |= {"recommend", "recommend~1batch", "recommend~1groups"}
    points = "/paths/~1collections~1{collection_name}~1points"
    assert gone == {f"{points}~1{name}/post" for name in more}
    added = {c.subject for c in review.changes if c.code == "operation-added"}
    assert len(added) == 2  # GET and PUT /quotas
    assert all(c.level is Level.BREAKING for c in review.changes if c.code == "operation-removed")


NAMES = [
    "docker-v1.51-v1.52",
    "docker-v1.54-v1.55",
    "pinecone-db-control-2025-04-2025-10",
    "pinecone-db-control-2025-10-2026-04",
    "pinecone-db-data-2025-04-2025-10",
    "qdrant-1.18-1.19",
    "twilio-events-v1-2.3.5-2.4.0",
    "twilio-trunking-v1-2.5.8-2.6.0",
    "upstash-devapi-2025-12-2026-08",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_that_survives_means_something_else(name: str) -> None:
    before, after = analysed(name)
    assert before.symbols.entries.items() <= after.symbols.entries.items()
    old = {schema.name: schema.id for schema in before.api.schemas}
    new = {schema.name: schema.id for schema in after.api.schemas}
    ids = {schema.id for schema in after.api.schemas}
    other = {n for n in old.keys() & new.keys() if old[n] != new[n] and old[n] in ids}
    assert not other
    was = {f"{op.resource}.{op.name}": (op.id, op.method, op.path) for op in before.api.operations}
    now = {f"{op.resource}.{op.name}": (op.id, op.method, op.path) for op in after.api.operations}
    assert not {
        a for a in was.keys() & now.keys() if was[a][0] != now[a][0] and was[a][1:] != now[a][1:]
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_change_has_a_place(name: str) -> None:
    for change in reviewed(name).changes:
        assert change.pointer, change
        assert change.span.line, change
