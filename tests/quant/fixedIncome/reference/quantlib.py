"""Writes quantlib.json.gz: what QuantLib makes of day counts, schedules, bonds and curves, for the specs of this folder.

pip install QuantLib; python tests/quant/fixedIncome/reference/quantlib.py (from the project's folder). Each case holds
its inputs and QuantLib's numbers; the call that made them is named in the file. Dates are ISO texts, rates fractions,
prices for 100 of face value. QuantLib's `Compounded` is the convention `compounded`, its `SimpleThenCompounded`, which
is simple up to a period and compounds period by period in the cash flows of a bond, is `treasury`.
"""
import gzip
import json
import random

import QuantLib as ql

random.seed(20240229)
OUT = "tests/quant/fixedIncome/reference/quantlib.json.gz"


def day(text):
    year, month, dom = map(int, text.split("-"))
    return ql.Date(dom, month, year)


def iso(date):
    return f"{date.year():04d}-{date.month():02d}-{date.dayOfMonth():02d}"


def day_counts():
    """Month ends, leap days and random pairs."""
    kinds = {
        "30/360": (ql.Thirty360(ql.Thirty360.USA), "Thirty360(USA)"),
        "30/360 ISDA": (ql.Thirty360(ql.Thirty360.BondBasis), "Thirty360(BondBasis)"),
        "30E/360": (ql.Thirty360(ql.Thirty360.European), "Thirty360(European)"),
        "ACT/ACT ISDA": (ql.ActualActual(ql.ActualActual.ISDA), "ActualActual(ISDA)"),
        "ACT/365": (ql.Actual365Fixed(), "Actual365Fixed()"),
        "ACT/360": (ql.Actual360(), "Actual360()"),
    }
    edges = ["2023-02-28", "2024-02-28", "2024-02-29", "2023-08-30", "2023-08-31", "2024-03-31", "2024-01-30",
             "2024-12-31", "2025-01-01", "2025-02-28", "2028-02-29"]
    pairs = [(a, b) for a in edges for b in edges if a < b]
    start = ql.Date(1, 1, 1995).serialNumber()
    while len(pairs) < 130:
        a, b = sorted(random.sample(range(start, start + 15000), 2))
        pairs.append((iso(ql.Date(a)), iso(ql.Date(b))))
    return [
        {"dayCount": name, "call": call, "pairs": [[a, b, counter.yearFraction(day(a), day(b))] for a, b in pairs]}
        for name, (counter, call) in kinds.items()
    ]


MONTHS = {1: ql.Annual, 2: ql.Semiannual, 4: ql.Quarterly, 12: ql.Monthly}


def schedule_of(issue, maturity, frequency, end_of_month, first=None):
    arguments = [day(issue), day(maturity), ql.Period(MONTHS[frequency]), ql.NullCalendar(), ql.Unadjusted,
                 ql.Unadjusted, ql.DateGeneration.Backward, end_of_month]
    return ql.Schedule(*arguments, day(first)) if first else ql.Schedule(*arguments)


def schedules():
    cases = [
        ("2020-05-15", "2030-05-15", 2, False, None),
        ("2021-08-31", "2028-02-29", 2, True, None),
        ("2020-02-29", "2027-08-31", 2, True, None),
        ("2022-03-10", "2027-11-30", 4, True, None),
        ("2022-03-10", "2025-11-30", 4, False, None),
        ("2022-01-20", "2024-01-31", 12, True, None),
        ("2019-06-17", "2032-10-04", 1, False, None),
        ("2022-03-10", "2027-11-15", 2, False, "2022-11-15"),
        ("2019-06-17", "2032-10-04", 1, False, "2020-10-04"),
    ]
    return [
        {"issue": issue, "maturity": maturity, "couponsPerYear": frequency, "endOfMonth": end_of_month,
         "firstStub": "long" if first else "short",
         "dates": [iso(date) for date in schedule_of(issue, maturity, frequency, end_of_month, first)]}
        for issue, maturity, frequency, end_of_month, first in cases
    ]


def counter_of(name, schedule):
    return {
        "30/360": ql.Thirty360(ql.Thirty360.USA),
        "30/360 ISDA": ql.Thirty360(ql.Thirty360.BondBasis),
        "30E/360": ql.Thirty360(ql.Thirty360.European),
        "ACT/ACT ICMA": ql.ActualActual(ql.ActualActual.ISMA, schedule),
        "ACT/ACT ISDA": ql.ActualActual(ql.ActualActual.ISDA),
        "ACT/365": ql.Actual365Fixed(),
        "ACT/360": ql.Actual360(),
    }[name]


def bond_of(issue, maturity, coupon, frequency, name, end_of_month=False, first=None):
    schedule = schedule_of(issue, maturity, frequency, end_of_month, first)
    counter = counter_of(name, schedule)
    bond = ql.FixedRateBond(0, 100.0, schedule, [coupon], counter, ql.Unadjusted, 100.0, day(issue))
    return bond, counter


def bonds():
    """Days of coupons up to 28 under 30/360, where QuantLib and SIFMA measure the broken period alike."""
    cases = [
        ("2020-05-15", "2030-05-15", 0.04125, 2, "ACT/ACT ICMA", False, None, ["2020-05-15", "2023-09-27", "2029-12-03"]),
        ("2021-08-31", "2028-02-29", 0.0275, 2, "ACT/ACT ICMA", True, None, ["2022-01-19", "2024-02-29", "2027-10-08"]),
        ("2019-06-17", "2032-10-04", 0.0125, 1, "ACT/ACT ICMA", False, None, ["2021-03-30", "2031-11-11"]),
        ("2019-06-17", "2049-10-04", 0.0, 1, "ACT/ACT ICMA", False, None, ["2021-03-30", "2044-10-04"]),
        ("2018-01-15", "2038-01-15", 0.0675, 2, "30/360", False, None, ["2018-01-15", "2024-04-03", "2037-11-20"]),
        ("2018-03-20", "2025-12-20", 0.05, 4, "30E/360", False, None, ["2020-01-17", "2025-10-21"]),
        ("2020-02-10", "2024-02-10", 0.085, 12, "30/360 ISDA", False, None, ["2022-07-22"]),
        ("2022-03-10", "2027-11-15", 0.0325, 2, "ACT/ACT ICMA", False, None, ["2022-04-20", "2024-01-02"]),
    ]
    out = []
    for issue, maturity, coupon, frequency, name, end_of_month, first, settlements in cases:
        bond, counter = bond_of(issue, maturity, coupon, frequency, name, end_of_month, first)
        for settlement in settlements:
            date = day(settlement)
            for rate in [-0.0075, 0.0, 0.031, 0.0884, 0.45]:
                for convention, compounding in [("compounded", ql.Compounded), ("treasury", ql.SimpleThenCompounded)]:
                    quote = ql.InterestRate(rate, counter, compounding, MONTHS[frequency])
                    clean = ql.BondFunctions.cleanPrice(bond, quote, date)
                    row = {
                        "issue": issue, "maturity": maturity, "couponRate": coupon, "couponsPerYear": frequency,
                        "dayCount": name, "endOfMonth": end_of_month, "settlement": settlement,
                        "convention": convention, "yield": rate, "cleanPrice": clean,
                        "accrued": bond.accruedAmount(date),
                        "yieldBack": ql.BondFunctions.bondYield(
                            bond, ql.BondPrice(clean, ql.BondPrice.Clean), counter, compounding, MONTHS[frequency],
                            date, 1e-14, 1000, 0.05),
                    }
                    if convention == "compounded":
                        row["modified"] = ql.BondFunctions.duration(bond, quote, ql.Duration.Modified, date)
                        row["macaulay"] = ql.BondFunctions.duration(bond, quote, ql.Duration.Macaulay, date)
                        row["convexity"] = ql.BondFunctions.convexity(bond, quote, date)
                    out.append(row)
    return out


def accruals():
    """Coupons and accrued interest where the coupon follows the days, at month ends and in stubs.

    The first coupon is left out at month ends under 30E/360: QuantLib pays it by the days, the market in equal parts.
    """
    cases = [
        ("2020-05-15", "2026-05-15", 0.05, 2, "ACT/360", False, None),
        ("2020-05-15", "2026-05-15", 0.05, 2, "ACT/365", False, None),
        ("2019-06-17", "2027-10-04", 0.04, 1, "ACT/ACT ISDA", False, None),
        ("2022-03-10", "2027-11-15", 0.0325, 2, "ACT/ACT ICMA", False, None),
        ("2022-03-10", "2027-11-15", 0.0325, 2, "ACT/ACT ICMA", False, "2022-11-15"),
        ("2022-03-10", "2027-11-15", 0.0325, 2, "30/360", False, None),
        ("2022-03-10", "2027-11-15", 0.0325, 2, "30/360", False, "2022-11-15"),
        ("2021-08-31", "2028-02-29", 0.0275, 2, "30E/360", True, None),
    ]
    out = []
    for issue, maturity, coupon, frequency, name, end_of_month, first in cases:
        bond, _ = bond_of(issue, maturity, coupon, frequency, name, end_of_month, first)
        dates = sorted(random.sample(range(day(issue).serialNumber() + 1, day(maturity).serialNumber()), 12))
        out.append({
            "issue": issue, "maturity": maturity, "couponRate": coupon, "couponsPerYear": frequency,
            "dayCount": name, "endOfMonth": end_of_month, "firstStub": "long" if first else "short",
            "firstCoupon": None if end_of_month else bond.cashflows()[0].amount(),
            "accrued": [[iso(ql.Date(serial)), bond.accruedAmount(ql.Date(serial))] for serial in dates],
        })
    return out


def curves():
    """Piecewise curves through bonds at a price; amounts and times are those of QuantLib's cash flows."""
    today = ql.Date(15, ql.March, 2024)
    ql.Settings.instance().evaluationDate = today
    counter = ql.Actual365Fixed()
    out = []
    for interpolation, factory in [("linearZero", ql.PiecewiseLinearZero),
                                   ("logLinearDiscount", ql.PiecewiseLogLinearDiscount)]:
        helpers, bonds_made = [], []
        for maturity, coupon, price in [("2024-09-15", 0.0, 97.43), ("2025-03-15", 0.05, 99.87),
                                        ("2026-03-15", 0.0475, 100.06), ("2027-03-15", 0.0425, 99.35),
                                        ("2029-03-15", 0.0425, 99.91), ("2034-03-15", 0.04, 97.60),
                                        ("2054-03-15", 0.0425, 97.05)]:
            schedule = schedule_of("2024-03-15", maturity, 2, False)
            ql_counter = ql.ActualActual(ql.ActualActual.ISMA, schedule)
            helpers.append(ql.FixedRateBondHelper(ql.QuoteHandle(ql.SimpleQuote(price)), 0, 100.0, schedule, [coupon],
                                                  ql_counter, ql.Unadjusted, 100.0, today))
            bonds_made.append((maturity, price, ql.FixedRateBond(0, 100.0, schedule, [coupon], ql_counter,
                                                                 ql.Unadjusted, 100.0, today)))
        curve = factory(today, helpers, counter)
        curve.enableExtrapolation()
        handle = ql.YieldTermStructureHandle(curve)
        instruments = []
        for maturity, price, bond in bonds_made:
            flows = {}
            for flow in bond.cashflows():
                if flow.amount() != 0:
                    flows[flow.date()] = flows.get(flow.date(), 0) + flow.amount()
            instruments.append({
                "maturity": maturity, "price": price,
                "timesYears": [counter.yearFraction(today, date) for date in sorted(flows)],
                "amounts": [flows[date] for date in sorted(flows)],
            })
        times = [0.1, 0.5, 0.9, 1.5, 2.25, 4.0, 7.5, 12.0, 20.0, 29.5]
        priced = []
        for issue, maturity, coupon, settlement, clean in [
                ("2020-05-15", "2030-05-15", 0.04125, "2024-03-15", 95.25),
                ("2020-05-15", "2030-05-15", 0.04125, "2024-04-02", 95.25),
                ("2019-08-20", "2049-08-20", 0.0675, "2024-06-28", 118.0)]:
            bond, _ = bond_of(issue, maturity, coupon, 2, "ACT/ACT ICMA")
            date = day(settlement)
            price = ql.BondPrice(clean, ql.BondPrice.Clean)
            priced.append({
                "issue": issue, "maturity": maturity, "couponRate": coupon, "settlement": settlement,
                "cleanPrice": ql.BondFunctions.cleanPrice(bond, curve, date),
                "quoted": clean,
                "zSpreadContinuous": ql.BondFunctions.zSpread(bond, price, curve, counter, ql.Continuous, ql.Annual,
                                                              date, 1e-14, 1000, 0.0),
                "zSpreadSemiannual": ql.BondFunctions.zSpread(bond, price, curve, counter, ql.Compounded,
                                                              ql.Semiannual, date, 1e-14, 1000, 0.0),
            })
        out.append({
            "interpolation": interpolation, "date": iso(today), "instruments": instruments,
            "discounts": [[time, handle.discount(time)] for time in times], "bonds": priced,
        })
    return out


TABLES = {"library": f"QuantLib {ql.__version__}", "dayCounts": day_counts(), "schedules": schedules(),
          "bonds": bonds(), "accruals": accruals(), "curves": curves()}
with open(OUT, "wb") as file:
    file.write(gzip.compress(json.dumps(TABLES).encode(), mtime=0))
