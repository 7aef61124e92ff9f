import Model
import JSONTree

/// Names of people, words and the like out of JSON in any of the shapes that scrapers use.
enum JSONPeople {
  /// People in a string, an object, or an array of either.
  static func people(in value: JSONValue) -> [Person] {
    if value.isArray {
      // An address beside a name is the name's.
      let elements = Array(value.elements.prefix(100))
      let hasName = elements.contains { !isAddress($0) }
      return elements.flatMap { element -> [Person] in
        if hasName, isAddress(element) { return [] }
        // A list in a list holds people, not lists again.
        return element.isArray
          ? element.elements.prefix(100).flatMap { $0.isObject ? people(in: $0) : [] }
          : people(in: element)
      }
    }
    if value.isObject {
      // Some services wrap each thing: `{"data": {"attributes": {"name": "…"}}}`.
      for name in [
        "data", "attributes", "fields", "properties", "@list", "node", "edges", "nodes",
      ] {
        if let inner = value[name], inner.isObject || inner.isArray { return people(in: inner) }
      }
      for name in [
        "name", "displayName", "display_name", "title", "value", "@value", "original", "byline",
        "#text",
      ] {
        if let text = value[name]?.string, !text.isEmpty {
          let url = value["url"]?.string ?? value["link"]?.string
          return [Person(name: text, url: url.flatMap { $0.isEmpty ? nil : $0 })]
        }
      }
      let parts = [
        ["first_name", "givenName", "firstName", "firstname", "given", "forename"],
        ["last_name", "familyName", "lastName", "lastname", "family", "surname"],
      ].compactMap { names in names.lazy.compactMap { value[$0]?.string }.first }
      if !parts.isEmpty { return [Person(name: parts.joined(separator: " "))] }
      return namedOtherwise(in: value)
    }
    guard value.kind == .string, var text = value.string.map({ WikiLink.unwrapped($0) }) else {
      return []
    }
    // A link to the author's page.
    if text.contains("</") { text = PlainText.line(markup: text) ?? text }
    let names = lines(in: text)
    if names.count > 1 { return names.map { Person(name: $0) } }
    // Where a name ends is for the rules of bylines to say: commas stand in names, too.
    return text.first == "[" ? NameList.people(in: text) : [Person(name: text)]
  }

  private static func isAddress(_ value: JSONValue) -> Bool {
    value.string.map { WebAddress.isAbsolute($0) } ?? false
  }

  /// The lines of a text of which each may be a name; else none.
  private static func lines(in text: String) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).map { PlainText.folding(String($0)) }
      .filter { !$0.isEmpty }
    return lines.allSatisfy { mayBeName($0) } ? lines : []
  }

  private static func mayBeName(_ line: String) -> Bool {
    let wordCount = line.split(separator: " ").count
    guard line.utf8.count <= 60, wordCount >= 2, wordCount <= 4, line.first?.isUppercase == true
    else { return false }
    return line.allSatisfy { !$0.isNumber && !",;:@|".contains($0) }
  }

  /// The name in an object that calls it otherwise, `authorName`, `full_name` or in a language of its
  /// own, or the people in a list of those who took part.
  private static func namedOtherwise(in object: JSONValue) -> [Person] {
    for (name, value) in object.members {
      let key = FieldRole.normalized(name)
      let isName = key.hasSuffix("name") && !["username", "screenname", "nickname"].contains(key)
      if isName || FieldRole.claim(of: name)?.role == .author || names.contains(key) {
        if let text = value.string, !text.isEmpty { return [Person(name: text)] }
        if value.isArray {
          let people = people(in: value)
          if !people.isEmpty { return people }
        }
      }
    }
    return []
  }

  /// Words for a name, normalized, and what stands beside it in objects that describe a person.
  private static let names: Set<String> = [
    "nombre", "nom", "nome", "naam", "namn", "navn", "nimi", "nev", "név", "jmeno", "jméno", "meno",
    "ime", "imie", "imię", "nume", "ad", "adi", "adı", "isim", "nama", "ten", "tên", "имя", "ім'я",
    "име", "όνομα", "שם", "اسم", "الاسم", "نام", "नाम", "ชื่อ", "名前", "氏名", "이름", "姓名",
  ]

  /// The first name in such a value, as it stands.
  static func name(in value: JSONValue) -> String? {
    guard let name = people(in: value).first?.name else { return nil }
    return NameList.words(in: name).first
  }

  /// Words in a comma-separated string, or in an array of strings or of objects with names.
  static func words(in value: JSONValue) -> [String] {
    if value.isArray {
      return value.elements.prefix(1000).compactMap { JSONMapper.text(of: $0) }
    }
    if value.isObject { return JSONMapper.text(of: value).map { [$0] } ?? [] }
    guard let text = value.string else { return [] }
    return NameList.words(in: text)
  }
}
