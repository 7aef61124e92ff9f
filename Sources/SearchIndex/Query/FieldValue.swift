/// What stands behind the colon of a field.
struct FieldValue {
  /// What is wrong with it, as the rest of a sentence that begins with it, and what to do.
  struct Problem: Error {
    var message: String
    var hint: String
  }

  private let text: String
  private let isQuoted: Bool

  init(_ text: String, isQuoted: Bool) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// The condition; nil for fields whose values are words.
  func node(in field: SearchField) throws(Problem) -> QueryNode? {
    let isNone = !isQuoted && text.lowercased() == "none"
    switch field {
    case .title: return nil
    case .author: return isNone ? .name(.author, nil) : nil
    case .source, .lang, .site: return .name(field, isNone ? nil : try name(field))
    case .date: return .time(isNone ? .undated : .during(try time()))
    case .since: return .time(.since(try time()))
    case .until: return .time(.until(try time()))
    case .story:
      guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }) else {
        throw Problem(
          message: "is no id", hint: "Give the id of a story or article, as search prints them")
      }
      return .story(text)
    }
  }

  private func time() throws(Problem) -> TimeBoundary {
    guard let time = TimeBoundary(text) else {
      throw Problem(
        message: "is no day",
        hint: "Write 2031-03-05, a month as 2031-03, a year, or a time as 2031-03-05T14:30, "
          + "with a zone if you like: Z or +02:00")
    }
    return time
  }

  private func name(_ field: SearchField) throws(Problem) -> String {
    if text.contains(where: { $0 == "*" || $0 == "＊" }) {
      throw Problem(
        message: "is no whole name",
        hint: "The field \(field.rawValue): takes whole names; join several with OR")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Problem(message: "is empty", hint: "Write a name behind the colon")
    }
    switch field {
    case .lang:
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      let isCode = parts.allSatisfy { part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
      }
      guard isCode, (2...3).contains(parts[0].utf8.count) else {
        throw Problem(
          message: "is no language code",
          hint: "Write two or three letters, as in lang:en or lang:pt-BR")
      }
      return text.lowercased()
    case .site:
      let host = text.lowercased()
      guard !host.contains(where: { "/:?# ".contains($0) }) else {
        throw Problem(
          message: "is no host", hint: "Write the host alone, as in site:example.org")
      }
      return host
    default: return text
    }
  }
}
