"""Whether Hugging Face's PEFT and transformers give the answers that Driftline's serving gives.

    python check.py --base DIR --serving URL --texts FILE.jsonl DOMAIN=FOLDER ...

FOLDER is an export as peft, an export as merged, or what train.py trained and was imported. For each domain: asks the running
serving-service, which must answer with the very version in an exported folder; loads the folder over the base in DIR (base.py writes it),
merged ones without it, by the export's own model.py and nothing else of Driftline; compares the probabilities of all labels on texts from
all over FILE. Exits with 1 when one differs by more than the tolerance. The last two columns show that there is something to get wrong: by
how much the same folder differs as plain LoRA, without its magnitudes, and with its head alone. Needs torch, transformers, peft.
"""

import argparse
import datetime
import importlib.util
import json
import pathlib
import platform
import re
import sys
import urllib.request
import warnings

import peft
import torch
import transformers

import train

warnings.filterwarnings("error", message=".*missing adapter keys.*")
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def served(url: str, domain: str, texts: list[dict]) -> dict:
    body = json.dumps({"texts": texts}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/v1/domains/{domain}/predictions", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def passage(record: dict) -> dict:
    second = record.get("textPair", record.get("text_pair"))
    return {"text": record["text"]} if second is None else {"text": record["text"], "textPair": second}


def module_of(export: pathlib.Path):
    spec = importlib.util.spec_from_file_location(export.name.replace("-", "_"), export / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def temperature(folder: pathlib.Path) -> float:
    """By which Driftline divides the head's outputs, as the model card says; 1 for what it did not make."""
    card = folder / "README.md"
    rows = re.findall(r"^\| temperature \| (\S+) \|$", card.read_text("utf-8"), re.MULTILINE) if card.exists() else []
    return float(rows[0]) if rows else 1.0


def probabilities(classifier, tokenizer, texts: list[dict], divisor: float) -> torch.Tensor:
    """(texts, labels)"""
    firsts = [text["text"] for text in texts]
    seconds = [text["textPair"] for text in texts] if "textPair" in texts[0] else None
    batch = tokenizer(firsts, seconds, padding=True, truncation=True, return_tensors="pt")
    with torch.inference_mode():
        return (classifier(**batch) / divisor).softmax(-1)


class Exported:
    """A peft export, by its own model.py."""

    def __init__(self, folder: pathlib.Path, base: str):
        self.folder, self.base = folder, base
        self.module = module_of(folder)
        self.classifier = self.module.load(base)
        self.labels = self.classifier.get_base_model().labels
        self.tokenizer = train.tokenizer_of(base)
        self.kind = "DoRA" if self.classifier.peft_config["default"].use_dora else "LoRA"

    def fresh(self):
        return self.module.classifier(self.base)

    def without_magnitudes(self):
        config = peft.LoraConfig.from_pretrained(self.folder)
        config.use_dora = False
        return peft.PeftModel.from_pretrained(self.fresh(), self.folder, config=config).eval()

    def head_alone(self):
        less = self.without_magnitudes()
        for layer in less.modules():
            if isinstance(layer, peft.tuners.lora.LoraLayer):
                layer.scale_layer(0)
        return less


class Trained(Exported):
    """What train.py wrote."""

    def __init__(self, folder: pathlib.Path, base: str):
        self.folder, self.base = folder, base
        self.classifier = train.load(base, folder)
        self.labels = train.labels_of(folder)
        self.tokenizer = train.tokenizer_of(base)
        self.kind = "trained"

    def fresh(self):
        return train.classifier(self.base, self.labels)


class Merged:
    """A merged export, by its own model.py, without the base and without PEFT."""

    kind = "merged"

    def __init__(self, folder: pathlib.Path, base: str):
        self.base = base
        self.module = module_of(folder)
        self.classifier = self.module.load()
        self.labels = self.classifier.labels
        self.tokenizer = self.module.tokenizer()

    def head_alone(self):
        plain = type(self.classifier).from_pretrained(self.base).eval()
        plain.classifier = self.classifier.classifier
        return plain


def opened(folder: pathlib.Path, base: str):
    if not (folder / "model.py").exists():
        return Trained(folder, base)
    return Exported(folder, base) if (folder / "adapter_config.json").exists() else Merged(folder, base)


def check(domain: str, folder: pathlib.Path, arguments, texts: list[dict]) -> float:
    answer = served(arguments.serving, domain, texts)
    if (folder / "model.py").exists() and answer["digest"] not in (folder / "README.md").read_text("utf-8"):
        raise SystemExit(f"{domain}: serving answers with version {answer['version']}, which is not the one in {folder}")
    one = opened(folder, arguments.base)
    labels = one.labels
    expected = torch.zeros(len(texts), len(labels))  # (texts, labels); labels that were never trained are left out of answers
    for row, result in enumerate(answer["results"]):
        for score in result["scores"]:
            expected[row, labels.index(score["label"])] = score["score"]
    divisor = temperature(folder)
    actual = probabilities(one.classifier, one.tokenizer, texts, divisor)
    worst = (actual - expected).abs().max().item()
    same = (actual.argmax(1) == expected.argmax(1)).sum().item()
    lost = "-"
    if one.kind != "merged" and one.classifier.peft_config["default"].use_dora:
        plain = probabilities(one.without_magnitudes(), one.tokenizer, texts, divisor)
        lost = f"{(plain - expected).abs().max().item():.1e}"
    head = probabilities(one.head_alone(), one.tokenizer, texts, divisor)
    print(
        f"{domain + '@' + str(answer['version']):12} {one.kind:7} {len(texts):6} {len(labels):7} {worst:14.1e}"
        f" {same:4}/{len(texts):<3} {lost:>15} {(head - expected).abs().max().item():10.1e}"
    )
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--serving", required=True)
    parser.add_argument("--texts", required=True, help='JSON lines with "text"; of pairs also "textPair" or "text_pair"')
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--tolerance", type=float, default=1e-5)
    parser.add_argument("exports", nargs="+", metavar="DOMAIN=FOLDER")
    arguments = parser.parse_args()
    with open(arguments.texts, encoding="utf-8") as lines:
        texts = [passage(json.loads(line)) for line in lines]
    texts = texts[:: max(1, len(texts) // arguments.count)][: arguments.count]
    print(
        f"{datetime.date.today()}, peft {peft.__version__}, transformers {transformers.__version__},"
        f" torch {torch.__version__}, python {platform.python_version()}"
    )
    print("version      kind     texts  labels  max deviation  same label   as plain LoRA  head alone")
    pairs = [one.split("=", 1) for one in arguments.exports]
    worst = max(check(domain, pathlib.Path(export), arguments, texts) for domain, export in pairs)
    print(f"{'within' if worst <= arguments.tolerance else 'NOT WITHIN'} {arguments.tolerance:.0e}")
    return 0 if worst <= arguments.tolerance else 1


if __name__ == "__main__":
    sys.exit(main())
