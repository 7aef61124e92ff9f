internal import Presentation

extension Markup {
  /// A short text of strangers inside of a line: set apart, so that its direction moves nothing
  /// around it.
  mutating func scraped(_ text: String, lang: String? = nil) {
    element("bdi", ["lang": Self.tag(lang)], text: text)
  }

  /// A file's name, with what is invisible in it shown as escapes.
  mutating func fileName(_ bytes: [UInt8]) {
    element("bdi", ["class": "file"], text: TerminalText.safe(bytes))
  }

  /// A link to a page of winnow's own.
  package mutating func link(_ address: String, _ label: String, class style: String? = nil) {
    element("a", ["href": address, "class": style], text: label)
  }

  /// Words that only a screen reader says.
  mutating func spoken(_ text: String) { element("span", ["class": "spoken"], text: text) }

  /// A language tag that is well-formed enough for an attribute; nil for others.
  static func tag(_ language: String?) -> String? {
    guard let language, (2...35).contains(language.utf8.count),
      language.utf8.allSatisfy({
        $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
      }), language.utf8.first.map({ $0 >= 0x41 }) == true
    else { return nil }
    return language
  }
}
