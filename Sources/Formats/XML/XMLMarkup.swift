/// Pieces of XML as markup for an HTML reader.
enum XMLMarkup {
  /// The bytes with CDATA sections replaced by what is in them.
  static func withoutCDATA(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let all = Array(bytes)
    var out: [UInt8] = []
    var index = 0
    while let start = XMLBytes.find("<![CDATA[", in: all, from: index) {
      out += all[index..<start]
      let end = XMLBytes.find("]]>", in: all, from: start + 9) ?? all.count
      out += all[min(start + 9, all.count)..<max(end, min(start + 9, all.count))]
      index = min(end + 3, all.count)
    }
    return index == 0 ? all : out + all[index...]
  }

  /// Text as markup that means the same characters.
  static func escaping(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C }) else { return text }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}

/// Base64 (RFC 4648), forgiving blanks and missing padding.
enum Base64 {
  /// The bytes; nil when a character is none of Base64's.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) + 4
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="), 0x20, 0x09...0x0D: continue
      default: return nil
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return out
  }
}
