"""Writes statistical.json.gz: what other libraries make of the S&P 500 sample, for statisticalReference.test.ts.

pip install numpy scipy pandas statsmodels arch antropy filterpy bidask; python tests/quant/reference/statistical.py
(from the project's folder). Only numbers are stored, each with the call that made it. Input: the last 400 rows of
node_modules/vega-datasets/data/sp500-2000.csv. In a call O, H, L, C, V and T are open, high, low, close, volume and
time of the bars known so far, the current one last; `other` and `bidSize` stand for O and V, bid and ask for L and H.
T holds the dates of the sample, or, in the cases of the calendar, a clock of 37 hours and 13 minutes a bar.
"""
import csv
import gzip
import importlib.metadata
import json
import math

import antropy
import bidask
import numpy as np
import pandas as pd
from arch.univariate import GARCH, EWMAVariance
from arch.unitroot import VarianceRatio
from filterpy.kalman import KalmanFilter
from scipy import signal, special, stats
from statsmodels.api import OLS, add_constant
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import acf, adfuller, coint

ROWS = list(csv.DictReader(open("node_modules/vega-datasets/data/sp500-2000.csv")))[-400:]
ALL = [np.array([float(row[name]) for row in ROWS]) for name in ["open", "high", "low", "close", "volume"]]
DATES = np.array([pd.Timestamp(row["date"], tz="UTC").value // 10**6 for row in ROWS])
CLOCK = pd.Timestamp("2019-11-20T13:07", tz="UTC").value // 10**6 + np.arange(400) * (37 * 60 + 13) * 60_000
AT = [260, 281, 302, 323, 344, 365, 386, 399]


def returns():
    return np.diff(np.log(C))


def hurst_rescaled_range(x, sizes):
    points = []
    for m in sizes:
        pieces = x[: len(x) // m * m].reshape(-1, m)
        sums = np.cumsum(pieces - pieces.mean(axis=1, keepdims=True), axis=1)
        points.append((np.ptp(sums, axis=1) / pieces.std(axis=1)).mean())
    return np.polyfit(np.log(sizes), np.log(points), 1)[0]


def hurst_variance(x, lags):
    return np.polyfit(np.log(lags), [np.log(np.std(x[k:] - x[:-k])) for k in lags], 1)[0]


def kalman(delta, noise):
    f = KalmanFilter(dim_x=2, dim_z=1)
    f.x, f.P, f.F = np.zeros((2, 1)), np.eye(2), np.eye(2)
    f.Q, f.R = np.eye(2) * delta / (1 - delta), np.array([[noise]])
    for y, x in zip(C, O):
        f.H = np.array([[x, 1.0]])
        f.predict()
        f.update(y)
    return [f.x[0, 0], f.x[1, 0], f.y[0, 0], math.sqrt(f.S[0, 0])]


def cusum(threshold):
    up, down = 0, 0
    for r in returns():
        up, down, event = max(0, up + r), min(0, down + r), 0
        if down < -threshold:
            down, event = 0, -1
        elif up > threshold:
            up, event = 0, 1
    return [event, up, down]


def garch(model, parameters, squares, backcast):
    rest = np.append(squares, 0.0)
    out, bounds = np.empty(len(rest)), np.tile([1e-30, 1e30], (len(rest), 1))
    return math.sqrt(252 * model.compute_variance(np.array(parameters), rest, out, backcast, bounds)[-1])


def garch_targeted(a, b, n):
    squares = pd.Series(returns() ** 2)
    level = squares.rolling(n).mean().to_numpy()[n - 1 :]
    drive = (1 - a - b) * level + a * squares.to_numpy()[n - 1 :]
    return math.sqrt(252 * signal.lfilter([1], [1, -b], drive, zi=[b * level[0]])[0][-1])


def rogers_satchell(n):
    return np.log(H / C)[-n:] * np.log(H / O)[-n:] + np.log(L / C)[-n:] * np.log(L / O)[-n:]


def yang_zhang(n):
    k = 0.34 / (1.34 + (n + 1) / (n - 1))
    gap, move = np.log(O[1:] / C[:-1])[-n:], np.log(C / O)[-n:]
    return math.sqrt(252 * (gap.var(ddof=1) + k * move.var(ddof=1) + (1 - k) * rogers_satchell(n).mean()))


def garman_klass(n):
    return (np.log(H / L) ** 2 / 2 - (2 * math.log(2) - 1) * np.log(C / O) ** 2)[-n:]


def sides():
    return np.nan_to_num(pd.Series(np.sign(np.diff(C, prepend=C[0]))).replace(0, np.nan).ffill().to_numpy())


def impact(y, x, n):
    fit = OLS(y[-n:], x[-n:]).fit()
    return [fit.params[0], fit.tvalues[0]]


def corwin_schultz(n):
    found = []
    for t in range(len(C) - n, len(C)):
        gap = max(0, L[t] - C[t - 1]) + min(0, H[t] - C[t - 1])
        h, l = H[t] - gap, L[t] - gap
        b = math.log(H[t - 1] / L[t - 1]) ** 2 + math.log(h / l) ** 2
        g = math.log(max(H[t - 1], h) / min(L[t - 1], l)) ** 2
        d = 3 - 2 * math.sqrt(2)
        a = (math.sqrt(2 * b) - math.sqrt(b)) / d - math.sqrt(g / d)
        found.append(max(0, 2 * (math.exp(a) - 1) / (1 + math.exp(a))))
    return np.mean(found)


def abdi_ranaldo(n):
    c, m = np.log(C), (np.log(H) + np.log(L)) / 2
    return math.sqrt(max(0, 4 * np.mean(((c[:-1] - m[:-1]) * (c[:-1] - m[1:]))[-n:])))


def buy_share(span):
    change = pd.Series(C).diff()
    return stats.norm.cdf(change / change.rolling(span).std())


def order_flow():
    up = (L[1:] >= L[:-1]) * V[1:] - (L[1:] <= L[:-1]) * V[:-1]
    return up - (H[1:] <= H[:-1]) * V[1:] + (H[1:] >= H[:-1]) * V[:-1]


def vwap(since, width):
    keep = pd.to_datetime(T, unit="ms").to_period(since) == pd.to_datetime(T[-1:], unit="ms").to_period(since)[0]
    p, w = ((H + L + C) / 3)[keep], V[keep]
    mean = np.average(p, weights=w)
    spread = width * math.sqrt(np.average((p - mean) ** 2, weights=w))
    return [mean, mean + spread, mean - spread]


def local(zone):
    return pd.Timestamp(T[-1], unit="ms", tz="UTC").tz_convert(zone)


def weekdays_left(day):
    return len(pd.bdate_range(day + pd.Timedelta(days=1), day + pd.offsets.MonthEnd(0)))


def turn_of_month(day):
    return int(weekdays_left(day) < 1 or len(pd.bdate_range(day.replace(day=1), day)) <= 3)


def expiry(day, months):
    fridays = pd.date_range(day, periods=5, freq="WOM-3FRI")
    following = next(friday for friday in fridays if friday.month in months)
    return [int((following - day).days <= 4), (following - day).days]


def on_circle(phase):
    return [math.sin(2 * math.pi * phase), math.cos(2 * math.pi * phase)]


def plain(zone):
    return local(zone).tz_localize(None).normalize()


# Id of the indicator, its parameters, and the call.
CASES = [
    ("sampleVariance", [20], "np.var(C[-20:], ddof=1)"),
    ("skewness", [60], "stats.skew(C[-60:], bias=False)"),
    ("kurtosis", [60], "stats.kurtosis(C[-60:], bias=False)"),
    ("jarqueBera", [120], "stats.jarque_bera(C[-120:]).statistic"),
    ("median", [20], "np.median(C[-20:])"),
    ("quantile", [61, 0.07], "np.quantile(C[-61:], 0.07)"),
    ("medianAbsoluteDeviation", [60, 1], "stats.median_abs_deviation(C[-60:])"),
    ("medianAbsoluteDeviation", [31, 1.5], "1.5 * stats.median_abs_deviation(C[-31:])"),
    ("robustZScore", [60], "(C[-1] - np.median(C[-60:])) / stats.median_abs_deviation(C[-60:], scale='normal')"),
    ("percentRank", [100], "stats.percentileofscore(C[-101:-1], C[-1], kind='mean')"),
    ("autocorrelation", [60, 1], "acf(C[-60:], nlags=1, fft=False)[1]"),
    ("autocorrelation", [90, 7], "acf(C[-90:], nlags=7, fft=False)[7]"),
    ("ljungBox", [120, 10], "acorr_ljungbox(C[-120:], lags=[10])['lb_stat'].iloc[0]"),
    ("varianceRatio", [250, 2], "[VarianceRatio(np.log(C[-251:]), 2).vr, VarianceRatio(np.log(C[-251:]), 2, robust=False).stat, VarianceRatio(np.log(C[-251:]), 2).stat]"),
    ("varianceRatio", [200, 10], "[VarianceRatio(np.log(C[-201:]), 10).vr, VarianceRatio(np.log(C[-201:]), 10, robust=False).stat, VarianceRatio(np.log(C[-201:]), 10).stat]"),
    ("hurstRescaledRange", [256, 8], "hurst_rescaled_range(returns()[-256:], [8, 16, 32, 64, 128])"),
    ("hurstRescaledRange", [100, 10], "hurst_rescaled_range(returns()[-100:], [10, 20, 40])"),
    ("hurstVariance", [200, 20], "hurst_variance(np.log(C[-200:]), range(1, 21))"),
    ("shannonEntropy", [100, 10], "stats.entropy(np.histogram(C[-100:], bins=10)[0])"),
    ("permutationEntropy", [100, 3, 1], "antropy.perm_entropy(C[-100:], order=3, delay=1, normalize=True)"),
    ("permutationEntropy", [120, 4, 2], "antropy.perm_entropy(C[-120:], order=4, delay=2, normalize=True)"),
    ("sampleEntropy", [100, 2, 0.2], "antropy.sample_entropy(C[-100:], order=2, tolerance=0.2 * np.std(C[-100:]))"),
    ("covariance", [60], "np.cov(C[-60:], O[-60:])[0, 1]"),
    ("pearsonCorrelation", [60], "stats.pearsonr(C[-60:], O[-60:]).statistic"),
    ("spearmanCorrelation", [60], "stats.spearmanr(C[-60:], O[-60:]).statistic"),
    ("pairRegression", [60], "(lambda fit: [fit.params[1], fit.params[0], fit.rsquared, fit.tvalues[1]])(OLS(C[-60:], add_constant(O[-60:])).fit())"),
    ("trendRegression", [60], "(lambda fit: [fit.slope, fit.rvalue**2, fit.slope / fit.stderr])(stats.linregress(np.arange(60), C[-60:]))"),
    ("augmentedDickeyFuller", [120, 1, 1], "adfuller(C[-120:], maxlag=1, regression='c', autolag=None)[0]"),
    ("augmentedDickeyFuller", [100, 4, 2], "adfuller(C[-100:], maxlag=4, regression='ct', autolag=None)[0]"),
    ("augmentedDickeyFuller", [80, 0, 0], "adfuller(C[-80:], maxlag=0, regression='n', autolag=None)[0]"),
    ("engleGranger", [120, 1], "[coint(C[-120:], O[-120:], maxlag=1, autolag=None)[0], *(lambda fit: [fit.params[1], fit.resid[-1]])(OLS(C[-120:], add_constant(O[-120:])).fit())]"),
    ("halfLife", [60], "(lambda b: -math.log(2) / math.log(1 + b) if b < 0 else None)(OLS(np.diff(C[-60:]), add_constant(C[-60:-1])).fit().params[1])"),
    ("kalmanHedgeRatio", [1e-4, 1e-3, 1], "kalman(1e-4, 1e-3)"),
    ("drawdown", [], "C[-1] / C.max() - 1"),
    ("rollingDrawdown", [90], "C[-1] / C[-90:].max() - 1"),
    ("maximumDrawdown", [90], "(C[-90:] / np.maximum.accumulate(C[-90:]) - 1).min()"),
    ("cusumFilter", [0.02], "cusum(0.02)"),
    ("fractionalDifference", [0.4, 100], "np.dot((-1.0) ** np.arange(100) * special.binom(0.4, np.arange(100)), C[-100:][::-1])"),
    ("realisedVolatility", [20, 252], "returns()[-20:].std(ddof=1) * math.sqrt(252)"),
    ("parkinsonVolatility", [20, 252], "math.sqrt(252 * np.mean(np.log(H[-20:] / L[-20:]) ** 2) / (4 * math.log(2)))"),
    ("garmanKlassVolatility", [20, 252], "math.sqrt(252 * garman_klass(20).mean())"),
    ("garmanKlassYangZhangVolatility", [20, 252], "math.sqrt(252 * np.mean(garman_klass(20) + np.log(O[1:] / C[:-1])[-20:] ** 2))"),
    ("rogersSatchellVolatility", [20, 252], "math.sqrt(252 * rogers_satchell(20).mean())"),
    ("yangZhangVolatility", [20, 252], "yang_zhang(20)"),
    ("ewmaVolatility", [0.94, 20, 252], "garch(EWMAVariance(0.94), [], returns()[20:], np.mean(returns()[:20] ** 2))"),
    ("garchVolatility", [0.08, 0.9, 0.16, 0, 252], "garch(GARCH(1, 0, 1), [0.02 * 0.16**2 / 252, 0.08, 0.9], returns(), 0.16**2 / 252)"),
    ("garchTargetedVolatility", [0.08, 0.9, 100, 252], "garch_targeted(0.08, 0.9, 100)"),
    ("realisedVariance", [20], "(lambda r: [np.sum(r**2), np.sum(r[r < 0] ** 2), np.sum(r[r > 0] ** 2)])(returns()[-20:])"),
    ("bipowerVariation", [60], "(lambda r: [(v := math.pi / 2 * 60 / 59 * np.sum(np.abs(r[1:] * r[:-1]))), max(0, 1 - v / np.sum(r**2))])(returns()[-60:])"),
    ("medianVariance", [60], "math.pi / (6 - 4 * math.sqrt(3) + math.pi) * 60 / 58 * np.nansum(pd.Series(np.abs(returns()[-60:])).rolling(3).median() ** 2)"),
    ("minimumVariance", [60], "math.pi / (math.pi - 2) * 60 / 59 * np.nansum(pd.Series(np.abs(returns()[-60:])).rolling(2).min() ** 2)"),
    ("realisedQuarticity", [20], "20 / 3 * np.sum(returns()[-20:] ** 4)"),
    ("downsideDeviation", [60, 0.001, 252], "math.sqrt(252 * np.mean(np.minimum(returns()[-60:] - 0.001, 0) ** 2))"),
    ("volatilityOfVolatility", [20, 30, 252], "(pd.Series(returns()).rolling(20).std() * math.sqrt(252)).rolling(30).std().iloc[-1]"),
    ("ulcerIndex", [14], "math.sqrt(((100 * (pd.Series(C) / pd.Series(C).rolling(14).max() - 1)) ** 2).rolling(14).mean().iloc[-1])"),
    ("rollingVwap", [20], "np.average(((H + L + C) / 3)[-20:], weights=V[-20:])"),
    ("anchoredVwap", [1, 0, 0, 2], "vwap('W', 2)"),
    ("anchoredVwap", [2, 0, 0, 1.5], "vwap('M', 1.5)"),
    ("anchoredVwap", [3, 0, 0, 2], "vwap('Q', 2)"),
    ("anchoredVwap", [4, 0, 0, 2], "vwap('Y', 2)"),
    ("rollingTwap", [20], "np.mean((O + H + L + C)[-20:] / 4)"),
    ("volumeZScore", [20], "(V[-1] - V[-21:-1].mean()) / V[-21:-1].std(ddof=1)"),
    ("relativeVolume", [20], "V[-1] / V[-21:-1].mean()"),
    ("dollarVolume", [20], "np.mean((C * V)[-20:])"),
    ("amihudIlliquidity", [20], "np.mean(1e6 * np.abs(C[1:] / C[:-1] - 1)[-20:] / (C * V)[-20:])"),
    ("kyleLambda", [60], "impact(np.diff(C), (sides() * V)[1:], 60)"),
    ("hasbrouckLambda", [60], "impact(returns(), (sides() * np.sqrt(C * V))[1:], 60)"),
    ("rollSpread", [60], "2 * math.sqrt(max(0, -np.cov(np.diff(C)[-59:], np.diff(C)[-60:-1])[0, 1]))"),
    ("corwinSchultzSpread", [20], "corwin_schultz(20)"),
    ("abdiRanaldoSpread", [20], "abdi_ranaldo(20)"),
    ("edgeSpread", [60], "bidask.edge(O[-60:], H[-60:], L[-60:], C[-60:])"),
    ("bulkBuyVolume", [50], "[V[-1] * buy_share(50)[-1], V[-1] * (1 - buy_share(50)[-1])]"),
    ("vpin", [50, 40], "np.sum((V * np.abs(2 * buy_share(40) - 1))[-50:]) / np.sum(V[-50:])"),
    ("tickRule", [], "sides()[-1]"),
    ("signedVolume", [20], "[np.dot(sides()[-20:], V[-20:]), np.dot(sides()[-20:], V[-20:]) / V[-20:].sum()]"),
    ("orderFlowImbalance", [20], "order_flow()[-20:].sum()"),
    ("quotedSpread", [], "[H[-1] - L[-1], (H[-1] - L[-1]) / ((H[-1] + L[-1]) / 2)]"),
    ("tradingDayOfMonth", [0], "len(set(T[pd.to_datetime(T, unit='ms').to_period('M') == pd.to_datetime(T[-1:], unit='ms').to_period('M')[0]]))"),
]
NEW_YORK = "'America/New_York'"
CALENDAR_CASES = [
    ("hourOfDay", [1], f"local({NEW_YORK}).hour"),
    ("hourOfDay", [12], "local('Australia/Sydney').hour"),
    ("hourOfDay", [11], "local('Asia/Kolkata').hour"),
    ("sessionMinute", [5, 480], "(local('Europe/London').hour * 60 + local('Europe/London').minute - 480) % 1440"),
    ("dayOfWeek", [1], f"local({NEW_YORK}).isoweekday()"),
    ("dayOfMonth", [7], "local('Asia/Tokyo').day"),
    ("dayOfYear", [1], f"local({NEW_YORK}).dayofyear"),
    ("weekOfYear", [1], f"local({NEW_YORK}).isocalendar().week"),
    ("monthOfYear", [1], f"local({NEW_YORK}).month"),
    ("quarterOfYear", [1], f"local({NEW_YORK}).quarter"),
    ("calendarYear", [1], f"local({NEW_YORK}).year"),
    ("daysToMonthEnd", [1], f"[local({NEW_YORK}).days_in_month - local({NEW_YORK}).day, weekdays_left(plain({NEW_YORK}))]"),
    ("turnOfMonth", [1, 3, 1], f"turn_of_month(plain({NEW_YORK}))"),
    ("expiryWeek", [0, 1], f"expiry(plain({NEW_YORK}), range(1, 13))"),
    ("expiryWeek", [1, 1], f"expiry(plain({NEW_YORK}), [3, 6, 9, 12])"),
    ("timeOfDayCycle", [0], "on_circle((T[-1] % 86_400_000) / 86_400_000)"),
    ("dayOfWeekCycle", [1], f"on_circle(local({NEW_YORK}).weekday() / 7)"),
    ("dayOfMonthCycle", [1], f"on_circle((local({NEW_YORK}).day - 1) / local({NEW_YORK}).days_in_month)"),
    ("dayOfYearCycle", [1], f"on_circle((local({NEW_YORK}).dayofyear - 1) / (365 + local({NEW_YORK}).is_leap_year))"),
]


def value(result):
    return None if result is None or math.isnan(result) else float(result)


out = []
for times, cases, places in [("dates", CASES, AT), ("clock", CALENDAR_CASES, list(range(0, 400, 3)))]:
    for indicator, parameters, call in cases:
        values = []
        for t in places:
            O, H, L, C, V = [column[: t + 1] for column in ALL]
            T = (DATES if times == "dates" else CLOCK)[: t + 1]
            result = eval(call)
            values.append([value(each) for each in (result if isinstance(result, list) else [result])])
        out.append({"id": indicator, "parameters": parameters, "call": call, "times": times, "values": values})
packages = ["numpy", "scipy", "pandas", "statsmodels", "arch", "antropy", "filterpy", "bidask"]
head = {
    "packages": [f"{name} {importlib.metadata.version(name)}" for name in packages],
    "bars": 400,
    "clock": {"startMs": int(CLOCK[0]), "stepMs": int(CLOCK[1] - CLOCK[0])},
    "at": {"dates": AT, "clock": list(range(0, 400, 3))},
}
lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in out)
with open("tests/quant/reference/statistical.json.gz", "wb") as file:
    file.write(gzip.compress((json.dumps(head)[:-1] + ',"cases":[\n' + lines + "\n]}\n").encode(), 9, mtime=0))
