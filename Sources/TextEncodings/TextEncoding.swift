import Unicode

/// A character encoding that winnow reads.
package enum TextEncoding: Sendable, Hashable {
  /// UTF-8, by far the commonest.
  case utf8
  /// UTF-16, the byte order given.
  case utf16LittleEndian, utf16BigEndian
  /// UTF-32, the byte order given.
  case utf32LittleEndian, utf32BigEndian
  /// A single-byte page, and what its undefined bytes become.
  case codePage(CodePage.Name, filledBy: CodePage.Fill)
  /// GB 18030, which holds GBK and GB 2312.
  case gb18030
  /// Shift_JIS as Windows-31J (code page 932) extends it.
  case shiftJIS
  /// EUC-JP with its three sets.
  case eucJP
  /// EUC-KR as Windows-949 extends it.
  case eucKR
  /// Big5 with Hong Kong's supplement.
  case big5
  /// ISO-2022-JP: seven bits, sets chosen by escape sequences.
  case iso2022JP
  /// ISO-2022-KR: seven bits, KS X 1001 between shift-out and shift-in.
  case iso2022KR
  /// HZ: seven bits, GB 2312 between `~{` and `~}`.
  case hz

  /// The single-byte page with the WHATWG's assignments for undefined bytes.
  package static func page(_ name: CodePage.Name) -> TextEncoding {
    .codePage(name, filledBy: .whatwg)
  }

  /// Windows-1252, which the web also means by "ISO-8859-1" and "ASCII".
  package static let windows1252 = TextEncoding.page(.windows1252)

  /// The name as IANA, or where it knows none as Python, prints it. The filling of undefined bytes
  /// does not show.
  package var printedName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .utf32LittleEndian: "UTF-32LE"
    case .utf32BigEndian: "UTF-32BE"
    case .codePage(let name, _): CodePage.named(name).printedName
    case .gb18030: "GB18030"
    case .shiftJIS: "Shift_JIS"
    case .eucJP: "EUC-JP"
    case .eucKR: "EUC-KR"
    case .big5: "Big5"
    case .iso2022JP: "ISO-2022-JP"
    case .iso2022KR: "ISO-2022-KR"
    case .hz: "HZ-GB-2312"
    }
  }

  /// True for an encoding of seven bits that changes its character set by escapes, and whose text looks
  /// like ASCII: ISO-2022-JP, ISO-2022-KR and HZ.
  package var isShifted: Bool { self == .iso2022JP || self == .iso2022KR || self == .hz }

  /// True when every byte below 0x80 that is not part of a longer code is the ASCII character.
  package var isASCIICompatible: Bool {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: false
    case .iso2022JP, .iso2022KR, .hz: false
    case .codePage(let name, _): name != .viscii && name != .ibm864
    default: true
    }
  }
}

extension TextEncoding {
  /// Appends the bytes of one scalar; false, and nothing appended, when the encoding has none.
  ///
  /// The encodings with states, ISO-2022-JP, ISO-2022-KR and HZ, encode nothing but ASCII this way.
  /// Surrogates and values above U+10FFFF have no bytes.
  package func append(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    guard scalar <= 0x10FFFF, scalar &- 0xD800 >= 0x800 else { return false }
    switch self {
    case .utf8:
      UTF8Text.append(scalar, to: &bytes)
      return true
    case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian:
      appendWide(scalar, to: &bytes)
      return true
    case .codePage(let name, let fill):
      guard let byte = CodePage.named(name, filledBy: fill).byte(for: scalar) else { return false }
      bytes.append(byte)
      return true
    default:
      if scalar < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: scalar))
        return true
      }
      return appendMultiByte(scalar, to: &bytes)
    }
  }

  private func appendWide(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func unit(_ value: UInt32, bigEndian: Bool) {
      let low = UInt8(truncatingIfNeeded: value)
      let high = UInt8(truncatingIfNeeded: value >> 8)
      bytes.append(contentsOf: bigEndian ? [high, low] : [low, high])
    }
    switch self {
    case .utf32LittleEndian:
      unit(scalar & 0xFFFF, bigEndian: false)
      unit(scalar >> 16, bigEndian: false)
    case .utf32BigEndian:
      unit(scalar >> 16, bigEndian: true)
      unit(scalar & 0xFFFF, bigEndian: true)
    default:
      let bigEndian = self == .utf16BigEndian
      if scalar < 0x10000 { return unit(scalar, bigEndian: bigEndian) }
      unit(0xD800 + (scalar - 0x10000) >> 10, bigEndian: bigEndian)
      unit(0xDC00 + (scalar - 0x10000) & 0x3FF, bigEndian: bigEndian)
    }
  }

  private func appendMultiByte(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    switch self {
    case .gb18030: return Self.appendGB18030(scalar, to: &bytes)
    case .shiftJIS: return Self.appendShiftJIS(scalar, to: &bytes)
    case .eucJP: return Self.appendEUCJP(scalar, to: &bytes)
    case .eucKR, .big5:
      let set = self == .big5 ? DoubleByteSet.big5 : DoubleByteSet.ks
      guard let code = set.code(for: scalar) else { return false }
      append(code: code, to: &bytes)
      return true
    default: return false
    }
  }

  private func append(code: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(code >> 8))
    bytes.append(UInt8(code & 0xFF))
  }

  private static func appendGB18030(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    if let code = DoubleByteSet.gb18030.code(for: scalar) {
      bytes.append(UInt8(code >> 8))
      bytes.append(UInt8(code & 0xFF))
      return true
    }
    guard var pointer = GB18030Pointer.pointer(for: scalar) else { return false }
    let last = UInt8(0x30 + pointer % 10)
    pointer /= 10
    let third = UInt8(0x81 + pointer % 126)
    pointer /= 126
    bytes.append(UInt8(0x81 + pointer / 10))
    bytes.append(UInt8(0x30 + pointer % 10))
    bytes.append(third)
    bytes.append(last)
    return true
  }

  private static func appendShiftJIS(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    if scalar == 0x80 || (0xFF61...0xFF9F).contains(scalar) {
      bytes.append(scalar == 0x80 ? 0x80 : UInt8(scalar - 0xFF61 + 0xA1))
      return true
    }
    let pointer: Int
    if (0xE000..<0xE000 + 1880).contains(scalar) {
      pointer = Int(scalar) - 0xE000 + 8836
    } else if let code = DoubleByteSet.jis0208.code(for: scalar) {
      pointer = (Int(code >> 8) - 1) * 94 + Int(code & 0xFF) - 1
    } else {
      return false
    }
    let (lead, trail) = (pointer / 188, pointer % 188)
    bytes.append(UInt8(lead < 31 ? lead + 0x81 : lead + 0xC1))
    bytes.append(UInt8(trail < 63 ? trail + 0x40 : trail + 0x41))
    return true
  }

  private static func appendEUCJP(_ scalar: UInt32, to bytes: inout [UInt8]) -> Bool {
    if (0xFF61...0xFF9F).contains(scalar) {
      bytes.append(0x8E)
      bytes.append(UInt8(scalar - 0xFF61 + 0xA1))
      return true
    }
    if let code = DoubleByteSet.jis0208To94.code(for: scalar) {
      bytes.append(UInt8(code >> 8) + 0xA0)
      bytes.append(UInt8(code & 0xFF) + 0xA0)
      return true
    }
    guard let code = DoubleByteSet.jis0212.code(for: scalar) else { return false }
    bytes.append(0x8F)
    bytes.append(UInt8(code >> 8) + 0x80)
    bytes.append(UInt8(code & 0xFF) + 0x80)
    return true
  }
}
