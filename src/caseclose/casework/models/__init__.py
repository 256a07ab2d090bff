"""The records of a case, in the field's words."""

from __future__ import annotations

from caseclose.casework.models import among as among
from caseclose.casework.models.agencies import AgencyAddress, AgencyMessage, OtherAgency
from caseclose.casework.models.aid import AssistancePeriod, MedicalAssignment
from caseclose.casework.models.assignments import Assignment
from caseclose.casework.models.bulk import Batch, BatchItem
from caseclose.casework.models.case import Case, Office, Participant, Person, RelatedCase
from caseclose.casework.models.closing import Closure, Hold, ReleaseOrder, Reply, Task
from caseclose.casework.models.days import WorkedDay
from caseclose.casework.models.duties import Duty
from caseclose.casework.models.efforts import ContactAttempt, LocateEffort
from caseclose.casework.models.findings import Document, Finding
from caseclose.casework.models.importing import ImportedChunk, ImportedFile, ImportRun, RefusedCase
from caseclose.casework.models.journal import JournalEntry, SpentKey
from caseclose.casework.models.mail import MailBatch, ReplyCode, StoredLetter
from caseclose.casework.models.money import Balance, Disbursement, LedgerEntry, Movement, Payment, SupportOrder
from caseclose.casework.models.notes import Note
from caseclose.casework.models.outbox import OutboxMessage
from caseclose.casework.models.papers import IncomingPaper, KeyedIn, PaperOriginal, PaperPage
from caseclose.casework.models.remedies import Remedy
from caseclose.casework.models.retention import Destruction, DestructionReceipt, FinancialReport
from caseclose.casework.models.screening import Candidate
from caseclose.casework.models.web import SiteWatch, WebAttachment, WebCount, WebDraft, WebFiling, WebOutage

__all__ = [
    "Candidate",
    "AgencyAddress",
    "AgencyMessage",
    "Assignment",
    "AssistancePeriod",
    "Balance",
    "Batch",
    "BatchItem",
    "Case",
    "Closure",
    "ContactAttempt",
    "Destruction",
    "DestructionReceipt",
    "Disbursement",
    "Document",
    "Duty",
    "FinancialReport",
    "Finding",
    "Hold",
    "ImportRun",
    "ImportedChunk",
    "ImportedFile",
    "IncomingPaper",
    "JournalEntry",
    "KeyedIn",
    "LedgerEntry",
    "LocateEffort",
    "MailBatch",
    "MedicalAssignment",
    "Movement",
    "Note",
    "Office",
    "OtherAgency",
    "OutboxMessage",
    "PaperOriginal",
    "PaperPage",
    "Participant",
    "Payment",
    "Person",
    "RefusedCase",
    "RelatedCase",
    "ReleaseOrder",
    "Remedy",
    "Reply",
    "ReplyCode",
    "SiteWatch",
    "SpentKey",
    "StoredLetter",
    "SupportOrder",
    "Task",
    "WebAttachment",
    "WebCount",
    "WebDraft",
    "WebFiling",
    "WebOutage",
    "WorkedDay",
]
