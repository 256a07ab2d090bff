"""Intake: papers that come in are taken in, put with their case and keyed in; calls and visits without a paper."""
