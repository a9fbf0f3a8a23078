"""What a push service gets: a text that only the phone can open (RFC 8291) and who sends it (VAPID, RFC 8292); pure.

By hand on `cryptography`: what PyPI has brings an HTTP client of its own or comes as source without a locked build. The
vectors of RFC 8291 stand in the tests.
"""

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096  # one record; the longest body that every push service takes (RFC 8030, section 7.2)


def text(data: bytes) -> str:
    """Base64 as the web writes it: `-` and `_`, nothing at the end."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text: str) -> bytes:
    """The bytes of such a text; raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def private_key(secret: bytes) -> EllipticCurvePrivateKey:
    """The P-256 key that 32 random bytes are."""
    return derive_private_key(int.from_bytes(secret), SECP256R1())


def point(key: EllipticCurvePrivateKey | EllipticCurvePublicKey) -> bytes:
    """The public key as 65 bytes."""
    public = key.public_key() if isinstance(key, EllipticCurvePrivateKey) else key
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sealed(plain: bytes, phone: bytes, auth: bytes, once: EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """One aes128gcm record for the phone whose public key is `phone`; `once`: a key made for this message, `salt`: 16 bytes.

    Raises ValueError when `phone` is no point of the curve.
    """
    shared = once.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), phone))
    secret = _derived(shared, auth, b"WebPush: info\0" + phone + point(once), 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(point(once))]) + point(once)
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def vapid(key: EllipticCurvePrivateKey, audience: str, contact: str, expires: int) -> str:
    """The Authorization header; `audience`: the push service's origin, `expires`: seconds since 1970, within 24 hours."""
    claims = {"aud": audience, "exp": expires, "sub": contact}
    said = ".".join(text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ECDSA(SHA256())))
    return f"vapid t={said}.{text(r.to_bytes(32) + s.to_bytes(32))}, k={text(point(key))}"


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
