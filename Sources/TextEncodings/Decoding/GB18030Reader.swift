/// GB 18030 with its four-byte codes; 0x80 is the euro sign, as in GBK.
struct GB18030Reader: CodeReader {
  private let set = DoubleByteSet.gb18030

  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code {
    let lead = bytes[index]
    if lead == 0x80 { return .init(scalar: 0x20AC, byteCount: 1) }
    guard lead != 0xFF, index + 1 < bytes.count else { return .broken(1) }
    let trail = bytes[index + 1]
    guard trail >= 0x30, trail <= 0x39 else {
      return .pair(set.scalar(for: UInt16(lead) << 8 | UInt16(trail)), trail: trail)
    }
    guard index + 3 < bytes.count else { return .broken(1) }
    let (third, fourth) = (bytes[index + 2], bytes[index + 3])
    guard (0x81...0xFE).contains(third), (0x30...0x39).contains(fourth) else { return .broken(1) }
    let pointer =
      ((UInt32(lead - 0x81) * 10 + UInt32(trail - 0x30)) * 126 + UInt32(third - 0x81)) * 10
      + UInt32(fourth - 0x30)
    guard let scalar = GB18030Pointer.scalar(for: pointer) else { return .broken(1) }
    return .init(scalar: scalar, byteCount: 4)
  }
}
