//! Whether a Python environment is active *and in effect*.
