"""A certificate of the room's own, made on this machine, for a group without a name in the web."""

import ipaddress
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = timedelta(days=397)  # browsers trust none that lasts much longer
RENEWED = timedelta(days=30)  # before its end
CERTIFICATE, KEY = "room-certificate.pem", "room-certificate.key"


def own_certificate(folder: Path, names: Iterable[str], at: datetime) -> tuple[Path, Path, str]:
    """
    Return the files of the room's own certificate and of its key, and its fingerprint.

    The one that lies there is kept as long as it names all by which the room is reached and does not end
    soon; else another takes its place. Only the owner of the folder can read the key.
    """
    certificate, key = folder / CERTIFICATE, folder / KEY
    wanted = frozenset(names)
    there = _read(certificate, key)
    if there is None or not wanted <= _named(there) or there.not_valid_after_utc - at < RENEWED:
        private = ec.generate_private_key(ec.SECP256R1())
        there = _signed(private, wanted, at)
        _write(
            key,
            private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )
        _write(certificate, there.public_bytes(serialization.Encoding.PEM))
    return certificate, key, there.fingerprint(hashes.SHA256()).hex(":").upper()


def _signed(private: ec.EllipticCurvePrivateKey, names: frozenset[str], at: datetime) -> x509.Certificate:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Practice workbench")])
    return (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(
            x509.SubjectAlternativeName([_general(name) for name in sorted(names)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)


def _read(certificate: Path, key: Path) -> x509.Certificate | None:
    """Return the certificate that lies there, if its key lies beside it and belongs to it."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return None
    return found if private.public_key() == found.public_key() else None


def _named(certificate: x509.Certificate) -> frozenset[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    numbers = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    return frozenset(numbers | set(names.get_values_for_type(x509.DNSName)))


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
