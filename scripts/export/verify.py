import base64
import hashlib
import hmac
import re
import unicodedata

FORM = re.compile(r"\$pbkdf2-chain-sha256\$i=([0-9]{1,7}),n=([1-9][0-9]{0,3})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]{43})")


def verify_password(password: str, stored: str) -> bool:
    """Whether this is the password of a stored hash. Raises ValueError for a hash in another form."""
    match = FORM.fullmatch(stored)
    if not match:
        raise ValueError("not a hash of this form")
    iterations, slices, salt, expected = match.groups()
    key = unicodedata.normalize("NFKC", password).encode("utf-8")
    output = decode(salt)
    for _ in range(int(slices)):
        output = hashlib.pbkdf2_hmac("sha256", key, output, int(iterations), 32)
    return hmac.compare_digest(output, decode(expected))


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
