import Bytes

/// Pieces of XML as markup for an HTML reader.
enum XMLMarkup {
  /// The bytes with CDATA sections replaced by what is in them.
  static func withoutCDATA(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let all = Array(bytes)
    var out: [UInt8] = []
    var index = 0
    while let start = Find.position(of: "<![CDATA[", in: all, from: index) {
      out += all[index..<start]
      let end = Find.position(of: "]]>", in: all, from: start + 9) ?? all.count
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
