"""What a server costs: processor seconds and memory of all its processes."""

import psutil

MB = 1 << 20
GONE = (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied)


def tree(pid: int) -> list[psutil.Process]:
    """Return a process and all that descend from it."""
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except GONE:
        return []


def processor(pid: int) -> float:
    """Return the processor seconds that a tree has used, those of its ended children included."""
    used = 0.0
    for process in tree(pid):
        try:
            used += sum(process.cpu_times()[:4])  # user, system, and both of the children waited for
        except GONE:
            continue
    return used


def processor_alone(pid: int) -> float:
    """Return the processor seconds that one process has used itself."""
    return float(sum(psutil.Process(pid).cpu_times()[:2]))


def memory(pid: int) -> float:
    """Return the proportional memory (PSS) of a tree in MB: what is shared is counted once."""
    held = 0.0
    for process in tree(pid):
        try:
            held += process.memory_full_info().pss / MB
        except GONE:
            continue
    return held


def memory_alone(pid: int) -> float:
    """Return the proportional memory of one process in MB, without its children."""
    return float(psutil.Process(pid).memory_full_info().pss) / MB


def end(pid: int, patience: float = 20) -> None:
    """End a tree that this program started: ask its first process, then end what is left of it."""
    processes = tree(pid)
    if not processes:
        return
    processes[0].terminate()
    left = psutil.wait_procs(processes, timeout=patience if len(processes) == 1 else patience / 2)[1]
    for process in left:
        try:
            process.kill()
        except GONE:
            continue
    psutil.wait_procs(left, timeout=patience)
