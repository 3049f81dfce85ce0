"""New records for officers: few questions, and a commented file that only lacks what must still be written."""

from __future__ import annotations

from generator.desk.new.forms import FORMS, Form, Question
from generator.desk.new.records import NotNew, choices, meant, new_record, offered

__all__ = ["FORMS", "Form", "NotNew", "Question", "choices", "meant", "new_record", "offered"]
