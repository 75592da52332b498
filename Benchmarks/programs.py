"""The programs that are measured, as they are built in release; with --no-build as they are."""
import functools
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


@functools.cache
def build(folder=HERE, *arguments):
    """Builds a package and gives the folder of its products."""
    command = ['swift', 'build', '-c', 'release', '--package-path', str(folder), *arguments]
    if '--no-build' not in sys.argv:
        # The inner floors of Inia are no products, so SwiftPM does not know that what imports them is to be compiled with
        # them: where one of their types was laid out anew, the benchmark of before would run into it.
        for source in (HERE / 'Sources' / 'inia-benchmarks').glob('*.swift'):
            source.touch()
        subprocess.run(command, check=True, stdout=sys.stderr)
    shown = subprocess.run([*command, '--show-bin-path'], check=True, stdout=subprocess.PIPE, text=True).stdout
    return pathlib.Path(shown.strip())
