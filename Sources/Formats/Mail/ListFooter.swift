import Bytes

/// What a mailing list adds to the end of every letter: behind a rule, how to leave the list.
enum ListFooter {
  private static let byteLimit = 1500

  /// The plain text without the lines of a mailing list at its end.
  static func removed(from text: [UInt8]) -> [UInt8] {
    var end = text.count
    // The last rule counts; a letter may have another above it.
    while end > 0, text.count - end <= byteLimit {
      let start = text[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if isRule(text[start..<end]) {
        return speaksOfList(text[end...]) ? Array(text[..<start]) : text
      }
      end = start - 1
    }
    return text
  }

  /// True for a part that is a list's footer and nothing else.
  static func isAll(of text: [UInt8]) -> Bool {
    guard text.count < 2000 else { return false }
    let start = text.drop { $0 <= 0x20 }
    let line = start.prefix { $0 != 0x0A }
    guard isRule(line) else { return false }
    return line.prefix { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }.count >= 10
      || speaksOfList(start.dropFirst(line.count))
  }

  /// `-- ` or ten underlines, hyphens and more.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    var line = line
    while let last = line.last, last <= 0x20 { line.removeLast() }
    guard let first = line.first, first == UInt8(ascii: "_") || first == UInt8(ascii: "-"),
      line.allSatisfy({ $0 == first })
    else { return false }
    return line.count >= 10 || line.count == 2 && first == UInt8(ascii: "-")
  }

  private static func speaksOfList(_ text: ArraySlice<UInt8>) -> Bool {
    let lower = text.prefix(byteLimit).map { ASCII.lowercased($0) }
    return cues.contains { Find.contains($0, in: lower.span) }
  }

  /// In lower case; the end of a word is left off.
  private static let cues = [
    // Programs and addresses
    "unsubscribe", "mailing list", "googlegroups", "-leave@", "/listinfo/", "@lists.", "://lists.",
    "groups.io", "listserv",
    // German, French, Italian, Spanish, Portuguese, Dutch
    "abbestell", "newsletter abmelden", "désabonn", "désinscri", "se desabonner", "disiscri",
    "cancellare l'iscrizione", "annullare l'iscrizione", "darse de baja", "cancelar la suscrip",
    "anular su suscrip", "cancelar a subscri", "cancelar sua inscri", "cancelar a inscri",
    "afmelden",
    "uitschrijven",
    // Scandinavian, Finnish, Polish, Czech, Hungarian, Romanian
    "avregistr", "avprenumer", "afmeld", "avmeld", "peruuta tilau", "wypisać się", "rezygnacj",
    "odhlásit", "odhlásiť", "leiratkoz", "dezabon",
    // Russian, Ukrainian, Bulgarian, Greek, Turkish
    "отписаться", "отказаться от рассылки", "відписатися", "отпиш", "διαγραφή από τη λίστα",
    "κατάργηση εγγραφής", "aboneliğ", "listeden çık",
    // Chinese, Japanese, Korean
    "退订", "取消订阅", "取消訂閱", "配信停止", "配信解除", "退会", "구독 취소", "수신거부", "수신 거부",
  ].map { Array($0.utf8) }
}
