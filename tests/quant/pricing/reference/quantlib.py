"""Prices and Greeks of plain options by QuantLib, written to quantlib.json.gz.

    python -m venv venv && venv/bin/pip install QuantLib==1.44
    venv/bin/python tests/quant/pricing/reference/quantlib.py

European options: AnalyticEuropeanEngine. American ones with a continuous yield: QdFpAmericanEngine in its high-precision
scheme, Greeks by central differences of it. Cash dividends: FdBlackScholesVanillaEngine in the spot model, on two grids;
`error` is the difference between them.
"""

import gzip
import json
import math
import random
from pathlib import Path

import QuantLib as ql

TODAY = ql.Date(1, 1, 2025)
COUNT = ql.Actual365Fixed()
ql.Settings.instance().evaluationDate = TODAY


def process(case, **bumps):
    spot, rate, carry, volatility = (
        case[key] + bumps.get(key, 0) for key in ("spot", "rate", "carry", "volatility")
    )
    flat = lambda value: ql.YieldTermStructureHandle(ql.FlatForward(TODAY, value, COUNT))
    return ql.BlackScholesMertonProcess(
        ql.QuoteHandle(ql.SimpleQuote(spot)),
        flat(rate - carry),
        flat(rate),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(TODAY, ql.NullCalendar(), volatility, COUNT)),
    )


def option(case, american):
    expiry = TODAY + case["days"]
    kind = ql.Option.Call if case["kind"] == "call" else ql.Option.Put
    exercise = ql.AmericanExercise(TODAY, expiry) if american else ql.EuropeanExercise(expiry)
    return ql.VanillaOption(ql.PlainVanillaPayoff(kind, case["strike"]), exercise)


def european(case):
    priced = option(case, False)
    priced.setPricingEngine(ql.AnalyticEuropeanEngine(process(case)))
    return {
        "price": priced.NPV(),
        "delta": priced.delta(),
        "gamma": priced.gamma(),
        "vega": priced.vega(),
        "theta": priced.theta(),
        "rho": priced.rho(),
        "carryRho": -priced.dividendRho(),
    }


def american_price(case, **bumps):
    priced = option(case, True)
    scheme = ql.QdFpAmericanEngine.highPrecisionScheme()
    priced.setPricingEngine(ql.QdFpAmericanEngine(process(case, **bumps), scheme))
    return priced.NPV()


def american(case):
    def slope(step, **signs):
        up, down = (
            american_price(case, **{key: sign * direction * step for key, sign in signs.items()})
            for direction in (1, -1)
        )
        return (up - down) / (2 * step)

    step = 0.01 * case["volatility"] * math.sqrt(case["days"] / 365) * case["spot"]
    price = american_price(case)
    up, down = american_price(case, spot=step), american_price(case, spot=-step)
    return {
        "price": price,
        "delta": (up - down) / (2 * step),
        "gamma": (up + down - 2 * price) / step**2,
        "vega": slope(0.0001, volatility=1),
        "rho": slope(0.0001, rate=1, carry=1),
    }


def with_dividends(case, style):
    dates = [TODAY + day for day, _ in case["dividends"]]
    amounts = [amount for _, amount in case["dividends"]]

    def price(times, nodes):
        priced = option(case, style == "american")
        priced.setPricingEngine(
            ql.FdBlackScholesVanillaEngine(
                process(case), ql.DividendVector(dates, amounts), times, nodes, 2
            )
        )
        return {"price": priced.NPV(), "delta": priced.delta(), "gamma": priced.gamma()}

    coarse, fine = price(600, 800), price(1500, 2000)
    return {"style": style, **fine, "error": abs(fine["price"] - coarse["price"])}


def draw(rng, days, rates, yields, volatilities):
    volatility, maturity, spot = rng.choice(volatilities), rng.choice(days), 100.0
    rate, dividend_yield = rng.choice(rates), rng.choice(yields)
    width = volatility * math.sqrt(maturity / 365)
    return {
        "kind": rng.choice(["call", "put"]),
        "spot": spot,
        "strike": round(spot * math.exp(max(-1.5, min(rng.uniform(-2, 2) * width, 1.5))), 2),
        "days": maturity,
        "rate": rate,
        "carry": rate - dividend_yield,
        "volatility": volatility,
    }


def main():
    rng = random.Random(20250101)
    days = [1, 7, 30, 91, 182, 365, 730]
    volatilities = [0.08, 0.15, 0.25, 0.4, 0.8]
    europeans = [
        draw(rng, days, [-0.01, 0, 0.02, 0.05, 0.1], [0, 0.02, 0.05, 0.1], volatilities) for _ in range(80)
    ]
    americans = [
        draw(rng, days[1:], [0, 0.01, 0.03, 0.05, 0.1], [0, 0.02, 0.04, 0.08], volatilities)
        for _ in range(100)
    ]
    extremes = [
        draw(
            rng,
            [1, 7, 91, 365, 730, 1825, 3650],
            [0, 0.0001, 0.01, 0.05, 0.2, 0.5],
            [0, 0.0001, 0.04, 0.08, 0.2, 0.5],
            [0.03, 0.1, 0.3, 0.9, 2.5],
        )
        for _ in range(150)
    ]
    payers = [draw(rng, days[3:], [0.01, 0.03, 0.06], [0, 0, 0.02], volatilities[:4]) for _ in range(60)]
    for case in payers:
        first, gap, amount = rng.randint(5, 85), 91, rng.choice([0.4, 1.0, 2.5])
        case["dividends"] = [
            (day, amount) for day in range(first, case["days"] - 2, gap)
        ] or [(first, amount)]
    table = {
        "library": f"QuantLib {ql.__version__}",
        "european": [{**case, **european(case)} for case in europeans],
        "american": [{**case, **american(case)} for case in americans],
        "extreme": [{**case, "price": american_price(case)} for case in extremes],
        "dividends": [
            {**case, **with_dividends(case, "european" if place % 4 == 3 else "american")}
            for place, case in enumerate(payers)
        ],
    }
    target = Path(__file__).with_name("quantlib.json.gz")
    target.write_bytes(gzip.compress(json.dumps(table).encode(), 9, mtime=0))


main()
