# The words that the names of operations are made of: tables, and nothing else. Pure; imports nothing.
"""Verbs, HTTP's words, small words, and nouns with a plural of their own.

The tables are ours, and no library's: a name must not move when a library learns a word, and a library for prose
reads the words of paths wrong (the plural of `status`, the singular of `kubernetes`).
"""

from __future__ import annotations


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACTIONS = _table(
    """
    abort accept accumulate ack acknowledge acquire activate add adjust advance aggregate allocate analyze answer
    append apply approve archive ask assign associate attach attempt authenticate authorize autocomplete backfill ban
    batch begin block book browse build bulk burn buy calculate call can cancel capture cast change charge check
    checkout claim classify clean clear clone close collect commit compact compare compile complete compose compute
    configure confirm connect consolidate consume contain contains convert copy correct count create deactivate
    deallocate debit debug decline decode decrement decrypt deduct delete deliver deny deploy deprecate deprovision
    deregister describe design destroy detach detect diagnose diff disable disassociate disconnect discover dismiss
    dispatch distribute download draft dub duplicate edit embed enable encode encrypt end enqueue enrich enroll ensure
    enter escalate estimate evaluate evict exchange execute exist exists expand expire explain export extend extract
    fail fetch filter finalize find finetune finish fire flush follow force forget fork forward freeze fulfill fund
    generate get grant handle hangup harden harvest has heartbeat hide hire hold identify ignore impersonate import
    inactivate increment index ingest init initialize initiate insert inspect install introspect invalidate invite
    invoke is issue join kick kill launch leave like link list load locate lock log login logout lookup map mark match
    merge migrate mint moderate modify move mute navigate notify obtain offboard onboard open override patch pause pay
    peek perform personalize pin ping place play poll post predict preload prepare preview prioritize process promote
    provision publish pull purchase purge push put query queue quit read rebase reboot rebuild receive reclaim
    recognize recommend reconcile record recover redact redeem refer refine refresh refund refuse register reindex
    reinstate reissue reject release reload remind remix remove rename render renew reorder replace replay replicate
    reply report reprint reprocess request rerequest reroute rerun reserve reset reship resize respond restart restore
    resume retest retrieve return reveal reverse revert review revoke roll rollback rotate run sample save scale scan
    schedule scrape search seek select send separate set settle share show shutdown sign simulate skip snooze solve
    sort split star start stop store stream submit subscribe suggest summarize surrender suspend swap switch sync
    synchronize synthesize tag terminate test tick toggle touch trace track train transcribe transfer transform
    transition translate trash trigger truncate try undo unload update upgrade upload upsell upsert use vacate
    validate verify view void vote wait watch whoami wipe
    withdraw write
    """
)
NOUNS_TOO = _table(
    """
    address archive attempt balance batch block book build bulk call change charge check checkout claim comment commit
    copy count deal debit design draft end exchange export extract filter force fork fund grant group hire hold import
    index invite issue job key label launch link list load lock log login map mark match merge message move note offer
    order override patch pay ping place plan play poll post process promote purchase push query queue record refund
    release report request reserve restore return review roll run sample scale schedule search select set share show
    sign sort split star start stop store stream switch tag test tick touch trace track train transfer transform
    transition trash trigger use view void vote wait watch
    """
)
"""Verbs that as a segment of a path may as well be a thing."""
VERBS = (
    _ACTIONS
    | {f"un{verb}" for verb in _ACTIONS - {"read"}}
    | {f"re{verb}" for verb in _ACTIONS - NOUNS_TOO}
)
"""Words that an operation may begin with; what is done can be undone, and done again."""
ACTS = _table(
    """
    archive call claim end fund hire hold launch lock promote redebit rehire release restore sign start stop transfer
    """
)
"""Those of them that mean what is done where they end the path of a PUT or a PATCH."""
BULK = frozenset({"batch", "bulk"})
"""What is done to many things at once, with or without the word for it after these."""
READS = _table(
    """
    autocomplete browse calculate can check compare contains count describe diff download estimate evaluate exists
    explain export find get introspect is list login logout lookup ping poll predict preview query read
    recommend resolve retrieve search show stream suggest test trace validate verify view watch whoami
    """
)
"""Verbs that a GET may have as its last segment."""
ON_SEVERAL = _table(
    """
    autocomplete browse count export filter find import list match query scan search sort suggest
    """
)
"""Verbs that are about many things."""
RECORDS = _table("attempts events versions")
"""What happened to a thing: nobody creates it, and a list is all that there is of it."""
WAYS = _table("exports imports")
"""Nouns of what is done, where a path goes on with how: `imports/from-file`."""
STATES = _table(
    """
    can contain contains exist exists has is whoami
    """
)
"""Verbs that ask, and so make no sentence with a thing after them."""
INITIALS = _table(
    """
    ai api aws cdn cpu csv dns gpu html http https id ids ip json mfa oidc pdf qr saml scim sdk sip sms sql ssh ssl
    sso tls ui url urls vat vpc vpn xml
    """
)
"""Words that are written in capitals."""
HTTP_WORDS = _table(
    """
    delete get head options patch post put trace
    """
)
GETS = _table(
    """
    describe fetch find get index load lookup read retrieve show view
    """
)
"""Verbs of an operation that reads."""
CRUD = (
    _table(
        """
    add create delete destroy edit insert list new patch post put remove replace save store update upsert
    """
    )
    | GETS
    | HTTP_WORDS
)
"""Verbs of what is done to any collection: what else an id says is told by the path."""
MACHINERY = _table(
    """
    api apis controller controllers endpoint endpoints handler handlers route router routers routes
    """
)
"""Words for the parts of a server, which ids made from functions have."""
ARTICLES = _table(
    """
    a an the
    """
)
LINKING = _table(
    """
    about and as at between by for from in into of on onto or per to under using via with without
    """
)
"""Words that lead to the word after them: without it they would be left hanging."""
SINGULAR_IN_S = _table(
    """
    access address alias always analysis analytics apparatus asbestos atlas aws basis bias bonus bus business
    campus canvas census chaos class compass compress consensus corpus cors cosmos cross css details devops
    diagnosis diagnostics dns emphasis express focus gas genesis gps has https ics ios is its js kms kubernetes
    lens less loss mass metrics minus news os pass plus pms press previous process progress pus radius redis rss
    series settings sms species stats status success surplus synopsis synthesis this thus tls tos ts us virus
    vps waf was wms xss yes
    """
)
"""Words that end as plurals do, and are none."""
PLURAL = _table(
    """
    apis children criteria data feet indices media men people women
    """
)
"""Plurals that do not end as plurals do."""
ADJECTIVES = _table(
    """
    active all archived available current default effective external incoming internal latest live local me mine
    outgoing own pending personal popular premium previous private public recent self shared toll trending upcoming
    """
)
"""Words of a path that stay as they are where items follow."""
SEVERAL = _table(
    """
    active all archived available pending personal popular public recent shared trending
    """
)
"""Adjectives that several things have."""
UNCOUNTED = _table(
    """
    access always analytics audio auth aws balance bandwidth billing calendar capacity chaos chat compliance compute
    config content cors cosmos credit css data datum details devops diagnostics dns documentation dom email equipment
    express feedback firmware gas gps hardware has health help history https ics info information infrastructure
    inventory ios is its js kms knowledge kubernetes less log mail mass media metadata metrics minus money music
    network networking news oauth os ownership payroll php plus previous pricing progress public quota redis registry
    research rss search security series settings sms software species speech sso staff statistics stats status storage
    success support sync telemetry text this time tls traffic training ts us usage video vps was weather wms work xss
    yes
    """
)
"""Nouns that stay as they are where a collection of them is named."""
ONE_WORD = _table(
    """
    checklist database dataset endpoint hashtag newsletter playlist timeline timesheet username webhook website
    whitelist wishlist workflow workspace
    """
)
"""Nouns that some write as two words, such as `WebHook`."""
IRREGULAR = {
    "child": "children",
    "criterion": "criteria",
    "emoji": "emojis",
    "index": "indexes",
    "kpi": "kpis",
    "leaf": "leaves",
    "man": "men",
    "person": "people",
    "poi": "pois",
    "self": "self",
    "shelf": "shelves",
    "uri": "uris",
    "wiki": "wikis",
    "woman": "women",
}
"""Nouns with a plural that no rule gives."""
