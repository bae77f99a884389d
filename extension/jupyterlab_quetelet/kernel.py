"""Starts the TypeScript (Quetelet) kernel for people who installed it with pip.

The wheel carries the built library and its lock file. Its npm packages are installed by the first start, or
beforehand with ``python -m jupyterlab_quetelet.kernel --install``, into a folder of the person's own.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

LIBRARY = Path(__file__).parent / "library"
OLDEST_NODE = (20, 19)


def home() -> Path:
    """The folder for the npm packages of this version; ``QUETELET_HOME`` moves it."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("QUETELET_HOME") or Path(cache) / "quetelet") / f"library-{version('jupyterlab-quetelet')}"


def find(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"quetelet: the kernel needs {program}, which was not found. Install Node.js 20.19 or later.")
    return path


def find_node() -> str:
    node = find("node")
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(part) for part in found.lstrip("v").split(".")[:2]) < OLDEST_NODE:
        sys.exit(f"quetelet: the kernel needs Node.js 20.19 or later; {node} is {found}.")
    return node


def install(target: Path) -> None:
    """Installs the library and exactly the npm packages of its lock file into ``target``."""
    node, npm = find_node(), find("npm")
    print(f"quetelet: installing the kernel's npm packages into {target} (once)", file=sys.stderr)
    making = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(LIBRARY, making)
    flags = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = [npm, "ci", "--workspace", "quetelet", *flags]
    if subprocess.run(command, cwd=making, stdout=sys.stderr).returncode != 0:
        shutil.rmtree(making, ignore_errors=True)
        sys.exit("quetelet: npm could not install the kernel's packages; its own message is above.")
    shutil.rmtree(target, ignore_errors=True)
    making.rename(target)
    write_spec(node, target)


def write_spec(node: str, target: Path) -> None:
    # The library itself knows how its kernel is started: it writes a kernelspec, which `main` then follows.
    command = [node, "kernel-lib/bin/quetelet", "kernel", "install", "--prefix", str(target)]
    subprocess.run(command, cwd=target, stdout=sys.stderr, check=True)


def main() -> None:
    target = home()
    spec_file = target / "share/jupyter/kernels/quetelet/kernel.json"
    if not spec_file.exists():
        install(target)
    spec = json.loads(spec_file.read_text())
    if not Path(spec["argv"][0]).exists():  # Node has moved since
        write_spec(find_node(), target)
        spec = json.loads(spec_file.read_text())
    if sys.argv[1:] == ["--install"]:
        return
    argv = [part.replace("{connection_file}", sys.argv[1]) for part in spec["argv"]]
    os.execve(argv[0], argv, {**os.environ, **spec.get("env", {})})


if __name__ == "__main__":
    main()
