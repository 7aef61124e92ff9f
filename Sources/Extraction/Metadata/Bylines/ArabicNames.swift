/// Tells where Arabic joins two names with its letter for `and`, which is written with the word behind it.
enum ArabicNames {
  /// How many characters of a text that begins with a blank part two names: the blank and `و`.
  ///
  /// Nil for a name that itself begins with that letter, and where less than two words follow.
  static func joint(_ text: Substring) -> Int? {
    let rest = text.dropFirst()
    guard rest.first == "و" else { return nil }
    let words = rest.prefix { !"،؛,;|/".contains($0) }.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let word = words.first, word.count >= 3 else { return nil }
    return names.contains(String(word)) ? nil : 2
  }

  /// Given and family names that begin with the letter.
  private static let names: Set<String> = [
    "وليد", "وائل", "وسام", "وفاء", "وداد", "وسيم", "وجدي", "وجيه", "وحيد", "وردة", "ورد", "وضاح",
    "وفيق", "وهيب", "وهبي", "وهبة", "ولاء", "وئام", "وديع", "وجدان", "وصال", "وعد", "ولي", "واصف",
    "وصفي", "وجيهة", "وديعة", "وسيلة", "وحيدة", "وصيف", "وطفة", "والي", "وافي", "واكد", "ولد",
  ]
}
