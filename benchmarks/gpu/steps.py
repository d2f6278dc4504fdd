"""Driftline's training program on a GPU: whether it computes what it computes on a CPU, and how long a step takes beside PEFT.

    python steps.py [--domains 32] [--texts 8] [--tokens 128] [--blocks 5] [--no-tf32] [--device cuda]

Loads the very program texts that the services run (adapters/src/main/resources), as libtorch archives, and an encoder of MiniLM's measures
with random weights. First, one step of each method and of all methods in one call, and one of BiDoRA's upper level by each kind of
hypergradient, on CPU and device with tf32 off: losses, norms, gradients and what the upper level moves must agree to 1e-3. Then the time
of one step of many domains beside PEFT, which takes a step for each domain: medians of alternating blocks, clipping and AdamW included,
tf32 on for both, or off with --no-tf32. Prints what it measured; exits with 1 where the numbers do not agree.
Needs torch, transformers, peft.
"""

import argparse
import datetime
import io
import pathlib
import statistics
import sys
import time
import warnings
import zipfile

import peft
import torch
import transformers

warnings.filterwarnings("ignore")
PROGRAM = pathlib.Path(__file__).parents[2] / "adapters/src/main/resources/dev/driftline/adapters/program"
METHODS = {"head": 0, "lora": 1, "dora": 2, "edora": 3, "bidora": 4}
HYPERGRADIENTS = {"first order": 0, "finite differences": 1, "exact": 2, "unrolled": 3}
RANK, LABELS, SCALE, CLIP, RATE, HEAD_RATE = 8, 16, 2.0, 1.0, 1e-3, 1e-2
SECOND, REACH, FLOOR = 1.0, 0.01, 0.01  # of the upper level, as Driftline sets them
FUSED = (3, 1, 1, 1)  # matrices multiplied together at each site of a layer


def load_program():
    """The texts as the archive that Driftline's Archive.java makes of them."""
    attribute = b"training"
    pickle = b"\x80\x02c__torch__\nProgram\n)\x81}X" + bytes([len(attribute), 0, 0, 0]) + attribute + b"\x88sb."
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("program/data.pkl", pickle)
        for text in PROGRAM.glob("*.py.txt"):
            name = text.name.removesuffix(".py.txt")
            place = "__torch__.py" if name == "program" else f"__torch__/{name}.py"
            archive.writestr(f"program/code/{place}", text.read_text())
        archive.writestr("program/constants.pkl", b"\x80\x02).")
        archive.writestr("program/version", b"10\n")
    buffer.seek(0)
    return torch.jit.load(buffer)


def encoder():
    torch.manual_seed(1)
    config = transformers.BertConfig(
        hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return transformers.BertModel(config, add_pooling_layer=False).eval()


def base_of(model) -> list:
    """The encoder's tensors in the program's order."""
    e = model.embeddings
    base = [e.word_embeddings.weight, e.position_embeddings.weight + e.token_type_embeddings.weight[0], e.LayerNorm.weight, e.LayerNorm.bias]
    for layer in model.encoder.layer:
        own = layer.attention.self
        base += [torch.cat([own.query.weight, own.key.weight, own.value.weight]), torch.cat([own.query.bias, own.key.bias, own.value.bias])]
        for linear in (layer.attention.output.dense, layer.intermediate.dense, layer.output.dense):
            base += [linear.weight, linear.bias]
        for norm in (layer.attention.output.LayerNorm, layer.output.LayerNorm):
            base += [norm.weight, norm.bias]
    return [tensor.detach().clone() for tensor in base]


def weights(base: list) -> list:
    return [base[4 + (j // 4) * 12 + (j % 4) * 2] for j in range((len(base) - 4) // 3)]


def slot(method: str, base: list, seed: int) -> tuple[list, list]:
    """Adapter and head, away from where training begins so that everything has a gradient."""
    g = torch.Generator().manual_seed(seed)
    rows = {"head": "", "lora": "AB", "dora": "ABm", "bidora": "ABm", "edora": "Rm"}[method]
    train = {row: [] for row in rows}
    for j, w in enumerate(weights(base)):
        f, (out, inner) = FUSED[j % 4], w.shape
        sizes = {"A": f * RANK * inner, "B": out * RANK, "R": f * RANK * RANK}
        for row in rows:
            noise = 0.02 * torch.randn(sizes.get(row, out), generator=g)
            train[row].append(w.norm(dim=1) * (1 + noise) if row == "m" else noise)
    return [torch.cat(train[row]) for row in rows], [torch.randn(LABELS, 384, generator=g) * 0.05, torch.zeros(LABELS)]


def constants(program, method: str, base: list) -> list:
    factors = []
    if method == "edora":
        for j, w in enumerate(weights(base)):
            parts = [torch.linalg.svd(one, full_matrices=False) for one in w.chunk(FUSED[j % 4])]
            factors += [torch.cat([(s[:RANK, None] * v[:RANK]) for _, s, v in parts]), torch.stack([u[:, :RANK] for u, _, _ in parts])]
    return program.constants(METHODS[method], base, factors, [torch.empty(0)] * len(weights(base)))


def examples(base: list, groups, texts, tokens, seed: int) -> tuple[list, list, list]:
    """Words, plan and goal of `texts` texts of `tokens` tokens for each domain."""
    methods = [method for method, count in groups for _ in range(count)]
    n, each = len(methods) * texts, texts * tokens
    g = torch.Generator().manual_seed(seed)
    owner = torch.arange(len(methods)).repeat_interleave(each)
    places = torch.arange(tokens).repeat(n)
    words = [torch.randint(1000, 30000, (n * tokens,), generator=g), places, torch.arange(n * tokens), torch.ones(n, tokens), owner]
    words += [torch.arange(count * each) for _, count in groups]
    ranks = [RANK] * len(weights(base))
    plan = [n for method, count in groups for n in [METHODS[method], count, count * each, each, *(ranks if method != "head" else [0] * len(ranks))]]
    goal = []
    for _ in methods:
        goal += [torch.randint(0, LABELS, (texts,), generator=g), torch.zeros(LABELS), torch.ones(LABELS)]
    return words, plan, goal


class Call:
    """Many domains in one step: groups of (method, how many), each domain with `texts` texts of `tokens` tokens."""

    def __init__(self, program, base, groups, texts, tokens, device):
        self.program, self.device = program, device
        methods = [method for method, count in groups for _ in range(count)]
        self.words, self.plan, self.goal = examples(base, groups, texts, tokens, 7)
        self.held, self.held_plan, self.held_goal = examples(base, groups, max(1, texts // 2), tokens, 8)
        self.fixed = [tensor for method, _ in groups for tensor in constants(program, method, base)]
        slots = [slot(method, base, seed) for seed, method in enumerate(methods)]
        self.train = [tensor for train, _ in slots for tensor in train]
        self.tops = [tensor for _, tops in slots for tensor in tops]
        self.conf = [SCALE, CLIP, 0.0, 0.0, SECOND, RATE, REACH, FLOOR] * len(methods)
        self.keys = [1, 2] * len(methods)
        upper = [method == "bidora" and j == 2 for (train, _), method in zip(slots, methods) for j in range(len(train))]
        for name in ("words", "goal", "held", "held_goal", "fixed", "train", "tops"):
            setattr(self, name, [tensor.to(device) for tensor in getattr(self, name)])
        self.base = [tensor.to(device) for tensor in base]
        self.moved = [tensor for tensor, own in zip(self.train, upper) if not own]
        self.magnitudes = [tensor for tensor, own in zip(self.train, upper) if own]
        self.moments = [[torch.zeros_like(tensor) for tensor in some] for some in (self.moved, self.moved, self.tops, self.tops)]
        self.upper_moments = [[torch.zeros_like(tensor) for tensor in self.magnitudes] for _ in range(2)]
        self.t = 0

    def step(self):
        """[losses (domains), gradient norms (domains)]"""
        self.t += 1
        keep, root, reach = 1.0, (1 - 0.999**self.t) ** 0.5, 1 / (1 - 0.9**self.t)
        heads = [torch.full((LABELS,), one, device=self.device) for one in (keep, root, -HEAD_RATE * reach)] * (len(self.tops) // 2)
        first, second, top_first, top_second = self.moments
        return self.program.step(
            self.base, [], self.fixed, self.train, self.tops, self.words, self.goal, self.plan, self.conf, 12, 1e-12, self.keys,
            self.moved, first, second, [keep, root, -RATE * reach] * len(self.moved), top_first, top_second, heads)

    def upper(self, how: int):
        """The first step of BiDoRA's upper level, where all domains are BiDoRA's: [held-out losses (domains), hypergradients' norms (domains)]"""
        first, second = self.upper_moments
        pace = [1.0, (1 - 0.999) ** 0.5, -RATE / (1 - 0.9)] * len(self.magnitudes)
        return self.program.upper(
            how, self.base, [], self.fixed, self.train, self.tops, self.words, self.goal, self.plan, self.held, self.held_goal, self.held_plan,
            self.conf, 12, 1e-12, self.keys, self.magnitudes, first, second, pace)


def tf32(on: bool) -> None:
    torch.backends.cuda.matmul.allow_tf32 = on
    torch.backends.cudnn.allow_tf32 = on


def apart(here: list, there: list) -> float:
    """The largest relative distance between two tensors of a pair; those of nothing are passed over."""
    return max(((a - b.cpu()).norm() / a.norm()).item() for a, b in zip(here, there) if a.norm() > 1e-9)


def agree(program, base, device) -> bool:
    """One step each; the first moment after it is a tenth of the clipped gradient."""
    tf32(False)
    print(f"{'one step':22} {'loss':>10} {'loss apart':>11} {'norm apart':>11} {'gradients apart':>16}")
    good = True
    groups = {method: [(method, 2)] for method in METHODS} | {"all in one": [(method, 2) for method in METHODS]}
    for name, own in groups.items():
        here, there = (Call(program, base, own, 4, 32, one) for one in ("cpu", device))
        (losses, norms), (other, other_norms) = here.step(), there.step()
        pairs = [([losses], [other]), ([norms], [other_norms]), (here.moments[0] + here.moments[2], there.moments[0] + there.moments[2])]
        figures = [apart(*pair) for pair in pairs]
        good &= max(figures) < 1e-3
        print(f"{name:22} {losses[0].item():10.4f} {figures[0]:11.1e} {figures[1]:11.1e} {figures[2]:16.1e}")
    return good


def agree_above(program, base, device) -> bool:
    """The same of BiDoRA's upper level. AdamW's first step moves every magnitude by the rate, about 2.5e-3 of it: one left standing shows."""
    tf32(False)
    print(f"\n{'one step of the upper':22} {'loss':>10} {'loss apart':>11} {'norm apart':>11} {'gradients apart':>16} {'magnitudes apart':>17}")
    good = True
    for name, how in HYPERGRADIENTS.items():
        here, there = (Call(program, base, [("bidora", 2)], 4, 32, one) for one in ("cpu", device))
        (losses, norms), (other, other_norms) = here.upper(how), there.upper(how)
        pairs = [([losses], [other]), ([norms], [other_norms]), (here.upper_moments[0], there.upper_moments[0]), (here.magnitudes, there.magnitudes)]
        figures = [apart(*pair) for pair in pairs]
        good &= max(figures) < 1e-3
        print(f"{name:22} {losses[0].item():10.4f} {figures[0]:11.1e} {figures[1]:11.1e} {figures[2]:16.1e} {figures[3]:17.1e}")
    return good


class PeftStep:
    """What a user of PEFT runs for one domain: encoder with the adapter, mean pooling, a linear head, clipping, AdamW."""

    def __init__(self, dora: bool, texts, tokens, device):
        config = peft.LoraConfig(r=RANK, lora_alpha=16, use_dora=dora, target_modules=r".*(query|key|value|dense)")
        self.model = peft.get_peft_model(encoder(), config).to(device)
        self.head = torch.nn.Linear(384, LABELS).to(device)
        adapter = [one for one in self.model.parameters() if one.requires_grad]
        self.trained = adapter + list(self.head.parameters())
        fused = device != "cpu"
        self.optimizer = torch.optim.AdamW([{"params": adapter, "lr": RATE}, {"params": self.head.parameters(), "lr": HEAD_RATE}], weight_decay=0.0, fused=fused)
        self.ids = torch.randint(1000, 30000, (texts, tokens), device=device)
        self.mask = torch.ones(texts, tokens, device=device)
        self.labels = torch.randint(0, LABELS, (texts,), device=device)

    def step(self):
        x = self.model(input_ids=self.ids, attention_mask=self.mask).last_hidden_state
        pooled = (x * self.mask.unsqueeze(-1)).sum(1) / self.mask.sum(1, keepdim=True)
        loss = torch.nn.functional.cross_entropy(self.head(pooled), self.labels)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimizer.step()


def seconds(work, count: int, device) -> float:
    if device != "cpu":
        torch.cuda.synchronize()
    began = time.perf_counter()
    for _ in range(count):
        work()
    if device != "cpu":
        torch.cuda.synchronize()
    return (time.perf_counter() - began) / count


def times(program, base, arguments) -> None:
    tf32(arguments.tf32)
    domains, texts, tokens, device = arguments.domains, arguments.texts, arguments.tokens, arguments.device
    precision = "tf32" if arguments.tf32 else "no tf32"
    print(f"step of {domains} domains x {texts} texts x {tokens} tokens, milliseconds, medians of {arguments.blocks} alternating blocks, {precision}")
    print(f"{'method':22} {'one call':>9} {'PEFT one by one':>16} {'times':>7} {'calls one by one':>17} {'times':>7} {'peak GB':>8}")
    rivals = {"lora": PeftStep(False, texts, tokens, device), "dora": PeftStep(True, texts, tokens, device)}
    for method in ("lora", "dora", "edora"):
        if device != "cpu":
            torch.cuda.reset_peak_memory_stats()
        shared = Call(program, base, [(method, domains)], texts, tokens, device)
        alone = Call(program, base, [(method, 1)], texts, tokens, device)
        rival = rivals["lora" if method == "lora" else "dora"]
        for warm in range(3):
            shared.step(), alone.step(), rival.step()
        ours, theirs, single = [], [], []
        for _ in range(arguments.blocks):
            ours.append(seconds(shared.step, arguments.repeat, device))
            theirs.append(seconds(rival.step, arguments.repeat, device) * domains)
            single.append(seconds(alone.step, arguments.repeat, device) * domains)
        a, b, c = (statistics.median(one) * 1e3 for one in (ours, theirs, single))
        peak = torch.cuda.max_memory_allocated() / 2**30 if device != "cpu" else 0
        print(f"{method:22} {a:9.1f} {b:16.1f} {b / a:7.1f} {c:17.1f} {c / a:7.1f} {peak:8.2f}")
    print("(PEFT has no EDoRA: beside it stands PEFT's DoRA)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domains", type=int, default=32)
    parser.add_argument("--texts", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--blocks", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--tf32", action=argparse.BooleanOptionalAction, default=True, help="of the timed steps alone")
    parser.add_argument("--device", default="cuda")
    arguments = parser.parse_args()
    name = torch.cuda.get_device_name() if arguments.device != "cpu" else f"CPU, {torch.get_num_threads()} threads"
    print(f"{datetime.date.today()}, {name}, torch {torch.__version__}, transformers {transformers.__version__}, peft {peft.__version__}\n")
    program, base = load_program(), base_of(encoder())
    with torch.jit.optimized_execution(False):  # as the services run it
        good = agree(program, base, arguments.device)
        good &= agree_above(program, base, arguments.device)
        print(f"{'within' if good else 'NOT WITHIN'} 1e-3 (relative, tf32 off)\n")
        times(program, base, arguments)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
