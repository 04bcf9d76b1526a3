"""The line between a page and its kernel: comms in, comms and results out."""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from workbench.server.messages import V1, NotUnderstood, let_through, read_old, read_v1

COMMS = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_reply"})
KERNEL = frozenset({"kernel_info_reply", "status", "iopub_welcome"})
SHOWN = frozenset({"display_data", "update_display_data", "execute_result", "clear_output", "stream"})
OUT = COMMS | KERNEL | SHOWN


class CommsOnly(ZMQChannelsWebsocketConnection):
    """Passes on what a page needs, in both directions, whatever protocol the browser speaks."""

    limit_rate = False  # the kernel runs our code only; a message left out would leave a page half drawn

    def handle_incoming_message(self, incoming_msg: bytes | str) -> None:
        """Pass a message on to the kernel, written anew; say nothing of one that is not let through."""
        stream = self.channels.get("shell")
        if stream is None:
            return
        try:
            if self.subprotocol == V1:
                if not isinstance(incoming_msg, bytes):
                    raise NotUnderstood
                said = read_v1(incoming_msg)
            else:
                said = read_old(incoming_msg)
            message = let_through(said)
        except NotUnderstood:
            self.log.info("A message to a kernel was not let through.")
            return
        header = {**self.session.msg_header(message["header"]["msg_type"]), **message["header"]}
        self.session.send(stream, {**message, "header": header}, buffers=message["buffers"])

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message on to the browser, unless it tells of code, errors or the machine."""
        parts: list[Any] = self.session.feed_identities(outgoing_msg)[1]
        kind = self.session.unpack(parts[1]).get("msg_type")
        if kind not in OUT:
            return
        if kind == "stream" and self.session.unpack(parts[4]).get("name") != "stdout":
            return
        super().handle_outgoing_message(stream, outgoing_msg)

    def write_stderr(self, error_message: str, parent_header: dict[str, Any]) -> None:
        """Keep the server's own remarks in its log."""
        self.log.warning(error_message)


def hang_up(kernel_id: str) -> None:
    """Close every line that leads to a kernel which has ended."""
    for connection in list(CommsOnly._open_sockets):
        handler = connection.websocket_handler
        if handler.path_kwargs.get("kernel_id") == kernel_id:
            handler.close(1001, "ended")
