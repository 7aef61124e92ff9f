/// Mojibake that is meant: quoted in a text about encodings, or a single spot in a text that is
/// otherwise whole.
enum QuotedMojibake {
  /// Words of texts that are about encodings, in lower case.
  private static let words: [[UInt8]] = [
    "mojibake", "utf-8", "utf8", "latin-1", "latin1", "iso-8859", "iso 8859", "windows-125",
    "windows 125", "cp125", "codepage", "code page", "ftfy", "charset", "unicode", "encoding",
    "encodage", "codificaci", "codificazion", "kodierung", "kodowani", "kodlama", "bozuk",
    "zeichensalat", "krzaczk", "caracteres raros",
  ].map { Array($0.utf8) }
  /// With more spots than this, a text about encodings is damaged itself.
  private static let spotLimit = 4

  /// With more evidence than this, in nats, a single spot is damage.
  private static let gainLimit: Float = 18

  /// The same for one that a letter adjoins: part of a word more likely than a quotation.
  private static let gainLimitAtWord: Float = 9

  /// Takes back edits on what a text seems to mean as it stands.
  static func exclude(_ edits: inout [EditList], _ texts: [[UInt32]], gain: Float) {
    assert(edits.count == texts.count, "edits for each text")
    let spots = edits.reduce(0) { $0 + $1.entries.count }
    guard spots <= spotLimit else { return }
    if texts.contains(where: isAboutEncodings) {
      for field in edits.indices { edits[field] = EditList() }
      return
    }
    if spots <= fewSpots { excludeOwnLetters(&edits, texts, isWeak: gain < gainLimit) }
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
      let isAtWord =
        start > 0 && Typography.isLetter(text[start - 1])
        || end < text.count && Typography.isLetter(text[end])
      if isAtWord, gain >= gainLimitAtWord { continue }
      // The encoding would have damaged the rest as well: the text is whole, and this is meant.
      let others = texts.reduce(0) { $0 + $1.count { $0 >= 0x80 && $0 != 0xFFFD } }
      if others > edit.range.count { edits[field] = EditList() }
    }
  }

  /// Spots that are too few to say that the letters of a text are damage.
  private static let fewSpots = 3
  /// Longest spot that may be letters of the text with signs between them.
  private static let ownLimit = 4

  /// Takes back short edits on letters that the text has elsewhere as well, where they stay: the encoding
  /// would have damaged those too. What is not weak evidence is judged by its own line: others may come
  /// from elsewhere.
  private static func excludeOwnLetters(
    _ edits: inout [EditList], _ texts: [[UInt32]], isWeak: Bool
  ) {
    var all: Set<UInt32> = []
    if isWeak {
      for (list, text) in zip(edits, texts) {
        all.formUnion(ownLetters(of: text, text.startIndex..<text.endIndex, list))
      }
    }
    for field in edits.indices {
      let list = edits[field]
      let text = texts[field]
      edits[field].entries.removeAll { edit in
        guard edit.range.count <= ownLimit else { return false }
        let becomes = list.replacement(of: edit)
        // Signs of three scalars are damaged alone: `вЂ™`.
        let isSign = becomes.allSatisfy { !Typography.isLetter($0) }
        if isSign, edit.range.count == 3 { return false }
        let own = isWeak ? all : ownLetters(of: text, line(of: text, around: edit.range), list)
        return text[edit.range].contains {
          $0 >= 0x80 && Typography.isLetter($0) && own.contains($0)
        }
      }
    }
  }

  /// The scalars beyond ASCII of a stretch that stay.
  private static func ownLetters(
    of text: [UInt32], _ range: Range<Int>, _ list: EditList
  ) -> Set<UInt32> {
    var own: Set<UInt32> = []
    var position = range.lowerBound
    for edit in list.entries where edit.range.overlaps(range) {
      if position < edit.range.lowerBound {
        own.formUnion(text[position..<edit.range.lowerBound].lazy.filter { $0 >= 0x80 })
      }
      position = max(position, edit.range.upperBound)
    }
    if position < range.upperBound {
      own.formUnion(text[position..<range.upperBound].lazy.filter { $0 >= 0x80 })
    }
    return own
  }

  /// The line that a spot stands in.
  private static func line(of text: [UInt32], around spot: Range<Int>) -> Range<Int> {
    let start = text[..<spot.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return start..<(text[spot.upperBound...].firstIndex(of: 0x0A) ?? text.count)
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
