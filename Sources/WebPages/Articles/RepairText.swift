internal import Model
internal import Presentation

/// Repairs and what was left out, in words.
enum RepairText {
  /// A piece of damaged text with what is invisible in it shown, cut where it is long.
  static func visible(_ text: String) -> String {
    if text.isEmpty { return "nothing" }
    let safe = shown(text)
    return safe.count <= 80 ? safe : safe.prefix(70) + "…"
  }

  /// Control and format characters by their names in Unicode's notation, `[U+009D]`.
  private static func shown(_ text: String) -> String {
    TerminalText.safe(text) { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }
  }

  /// What a rule repairs, by the first part of its name.
  static func meaning(of rule: String) -> String {
    let parts = rule.split(separator: ".", maxSplits: 1).map(String.init)
    switch parts.first ?? "" {
    case "mojibake":
      return parts.count > 1
        ? "read with the wrong encoding (\(parts[1]))" : "read with the wrong encoding"
    case "entity", "entities": return "a character that was written as a reference"
    case "control", "controls": return "a control character"
    case "space", "spaces", "whitespace": return "blanks"
    case "ligature", "ligatures": return "letters that were joined in one character"
    case "hyphen", "hyphenation": return "a word cut at a line's end"
    default: return rule
    }
  }

  /// What a field is called.
  static func field(named field: String) -> String {
    let parts = field.split(separator: "/")
    let number = parts.count > 1 ? Int(parts[1]).map { $0 + 1 } : nil
    switch parts.first ?? "" {
    case "headline": return "headline"
    case "alternativeHeadline": return "second headline"
    case "description": return "description"
    case "publisher": return "publisher"
    case "author": return "author"
    case "paragraphs": return number.map { "paragraph \($0)" } ?? "text"
    case "removed": return "a block that was left out"
    default: return field
    }
  }

  /// Why a block is no part of the article.
  static func reason(_ reason: RemovedText.Reason) -> String {
    switch reason {
    case .menu: "Menus and links around the article"
    case .share: "Buttons to share"
    case .related: "Other articles"
    case .banner: "Banners"
    case .repeated: "What stood there before"
    case .comment: "Comments of readers"
    case .form: "Forms"
    case .credit: "Credits"
    case .breadcrumb: "The way to the page"
    case .byline: "The line that names the author"
    case .caption: "Captions"
    case .cookie: "Cookie notices"
    case .adblock: "Notices about ad blockers"
    case .advert: "Adverts"
    case .footer: "Page foot"
    case .newsletter: "Newsletters"
    case .title: "The title again"
    case .duplicateHeadline: "The headline again"
    case .hidden: "What the page hides"
    case .boilerplate: "Lines that the source repeats on its pages"
    case .other: "Something else"
    }
  }
}
