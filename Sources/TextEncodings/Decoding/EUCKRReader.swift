/// EUC-KR as Windows-949 extends it.
struct EUCKRReader: CodeReader {
  private let set = DoubleByteSet.ks

  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code {
    let lead = bytes[index]
    guard lead >= 0x81, lead != 0xFF, index + 1 < bytes.count else { return .broken(1) }
    let trail = bytes[index + 1]
    return .pair(set.scalar(for: UInt16(lead) << 8 | UInt16(trail)), trail: trail)
  }
}
