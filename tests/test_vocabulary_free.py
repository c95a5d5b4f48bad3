"""The generator knows no field: what papers talk about lies in corpus/vocabulary/, not in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "generator"

NAMES = """
    humaneval mbpp multipl-e mbxp multicode starcoder codellama code-llama codegen codet5 codebert deepseek qwen phi-1
    llama wizardcoder magicoder codegeex incoder santacoder polycoder gpt-4 gpt-3.5 chatgpt codex
"""
TOPICS = (
    "code generation|code model|code llm|language model|program synthesis|pass@|distillation|distilled|quantization"
    "|quantisation|quantized|quantised|pruning|multilingual|multimodal|synthetic data|self-instruct|contamination"
    "|unit test|programming language|tokens per second|inference latency|adversarial attack"
)


def benchmark_names() -> list[str]:
    """Return every benchmark of the shipped vocabulary that is no ordinary word."""
    text = (CHECKOUT / "corpus" / "vocabulary" / "benchmarks.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)["benchmarks"]
    names = [name for entry in entries for name in (entry["name"], *entry.get("synonyms", ()))]
    return [name for name in names if not (name.isalpha() and name.istitle())]


FORBIDDEN = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, [*NAMES.split(), *benchmark_names()]))}|{TOPICS})", re.IGNORECASE
)


def strings(source: str) -> Iterator[str]:
    """Yield every string of a module, docstrings and pieces of f-strings included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_string_of_the_generator_names_its_first_subject(path):
    found = [match[0] for text in strings(path.read_text(encoding="utf-8")) for match in FORBIDDEN.finditer(text)]
    assert found == []


def test_no_shipped_data_names_the_first_subject():
    # The scoreboard may: it shows what was measured on the shipped corpus.
    texts = {path.name: path.read_text(encoding="utf-8") for path in PACKAGE.glob("data/c*.json")}
    assert {name: FORBIDDEN.findall(text) for name, text in texts.items() if FORBIDDEN.search(text)} == {}


def test_search_for_names_would_find_them():
    source = '''def f(x):
        """Return what HumanEval says."""
        return f"{x} of StarCoder2", "quantized", "an ordinary sentence"
    '''
    assert [match[0] for text in strings(source) for match in FORBIDDEN.finditer(text)] == [
        "HumanEval", "quantized", "StarCoder",
    ]  # fmt: skip
