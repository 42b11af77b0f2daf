"""Password hashing at OWASP's minimum (19 MiB, t=2, p=1): about 18 ms and 19 MB a log-in instead of 100 MB."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ModestArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
