"""mkdocs' templates as ours need them: escaped, strict, and compiled once in a process.

A site may have templates of its own in the place of ours (`custom_dir`). Whoever wrote one may
name what a page does not have, which is told with template, line and name. Templates of others
(a theme's, another plugin's) stay as lenient as mkdocs has them.
"""

from __future__ import annotations

import os
import traceback
from functools import partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from jinja2.utils import missing
from mkdocs.exceptions import PluginError

from gazette.errors import GazetteError, refusal
from gazette.plugin.files import THEME
from gazette.plugin.refusing import refusing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping
    from types import CodeType

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from gazette.model import Finding


_PLAIN = frozenset({FunctionType, MethodType, partial})  # what is called as it is


def prepare(env: Environment, config: MkDocsConfig) -> None:
    """Make mkdocs' environment one for our templates.

    Raises PluginError where a template in the place of one of ours cannot be read.
    """
    env.autoescape = _is_ours
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # the i18n extension adds it
    env.trim_blocks = env.lstrip_blocks = False
    env.auto_reload = False  # no template changes while a site is built
    env.bytecode_cache = _COMPILED
    env.template_class = _Told
    env.context_class = _Calling
    root = str(Path(config.config_file_path).parent)
    env.extend(own=config.theme.custom_dir or "", root=root)
    env.extend(strict=env.overlay(undefined=_Unknown))
    if found := [*_unreadable(env)]:
        with refusing():
            raise GazetteError(found)


def _is_ours(template: str | None) -> bool:
    """Whether a template is ours, or stands in the place of one."""
    return bool(template) and (str(template).startswith("gazette/") or template == "404.html")


def _unreadable(env: Environment) -> Iterator[Finding]:
    """The site's own templates that cannot be read."""
    own = Path(env.own)  # type: ignore[attr-defined]  # see `prepare`
    for path in sorted(own.rglob("*.html")) if env.own else ():  # type: ignore[attr-defined]
        name = path.relative_to(own).as_posix()
        if _is_ours(name) and (THEME / name).is_file():
            try:
                env.get_template(name)
            except TemplateSyntaxError as error:
                yield from _refused(env, error, error.filename or str(path), error.lineno).findings
            except ValueError as error:  # it is no UTF-8
                yield from _refused(env, error, str(path), 0).findings


class _Unknown(StrictUndefined):
    """What a template names and a page does not have: to use it in any way is an error."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        lacks = "the page does not have"
        if self._undefined_obj is not missing:
            lacks = f'no "{type(self._undefined_obj).__name__}" has'
        return f'It names "{self._undefined_name}", which {lacks}.'


class _Calling(Context):
    """What a template names; a function that asks for nothing of Jinja's is called at once."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # as Jinja has it
        """What a callable gives."""
        if type(obj) not in _PLAIN or hasattr(obj, "jinja_pass_arg"):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(*args, **kwargs)


class _Told(Template):
    """A template that tells what is wrong with it as findings."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # Jinja names it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """The template, strict where it is ours."""
        made = super().from_code(environment, code, globals, uptodate)
        if not _is_ours(made.name) or environment.undefined is _Unknown:
            return made
        strict = environment.strict  # type: ignore[attr-defined]  # see `prepare`
        return super().from_code(strict, code, globals, uptodate)

    def render(self, *args: Any, **kwargs: Any) -> str:  # as Jinja has it
        """What it says of these values.

        Raises PluginError where it names what there is not, and where one of the site's own fails
        in any way.
        """
        try:
            return super().render(*args, **kwargs)
        except PluginError:  # of a part that pages share
            raise
        except Exception as error:
            place = _place(self.environment, error)
            if place is None:
                raise
            with refusing():
                raise _refused(self.environment, error, *place) from None


def _place(env: Environment, error: Exception) -> tuple[str, int] | None:
    """File and line of the template that failed; of ours only for what templates do wrong."""
    frames = [(f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]
    templates = [frame for frame in frames if frame[0].endswith(".html")]
    own = env.own  # type: ignore[attr-defined]  # see `prepare`
    found = [frame for frame in templates if own and Path(frame[0]).is_relative_to(own)]
    if not found and isinstance(error, TemplateError):
        found = templates
    return found[-1] if found else None


def _refused(env: Environment, error: Exception, file: str, line: int) -> GazetteError:
    root = env.root  # type: ignore[attr-defined]  # see `prepare`
    path = os.path.relpath(file, root) if Path(file).is_relative_to(root) else file
    if isinstance(error, UndefinedError):
        fix = 'Correct the name, or test first whether it "is defined".'
        return refusal("template", f"The template cannot be used. {error}", fix, path, line)
    said = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    return refusal("template", f"The template cannot be used: {said}.", "Correct it.", path, line)


class _Compiled(BytecodeCache):
    """Templates as they were compiled, for the next build of one process: of a preview above all.

    They stay in memory: code that lay in a file could be anyone's.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from this very text for an environment of the same extensions."""
        bucket.code = self._known.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._known[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[str, ...]:
        return (bucket.key, bucket.checksum, *sorted(bucket.environment.extensions))


_COMPILED = _Compiled()
