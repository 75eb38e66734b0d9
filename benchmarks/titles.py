"""Titles of made-up occupations."""

from __future__ import annotations

WORDS = (
    "Amber Brass Cedar Coastal Copper Crystal Delta Desert Dual Early Electric Field Fine Forest General Glass Harbor "
    "Iron Junior Lake Marine Metal Mobile Night Outer Paper Prime Quiet Rapid River Rural Senior Silver Solar Stone "
    "Timber Urban Valley Water Wind",
    "Archive Audit Bakery Bridge Cargo Ceramics Claims Climate Clinic Code Contract Crop Data Dental Energy Engine "
    "Event Fabric Fleet Garden Grain Health Hotel Insurance Kitchen Laboratory Language Library Market Media Network "
    "Nursing Optics Payroll Pump Rail Safety School Sound Tax",
    "Adviser Analyst Assembler Assistant Broker Buyer Clerk Coach Cook Designer Director Drafter Driver Editor "
    "Engineer Examiner Forester Guard Inspector Installer Instructor Keeper Manager Mechanic Nurse Operator Painter "
    "Pilot Planner Printer Repairer Scientist Secretary Supervisor Surveyor Teacher Technician Tester Trainer Worker",
)


def title(number: int) -> str:
    """Return a title of three words, another for each number; past 64,000 a fourth word tells them apart."""
    parts, rest = [], number * 27_449
    for words in (each.split() for each in WORDS):
        parts.append(words[rest % len(words)])
        rest //= len(words)
    return " ".join(parts) + (f" {number // 64_000 + 1}" if number >= 64_000 else "")
