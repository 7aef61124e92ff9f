import Unicode

/// Reads one code of an encoding whose bytes below 0x80 are ASCII outside of codes.
protocol CodeReader {
  /// Reads the code at `index`, whose byte is 0x80 or above.
  func read(_ bytes: Span<UInt8>, at index: Int) -> MultiByteDecoder.Code
}

/// The frame of the decoders for GB 18030, Shift_JIS, EUC-JP, EUC-KR and Big5.
enum MultiByteDecoder {
  /// What was read: a scalar (and rarely a combining one after it), or nothing of sense.
  struct Code {
    /// The scalar; `malformed` when the bytes mean nothing.
    var scalar: UInt32
    /// The bytes that it takes.
    var byteCount: Int
    /// A second scalar; 0 when there is none.
    var second: UInt32 = 0

    static let malformed: UInt32 = .max

    static func broken(_ byteCount: Int) -> Code { Code(scalar: malformed, byteCount: byteCount) }

    /// A two-byte code that may not exist: then an ASCII trail byte is not part of it.
    static func pair(_ scalar: UInt32?, trail: UInt8) -> Code {
      if let scalar { return Code(scalar: scalar, byteCount: 2) }
      return broken(trail < 0x80 ? 1 : 2)
    }
  }

  static func decode(_ bytes: Span<UInt8>, by reader: some CodeReader) -> DecodedText {
    var text = DecodedText(utf8: [], malformedCount: 0)
    text.utf8.reserveCapacity(bytes.count &+ bytes.count / 2)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if index &+ 1 < bytes.count, bytes[index &+ 1] >= 0x80 {
          text.utf8.append(byte)
          index &+= 1
        } else {
          let end = ASCIIRun.end(in: bytes, from: index)
          ASCIIRun.append(bytes, index..<end, to: &text.utf8)
          index = end
        }
        continue
      }
      let code = reader.read(bytes, at: index)
      index &+= code.byteCount
      if code.scalar == Code.malformed {
        text.appendReplacement()
      } else {
        UTF8Text.append(code.scalar, to: &text.utf8)
        if code.second != 0 { UTF8Text.append(code.second, to: &text.utf8) }
      }
    }
    return text
  }
}

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
