"""The section that the benchmark prints says who is faster the right way round."""

from __future__ import annotations

from benchmarks.columns.report import OURS, section


def figures(seconds: float) -> dict[str, float]:
    return {"clock": seconds, "processor": 2 * seconds, "memory": 99.6}


def test_times_are_those_of_the_others_divided_by_ours() -> None:
    sums = {OURS[0]: figures(2), OURS[1]: figures(1), "OpenFisca, as usual": figures(25), "DuckDB by hand": figures(1)}
    results = {name: figures(3) for name in (*sums, "policyc run")} | {"policyc run": figures(6)}
    found = {
        "rows": 1_000_000, "rounds": 3, "processors": 2, "load": (1.0, 2.0, 3.0), "limit": 0.25,
        "agreed": {"of": 10, "differ": {"OpenFisca, as usual": 4}, "strict of": 5, "strict": list(OURS)},
        "sums 1": sums, "sums 2": sums, "results 2": results,
    }  # fmt: skip
    lines = section(found).splitlines()
    assert "| OpenFisca, as usual | 12.50 | 1.00 | 25.00 | 1.00 | 0.50 | 10.0 |" in lines
    assert "| DuckDB by hand | 0.50 | 1.00 | 1.00 | 1.00 | 0.50 | 0.9 |" in lines
    assert f"| {OURS[0]} | 2.00 | 4.00 | 0.50 | 100 |" in lines
    assert any("OpenFisca, as usual 4" in line for line in lines)
