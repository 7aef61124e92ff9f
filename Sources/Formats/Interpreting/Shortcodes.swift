import Bytes
/// Calls of a blog's plug-ins that were left in its markup: `[name key="value"]`, `[name]…[/name]`.
enum Shortcodes {
  /// The markup without them; the text between an opening and a closing one stays, but a caption
  /// becomes one. Brackets that an author sets around words are none: they have neither a value
  /// nor an end nor a name as programs have them.
  static func removed(from markup: String) -> String {
    guard markup.contains("[") else { return markup }
    let closed = closedNames(markup)
    var out = ""
    var rest = markup[...]
    while let open = rest.firstIndex(of: "[") {
      out += rest[..<open]
      rest = rest[open...]
      guard let code = code(rest, closed) else {
        out += "["
        rest = rest.dropFirst()
        continue
      }
      rest = rest[code.end...]
      guard captions.contains(code.name) else { continue }
      out += code.isEnd ? "</figcaption></figure><p>" : "</p><figure><figcaption>"
    }
    return out + rest
  }

  private static let captions: Set<String> = ["caption", "wp_caption"]
  private static let standing: Set<String> = ["gallery", "playlist", "more", "nextpage", "toc"]
  private static let lengthLimit = 2000

  private struct Code {
    var name: String
    var isEnd: Bool
    var end: String.Index
  }

  private static func closedNames(_ markup: String) -> Set<String> {
    var names: Set<String> = []
    var rest = markup[...]
    while let found = rest.firstRange(utf8: "[/") {
      rest = rest[found.upperBound...]
      let name = name(rest)
      if !name.isEmpty, rest[name.endIndex...].first == "]", names.count < 100 {
        names.insert(String(name))
      }
    }
    return names
  }

  private static func name(_ text: Substring) -> Substring {
    text.prefix(60).prefix {
      $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-")
    }
  }

  private static func code(_ text: Substring, _ closed: Set<String>) -> Code? {
    var rest = text.dropFirst()
    let isEnd = rest.first == "/"
    if isEnd { rest = rest.dropFirst() }
    let name = name(rest)
    guard let first = name.first, first.isLetter else { return nil }
    rest = rest[name.endIndex...]
    guard let close = rest.prefix(lengthLimit).firstIndex(of: "]") else { return nil }
    let values = rest[..<close]
    guard values.isEmpty || values.first?.isWhitespace == true || values == "/" else { return nil }
    let isCode =
      values.contains("=") || closed.contains(String(name)) || standing.contains(String(name))
      || name.contains("_")
    guard isCode, !values.contains("<"),
      isEnd || values.isEmpty || values.contains("=") || values == "/"
    else { return nil }
    return Code(name: String(name), isEnd: isEnd, end: text.index(after: close))
  }
}
