extension HTMLDocument {
  /// The tree as html5lib's test suite writes it: a line a node, `| ` and two blanks a level before it.
  ///
  /// For tests and for looking at a page; attributes are sorted by name.
  package func outline() -> String {
    var lines: [String] = []
    var depth = 0
    var current = NodeID.document
    while let node = next(after: current) {
      depth += firstChild(of: current) == node ? 1 : 0
      if firstChild(of: current) != node {
        var above = current
        while parent(of: above) != parent(of: node), let higher = parent(of: above) {
          above = higher
          depth -= 1
        }
      }
      let indent = "| " + String(repeating: "  ", count: depth - 1)
      lines.append(indent + label(node))
      if kind(of: node) == .element {
        for attribute in attributeLabels(of: node) { lines.append(indent + "  " + attribute) }
      }
      current = node
    }
    return lines.joined(separator: "\n")
  }

  private func label(_ node: NodeID) -> String {
    switch kind(of: node) {
    case .document: return "#document"
    case .templateContents: return "content"
    case .text: return "\"" + (text(of: node).map { string($0) } ?? "") + "\""
    case .comment: return "<!-- " + (text(of: node).map { string($0) } ?? "") + " -->"
    case .element:
      let prefix =
        switch namespace(of: node) {
        case .html: ""
        case .svg: "svg "
        case .mathML: "math "
        }
      return "<" + prefix + name(of: node) + ">"
    case .doctype:
      guard let parts = doctype(node) else { return "<!DOCTYPE >" }
      let hasIDs = !parts.publicIdentifier.isEmpty || !parts.systemIdentifier.isEmpty
      return "<!DOCTYPE " + parts.name
        + (hasIDs ? " \"\(parts.publicIdentifier)\" \"\(parts.systemIdentifier)\"" : "") + ">"
    }
  }

  private func attributeLabels(of node: NodeID) -> [String] {
    let labels = attributes(of: node).map { attribute in
      let name = string(attribute.name)
      let local = name.split(separator: ":").last.map { String($0) } ?? name
      let written =
        switch attribute.namespace {
        case .none: name
        case .xlink: "xlink " + local
        case .xml: "xml " + local
        case .xmlns: "xmlns " + local
        }
      return (written, string(attribute.value))
    }
    return labels.sorted { $0.0.utf16.lexicographicallyPrecedes($1.0.utf16) }
      .map { "\($0.0)=\"\($0.1)\"" }
  }
}
