/// Mojibake that is meant: quoted in a text about encodings, or a single spot in a text that is
/// otherwise whole.
enum QuotedMojibake {
  /// Words of texts that are about encodings, in lower case.
  private static let words: [[UInt8]] = [
    "mojibake", "utf-8", "utf8", "latin-1", "latin1", "iso-8859", "iso 8859", "windows-125",
    "windows 125", "cp125", "codepage", "code page", "ftfy", "charset", "unicode", "encoding",
  ].map { Array($0.utf8) }
  /// With more spots than this, a text about encodings is damaged itself.
  private static let spotLimit = 4

  /// With more evidence than this, in nats, a single spot is damage.
  private static let gainLimit: Float = 18

  /// Takes back edits on what a text seems to mean as it stands.
  static func exclude(_ edits: inout [EditList], _ texts: [[UInt32]], gain: Float) {
    assert(edits.count == texts.count, "edits for each text")
    let spots = edits.reduce(0) { $0 + $1.entries.count }
    guard spots <= spotLimit else { return }
    if texts.contains(where: isAboutEncodings) {
      for field in edits.indices { edits[field] = EditList() }
      return
    }
    guard spots == 1, gain < gainLimit else { return }
    for field in edits.indices {
      guard let edit = edits[field].entries.first, edit.range.count == 2,
        edits[field].replacement(of: edit).allSatisfy({ $0 >= 0xC0 && $0 < 0x800 })
      else { continue }
      let text = texts[field]
      let (start, end) = (edit.range.lowerBound, edit.range.upperBound)
      let isInWord =
        start > 0 && end < text.count && Typography.isLetter(text[start - 1])
        && Typography.isLetter(text[end])
      if isInWord { continue }
      // The encoding would have damaged the rest as well: the text is whole, and this is meant.
      let others = texts.reduce(0) { $0 + $1.count { $0 >= 0x80 && $0 != 0xFFFD } }
      if others > edit.range.count { edits[field] = EditList() }
    }
  }

  private static func isAboutEncodings(_ text: [UInt32]) -> Bool {
    for start in text.indices where text[start] < 0x80 && text[start] | 0x20 >= 0x61 {
      for word in words where start + word.count <= text.count {
        if zip(word, text[start...]).allSatisfy({ UInt32($0) == ($1 &- 0x41 < 26 ? $1 | 0x20 : $1) }
        ) {
          return true
        }
      }
    }
    return false
  }
}
