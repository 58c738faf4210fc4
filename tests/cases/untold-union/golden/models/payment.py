"""Models of `client.payment`."""

from __future__ import annotations

from datetime import date

from .._runtime.models import Model


class GetPaymentResponseCard(Model):
    """Get payment response card."""

    card: str
    expires: date


class GetPaymentResponseIban(Model):
    """Get payment response iban."""

    iban: str
