"""Whether Hugging Face PEFT gives the answers that Driftline's serving gives.

    python check.py --base DIR --serving URL --texts FILE.jsonl DOMAIN=EXPORT ...

For each domain: asks the running serving-service, which must answer with the very version in the folder EXPORT; loads that folder with
PEFT over the base in DIR (base.py writes it), by the export's own model.py and nothing else of Driftline; compares the probabilities of
all labels on texts from all over FILE. Exits with 1 when one differs by more than the tolerance. The last two columns show that there is
something to get wrong: by how much the same folder differs as plain LoRA, without its magnitudes, and with its head alone. Needs torch,
transformers, peft.
"""

import argparse
import datetime
import importlib.util
import json
import pathlib
import platform
import sys
import urllib.request
import warnings

import peft
import torch
import transformers

warnings.filterwarnings("error", message=".*missing adapter keys.*")
transformers.logging.set_verbosity_error()


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


def probabilities(classifier, tokenizer, most: int, texts: list[dict]) -> torch.Tensor:
    """(texts, labels)"""
    firsts = [text["text"] for text in texts]
    seconds = [text["textPair"] for text in texts] if "textPair" in texts[0] else None
    batch = tokenizer(firsts, seconds, padding=True, truncation=True, max_length=most, return_tensors="pt")
    with torch.inference_mode():
        return classifier(**batch).softmax(-1)


def without_magnitudes(module, export: pathlib.Path, base: str):
    config = peft.LoraConfig.from_pretrained(export)
    config.use_dora = False
    return peft.PeftModel.from_pretrained(module.classifier(base), export, config=config).eval()


def check(domain: str, export: pathlib.Path, arguments, texts: list[dict]) -> float:
    answer = served(arguments.serving, domain, texts)
    if answer["digest"] not in (export / "README.md").read_text("utf-8"):
        raise SystemExit(f"{domain}: serving answers with version {answer['version']}, which is not the one in {export}")
    module = module_of(export)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(pathlib.Path(arguments.base, "tokenizer.json")), pad_token="[PAD]"
    )
    classifier = module.load(arguments.base)
    labels = classifier.get_base_model().labels
    expected = torch.zeros(len(texts), len(labels))  # (texts, labels); labels that were never trained are left out of answers
    for row, result in enumerate(answer["results"]):
        for score in result["scores"]:
            expected[row, labels.index(score["label"])] = score["score"]
    actual = probabilities(classifier, tokenizer, module.MAX_TOKENS, texts)
    less = without_magnitudes(module, export, arguments.base)
    plain = probabilities(less, tokenizer, module.MAX_TOKENS, texts)
    for layer in less.modules():
        if isinstance(layer, peft.tuners.lora.LoraLayer):
            layer.scale_layer(0)
    head = probabilities(less, tokenizer, module.MAX_TOKENS, texts)
    worst = (actual - expected).abs().max().item()
    same = (actual.argmax(1) == expected.argmax(1)).sum().item()
    dora = classifier.peft_config["default"].use_dora
    kind = "DoRA" if dora else "LoRA"
    lost = f"{(plain - expected).abs().max().item():.1e}" if dora else "-"
    print(
        f"{domain + '@' + str(answer['version']):12} {kind:5} {len(texts):6} {len(labels):7} {worst:14.1e}"
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
    parser.add_argument("exports", nargs="+", metavar="DOMAIN=EXPORT")
    arguments = parser.parse_args()
    with open(arguments.texts, encoding="utf-8") as lines:
        texts = [passage(json.loads(line)) for line in lines]
    texts = texts[:: max(1, len(texts) // arguments.count)][: arguments.count]
    print(
        f"{datetime.date.today()}, peft {peft.__version__}, transformers {transformers.__version__},"
        f" torch {torch.__version__}, python {platform.python_version()}"
    )
    print("version      kind   texts  labels  max deviation  same label   as plain LoRA  head alone")
    pairs = [one.split("=", 1) for one in arguments.exports]
    worst = max(check(domain, pathlib.Path(export), arguments, texts) for domain, export in pairs)
    print(f"{'within' if worst <= arguments.tolerance else 'NOT WITHIN'} {arguments.tolerance:.0e}")
    return 0 if worst <= arguments.tolerance else 1


if __name__ == "__main__":
    sys.exit(main())
