import Bytes

/// Links between notes: `[[A note]]`, `[[A note|its words]]`, and files shown in place: `![[a.jpg]]`.
enum WikiLink {
  /// The line with the words of links in their place, and without files.
  static func resolved(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var index = line.startIndex
    while index < line.endIndex {
      let isFile = line[index] == UInt8(ascii: "!")
      let open = isFile ? index + 1 : index
      guard line[open...].starts(with: "[[".utf8), let end = end(of: line[(open + 2)...]) else {
        out.append(line[index])
        index += 1
        continue
      }
      if !isFile { out += words(line[(open + 2)..<end]) }
      index = end + 2
    }
    return out
  }

  /// A name without the link around it, `[[Ada Quill]]` or `[Ada Quill](https://…)`; any other text as
  /// it is.
  static func unwrapped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.first == UInt8(ascii: "[") else { return text }
    if bytes.starts(with: "[[".utf8) {
      return String(decoding: resolved(bytes[...]), as: UTF8.self)
    }
    guard bytes.last == UInt8(ascii: ")"), let middle = text.firstRange(utf8: "](") else {
      return text
    }
    return String(text[text.index(after: text.startIndex)..<middle.lowerBound])
  }

  private static func end(of text: ArraySlice<UInt8>) -> Int? {
    guard let close = text.prefix(300).firstIndex(of: UInt8(ascii: "]")), close > text.startIndex,
      close + 1 < text.endIndex, text[close + 1] == UInt8(ascii: "]")
    else { return nil }
    return close
  }

  /// What stands behind the bar, or the note's name without the place in it.
  private static func words(_ link: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if let bar = link.lastIndex(of: UInt8(ascii: "|")) { return link[(bar + 1)...] }
    let name = link.prefix { $0 != UInt8(ascii: "#") }
    return name.isEmpty ? link.dropFirst() : name
  }
}
