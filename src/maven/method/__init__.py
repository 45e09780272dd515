"""The method's arithmetic: arrays and plain values in, frozen answers out.

Nothing here knows of the web, the database, the clock or the machine; chance comes only from a seed
that is passed in. One module answers one question and has its page in `docs/method/`. A module is
loaded when it is first asked for (`maven.method.landscape`), SciPy when a function needs it.
`coverage`, `intervals`, `lifecycles` and `plain` are plain Python and may be imported anywhere;
the others load NumPy, which only the job worker and the commands do.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

__all__ = sorted(module.name for module in iter_modules(__path__))  # noqa: PLE0605


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return list(__all__)
