/// A value in a `JSONDocument`: a handle, cheap to pass along.
package struct JSONValue: Sendable {
  /// The seven things a JSON value can be.
  package enum Kind: UInt8, Sendable {
    case object, array, string, number, `true`, `false`, null
  }

  /// The tree that holds the value.
  package let tree: JSONDocument
  let index: Int

  init(tree: JSONDocument, index: Int) {
    assert(index >= 0 && index < tree.nodes.count)
    self.tree = tree
    self.index = index
  }

  private var node: JSONNode { tree.nodes[index] }
  private var content: Range<Int> { Int(node.start)..<Int(node.end) }

  /// What the value is.
  package var kind: Kind { node.kind }
  package var isObject: Bool { node.kind == .object }
  package var isArray: Bool { node.kind == .array }
  package var isNull: Bool { node.kind == .null }

  /// Where the value stands in `tree.bytes`; a string's quotes included.
  package var range: Range<Int> {
    let margin = node.kind == .string ? 1 : 0
    return Int(node.start) - margin..<Int(node.end) + margin
  }

  /// The decoded characters of a string, as UTF-8; nil for other kinds.
  package var utf8: [UInt8]? {
    guard node.kind == .string else { return nil }
    if node.hasEscapes { return decodedEscapes() }
    return Array(tree.bytes[content])
  }

  /// The decoded string; invalid UTF-8 and lone surrogates become U+FFFD. Nil for other kinds.
  package var string: String? {
    guard node.kind == .string else { return nil }
    if node.hasEscapes {
      return String(decoding: decodedEscapes(), as: UTF8.self)
    }
    return String(decoding: tree.bytes[content], as: UTF8.self)
  }

  /// A string's characters, or a number or truth value as written; nil for containers and null.
  package var scalarText: String? {
    switch node.kind {
    case .string: string
    case .number, .true, .false:
      String(decoding: tree.bytes[content], as: UTF8.self)
    case .object, .array, .null: nil
    }
  }

  /// A number without fraction that fits; also one written as a string.
  package var integer: Int? {
    guard node.kind == .number || node.kind == .string else { return nil }
    return scalarText.flatMap { Int($0) }
  }

  /// A number; also one written as a string.
  package var double: Double? {
    guard node.kind == .number || node.kind == .string else { return nil }
    return scalarText.flatMap { Double($0) }
  }

  /// A truth value.
  package var boolean: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The value of the last member of that name, as every well-known reader decides; nil without
  /// one and for other kinds than objects.
  package subscript(_ name: String) -> JSONValue? {
    guard node.kind == .object else { return nil }
    var found: Int?
    var child = index + 1
    while child < Int(node.next) {
      if isName(at: child, equalTo: name) { found = child + 1 }
      child = Int(tree.nodes[child + 1].next)
    }
    return found.map { JSONValue(tree: tree, index: $0) }
  }

  /// The element at a place, counted from 0; nil beyond the end and for other kinds than arrays.
  package subscript(_ index: Int) -> JSONValue? {
    guard node.kind == .array, index >= 0 else { return nil }
    return elements.dropFirst(index).first { _ in true }
  }

  /// An array's elements in order; empty for other kinds.
  package var elements: JSONElements {
    JSONElements(
      tree: tree, position: index + 1, end: node.kind == .array ? Int(node.next) : index + 1)
  }

  /// An object's members in the order of the text, repeated names included; empty for others.
  package var members: JSONMembers {
    JSONMembers(
      tree: tree, position: index + 1, end: node.kind == .object ? Int(node.next) : index + 1)
  }

  private func decodedEscapes() -> [UInt8] {
    let bytes = tree.bytes
    return JSONText.decoding(bytes.span.extracting(content))
  }

  private func isName(at child: Int, equalTo name: String) -> Bool {
    let key = tree.nodes[child]
    if key.hasEscapes { return JSONValue(tree: tree, index: child).string == name }
    let count = Int(key.end - key.start)
    guard name.utf8.count == count else { return false }
    var offset = Int(key.start)
    for byte in name.utf8 {
      if tree.bytes[offset] != byte { return false }
      offset += 1
    }
    return true
  }
}
