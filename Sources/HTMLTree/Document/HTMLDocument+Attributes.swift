import Bytes

extension HTMLDocument {
  /// All attributes of an element in the order of the page; of those with one name only the first.
  package func attributes(of node: NodeID) -> Attributes {
    let record = nodes[node.index]
    let holds = record.kind == .element || record.kind == .doctype
    let start = holds ? Int(record.payload.tagged) : 0
    return Attributes(
      records: attributes, current: start, end: start + (holds ? record.payload.count : 0))
  }

  /// The value of an attribute, or nil where the element does not have it.
  package func attribute(_ name: AttributeName, of node: NodeID) -> TextRange? {
    let record = nodes[node.index]
    guard record.kind == .element else { return nil }
    var index = Int(record.payload.tagged)
    let end = index + Int(record.payload.length)
    while index < end {
      if attributes[index].name == name.rawValue { return attributes[index].value }
      index += 1
    }
    return nil
  }

  /// The value of an attribute as text, or nil where the element does not have it.
  package func attributeString(_ name: AttributeName, of node: NodeID) -> String? {
    attribute(name, of: node).map { string($0) }
  }

  /// The number of an attribute's name in this document, known beforehand or not; nil where no
  /// element of the page has such an attribute.
  package func attributeName(_ name: String) -> AttributeName? {
    names.attributes.find(Array(name.utf8)).map { AttributeName(rawValue: $0) }
  }

  /// The number of an element's name in this document, known beforehand or not; nil where no tag
  /// of the page has that name.
  package func tagName(_ name: String) -> TagName? {
    names.tags.find(Array(name.utf8)).map { TagName(rawValue: $0) }
  }

  /// A name of this document written out.
  package func string(_ name: AttributeName) -> String {
    String(decoding: names.attributes.name(name.rawValue), as: UTF8.self)
  }

  /// The bytes of a name of this document.
  package func bytes(of name: AttributeName) -> ArraySlice<UInt8> {
    names.attributes.name(name.rawValue)
  }

  /// Whether a value with words separated by white space, such as `class`, has this word.
  ///
  /// Letters count in either case; `word` is given in lower case.
  package func hasWord(_ word: String, in name: AttributeName, of node: NodeID) -> Bool {
    let wanted = word.utf8
    guard let value = attribute(name, of: node), value.count >= wanted.count else { return false }
    return withBytes(of: value) { bytes in
      var start = 0
      while start < bytes.count {
        while start < bytes.count, ASCII.isHTMLBlank(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, !ASCII.isHTMLBlank(bytes[end]) { end += 1 }
        if end - start == wanted.count {
          var index = start
          for byte in wanted where index < end {
            guard ASCII.lowercased(bytes[index]) == byte else { break }
            index += 1
          }
          if index == end { return true }
        }
        start = end
      }
      return false
    }
  }

  /// Whether an attribute has exactly this value; letters count in either case, `text` is given in
  /// lower case.
  package func attribute(_ name: AttributeName, of node: NodeID, is text: String) -> Bool {
    guard let value = attribute(name, of: node), value.count == text.utf8.count else {
      return false
    }
    return zip(bytes(of: value), text.utf8).allSatisfy { ASCII.lowercased($0) == $1 }
  }

  /// Attributes of one element, in order.
  package struct Attributes: Sequence, IteratorProtocol {
    let records: [AttributeRecord]
    var current: Int
    let end: Int

    /// The next attribute.
    package mutating func next() -> Attribute? {
      guard current < end else { return nil }
      let record = records[current]
      current += 1
      return Attribute(
        name: AttributeName(rawValue: record.name), namespace: record.namespace,
        value: record.value)
    }
  }
}
