/// Finds the paragraphs of an article that say again what earlier ones said.
package enum SelfRepeat {
  /// The indices of paragraphs that repeat earlier ones, also lightly edited, ascending.
  ///
  /// Paragraphs of fewer than eight words are repeats only between or beside longer ones that are.
  package static func repeatedParagraphs(_ paragraphs: [String]) -> [Int] {
    var seen: [UInt32: Int] = [:]
    var repeated: [Int] = []
    for (index, paragraph) in paragraphs.enumerated() {
      var text = FoldedText(byteCount: paragraph.utf8.count)
      text.append(paragraph: paragraph.utf8Span.span)
      guard text.words.count >= 8 else { continue }
      if seen.updateValue(index, forKey: LineHash.hash(text.words[...])) != nil {
        repeated.append(index)
      }
    }
    return repeated
  }
}
