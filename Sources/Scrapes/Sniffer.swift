import Articles

/// Tells formats apart by content; the name breaks ties.
struct Sniffer {
  let name: [UInt8]

  /// What the first bytes of a file say; `isWhole` when they are all there is.
  func sniff(_ head: [UInt8], isWhole: Bool) throws -> FormatName {
    guard let first = head.first(where: { !Self.isBlank($0) }) else {
      if isWhole { throw Refusals.empty }
      return .text
    }
    if head.starts(with: Array("%PDF-".utf8)) { throw Refusals.unsupported("PDF") }
    if isBinary(head) { throw Refusals.binary }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    case UInt8(ascii: "<"): return .html
    default: return .text
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func isBinary(_ head: [UInt8]) -> Bool {
    let sample = head.prefix(1 << 16)
    let controls = sample.count { $0 < 0x20 && !Self.isBlank($0) && $0 != 0x1B }
    return controls * 50 > sample.count
  }
}
