"""
An IPython kernel on one event loop, most of which is there before the fork.

ipykernel's own application starts some ten threads and builds its shell in each process. Here ``prepare``
does in the parent what needs no thread, socket or connection: configuration, shell, kernel; ``begin``
binds the sockets in the child. Requests on the control channel wait for the cell that is running;
interrupting goes by signal, as everywhere on Unix. There is no debugger, no subshell and no history file.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import zmq
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from IPython.core.application import BaseIPythonApplication
from jupyter_client.session import new_id
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream


class Publisher(IOPubThread):
    """Sends to the front ends from the kernel's own loop; what other threads say is handed to it."""

    def __init__(self, socket: Any, session: Any, io_loop: IOLoop) -> None:
        self.socket, self.session, self.io_loop = socket, session, io_loop
        self.thread = threading.main_thread()
        self.background_socket = BackgroundSocket(self)
        self._pid = os.getpid()
        self._setup_xpub_listener()

    def schedule(self, f: Any) -> None:
        """Do it now on the kernel's thread, else as soon as its loop gets to it."""
        if threading.current_thread() is self.thread:
            f()
        else:
            self.io_loop.add_callback(f)

    def _really_send(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if os.getpid() != self._pid or self.closed:  # what a process of the cell's own says is not heard
            return
        self.socket.send_multipart(msg, *args, **kwargs)
        if (
            self.socket.getsockopt(zmq.EVENTS) & zmq.POLLIN
        ):  # a subscription of which the loop is not told again
            self.io_loop.add_callback(self._xpub_stream.flush, zmq.POLLIN)

    def stop(self) -> None:
        """There is no thread to stop."""


class Said(OutStream):
    """What a cell prints: sent a few times a second, also while the cell keeps the loop busy."""

    def __init__(self, session: Any, publisher: Publisher, name: str) -> None:
        super().__init__(session, publisher, name, watchfd=False)
        self._sent_at = 0.0

    def _schedule_flush(self) -> None:
        here = threading.current_thread() is threading.main_thread()
        if here and time.monotonic() - self._sent_at >= self.flush_interval:
            self._flush()
        else:
            super()._schedule_flush()

    def _flush(self) -> None:
        self._sent_at = time.monotonic()
        super()._flush()


class LightKernel(IPythonKernel):
    """ipykernel's own, built without sockets and joined to them later."""

    def start(self) -> None:
        """Listen, without the debugger's threads."""
        if self.shell is not None:
            self.shell.exit_now = False
        Kernel.start(self)


class Nowhere:
    """Takes what a kernel says before anybody listens."""

    def send_multipart(self, *_args: Any, **_others: Any) -> None:
        """Keep nothing of it."""


class LightApp(IPKernelApp):
    """The application around one kernel: prepared once in the parent, begun in each child."""

    kernel_class = LightKernel

    def prepare(self, argv: list[str]) -> None:
        """Build all that needs neither connection nor thread."""
        BaseIPythonApplication.initialize(self, argv)
        self.config.HistoryManager.enabled = False  # it keeps a thread and a file
        self.init_pdb()
        self.displayhook = _displayhook(self)
        self.kernel = LightKernel.instance(
            parent=self,
            session=self.session,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
            iopub_socket=Nowhere(),
        )
        self.init_shell()
        self.init_gui_pylab()
        self.init_path()
        self.init_extensions()
        _first_words(self)

    def rehearse(self, play: Callable[[Callable[[str], None]], None]) -> None:
        """Let a function run cells here, and forget what they did: what they needed is warm afterwards."""
        shell: Any = self.kernel.shell
        shown = shell.display_pub.pub_socket = shell.displayhook.pub_socket = Nowhere()
        sys.displayhook, plain = self.displayhook, sys.displayhook
        self.displayhook.pub_socket = shown
        try:
            play(lambda code: shell.run_cell(code, store_history=False).raise_error())
        finally:
            sys.displayhook = plain
            shell.reset(new_session=True)
            shell.history_manager.reset()

    def settle(self) -> None:
        """Run the user's own startup files, once for all kernels, as the last thing before the first fork."""
        self.init_code()
        for kind in (zmq.Context, zmq.Socket, ZMQStream):
            _ask_once(kind)

    def begin(self, connection_file: str) -> None:
        """Join the kernel to its sockets, in the child."""
        self.connection_file = connection_file
        self.init_connection_file()
        self.session.session, self.session.pid = new_id(), os.getpid()
        self.init_sockets()
        self.init_heartbeat()
        self.write_connection_file()
        self._ports = {
            name: getattr(self, f"{name}_port") for name in ("shell", "iopub", "stdin", "hb", "control")
        }
        self.init_io()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._join()

    def init_control(self, context: Any) -> None:
        """Bind the control channel, without a thread of its own."""
        self.control_socket = context.socket(zmq.ROUTER)
        self.control_socket.linger = 1000
        self._apply_curve_server_options(self.control_socket)
        self.control_port = self._bind_socket(self.control_socket, self.control_port)
        self.control_socket.router_handover = 1

    def init_iopub(self, context: Any) -> None:
        """Bind the channel that goes out."""
        socket = context.socket(zmq.XPUB)
        socket.linger = 1000
        self._apply_curve_server_options(socket)
        self.iopub_port = self._bind_socket(socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = Publisher(socket, self.session, IOLoop.current())
        self.iopub_socket = self.iopub_thread.background_socket

    def init_io(self) -> None:
        """Send what is printed to the front ends."""
        sys.stdout = Said(self.session, self.iopub_thread, "stdout")
        sys.stderr = Said(self.session, self.iopub_thread, "stderr")
        sys.displayhook = self.displayhook

    def close(self) -> None:
        """Let go of the sockets."""
        self.reset_io()
        heartbeat: Any = self.heartbeat
        if heartbeat:
            heartbeat.context.term()
        for socket in (self.shell_socket, self.control_socket, self.stdin_socket, self.iopub_thread.socket):
            socket.close()
        if self.context is not None:
            self.context.term()

    def call_session_by_name(self) -> None:
        """Let cells find the name of the session that they belong to."""
        if name := os.environ.get("JPY_SESSION_NAME"):
            shell: Any = self.kernel.shell
            shell.user_ns["__session__"] = name

    def start(self) -> None:
        """Serve until told to stop."""
        self.kernel.start()
        IOLoop.current().start()

    def _join(self) -> None:
        kernel: Any = self.kernel
        session, out = self.session, self.iopub_socket
        kernel.shell_stream = ZMQStream(self.shell_socket)
        kernel.control_stream = ZMQStream(self.control_socket)
        kernel.stdin_socket = self.stdin_socket
        kernel.iopub_thread, kernel.iopub_socket = self.iopub_thread, out
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
        kernel.record_ports({f"{name}_port": port for name, port in self._ports.items()})
        self.displayhook.session, self.displayhook.pub_socket = session, out
        shell = kernel.shell
        shell.displayhook.session, shell.displayhook.pub_socket = session, out
        shell.displayhook.topic = kernel._topic("execute_result")
        shell.display_pub.session, shell.display_pub.pub_socket = session, out


def _ask_once(kind: type) -> None:
    """
    Ask a class and its bases for their annotations.

    pyzmq asks at each option that is set. The first answer marks every class below as changed: two
    megabytes of pages, which a fork would have to copy for itself.
    """
    for each in kind.mro():
        getattr(each, "__annotations__", None)


def _displayhook(app: LightApp) -> Any:
    from ipykernel.displayhook import ZMQDisplayHook

    hook: Any = ZMQDisplayHook(app.session, None)
    hook.get_execution_count = lambda: app.kernel.execution_count
    return hook


def _first_words(app: LightApp) -> None:
    """Import what a first request would import."""
    for name in ("psutil", "tornado.platform.asyncio"):
        import_module(name)
    shell: Any = app.kernel.shell
    shell.input_transformer_manager.transform_cell("1")
