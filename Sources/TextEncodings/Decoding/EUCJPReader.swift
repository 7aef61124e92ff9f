/// EUC-JP: JIS X 0208, half-width katakana after 0x8E, JIS X 0212 after 0x8F.
struct EUCJPReader: CodeReader {
  private let main = DoubleByteSet.jis0208
  private let supplement = DoubleByteSet.jis0212

  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code {
    let lead = bytes[index]
    guard index + 1 < bytes.count else { return .broken(1) }
    let trail = bytes[index + 1]
    if lead == 0x8E, trail >= 0xA1, trail <= 0xDF {
      return .init(scalar: UInt32(trail) + 0xFF61 - 0xA1, byteCount: 2)
    }
    if lead == 0x8F, trail >= 0xA1, trail != 0xFF {
      guard index + 2 < bytes.count else { return .broken(2) }
      let third = bytes[index + 2]
      let code = UInt16(trail & 0x7F) << 8 | UInt16(third & 0x7F)
      if third >= 0xA1, third != 0xFF, let scalar = supplement.scalar(for: code) {
        return .init(scalar: scalar, byteCount: 3)
      }
      return .broken(third < 0x80 ? 2 : 3)
    }
    guard lead >= 0xA1, lead != 0xFF else { return .broken(1) }
    guard trail >= 0xA1, trail != 0xFF else { return .broken(trail < 0x80 ? 1 : 2) }
    return .pair(main.scalar(for: UInt16(lead - 0xA0) << 8 | UInt16(trail - 0xA0)), trail: trail)
  }
}
