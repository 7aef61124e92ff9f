import Model

/// The forms in which an article is written for others to read.
package enum ArticleFormat: String, CaseIterable, Sendable {
  /// Headline, a line of who, when and where, and the paragraphs, without captions.
  case text
  /// Markdown with a head in YAML; `winnow` reads it back as the same article.
  case markdown
  /// One JSON object a line.
  case json

  /// What stands between two articles of one output. No text holds a form feed: control characters are
  /// shown as escapes. In Markdown each article begins with its head, and no other line is `---`.
  package var separator: [UInt8] {
    switch self {
    case .json: []
    case .text: [0x0C, 0x0A]
    case .markdown: [0x0A]
    }
  }
}

extension ArticleDocument {
  /// The article in one of the forms, with a line end; a line that says why where there is none.
  package func written(as format: ArticleFormat) -> [UInt8] {
    switch format {
    case .json: return jsonLine()
    case .text: return Array(ArticleText(self).plain.utf8)
    case .markdown: return Array(ArticleText(self).markdown.utf8)
    }
  }
}

/// An article as text. Control characters of strangers are shown as escapes.
private struct ArticleText {
  private let document: ArticleDocument

  init(_ document: ArticleDocument) { self.document = document }

  private var article: Article { document.article ?? Article() }

  /// Why there is no article: it was refused, or describes another file.
  private var refusal: String? {
    guard document.refusal != nil || document.article == nil else { return nil }
    let why = document.refusal?.reason.rawValue ?? document.provenance.notes.joined(separator: ", ")
    return "\(TerminalText.safe(document.provenance.fileBytes)): \(document.outcome.rawValue): "
      + TerminalText.safe(why)
  }

  var plain: String {
    if let refusal { return refusal + "\n" }
    var parts: [String] = []
    if let headline = article.headline { parts.append(TerminalText.safe(headline)) }
    let facts = [
      article.authors.map(\.name).joined(separator: ", "), article.datePublished?.iso ?? "",
      article.publisher?.name ?? article.publisher?.domain ?? "", article.url ?? "",
    ].filter { !$0.isEmpty }
    if !facts.isEmpty { parts.append(TerminalText.safe(facts.joined(separator: " · "))) }
    for paragraph in article.paragraphs where paragraph.role != .caption {
      let text = TerminalText.safeParagraphs(paragraph.text)
      parts.append(paragraph.role == .list ? "- " + text : text)
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  var markdown: String {
    if let refusal { return "<!-- \(refusal.replacing("--", with: "- -")) -->\n" }
    var head = "---\n"
    func add(_ key: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      head += "\(key): \(quoted(value))\n"
    }
    add("title", article.headline)
    add("url", article.url)
    if !article.authors.isEmpty {
      head += "author: [\(article.authors.map { quoted($0.name) }.joined(separator: ", "))]\n"
    }
    add("date", article.datePublished?.iso)
    add("modified", article.dateModified?.iso)
    add("publisher", article.publisher?.name ?? article.publisher?.domain)
    add("lang", article.language)
    add("id", document.links?.id)
    add("story", document.links?.story)
    var parts = [head + "---"]
    if let headline = article.headline { parts.append("# " + heading(headline)) }
    var isList = false
    for paragraph in article.paragraphs {
      let texts = TerminalText.safeParagraphs(paragraph.text)
        .split(separator: "\n", omittingEmptySubsequences: true)
        .map { $0.trimmingPrefix { $0 == " " } }
      let lines = texts.map { lineStart(inline(String($0))) }
      switch paragraph.role {
      case .heading: parts.append("## " + heading(texts.joined(separator: " ")))
      case .quote: parts.append(lines.map { "> " + $0 }.joined(separator: "\n"))
      case .list:
        let item = "- " + lines.joined(separator: "\n  ")
        if isList { parts[parts.count - 1] += "\n" + item } else { parts.append(item) }
      case .body: parts.append(lines.joined(separator: "  \n"))
      // Markdown has no captions; its readers take this element of HTML (CommonMark 0.31, HTML blocks).
      case .caption:
        parts.append(
          "<figure><figcaption>\(markup(texts.joined(separator: " ")))</figcaption></figure>")
      }
      isList = paragraph.role == .list
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// A scalar of YAML between double quotes.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in TerminalText.safe(text).unicodeScalars {
      switch scalar.value {
      // No characters of YAML (1.2, chapter 5.1).
      case 0xFFFE, 0xFFFF: out += "\\u" + String(scalar.value, radix: 16)
      case 0x22, 0x5C: out += "\\" + String(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Text between tags of HTML.
  private func markup(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  /// The text of a heading, whose last signs would be its end (CommonMark 0.31, ATX headings).
  private func heading(_ text: String) -> String {
    let line = inline(text)
    return line.hasSuffix("#") ? line.dropLast() + "\\#" : line
  }

  /// Text in which nothing is markup (CommonMark 0.31, backslash escapes).
  private func inline(_ text: String) -> String {
    var out = ""
    for scalar in TerminalText.safe(text).unicodeScalars {
      if "\\`*_[]<>&~".unicodeScalars.contains(scalar) { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
    return out
  }

  /// A line that begins as a heading, a list or a rule would, so that it is text.
  private func lineStart(_ line: String) -> String {
    guard let first = line.unicodeScalars.first else { return line }
    if "#+-=~|:".unicodeScalars.contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    if !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" {
      return digits + "\\" + rest
    }
    return line
  }
}
