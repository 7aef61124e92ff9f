/// Shift_JIS with half-width katakana and the private rows.
struct ShiftJISReader: CodeReader {
  private let set = DoubleByteSet.jis0208

  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code {
    let lead = bytes[index]
    if lead == 0x80 { return .init(scalar: 0x80, byteCount: 1) }
    if lead >= 0xA1, lead <= 0xDF {
      return .init(scalar: UInt32(lead) + 0xFF61 - 0xA1, byteCount: 1)
    }
    guard lead != 0xA0, lead < 0xFD, index + 1 < bytes.count else { return .broken(1) }
    let trail = bytes[index + 1]
    guard trail >= 0x40, trail != 0x7F, trail < 0xFD else {
      return .broken(trail < 0x80 ? 1 : 2)
    }
    let pointer =
      Int(lead < 0xA0 ? lead - 0x81 : lead - 0xC1) * 188
      + Int(trail < 0x7F ? trail - 0x40 : trail - 0x41)
    if pointer >= 8836, pointer < 10716 {
      return .init(scalar: UInt32(0xE000 + pointer - 8836), byteCount: 2)
    }
    return .pair(
      set.scalar(for: UInt16(pointer / 94 + 1) << 8 | UInt16(pointer % 94 + 1)), trail: trail)
  }
}
