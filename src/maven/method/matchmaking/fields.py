"""Finite fields, small ones: what turns people round tables without two of them meeting twice.

A field of q elements exists when q is a power of a prime. Elements are the numbers 0 … q-1, read as
polynomials by their digits in base p; the product goes through the powers of a primitive element.
For any other number of tables there is a product of fields, in which fewer differences are units.

Sources: Lidl & Niederreiter 1997 (finite fields); MacNeish 1922 (products).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]


def prime_powers(number: int) -> tuple[tuple[int, int], ...]:
    """The primes that make a number, with their exponents. Cost: O(√number).

    >>> prime_powers(360), prime_powers(1)
    (((2, 3), (3, 2), (5, 1)), ())
    """
    found = []
    prime = 2
    while number > 1:
        if prime * prime > number:
            prime = number
        exponent = 0
        while number % prime == 0:
            number //= prime
            exponent += 1
        if exponent:
            found.append((prime, exponent))
        prime += 1
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A field of q = p^k elements. power : (q - 1,) powers of a primitive element; log : (q,)."""

    p: int
    k: int
    power: Ints
    log: Ints

    @property
    def order(self) -> int:
        return int(self.p**self.k)

    def add(self, a: Any, b: Any) -> Ints:
        """Sums, digit by digit, without carry."""
        a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        if self.p == 2:
            return np.asarray(np.bitwise_xor(a, b))
        total = np.zeros(np.broadcast_shapes(a.shape, b.shape), np.int64)
        for digit in range(self.k):
            place = self.p**digit
            total += (a // place + b // place) % self.p * place
        return total

    def product(self, a: Any, b: Any) -> Ints:
        a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        found = self.power[(self.log[a] + self.log[b]) % (self.order - 1)]
        return np.where((a == 0) | (b == 0), 0, found)


def field(p: int, k: int) -> Field:
    """The field of p^k elements (p prime).

    The polynomial is the first, in the order of its coefficients, of which x is primitive.

    >>> four = field(2, 2)
    >>> four.product([1, 2, 3], 2).tolist(), four.add(2, 3).tolist()
    ([2, 3, 1], 1)

    Cost: O(q·k) for each polynomial tried; one in k·log log q or so is primitive.
    """
    order = p**k
    # x^k = code: each step is a product by x; for k = 1, by code itself.
    every = (_powers(code, p, k) for code in range(1, order))
    power = next(power for power in every if len(power) == order - 1)
    log = np.zeros(order, np.int64)
    log[power] = np.arange(order - 1)
    return Field(p=p, k=k, power=np.array(power, np.int64), log=log)


def _powers(code: int, p: int, k: int) -> list[int]:
    """1, x, x², … until a power comes back."""
    top = p ** (k - 1)
    lead = [code // p**digit % p for digit in range(k)]
    power, seen, one = [], set(), 1
    while one not in seen:
        seen.add(one)
        power.append(one)
        carry, rest = one // top, one % top * p
        one = sum((rest // p**d % p + carry * lead[d]) % p * p**d for d in range(k))
    return power


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ring:
    """A product of fields: elements are numbers in mixed radix, 0 … order - 1."""

    fields: tuple[Field, ...]

    def add(self, a: Any, b: Any) -> Ints:
        return self._each("add", a, b)

    def product(self, a: Any, b: Any) -> Ints:
        return self._each("product", a, b)

    def diagonal(self, number: int) -> int:
        """(number, number, …): two of these differ by a unit while number is below every order."""
        found, place = 0, 1
        for one in self.fields:
            found += number * place
            place *= one.order
        return found

    def _each(self, name: str, a: Any, b: Any) -> Ints:
        a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        total = np.zeros(np.broadcast_shapes(a.shape, b.shape), np.int64)
        place = 1
        for one in self.fields:
            part = getattr(one, name)(a // place % one.order, b // place % one.order)
            total += part * place
            place *= one.order
        return total


def ring(order: int) -> Ring:
    """The product of fields of this many elements, the smallest field first.

    >>> fifteen = ring(15)
    >>> fifteen.diagonal(2), fifteen.add(fifteen.diagonal(1), fifteen.diagonal(2)).tolist()
    (8, 9)
    """
    powers = sorted(prime_powers(order), key=lambda one: one[0] ** one[1])
    return Ring(fields=tuple(field(p, k) for p, k in powers))
