import Model
import JSONTree

/// Names of people, words and the like out of JSON in any of the shapes that scrapers use.
enum JSONPeople {
  /// People in a string, an object, or an array of either.
  static func people(in value: JSONValue) -> [Person] {
    if value.isArray {
      return value.elements.prefix(100).flatMap { element in
        // A list in a list holds people, not lists again.
        element.isArray
          ? element.elements.prefix(100).flatMap { $0.isObject ? people(in: $0) : [] }
          : people(in: element)
      }
    }
    if value.isObject {
      // Some services wrap each thing: `{"data": {"attributes": {"name": "…"}}}`.
      for name in ["data", "attributes", "fields", "properties", "@list"] {
        if let inner = value[name], inner.isObject || inner.isArray { return people(in: inner) }
      }
      for name in [
        "name", "displayName", "display_name", "title", "value", "@value", "original", "byline",
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
      return parts.isEmpty ? [] : [Person(name: parts.joined(separator: " "))]
    }
    guard value.kind == .string, let text = value.string else { return [] }
    // Where a name ends is for the rules of bylines to say: commas stand in names, too.
    return text.first == "[" ? NameList.people(in: text) : [Person(name: text)]
  }

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
