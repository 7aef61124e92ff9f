import JSONTree

/// The part of TOML that heads of documents are written in: `key = value` with strings, numbers,
/// dates, and lists of them on one line; the names of tables before those of their fields, except for
/// tables that hold what a site's own templates read of a page.
enum TOMLHead {
  /// The fields as a JSON object; nil without any.
  static func json(of text: String) -> [UInt8]? {
    var writer = JSONWriter()
    writer.beginObject()
    var count = 0
    var table = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let line = PlainText.folding(String(line))
      if line.hasPrefix("[") {
        let name = line.filter { !"[]\"' ".contains($0) }
        table = ["extra", "params", "taxonomies"].contains(name) ? "" : name + "."
      }
      guard !line.hasPrefix("#"), !line.hasPrefix("["), let equals = line.firstIndex(of: "=") else {
        continue
      }
      let name = table + PlainText.folding(String(line[..<equals])).filter { $0 != "\"" }
      let value = values(PlainText.folding(String(line[line.index(after: equals)...])))
      guard let first = value.first, !name.isEmpty else { continue }
      count += 1
      if value.count == 1 { writer.member(name, first) } else { writer.member(name, value) }
    }
    writer.endObject()
    return count > 0 ? writer.take() : nil
  }

  /// The values behind an equals sign.
  private static func values(_ text: String) -> [String] {
    var found: [String] = []
    var value = ""
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        value.append(character == "n" ? " " : character)
        isEscaped = false
      } else if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"" {
          isEscaped = true
        } else {
          value.append(character)
        }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        break
      } else if character == "," || character == "]" {
        found.append(value)
        value = ""
      } else if character != "[" {
        value.append(character)
      }
    }
    found.append(value)
    return found.map { PlainText.folding($0) }.filter { !$0.isEmpty }
  }
}
