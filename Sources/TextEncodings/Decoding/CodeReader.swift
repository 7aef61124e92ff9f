/// Reads one code of an encoding whose bytes below 0x80 are ASCII outside of codes.
protocol CodeReader {
  /// Reads the code at `index`, whose byte is 0x80 or above.
  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code
}
