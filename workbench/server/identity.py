"""Who is asking, and what they may touch: nothing, unless it is listed."""

from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RequestHandler

from workbench.server.house import house_of
from workbench.server.ownership import Owner, RoomKernels


class RoomIdentity(IdentityProvider):
    """
    Tells a guest by the cookie that a personal link set.

    Every request of a Jupyter handler passes here, before anything else happens with it; a handler
    that our list of doors does not name goes no further, whoever asks. Who came by a link and has a
    passphrase to give is nobody yet, but at the doors for those who wait.
    """

    token = ""

    async def get_user(self, handler: RequestHandler) -> User | None:
        """Return the guest; refuse any handler that is not on the list, by its exact class."""
        from workbench.server.doors import FOR_GUESTS, FOR_WAITING, LISTED

        door = type(handler)
        if door not in LISTED:
            handler.current_user = None
            raise HTTPError(403)
        house = house_of(handler.settings)
        cookie = handler.get_cookie(house.cookie_name)
        person = house.guest(cookie) if door not in FOR_WAITING - FOR_GUESTS else None
        if person is None and door in FOR_WAITING:
            person = house.waiting(cookie)
        return User(username=person) if person else None

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return no doors of its own: they are all in one list (see ``doors``)."""
        return []

    def is_token_authenticated(self, handler: RequestHandler) -> bool:
        """Say no: a token that stands in for the checks of origin and form does not exist here."""
        return False

    def validate_security(self, app: Any, ssl_options: dict[str, Any] | None = None) -> None:
        """Leave the warning about an open network to the command that starts the room."""


class OwnKernel(Authorizer):
    """Lets a sign-in reach the kernels that it started, and nothing else that Jupyter has."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:
        """Say whether the kernel in the address is the asking sign-in's own."""
        kernels = handler.kernel_manager
        if resource != "kernels" or not isinstance(kernels, RoomKernels):
            return False
        cookie = handler.get_cookie(kernels.house.cookie_name) or ""
        return kernels.belongs(handler.path_kwargs.get("kernel_id", ""), Owner(user.username, cookie))
