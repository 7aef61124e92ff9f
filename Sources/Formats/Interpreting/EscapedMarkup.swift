import Bytes
/// Markup whose brackets were escaped once more than they should be.
enum EscapedMarkup {
  private static let turnLimit = 2

  /// The markup itself; the text as it is where real tags stand in it, or where it only speaks of a
  /// tag or two.
  static func resolved(_ text: String) -> String {
    var text = text
    for _ in 0..<turnLimit {
      guard text.contains(utf8: "&lt;"), !Markup.isLikely(text) else { return text }
      let inner = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      let start = text.drop { $0.isWhitespace }
      let opens = start.hasPrefix("&lt;") && inner.contains(utf8: "</")
      let count = Markup.blockTagCount(inner, upTo: 4)
      guard opens && count > 1 || count > 3 && Markup.isDense(Array(inner.utf8)) else {
        return text
      }
      text = inner
    }
    return text
  }
}
