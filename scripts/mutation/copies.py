"""One copy of the tree with all mutants in it, each behind a switch, built once."""
import re
import shutil
import subprocess

# An operator of its own for each mutant: precedence stays, and no bounds of expressions need to be found.
GLYPHS = [chr(0x2190 + n) for n in range(16)]
PRECEDENCE = {
    "comparison": "ComparisonPrecedence", "+": "AdditionPrecedence", "-": "AdditionPrecedence",
    "&+": "AdditionPrecedence", "&-": "AdditionPrecedence", "|": "AdditionPrecedence",
    "<<": "BitwiseShiftPrecedence", ">>": "BitwiseShiftPrecedence", "&&": "LogicalConjunctionPrecedence",
    "||": "LogicalDisjunctionPrecedence", "..<": "RangeFormationPrecedence",
}
SUPPORT = """import Glibc

let mutantInForce: Int = {
  guard let text = getenv("WINNOW_MUTANT") else { return 0 }
  return Int(String(cString: text)) ?? 0
}()
@inline(never) func mutantActive(_ number: Int) -> Bool { mutantInForce == number }
func mutantMore<T: Numeric>(_ number: Int, _ value: T) -> T { mutantActive(number) ? value + 1 : value }
func mutantScaled<T: BinaryFloatingPoint>(_ number: Int, _ value: T) -> T {
  mutantActive(number) ? value * 1.25 : value
}
func mutantNot(_ number: Int, _ value: Bool) -> Bool { mutantActive(number) ? !value : value }
func mutantPass(_ number: Int, _ value: Bool) -> Bool { mutantActive(number) ? true : value }
"""


def prepare(top, tree, suites):
    """Copies what git knows and what is new, without what was built; only `suites` of the tests are built."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=top, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (top / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(top / name, tree / name)
    # The checkouts of the packages, so that nothing is fetched again.
    for name in ("checkouts", "repositories", "workspace-state.json"):
        kept = top / ".build" / name
        if kept.is_dir() and not (tree / ".build" / name).exists():
            shutil.copytree(kept, tree / ".build" / name, symlinks=True)
        elif kept.is_file():
            (tree / ".build").mkdir(exist_ok=True)
            shutil.copy2(kept, tree / ".build" / name)
    if (top / "Package.resolved").exists():
        shutil.copy2(top / "Package.resolved", tree / "Package.resolved")
    package = tree / "Package.swift"
    text = package.read_text()
    # A mutant may leave a value unused; that is no reason to lose it.
    text = re.sub(r"\n\s*\.strictMemorySafety\(\),|\n\s*\.treatAllWarnings\(as: \.error\),", "", text)
    package.write_text(without_tests(text, suites))


def without_tests(text, suites):
    """The manifest without the test targets that no mutant needs."""
    for match in reversed(list(re.finditer(r'\n *tests\(\s*"([\w-]+)"', text))):
        if f"{match[1]}Tests" in suites:
            continue
        end, depth = text.index("(", match.start()), 0
        while True:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                break
        text = text[:match.start()] + text[end:].removeprefix(",")
    return text


def glyphs(number):
    return GLYPHS[number // 256 % 16] + GLYPHS[number // 16 % 16] + GLYPHS[number % 16]


def planted(mutant, original):
    """What stands in the file in place of `original`."""
    number = mutant.number
    if mutant.swap in PRECEDENCE or mutant.kind in ("comparison", "arithmetic"):
        sign = mutant.swap + glyphs(number)
        return f" {sign} " if mutant.swap == "..<" else sign
    if mutant.swap == "constant":
        return f"{'mutantScaled' if '.' in original else 'mutantMore'}({number}, {original})"
    if mutant.swap == "negation":
        return f"mutantNot({number}, {original})"
    if mutant.swap == "guard":
        return f"mutantPass({number}, {original})"
    if mutant.swap == "return":
        return f" if mutantActive({number}) {{ return }}"
    return f"if !mutantActive({number}) {{ {original} }}"


def declaration(mutant):
    """The operator of a mutant that swaps one."""
    sign, other = mutant.swap + glyphs(mutant.number), mutant.told
    if mutant.kind == "comparison":
        group, bound = "ComparisonPrecedence", "Equatable" if mutant.swap in ("==", "!=") else "Comparable"
    elif mutant.swap in PRECEDENCE:
        group, bound = PRECEDENCE[mutant.swap], None
    else:
        group, bound = "MultiplicationPrecedence", None
    number = mutant.number
    swapped = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "&+": "&-",
               "&-": "&+", "*": "+", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "&&": "||", "||": "&&", "%": "/", "/": "*"}
    head = f"infix operator {sign}: {group}\n"
    if bound:
        return head + (f"func {sign} <T: {bound}>(a: T, b: T) -> Bool {{ mutantActive({number}) ? a {swapped[mutant.swap]} b : a {mutant.swap} b }}\n")
    if mutant.swap in ("&&", "||"):
        return head + (f"func {sign} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool {{ "
                       f"mutantActive({number}) ? try a {swapped[mutant.swap]} b() : try a {mutant.swap} b() }}\n")
    if mutant.swap == "..<":
        return head + (f"func {sign} <T: Strideable>(a: T, b: T) -> Range<T> where T.Stride: SignedInteger {{ "
                       f"mutantActive({number}) && a < b ? a..<b.advanced(by: -1) : a..<b }}\n")
    if mutant.swap in ("<<", ">>"):
        return head + (f"func {sign} <T: BinaryInteger, U: BinaryInteger>(a: T, b: U) -> T {{ "
                       f"mutantActive({number}) ? a {swapped[mutant.swap]} b : a {mutant.swap} b }}\n")
    bounds = ["FixedWidthInteger"] if mutant.swap in ("&+", "&-", "%", "&", "|") else ["FixedWidthInteger", "BinaryFloatingPoint"]
    # Swapped arithmetic may leave the range of a small type: a trap is a bug that shows.
    return head + "".join(
        f"func {sign} <T: {bound}>(a: T, b: T) -> T {{ mutantActive({number}) ? a {swapped[mutant.swap]} b : a {mutant.swap} b }}\n"
        for bound in bounds)


def write(tree, originals, mutants):
    """Writes every touched file anew with the mutants that are left."""
    by_path, by_module = {}, {}
    for mutant in mutants:
        if mutant.compiles:
            by_path.setdefault(mutant.path, []).append(mutant)
            by_module.setdefault(mutant.module, []).append(mutant)
    for path, text in originals.items():
        for mutant in sorted(by_path.get(path, []), key=lambda m: -m.start):
            text = text[:mutant.start] + planted(mutant, text[mutant.start:mutant.end]) + text[mutant.end:]
        (tree / path).write_text(text, encoding="utf-8")
    for module in {m.module for m in mutants}:
        signs = [declaration(m) for m in by_module.get(module, []) if m.kind in ("comparison", "arithmetic", "logic", "bound")]
        (tree / "Sources" / module / "MutantSupport.swift").write_text(SUPPORT + "".join(signs), encoding="utf-8")


def build(tree, mutants):
    """Builds tests and all mutants; those that do not compile are marked and left out."""
    originals = {m.path: (tree / m.path).read_text(encoding="utf-8") for m in mutants}
    modules = list(dict.fromkeys(m.module for m in mutants))
    for module in modules + [None]:
        for _ in range(12):
            write(tree, originals, mutants)
            what = ["--target", module] if module else ["--build-tests"]
            print(f"building {module or 'the tests'} …", flush=True)
            done = subprocess.run(["swift", "build", *what], cwd=tree, capture_output=True, text=True, errors="replace")
            if done.returncode == 0:
                break
            said = done.stdout + done.stderr
            if not drop(tree, mutants, said):
                raise SystemExit(f"the build fails for no mutant's sake:\n{said[-4000:]}")
        else:
            raise SystemExit("the build does not get better; take another seed")


def drop(tree, mutants, said):
    """Marks the mutants on whose lines the compiler found errors; how many."""
    lines = set()
    for match in re.finditer(r"^(?:.*?)([^\s:]*Sources/[^\s:]+\.swift):(\d+):\d+: error:", said, re.M):
        path, line = match[1], int(match[2])
        lines.add((path[path.index("Sources/"):], line))
        if path.endswith("MutantSupport.swift"):
            text = (tree / path[path.index("Sources/"):]).read_text().split("\n")[line - 1]
            number = re.search(r"mutantActive\((\d+)\)", text)
            for mutant in mutants:
                if number and mutant.number == int(number[1]) and mutant.compiles:
                    mutant.compiles = False
                    lines.add((str(mutant.path), mutant.line))
    count = 0
    for mutant in mutants:
        if mutant.compiles and any(p == str(mutant.path) and abs(n - mutant.line) <= 0 for p, n in lines):
            mutant.compiles = False
            count += 1
    if count == 0:
        # An error beside the line: a statement that runs over several.
        for mutant in mutants:
            if mutant.compiles and any(p == str(mutant.path) and abs(n - mutant.line) <= 4 for p, n in lines):
                mutant.compiles = False
                count += 1
    return count + sum(1 for m in mutants if not m.compiles and (str(m.path), m.line) in lines and not count)
