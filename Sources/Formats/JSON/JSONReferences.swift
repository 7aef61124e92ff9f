import JSONTree

/// Things that an answer of JSON:API only refers to, by type and id, and lists under `included`.
enum JSONReferences {
  private static let authorNames: Set<String> = ["uid", "author", "authors", "fieldauthor"]
  private static let listLimit = 1000

  /// The names of the authors that the objects around an article refer to.
  static func authors(of enclosing: [JSONValue], in root: JSONValue) -> [String] {
    guard let included = root["included"], included.isArray else { return [] }
    var ids: [String] = []
    for object in enclosing {
      for (name, relation) in object["relationships"]?.members ?? object.members {
        guard object["relationships"] != nil, authorNames.contains(FieldRole.normalized(name)),
          let data = relation["data"]
        else { continue }
        let targets = data.isArray ? data.elements.map(\.self) : [data]
        ids += targets.compactMap { $0["id"]?.scalarText }
      }
    }
    guard !ids.isEmpty else { return [] }
    return included.elements.prefix(listLimit).compactMap { thing in
      guard let id = thing["id"]?.scalarText, ids.contains(id) else { return nil }
      let fields = thing["attributes"] ?? thing
      return ["display_name", "name", "title"].lazy.compactMap { fields[$0]?.string }.first
    }
  }
}
