internal import JSONTree

/// Values that are null where there is none, so that every key is always there.
extension JSONWriter {
  mutating func nullable(_ value: String?) {
    if let value { string(value) } else { null() }
  }

  mutating func nullable(_ value: Bool?) {
    if let value { boolean(value) } else { null() }
  }

  mutating func value(_ name: String, _ value: String?) {
    key(name)
    nullable(value)
  }

  mutating func value(_ name: String, _ value: Bool?) {
    key(name)
    nullable(value)
  }

  mutating func value(_ name: String, _ value: Int64?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  /// A list of texts; empty where there is none.
  mutating func texts(_ values: [String]?) {
    beginArray()
    for value in values ?? [] { string(value) }
    endArray()
  }

  /// A list of objects; empty where there is none. `body` writes the members of each.
  mutating func list<Element>(
    _ values: [Element]?, _ body: (Element, inout JSONWriter) -> Void
  ) {
    beginArray()
    for value in values ?? [] {
      beginObject()
      body(value, &self)
      endObject()
    }
    endArray()
  }
}
