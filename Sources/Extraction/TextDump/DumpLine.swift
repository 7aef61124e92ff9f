/// One line of a text dump as it stands in the file.
struct DumpLine {
  /// Trimmed, with single blanks, without the mark at its beginning.
  var text: [UInt8]
  /// 1-based, in the file.
  var number: Int
  /// True when a blank line or a ruler stands before it.
  var followsBlank: Bool
  /// What the mark at its beginning says.
  var mark: DumpMark
  /// Columns before its first character.
  var indent: Int
  /// Columns from the margin to its last character.
  var width: Int
  /// Columns that its first word needs where it is put at the end of another line.
  var firstWordWidth: Int

  init(text: [UInt8], number: Int, followsBlank: Bool, indent: Int) {
    assert(!text.isEmpty && text.first != 0x20 && text.last != 0x20, "an untrimmed line")
    assert(number >= 1)
    (mark, self.text) = DumpMark.read(text, indent: indent)
    self.number = number
    self.followsBlank = followsBlank
    self.indent = indent
    width = indent + TextColumns.count(text[...])
    firstWordWidth = TextColumns.firstWord(self.text)
  }
}
