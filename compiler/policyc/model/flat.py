"""Histories laid out flat, a column a field and year: what the columns are called, and which years they are of by default."""

from __future__ import annotations

from policyc.model.policy import History, Input, Policy

#: For so many years a history has columns where nobody says for which.
USUAL_YEARS = 10


def cell_name(history: History, year: int, field: Input) -> str:
    """The column of a field in a year, ``years_2024_enrolled``; of events ``year`` is the number of the event, from 1 on."""
    return f"{history.alias}_{year}_{field.alias}"


def usual_years(policy: Policy, history: History) -> range:
    """Ten years, or as many as there can be, from the first that the policy is for; of events so many."""
    first = policy.benefit_year or policy.year or (policy.period.first.year if policy.period is not None else 2020)
    number = min(history.at_most, USUAL_YEARS)
    return range(1, number + 1) if history.events else range(first, first + number)
