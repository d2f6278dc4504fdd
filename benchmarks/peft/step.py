"""PEFT's own training steps, a block at a time, for ./driftline bench step --peft: it starts this and asks over standard input.

    python step.py --threads 2 --texts 16 --tokens 32

A BERT of MiniLM's measures with random weights, LoRA or DoRA of rank 8 on all linear layers, the mean over tokens, a head, clipping, AdamW:
what a user of PEFT runs for one domain. Its first line is `ready` and versions. Then each line `lora 5` takes five steps and answers
`lora 0.123`, seconds of one; it ends with its input. Imports nothing of Driftline. Needs torch, transformers, peft.
"""

import argparse
import sys
import time
import warnings

import peft
import torch
import transformers

warnings.filterwarnings("ignore")
RANK, LABELS, CLIP, RATE, HEAD_RATE = 8, 16, 1.0, 1e-3, 1e-2


def encoder():
    torch.manual_seed(1)
    config = transformers.BertConfig(
        hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return transformers.BertModel(config, add_pooling_layer=False)


class Step:
    def __init__(self, dora, texts, tokens):
        config = peft.LoraConfig(r=RANK, lora_alpha=16, use_dora=dora, target_modules=r".*(query|key|value|dense)")
        self.model = peft.get_peft_model(encoder(), config).train()
        self.head = torch.nn.Linear(384, LABELS)
        adapter = [one for one in self.model.parameters() if one.requires_grad]
        self.trained = adapter + list(self.head.parameters())
        groups = [{"params": adapter, "lr": RATE}, {"params": self.head.parameters(), "lr": HEAD_RATE}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
        self.ids = torch.randint(1000, 30000, (texts, tokens))
        self.mask = torch.ones(texts, tokens)
        self.labels = torch.randint(0, LABELS, (texts,))

    def take(self):
        x = self.model(input_ids=self.ids, attention_mask=self.mask).last_hidden_state  # (texts, tokens, width)
        pooled = (x * self.mask.unsqueeze(-1)).sum(1) / self.mask.sum(1, keepdim=True)  # (texts, width)
        loss = torch.nn.functional.cross_entropy(self.head(pooled), self.labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimizer.step()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--texts", type=int, default=16)
    parser.add_argument("--tokens", type=int, default=32)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    steps = {kind: Step(kind == "dora", arguments.texts, arguments.tokens) for kind in ("lora", "dora")}
    print(f"ready torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}", flush=True)
    for line in sys.stdin:
        kind, count = line.split()
        began = time.perf_counter()
        for _ in range(int(count)):
            steps[kind].take()
        print(kind, (time.perf_counter() - began) / int(count), flush=True)


if __name__ == "__main__":
    main()
