/// A decompressor that works piece by piece.
protocol Decompressor: AnyObject {
  /// Decompresses from `input[start...]`, at most `limit` bytes, which are appended to `output`.
  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus)
}
