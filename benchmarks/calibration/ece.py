"""How far a domain's scores are from how often it is right, with its temperature and without.

    python ece.py --registry URL --serving URL DOMAIN FILE.jsonl

Asks the running serving-service for all texts of FILE, which no version may have learned from, and prints the expected calibration error
(Guo et al., arXiv 1706.04599, section 2: 15 bins of equal width, of the best score) and the mean negative log-likelihood, of the scores as they
are served and as they were at temperature 1: softmax(T log p) undoes softmax(z / T). Needs Python alone.
"""

import argparse
import json
import math
import urllib.request

BINS = 15
TEXTS_A_CALL = 64


def call(url: str, body: dict | None = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def tempered(scores: dict[str, float], power: float) -> dict[str, float]:
    powers = {label: score**power for label, score in scores.items()}
    total = sum(powers.values())
    return {label: one / total for label, one in powers.items()}


def calibration_error(answers: list[tuple[dict[str, float], str]]) -> float:
    bins = [[0, 0.0, 0] for _ in range(BINS)]  # how many, sum of best scores, how many right
    for scores, truth in answers:
        best = max(scores, key=scores.get)
        own = bins[min(BINS - 1, int(scores[best] * BINS))]
        own[0] += 1
        own[1] += scores[best]
        own[2] += best == truth
    return sum(abs(score - right) for _, score, right in bins) / len(answers)


def likelihood(answers: list[tuple[dict[str, float], str]]) -> float:
    return -sum(math.log(max(scores.get(truth, 0), 1e-12)) for scores, truth in answers) / len(answers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--registry", required=True)
    parser.add_argument("--serving", required=True)
    parser.add_argument("domain")
    parser.add_argument("file")
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    served = []
    versions = set()
    for start in range(0, len(records), TEXTS_A_CALL):
        some = records[start : start + TEXTS_A_CALL]
        texts = [record["text"] for record in some]
        answer = call(f"{arguments.serving}/v1/domains/{arguments.domain}/predictions", {"texts": texts})
        versions.add(answer["version"])
        for record, result in zip(some, answer["results"]):
            served.append(({one["label"]: one["score"] for one in result["scores"]}, record["label"]))
    if len(versions) != 1:
        raise SystemExit(f"versions {sorted(versions)} answered: wait until nothing is being learned")
    version = versions.pop()
    manifest = call(f"{arguments.registry}/v1/domains/{arguments.domain}/versions/{version}")["manifest"]
    temperature = manifest.get("temperature", 1)
    plain = [(tempered(scores, temperature), truth) for scores, truth in served]
    right = sum(max(scores, key=scores.get) == truth for scores, truth in served)
    print(f"{arguments.domain}@{version}, {len(served)} texts, {right / len(served):.1%} right, temperature {temperature}")
    print(f"expected calibration error  {calibration_error(plain):.4f} at 1  {calibration_error(served):.4f} as served")
    print(f"negative log-likelihood     {likelihood(plain):.4f} at 1  {likelihood(served):.4f} as served")


if __name__ == "__main__":
    main()
