"""The form of every file: which keys it has, of what kind, and which value of the model it makes.

One table serves three readers: `parse` (values and findings), `schema` (JSON Schema for editors) and the documentation.
To add a key: one `Field` here, one field in `model`, one line in each language's `text/*/fields.py`.
"""

from kehoach_cli import issuing, model, policy, workdays
from kehoach_cli.fields import Field, Form, ListOf
from kehoach_cli.kinds import (
    BOOLEAN,
    CADENCE,
    DATE,
    EMAIL,
    EVENT_KIND,
    FILE_NAME,
    FILE_SIZE,
    ID,
    INTEGER,
    ITEM_ID,
    KEY,
    LEVEL,
    MONTH_DAY,
    NUMBER,
    OWNER,
    PERIOD,
    RESULT,
    SHA256,
    SHIFT,
    STATE,
    TEXT,
    WEEKDAY,
)

ATTACHMENT = Form(
    "attachment",
    model.Attachment,
    (
        Field("name", FILE_NAME, required=True),
        Field("sha256", SHA256, required=True),
        Field("size", FILE_SIZE, required=True),
    ),
)
DOCUMENT = Form(
    "document",
    model.Document,
    (
        Field("type", TEXT),
        Field("number", TEXT),
        Field("date", DATE),
        Field("title", TEXT),
        Field("issuer", TEXT),
        Field("url", TEXT),
        Field("file", TEXT),
        Field("sha256", SHA256),
        Field("attachments", ListOf(ATTACHMENT)),
    ),
)
SIGNER = Form(
    "signer",
    issuing.Signer,
    (
        Field("title", TEXT, required=True),
        Field("name", TEXT),
        Field("authority", ListOf(TEXT, or_one=True)),
        Field("since", DATE),
        Field("until", DATE),
    ),
)
LETTERHEAD = Form(
    "letterhead",
    issuing.Letterhead,
    (
        Field("superior", TEXT),
        Field("name", TEXT),
        Field("symbol", TEXT),
        Field("place", TEXT),
        Field("signers", ListOf(SIGNER._replace(numbered=True))),
    ),
)
ISSUING = Form(
    "issuing",
    issuing.Issuing,
    (
        Field("issuer", ID),
        Field("to", ListOf(TEXT, or_one=True)),
        Field("recipients", ListOf(TEXT)),
        Field("signer", SIGNER),
    ),
)
AGENCY = Form(
    "agency",
    model.Agency,
    (
        Field("id", ID, required=True),
        Field("name", TEXT, required=True),
        Field("abbreviation", TEXT),
        Field("aliases", ListOf(TEXT)),
        Field("rank", INTEGER),
        Field("since", DATE),
        Field("until", DATE),
        Field("successor", ListOf(ID, or_one=True)),
        Field("letterhead", LETTERHEAD),
        Field("email", ListOf(EMAIL, or_one=True)),
        Field("basis", TEXT),
        Field("owners", ListOf(OWNER, or_one=True)),
        Field("note", TEXT),
    ),
    numbered=True,
)
GROUP = Form(
    "group",
    model.Group,
    (
        Field("id", ID, required=True),
        Field("name", TEXT, required=True),
        Field("aliases", ListOf(TEXT)),
        Field("open", BOOLEAN),
        Field("members", ListOf(ID)),
        Field("note", TEXT),
    ),
    numbered=True,
)
AGENCIES_FILE = Form("agencies", dict, (Field("agencies", ListOf(AGENCY), required=True), Field("groups", ListOf(GROUP))))

REPORTING = Form(
    "reporting",
    model.Reporting,
    (
        Field("every", CADENCE, required=True),
        Field("first", PERIOD),
        Field("last", PERIOD),
        Field("closes", MONTH_DAY),
        Field("due", MONTH_DAY),
        Field("filers", ListOf(ID)),
        Field("coordinator", ID),
        Field("basis", TEXT),
        Field("note", TEXT),
    ),
)
TRANSFER = Form(
    "transfer",
    model.Transfer,
    (
        Field("items", ListOf(ITEM_ID), required=True),
        Field("from", ID, required=True),
        Field("to", ID, required=True),
        Field("date", DATE, required=True),
        Field("basis", TEXT),
    ),
    numbered=True,
)
HOLIDAY = Form(
    "holiday",
    workdays.Holiday,
    (Field("date", DATE, required=True), Field("to", DATE), Field("name", TEXT), Field("basis", TEXT)),
    numbered=True,
)
MOVED = Form(
    "moved",
    workdays.Moved,
    (
        Field("period", PERIOD, required=True),
        Field("item", ITEM_ID),
        Field("closes", DATE),
        Field("due", DATE),
        Field("basis", TEXT, required=True),
    ),
    numbered=True,
)
CALENDAR = Form(
    "calendar",
    workdays.Calendar,
    (
        Field("days_off", SHIFT),
        Field("weekend", ListOf(WEEKDAY)),
        Field("holidays", ListOf(HOLIDAY)),
        Field("worked", ListOf(DATE)),
        Field("moved", ListOf(MOVED)),
        Field("due_soon", INTEGER),
    ),
)
AUDIT = Form(
    "audit",
    policy.Audit,
    (
        Field("since", DATE),
        Field("one_agency", BOOLEAN),
        Field("confirmed_by_another", BOOLEAN),
        Field("signed", BOOLEAN),
        Field("keys", ListOf(KEY)),
    ),
)
RECURRENCE = Form("recurrence", model.Recurrence, (Field("every", CADENCE, required=True), Field("by", MONTH_DAY)))
ITEM = Form(
    "item",
    model.Item,
    (
        Field("id", ITEM_ID, required=True),
        Field("heading", TEXT),
        Field("text", TEXT),
        Field("note", TEXT),
        Field("lead", ListOf(ID)),
        Field("support", ListOf(ID)),
        Field("due", DATE),
        Field("recurs", RECURRENCE),
        Field("ongoing", BOOLEAN),
        Field("products", ListOf(TEXT)),
        Field("task", BOOLEAN),
        Field("since", DATE),
        Field("until", DATE),
        Field("basis", TEXT),
    ),
    numbered=True,
)
PLAN_FILE = Form(
    "plan",
    model.Plan,
    (
        Field("id", ID, required=True),
        Field("type", TEXT),
        Field("number", TEXT),
        Field("title", TEXT, required=True),
        Field("issuer", ID),
        Field("issued", DATE),
        Field("ends", DATE),
        Field("source", TEXT),
        Field("note", TEXT),
        Field("preamble", TEXT),
        Field("basis", ListOf(DOCUMENT)),
        Field("reporting", REPORTING),
        Field("report", ISSUING),
        Field("calendar", CALENDAR),
        Field("transfers", ListOf(TRANSFER, most=300)),
        Field("items", ListOf(ITEM), required=True),
        Field("recipients", ListOf(TEXT)),
        Field("audit", AUDIT),
    ),
)

FIGURE = Form(
    "figure", model.Figure, (Field("name", TEXT, required=True), Field("value", NUMBER, required=True), Field("unit", TEXT))
)
REMINDED = Form("reminded", model.Reminded, (Field("item", ITEM_ID, required=True), Field("period", PERIOD)), numbered=True)
_EVENT_START = (Field("kind", EVENT_KIND, required=True), Field("date", DATE, required=True))
_EVENT_END = (Field("replaces", TEXT), Field("note", TEXT))
EVENT_FORMS = {
    model.UPDATE: Form(
        "update",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("state", STATE, required=True),
            Field("period", PERIOD),
            Field("summary", TEXT),
            Field("figures", ListOf(FIGURE)),
            Field("difficulties", TEXT),
            Field("proposals", TEXT),
            Field("with", ListOf(ID)),
            Field("evidence", ListOf(DOCUMENT)),
            *_EVENT_END,
        ),
    ),
    model.CONFIRMATION: Form(
        "confirmation",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("of", TEXT, required=True),
            Field("result", RESULT, required=True),
            Field("reason", TEXT),
            *_EVENT_END,
        ),
    ),
    model.EXTENSION: Form(
        "extension",
        model.Event,
        (
            *_EVENT_START,
            Field("item", ITEM_ID, required=True),
            Field("period", PERIOD),
            Field("to", DATE, required=True),
            Field("basis", TEXT, required=True),
            *_EVENT_END,
        ),
    ),
    model.EXCUSE: Form(
        "excuse",
        model.Event,
        (*_EVENT_START, Field("period", PERIOD, required=True), Field("basis", TEXT, required=True), *_EVENT_END),
    ),
    model.REMINDER: Form(
        "reminder",
        model.Event,
        (
            *_EVENT_START,
            Field("period", ListOf(PERIOD, or_one=True), called="periods"),
            Field("items", ListOf(REMINDED)),
            Field("level", LEVEL),
            Field("document", DOCUMENT),
            *_EVENT_END,
        ),
    ),
}
FILING_ITEM = Form(
    "filing-item",
    model.FilingItem,
    (
        Field("item", ITEM_ID, required=True),
        Field("state", STATE),
        Field("with", ListOf(ID)),
        Field("results", TEXT),
        Field("figures", ListOf(FIGURE)),
        Field("difficulties", TEXT),
        Field("causes", TEXT),
        Field("next", TEXT),
        Field("evidence", ListOf(DOCUMENT)),
    ),
    numbered=True,
)
FILING_FILE = Form(
    "filing",
    model.Filing,
    (
        Field("document", DOCUMENT),
        Field("received", DATE, required=True),
        Field("statement", TEXT),
        Field("items", ListOf(FILING_ITEM)),
        Field("proposals", TEXT),
        Field("note", TEXT),
    ),
)
