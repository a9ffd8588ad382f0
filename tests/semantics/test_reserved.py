"""The published list of reserved names holds all that a generated module calls its own."""

import ast
from importlib import import_module
from pathlib import Path

from policyc.pipeline import compile_text
from policyc.semantics.reserved import MODULE_NAMES, class_name, constant_name, is_reserved

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "tests/golden/features.pol"


def _bound(module: ast.Module) -> set[str]:
    """The names that a module's top level binds."""
    found: set[str] = set()
    for node in module.body:
        match node:
            case ast.ClassDef() | ast.FunctionDef():
                found.add(node.name)
            case ast.Import() | ast.ImportFrom():
                found |= {alias.asname or alias.name for alias in node.names}
            case ast.Assign():
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case _:
                pass
    return found


def test_every_name_of_the_module_itself_is_reserved() -> None:
    policy = compile_text(POLICY.read_text("utf-8"), POLICY.name).policy
    assert policy is not None
    declared = [*(d.alias for d in (*policy.params, *policy.rules)), *(enum.alias for enum in policy.enums)]
    own = {name for alias in declared for name in (alias, constant_name(alias), class_name(alias))}
    files = import_module("policyc.targets.python").TARGET.render(policy)
    for content in files.values():
        names = {name for name in _bound(ast.parse(content)) if not name.startswith("_")}
        assert names - own <= MODULE_NAMES


def test_python_s_own_words_are_reserved() -> None:
    assert all(is_reserved(word) for word in ("class", "match", "type", "None", "max", "calculate", "PARAMETERS"))
    assert not is_reserved("fiscal_subsidy")
