"""Readers for published weights, without the programs that wrote them."""
