"""
The room as an extension of Jupyter Server.

Voila comes in by its handlers and its configuration, not by its own extension: that one reads
configuration from the working directory and opens more doors than a page needs.
"""

import gettext
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jupyter_server.serverapp import ServerApp
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths

from workbench.server.doors import doors, hang
from workbench.server.house import house_of
from workbench.server.ownership import RoomKernels
from workbench.server.redaction import redact
from workbench.server.rendering import Renderings

APPS = ["voila", "nbconvert"]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "workbench.server.extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Put the room's doors in place of all others."""
    application = server.web_app
    house = house_of(application.settings)
    configuration = VoilaConfiguration(parent=server)
    templates = collect_template_paths(APPS, house.template)
    environment = Environment(
        loader=FileSystemLoader(templates), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    environment.install_gettext_translations(gettext.NullTranslations(), newstyle=False)  # type: ignore[attr-defined]
    application.settings["voila_jinja2_env"] = environment
    renderings = Renderings(
        paths=templates,
        template=house.template,
        config=server.config,
        voila=configuration,
        shelf=server.contents_manager,
        base_url=server.base_url,
        words=environment,
    )
    page = {"renderings": renderings, "voila_configuration": configuration}
    hang(application, doors(template=house.template, page=page))
    redact(server.log)
    if isinstance(server.kernel_manager, RoomKernels):
        server.io_loop.add_callback(server.kernel_manager.prepare)
