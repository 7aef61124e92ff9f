extension EncodingDetector {
  /// Bytes of a start that `isBinary` looks at.
  private static let binarySampleByteCount = 1 << 16

  /// True when more than two bytes in a hundred are controls that no text in an encoding that holds
  /// ASCII has: programs, pictures, noise.
  package static func isBinary(_ bytes: Span<UInt8>) -> Bool {
    let count = min(bytes.count, binarySampleByteCount)
    var controls = 0
    for index in 0..<count where bytes[index] < 0x20 {
      switch bytes[index] {
      case 0x09...0x0D: continue
      // ESC, SO and SI switch sets in the seven-bit encodings of East Asia.
      case 0x1B, 0x0E, 0x0F: continue
      default: controls += 1
      }
    }
    return controls * 50 > count
  }
}
