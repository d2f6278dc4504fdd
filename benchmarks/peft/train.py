"""Trains a LoRA or DoRA adapter with PEFT itself, on the classifier that Driftline serves: an encoder, the mean over its tokens, a head.

    python train.py --base DIR --train FILE.jsonl --kind lora --out FOLDER

FOLDER is what PEFT's save_pretrained writes, and labels.txt with one label a line, in the order of the head's rows. What is saved can be
imported: ./driftline import DOMAIN FOLDER --labels FOLDER/labels.txt --base DIR. Imports nothing of Driftline. Needs torch, transformers,
peft.
"""

import argparse
import json
import pathlib
import random

import peft
import torch
import transformers

MAX_TOKENS = 128


class MeanPooled:
    """Logits (texts, labels)."""

    def __init__(self, config):
        super().__init__(config, add_pooling_layer=False)
        self.classifier = torch.nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, input_ids, attention_mask, token_type_ids=None, **others):
        states = super().forward(input_ids, attention_mask, token_type_ids=token_type_ids).last_hidden_state  # (texts, tokens, width)
        mask = attention_mask.unsqueeze(-1).to(states.dtype)  # (texts, tokens, 1)
        return self.classifier((states * mask).sum(1) / mask.sum(1).clamp_min(1))


def classifier(base, labels):
    """The base with a fresh head."""
    family = transformers.AutoConfig.from_pretrained(base).model_type
    encoder = {"bert": transformers.BertModel, "roberta": transformers.RobertaModel}[family]
    return type("MeanPooledClassifier", (MeanPooled, encoder), {}).from_pretrained(base, num_labels=len(labels))


def labels_of(folder):
    return (pathlib.Path(folder) / "labels.txt").read_text("utf-8").splitlines()


def load(base, folder):
    """What was trained, on its base."""
    return peft.PeftModel.from_pretrained(classifier(base, labels_of(folder)), folder).eval()


def tokenizer_of(base):
    config = transformers.AutoConfig.from_pretrained(base)
    inputs = ["input_ids", "attention_mask"] + ["token_type_ids"] * (config.type_vocab_size > 1)  # of a pair's second text the type is 1
    words = transformers.PreTrainedTokenizerFast(tokenizer_file=str(pathlib.Path(base, "tokenizer.json")), model_input_names=inputs)
    words.pad_token = words.convert_ids_to_tokens(config.pad_token_id)
    words.model_max_length = min(MAX_TOKENS, places(config))
    return words


def places(config):
    """How many tokens a text may have."""
    return config.max_position_embeddings - (config.pad_token_id + 1 if config.model_type == "roberta" else 0)


def train(arguments):
    torch.manual_seed(arguments.seed)
    with open(arguments.train, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(arguments.seed).shuffle(rows)
    labels = sorted({row["label"] for row in rows}, reverse=True)  # an order that no domain has by chance
    rows = rows[: arguments.examples]
    config = peft.LoraConfig(
        r=arguments.rank,
        lora_alpha=arguments.alpha,
        use_dora=arguments.kind == "dora",
        target_modules=["query", "key", "value", "dense"],
        modules_to_save=["classifier"],
    )
    model = peft.get_peft_model(classifier(arguments.base, labels), config).train()
    words = tokenizer_of(arguments.base)
    head = [value for name, value in model.named_parameters() if value.requires_grad and "classifier" in name]
    adapter = [value for name, value in model.named_parameters() if value.requires_grad and "classifier" not in name]
    optimiser = torch.optim.AdamW([{"params": adapter, "lr": 1e-3}, {"params": head, "lr": 1e-2}], weight_decay=0)
    step = 0
    for _ in range(arguments.epochs):
        for at in range(0, len(rows), arguments.batch):
            part = rows[at : at + arguments.batch]
            batch = words([row["text"] for row in part], padding=True, truncation=True, return_tensors="pt")
            goal = torch.tensor([labels.index(row["label"]) for row in part])
            loss = torch.nn.functional.cross_entropy(model(batch["input_ids"], batch["attention_mask"]), goal)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
    model.save_pretrained(arguments.out)
    pathlib.Path(arguments.out, "labels.txt").write_text("\n".join(labels) + "\n", "utf-8")
    print(f"{arguments.kind} of rank {arguments.rank}: {step} steps, {len(labels)} labels, last loss {loss.item():.3f}, in {arguments.out}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--train", required=True, help='JSON lines with the fields "text" and "label"')
    parser.add_argument("--kind", required=True, choices=["lora", "dora"])
    parser.add_argument("--out", required=True)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=float, default=16)
    parser.add_argument("--examples", type=int, default=400)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
