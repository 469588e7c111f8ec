"""Makes two_arms.json: 200 random comparisons of two arms and some at the edge, with the figures of gbstats 0.8.0.

gbstats is GrowthBook's published engine of statistics. What `kizukai-stats` states for a fixed horizon has to be what it says.
In a virtual environment of its own, since it wants old versions of numpy and pandas:

    python3 -m venv DIR && DIR/bin/pip install -r requirements.txt && DIR/bin/python make.py

The seed is fixed: the file comes out the same, byte by byte, on the same versions.
"""

import json
from pathlib import Path

import numpy as np
from gbstats.bayesian.tests import EffectBayesianABTest, EffectBayesianConfig, GaussianPrior
from gbstats.frequentist.tests import FrequentistConfig, TwoSidedTTest
from gbstats.models.statistics import ProportionStatistic, RegressionAdjustedStatistic, SampleMeanStatistic

CASES = 200
PRIORS = {
    "flat": GaussianPrior(),
    "proper": GaussianPrior(mean=0.01, variance=0.3**2, proper=True),
}


def arm(values, before):
    """Sufficient statistics of one arm, as whole numbers."""
    return {
        "visitors": len(values),
        "buyers": int(np.count_nonzero(values)),
        "sum": int(values.sum()),
        "squares": int((values * values).sum()),
        "before_sum": int(before.sum()),
        "before_squares": int((before * before).sum()),
        "products": int((values * before).sum()),
    }


def drawn(rng, kind, size, rate, scale):
    """Values of `size` visitors, and their values before, which tell something of them."""
    taste = rng.normal(0.0, 1.0, size)
    buys = rng.random(size) < np.clip(rate * np.exp(0.5 * taste), 0.0, 1.0)
    bought = rng.random(size) < np.clip(rate * np.exp(0.5 * taste), 0.0, 1.0)
    if kind == "proportion":
        values = buys.astype(np.int64)
    else:
        values = np.where(buys, np.round(np.exp(rng.normal(np.log(scale), 0.6, size) + 0.2 * taste)), 0).astype(np.int64)
    before = np.where(bought, np.round(np.exp(rng.normal(np.log(scale), 0.6, size) + 0.2 * taste)), 0).astype(np.int64)
    return values, before


def plain(kind, sums):
    if kind == "proportion":
        return ProportionStatistic(n=sums["visitors"], sum=sums["sum"])
    return SampleMeanStatistic(n=sums["visitors"], sum=sums["sum"], sum_squares=sums["squares"])


def adjusted(kind, sums):
    return RegressionAdjustedStatistic(
        n=sums["visitors"],
        post_statistic=plain(kind, sums),
        pre_statistic=SampleMeanStatistic(
            n=sums["visitors"], sum=sums["before_sum"], sum_squares=sums["before_squares"]
        ),
        post_pre_sum_of_products=sums["products"],
        theta=0,
    )


def frequentist(statistic, control, treated, difference):
    config = FrequentistConfig(difference_type=difference)
    result = TwoSidedTTest(statistic(control), statistic(treated), config).compute_result()
    if result.error_message:
        return None
    return {"expected": float(result.expected), "low": float(result.ci[0]), "high": float(result.ci[1]), "p": float(result.p_value)}


def bayesian(statistic, control, treated, difference, prior):
    config = EffectBayesianConfig(difference_type=difference, prior_type="relative", prior_effect=prior)
    try:
        result = EffectBayesianABTest(statistic(control), statistic(treated), config).compute_result()
    except ZeroDivisionError:  # A relative prior, and nothing in the control that it could be relative to.
        return "crash"
    if result.error_message:
        return None
    return {
        "expected": float(result.expected),
        "low": float(result.ci[0]),
        "high": float(result.ci[1]),
        "chance": float(result.chance_to_win),
        "risk": [float(risk) for risk in result.risk],
    }


def case(kind, control, treated):
    figures = {}
    for name, make in (("plain", plain), ("adjusted", adjusted)):
        for difference in ("relative", "absolute"):
            statistic = lambda sums, make=make: make(kind, sums)
            figures[f"{name}_{difference}"] = {
                "frequentist": frequentist(statistic, control, treated, difference),
                **{
                    prior_name: bayesian(statistic, control, treated, difference, prior)
                    for prior_name, prior in PRIORS.items()
                },
            }
    return {"kind": kind, "control": control, "arm": treated, "figures": figures}


def random_cases(rng):
    for index in range(CASES):
        kind = ("proportion", "mean")[index % 2]
        sizes = [int(round(10 ** rng.uniform(1.7, 4.3))) for _ in range(2)]
        rate = 10 ** rng.uniform(-1.7, -0.3)
        scale = 10 ** rng.uniform(1.0, 4.0)
        lift = 1.0 + rng.normal(0.0, 0.2)
        control = arm(*drawn(rng, kind, sizes[0], rate, scale))
        treated = arm(*drawn(rng, kind, sizes[1], rate * max(lift, 0.2), scale))
        yield case(kind, control, treated)


def edge_cases():
    whole = lambda *values: np.array(values, dtype=np.int64)
    nothing = arm(whole(0, 0, 0, 0), whole(1, 0, 2, 0))
    some = arm(whole(0, 1, 0, 1), whole(1, 0, 2, 0))
    every = arm(whole(1, 1, 1, 1), whole(1, 0, 2, 0))
    one = arm(whole(1), whole(1))
    unknown = arm(whole(0, 1, 1, 1), whole(0, 0, 0, 0))
    for kind in ("proportion", "mean"):
        yield case(kind, nothing, some)
        yield case(kind, some, nothing)
        yield case(kind, some, every)
        yield case(kind, one, some)
        yield case(kind, some, unknown)
        yield case(kind, unknown, unknown)


def main():
    rng = np.random.default_rng(20261130)
    cases = list(random_cases(rng)) + list(edge_cases())
    path = Path(__file__).with_name("two_arms.json")
    lines = ",\n".join(json.dumps(each, allow_nan=False) for each in cases)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
