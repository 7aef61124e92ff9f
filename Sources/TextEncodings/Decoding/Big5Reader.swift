/// Big5 with Hong Kong's supplement, four of whose codes are a letter and a combining mark.
struct Big5Reader: CodeReader {
  private let set = DoubleByteSet.big5

  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code {
    let lead = bytes[index]
    guard lead >= 0x81, lead != 0xFF, index + 1 < bytes.count else { return .broken(1) }
    let trail = bytes[index + 1]
    let code = UInt16(lead) << 8 | UInt16(trail)
    switch code {
    case 0x8862: return .init(scalar: 0xCA, byteCount: 2, second: 0x304)
    case 0x8864: return .init(scalar: 0xCA, byteCount: 2, second: 0x30C)
    case 0x88A3: return .init(scalar: 0xEA, byteCount: 2, second: 0x304)
    case 0x88A5: return .init(scalar: 0xEA, byteCount: 2, second: 0x30C)
    default: return .pair(set.scalar(for: code), trail: trail)
    }
  }
}
