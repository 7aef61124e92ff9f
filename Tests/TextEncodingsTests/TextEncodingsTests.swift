// Tests of TextEncodings.
