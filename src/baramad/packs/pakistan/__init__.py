"""Pakistan: sixteen systems, the evidence behind them, and nothing that computes."""
