"""Caseclose: closing child support (Title IV-D) cases lawfully, with proof."""
