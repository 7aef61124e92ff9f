import Bytes

/// An element of a small XML record with all that is in it.
///
/// Names are local names in lower case: prefixes differ from writer to writer, and no vocabulary that
/// is read this way tells two elements apart by case or prefix alone.
struct XMLElement {
  enum Content {
    case element(XMLElement)
    case text(String)
  }

  private(set) var name: String
  /// By local name in lower case; `lang` is `xml:lang`.
  private(set) var attributes: [String: String]
  private(set) var contents: [Content] = []

  /// Elements inside each other; those deeper are left out and their text stays.
  private static let depthLimit = 64

  /// The first element in UTF-8 bytes, to its end or that of the bytes; nil where there is none.
  init?(_ bytes: [UInt8]) {
    var scanner = XMLScanner(bytes)
    // What is open, outermost first; the names also of elements that were too deep.
    var open: [XMLElement] = []
    var names: [String] = []
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        let element = XMLElement(tag, in: bytes)
        if tag.isEmpty {
          guard !open.isEmpty else {
            self = element
            return
          }
          open[open.count - 1].contents.append(.element(element))
          continue
        }
        names.append(element.name)
        if open.count < Self.depthLimit { open.append(element) }
      case .end(let range):
        let name = Self.localName(bytes[range])
        // An end without a start is passed over; one that leaves others open closes them too.
        guard let depth = names.suffix(Self.depthLimit * 2).lastIndex(of: name) else { continue }
        names.removeSubrange(depth...)
        while open.count > names.count {
          let done = open.removeLast()
          guard !open.isEmpty else {
            self = done
            return
          }
          open[open.count - 1].contents.append(.element(done))
        }
      case .text(let range):
        guard !open.isEmpty else { continue }
        let text = String(decoding: XMLBytes.text(bytes[range]), as: UTF8.self)
        open[open.count - 1].contents.append(.text(text))
      case .cdata(let range):
        guard !open.isEmpty else { continue }
        open[open.count - 1].contents.append(.text(String(decoding: bytes[range], as: UTF8.self)))
      case .other: continue
      }
    }
    // The record breaks off: what is open ends here.
    while open.count > 1 {
      let done = open.removeLast()
      open[open.count - 1].contents.append(.element(done))
    }
    guard let root = open.first else { return nil }
    self = root
  }

  private init(_ tag: XMLTag, in bytes: [UInt8]) {
    name = Self.localName(bytes[tag.name])
    attributes = [:]
    for (name, value) in tag.attributes {
      let key = Self.localName(bytes[name])
      if attributes[key] == nil {
        attributes[key] = String(decoding: XMLBytes.text(bytes[value]), as: UTF8.self)
      }
    }
  }

  /// What stands behind the last colon of a name, in lower case.
  static func localName(_ name: ArraySlice<UInt8>) -> String {
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self).lowercased()
  }

  /// The elements directly inside.
  var elements: [XMLElement] {
    contents.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The elements of that name directly inside.
  func all(_ name: String) -> [XMLElement] { elements.filter { $0.name == name } }

  /// The element that a path of names leads to, each directly inside the one before; the first where
  /// several have the name.
  func first(_ path: String...) -> XMLElement? {
    var found: XMLElement? = self
    for name in path { found = found?.elements.first { $0.name == name } }
    return found
  }

  /// The elements of that name at any depth, in order, none inside another of them.
  func descendants(_ name: String) -> [XMLElement] {
    elements.flatMap { $0.name == name ? [$0] : $0.descendants(name) }
  }

  /// All characters inside, blanks folded; nil where there are none.
  var text: String? {
    let text = PlainText.folding(characters)
    return text.isEmpty ? nil : text
  }

  private var characters: String {
    contents.map {
      switch $0 {
      case .text(let text): text
      case .element(let element): element.name == "br" ? " " : element.characters
      }
    }.joined()
  }

  /// The value of an attribute, blanks folded; nil where it is missing or empty.
  func attribute(_ name: String) -> String? {
    attributes[name].map(PlainText.folding).flatMap { $0.isEmpty ? nil : $0 }
  }
}
