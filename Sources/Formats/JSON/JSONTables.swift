import Bytes
import JSONTree

/// Tables inside JSON, as data frames are written: columns of values, or rows without names.
enum JSONTables {
  /// Rows read of one table; the rest of a larger one is left out.
  private static let rowLimit = 1_000_000

  /// The table's rows as an array of objects; nil when the object is no table of articles.
  static func rows(of object: JSONValue) -> JSONValue? {
    guard object.isObject else { return nil }
    if let names = object["columns"], let data = object["data"], names.isArray, data.isArray {
      return rows(names: names.elements.compactMap(\.string), data)
    }
    return rows(ofAddresses: object) ?? rows(ofColumns: object)
  }

  /// `{"columns": ["title", …], "data": [["…", …], …]}`.
  private static func rows(names: [String], _ data: JSONValue) -> JSONValue? {
    guard isTable(names) else { return nil }
    var text = [UInt8(ascii: "[")]
    for (number, row) in data.elements.enumerated() where row.isArray && number < rowLimit {
      append(zip(names, row.elements).map { ($0, $1) }, to: &text)
    }
    return parsed(text)
  }

  /// `{"title": {"0": "…", "1": "…"}, "text": {…}}`, or the same with arrays.
  private static func rows(ofColumns object: JSONValue) -> JSONValue? {
    var names: [String] = []
    var columns: [[(key: String, value: JSONValue)]] = []
    var isArrays = true
    for (name, value) in object.members {
      guard value.isArray || value.isObject else { return nil }
      if columns.isEmpty {
        isArrays = value.isArray
        // Fields of one article are lists too; a column's values stand alone.
        guard isColumn(value) else { return nil }
      }
      guard value.isArray == isArrays else { return nil }
      names.append(name)
      columns.append(
        value.isArray
          ? value.elements.map { ("", $0) } : value.members.map { ($0.name, $0.value) })
      guard columns[0].count == columns[columns.count - 1].count else { return nil }
    }
    guard isTable(names), let first = columns.first, !first.isEmpty, first.count < rowLimit,
      columns.allSatisfy({ column in zip(column, first).allSatisfy { $0.key == $1.key } }),
      !isArrays || first.count > 1
    else { return nil }
    var text = [UInt8(ascii: "[")]
    for row in first.indices {
      append(zip(names, columns).map { ($0, $1[row].value) }, to: &text)
    }
    return parsed(text)
  }

  /// `[["url", "title", "text"], ["…", "…", "…"]]`, or such rows without names: an address and a
  /// page or a long text.
  static func rows(ofLists list: JSONValue) -> JSONValue? {
    guard let first = list[0], first.isArray, first[0]?.kind == .string else { return nil }
    if let names = names(in: first), list[1]?.isArray == true {
      var text = [UInt8(ascii: "[")]
      for (number, row) in list.elements.enumerated()
      where number > 0 && row.isArray && number < rowLimit {
        append(zip(names, row.elements).map { ($0, $1) }, to: &text)
      }
      return parsed(text)
    }
    guard let columns = columns(of: first) else { return nil }
    var text = [UInt8(ascii: "[")]
    for (number, row) in list.elements.enumerated() where row.isArray && number < rowLimit {
      append(zip(columns, row.elements).map { ($0, $1) }, to: &text)
    }
    return parsed(text)
  }

  /// The names of columns in a row that holds nothing else; nil for any other value.
  static func names(in row: JSONValue) -> [String]? {
    guard row.isArray, row[0]?.kind == .string else { return nil }
    let names = row.elements.map { $0.string ?? "" }
    return names.count > 1 && names.allSatisfy({ $0.utf8.count <= 60 }) && isTable(names)
      ? names : nil
  }

  /// A single row as an object, by `names` or by what is in its columns.
  static func row(of row: JSONValue, names: [String]? = nil) -> JSONValue? {
    guard row.isArray, let first = row[0], !first.isArray, !first.isObject,
      let names = names ?? columns(of: row)
    else { return nil }
    var text = [UInt8(ascii: "[")]
    append(zip(names, row.elements).map { ($0, $1) }, to: &text)
    return parsed(text)?[0]
  }

  /// Names for a row's columns by what is in them; nil without an address and a text.
  private static func columns(of row: JSONValue) -> [String]? {
    var names: [String] = []
    for value in row.elements {
      guard let text = value.string else {
        names.append("column\(names.count)")
        continue
      }
      let name =
        WebAddress.isAbsolute(text) && !text.contains(" ")
        ? "url" : Markup.isPage(text) ? "html" : text.utf8.count > 200 ? "text" : nil
      names.append(name.flatMap { names.contains($0) ? nil : $0 } ?? "column\(names.count)")
    }
    return names.contains("url") && (names.contains("html") || names.contains("text")) ? names : nil
  }

  /// `{"https://…": "<html>…", …}`: pages or texts by their addresses.
  private static func rows(ofAddresses object: JSONValue) -> JSONValue? {
    var text = [UInt8(ascii: "[")]
    for (name, value) in object.members {
      guard WebAddress.isAbsolute(name), let body = value.string else { return nil }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("url", name)
      writer.member(Markup.isPage(body) ? "html" : "text", body)
      writer.endObject()
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      text += writer.take()
    }
    return text.count > 1 ? parsed(text) : nil
  }

  /// The object with what the objects around it say and it does not, under a name of its own.
  static func adding(
    _ enclosing: [JSONValue], authors: [String], to object: JSONValue
  ) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = []
    for around in enclosing {
      for described in [around] + JSONMetadata.objects(of: around, byContent: true) {
        members += described.members.filter { mayDescribe($0.name, $0.value, object) }
      }
    }
    guard !members.isEmpty || !authors.isEmpty,
      object.tree.bytes[object.range].last == UInt8(ascii: "}")
    else { return object }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key(JSONMetadata.enclosing)
    writer.beginObject()
    for (name, value) in members {
      writer.key(name)
      writer.raw(value.tree.bytes[value.range])
    }
    writer.member("author", authors)
    writer.endObject()
    writer.endObject()
    // The object's own members first: of one name the first counts.
    var text = Array(object.tree.bytes[object.range].dropLast())
    if object.members.contains(where: { _ in true }) { text.append(UInt8(ascii: ",")) }
    text += writer.take().dropFirst()
    return (try? JSONDocument(parsing: text, mode: .lenient))?.root ?? object
  }

  /// True for a member that says something of the article below: by an unmistakable name, no text.
  private static func mayDescribe(
    _ name: String, _ value: JSONValue, _ object: JSONValue
  ) -> Bool {
    guard let claim = FieldRole.claim(of: name), claim.rank <= 1, !value.isNull else {
      return false
    }
    switch claim.role {
    case .body, .page: return false
    case .author, .publisher, .keywords, .section:
      return !value.range.contains(object.range.lowerBound) || value.tree !== object.tree
    // An address may be an object, or a list of them.
    case .url, .canonicalURL:
      return value.range.count < 2000 && !value.range.contains(object.range.lowerBound)
    default: return value.kind == .string || value.kind == .number
    }
  }

  private static func isColumn(_ value: JSONValue) -> Bool {
    if value.isArray { return value.elements.allSatisfy { !$0.isArray && !$0.isObject } }
    return value.members.allSatisfy { !$0.value.isArray && !$0.value.isObject }
  }

  private static func isTable(_ names: [String]) -> Bool {
    let roles = Set(names.compactMap { FieldRole.claim(of: $0)?.role })
    return roles.contains(.headline) && roles.count > 1
      || (roles.contains(.body) || roles.contains(.page)) && roles.count > 1
  }

  private static func append(_ members: [(name: String, value: JSONValue)], to text: inout [UInt8])
  {
    if text.count > 1 { text.append(UInt8(ascii: ",")) }
    text += object(members)
  }

  /// The members as an object's text.
  private static func object(_ members: [(name: String, value: JSONValue)]) -> [UInt8] {
    var text = [UInt8(ascii: "{")]
    for (name, value) in members {
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      var writer = JSONWriter()
      writer.string(name)
      text += writer.take()
      text.append(UInt8(ascii: ":"))
      text += value.tree.bytes[value.range]
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  private static func parsed(_ rows: [UInt8]) -> JSONValue? {
    (try? JSONDocument(parsing: rows + [UInt8(ascii: "]")], mode: .lenient))?.root
  }

  /// The object with one more member: what its surroundings say about it.
  static func adding(_ name: String, _ value: String, to object: JSONValue) -> JSONValue {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member(name, value)
    var text = writer.take()
    let rest = object.tree.bytes[object.range].dropFirst()
    if rest.first(where: { $0 > 0x20 }) != UInt8(ascii: "}") { text.append(UInt8(ascii: ",")) }
    return (try? JSONDocument(parsing: text + rest, mode: .lenient))?.root ?? object
  }

  /// The page in an entry of a browser's log of requests (HAR), with its address.
  static func page(ofEntry entry: JSONValue) -> JSONValue? {
    guard let request = entry["request"], let response = entry["response"],
      let content = response["content"], let text = content["text"], text.kind == .string,
      content["mimeType"]?.string?.contains(utf8: "html") == true,
      let url = request["url"]?.string
    else { return nil }
    var members: [(name: String, value: JSONValue)] = [("html", text)]
    if let time = entry["startedDateTime"] { members.append(("crawled", time)) }
    guard let page = parsed([UInt8(ascii: "[")] + object(members))?[0] else { return nil }
    return adding("url", url, to: page)
  }
}
