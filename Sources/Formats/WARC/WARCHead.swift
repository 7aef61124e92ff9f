import Bytes
/// The head of a WARC record.
struct WARCHead {
  private let lines: HeaderLines

  init(_ bytes: ArraySlice<UInt8>) { lines = HeaderLines(bytes) }

  /// The first header of that name, which is in lower case; angle brackets around it are dropped.
  subscript(_ name: String) -> String? {
    guard let value = lines[name], !value.isEmpty else { return nil }
    if value.hasPrefix("<"), value.hasSuffix(">") { return String(value.dropFirst().dropLast()) }
    return value
  }

  var type: String { self["warc-type"]?.lowercased() ?? "" }
  /// What the block is announced to have; nil when that is missing or no size.
  var contentLength: Int? {
    guard let text = self["content-length"], let length = Int(text) else { return nil }
    return length < 0 ? nil : length
  }

  /// The address of what the record holds; nil where it only has a name of its own (`urn:`), as in
  /// winnow's archive: then the page's own address is the better one.
  var address: String? {
    guard let uri = self["warc-target-uri"] else { return nil }
    return uri.lowercased().hasPrefix("urn:") ? nil : uri
  }

  /// True when the block begins with a status line.
  var isHTTP: Bool {
    type == "response"
      && self["content-type"].map { $0.lowercased().contains(utf8: "http") } != false
  }

  /// What the record is when it can not hold a page; nil when it can.
  var noPage: String? {
    switch type {
    case "response":
      let uri = self["warc-target-uri"] ?? ""
      return uri.hasPrefix("dns:") ? "a look-up of a name" : nil
    case "resource", "conversion":
      let uri = self["warc-target-uri"]?.lowercased() ?? ""
      return uri.hasPrefix("metadata:") ? "a note of the program that wrote the archive" : nil
    case "revisit": return "a revisit record: the page had not changed"
    case "": return "a record without a type"
    default: return "a \(type) record"
    }
  }
}
