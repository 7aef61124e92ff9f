// TextEncodings: to be filled.
