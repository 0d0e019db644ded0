"""Writes talib.json.gz: what TA-Lib makes of the S&P 500 sample, for talibReference.test.ts.

pip install TA-Lib numpy; python tests/quant/reference/talib.py (from the project's folder). TA-Lib is under the BSD
licence; only numbers are stored. Input: the last 600 rows of node_modules/vega-datasets/data/sp500-2000.csv, all rows
for candlesticks.
"""
import csv
import gzip
import json
import sys

sys.path.pop(0)  # this file is named after the package
import numpy as np
import talib
from talib import abstract

ROWS = list(csv.DictReader(open("node_modules/vega-datasets/data/sp500-2000.csv")))
BARS = 600
NAMES = ["open", "high", "low", "close", "volume"]
ALL = {name: np.array([float(row[name]) for row in ROWS]) for name in NAMES}
LAST = {name: column[-BARS:].copy() for name, column in ALL.items()}
NO_PERIOD = {"nbdevup", "nbdevdn", "nbdev", "matype"}
OWN_SETS = {
    "MA": [[10, kind] for kind in range(9)],
    "STOCH": [[5, 3, 0, 3, 0], [8, 4, 1, 5, 1], [9, 3, 2, 4, 0]],
    "STOCHF": [[5, 3, 0], [9, 4, 1]],
    "STOCHRSI": [[14, 5, 3, 0], [9, 7, 4, 1]],
    "BBANDS": [[20, 2.0, 2.0, 0], [10, 1.5, 2.5, 1], [12, 2.0, 1.0, 2]],
    "APO": [[12, 26, 1], [5, 12, 0], [26, 12, 1]],
    "PPO": [[12, 26, 1], [5, 12, 0], [26, 12, 1]],
    "MACD": [[12, 26, 9], [26, 12, 9], [3, 8, 5]],
    "MACDEXT": [[12, 0, 26, 0, 9, 0], [5, 1, 13, 1, 6, 1], [5, 1, 13, 0, 6, 2]],
    "MAMA": [[0.5, 0.05], [0.6, 0.1]],
    "SAR": [[0.02, 0.2], [0.05, 0.4]],
    "SAREXT": [[0.0, 0.0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2], [0.0, 0.01, 0.03, 0.02, 0.3, 0.02, 0.04, 0.25],
               [2600.0, 0.0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2], [-2600.0, 0.0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2]],
    "KC": [[20, 10, 2.0], [11, 6, 1.5], [5, 10, 2.0]],
    "T3": [[5, 0.7], [8, 0.4]],
    "ULTOSC": [[7, 14, 28], [20, 5, 11]],
    "ADOSC": [[3, 10], [10, 3]],
}


# Three stars in the south and a mat hold: no random candles make them. Open, high, low, close from the close before.
RARE = [
    [(0, 0, -140, -60), (-30, -30, -120, -70), (-75, -75, -85, -85)],
    [(0, 80, 0, 80), (95, 96, 88, 90), (92, 93, 70, 70), (85, 86, 65, 65), (70, 121, 69, 120)],
]


def made_candles(bars):
    """Candles of whole numbers with many gaps, ties and missing shadows, as in madeCandles.ts."""
    state = 20_260

    def draw(below):
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return (state >> 16) % below

    close, sign = 4000, 1
    rows = []
    for bar in range(bars):
        if bar % 200 == 199:
            rows += [tuple(close + part for part in candle) for candle in RARE[bar // 200 % 2]]
            close = rows[-1][3]
        kind, size = draw(6), draw(30)
        gap = [0, 0, size % 4, -(size % 4), size, -size][kind]
        opening = close + gap
        sign = sign if draw(10) < 7 else -sign
        if opening < 1000:
            sign = 1
        if opening > 8000:
            sign = -1
        kind, size = draw(5), draw(40)
        body = [size % 2, size % 6, 10 + size, 10 + size, 40 + size][kind]
        close = opening + sign * body
        kind, size = draw(4), draw(40)
        high = max(opening, close) + [0, 0, size % 6, 10 + size][kind]
        kind, size = draw(4), draw(40)
        low = min(opening, close) - [0, 0, size % 6, 10 + size][kind]
        rows.append((opening, high, low, close))
    return dict(zip(NAMES, (np.array(column, dtype=float) for column in zip(*rows))))


def shorter(defaults):
    return [max(2, value // 2 + 1) if isinstance(value, int) else value for value in defaults]


def lookback(function, given):
    call = abstract.Function(function)
    call.parameters = dict(zip(call.info["parameters"], given))
    return call.lookback


def values(function, columns, given):
    info = abstract.Function(function).info
    inputs = []
    for name in info["input_names"].values():
        inputs += [name] if isinstance(name, str) else name
    result = getattr(talib, function)(*[columns[name] for name in inputs], *given)
    return result if isinstance(result, tuple) else (result,)


MADE = made_candles(30_000)
cases = []
for group, functions in talib.get_function_groups().items():
    for function in functions:
        defaults = list(abstract.Function(function).info["parameters"].values())
        if group == "Pattern Recognition":
            (signal,) = values(function, ALL, defaults)
            found = [[int(t), int(signal[t])] for t in np.flatnonzero(signal)]
            (signal,) = values(function, MADE, defaults)
            made = [[int(t), int(signal[t])] for t in np.flatnonzero(signal)]
            print(function, len(found), len(made)) if len(found) + len(made) < 20 else None
            cases.append({"function": function, "parameters": defaults, "first": lookback(function, defaults), "found": found,
                          "made": made[:100]})
            continue
        if group == "Math Transform" or function == "MAVP":
            continue
        sets = OWN_SETS.get(function) or [defaults] + ([shorter(defaults)] if any(isinstance(v, int) for v in defaults) else [])
        for given in sets:
            outputs = []
            for column in values(function, LAST, given):
                known = np.flatnonzero(~np.isnan(column.astype(float)))
                if column.dtype.kind == "i":
                    known = known[lookback(function, given):]
                if len(known) == 0:
                    outputs.append({"first": BARS, "at": [], "values": []})
                    continue
                first = int(known[0])
                places = [t for t in range(first, BARS) if t < first + 40 or (t - first) % 9 == 0 or t == BARS - 1]
                sampled = [None if np.isnan(float(column[t])) else float(f"{column[t]:.15g}") for t in places]
                outputs.append({"first": first, "at": places, "values": sampled})
            cases.append({"function": function, "parameters": given, "outputs": outputs})

document = {
    "library": f"TA-Lib {talib.__ta_version__.decode().split()[0]} (Python package {talib.__version__})",
    "input": "vega-datasets sp500-2000.csv",
    "bars": BARS,
    "cases": cases,
}
with gzip.GzipFile("tests/quant/reference/talib.json.gz", "wb", mtime=0) as file:
    file.write(json.dumps(document, separators=(",", ":")).encode())
print(document["library"], len(cases))
