internal import YAML

/// The entries of a configuration file, before anything is known about their names and values.
struct SettingsFile {
  /// A section, or a key below one.
  struct Entry: Equatable {
    var section: String
    /// Nil for the section itself.
    var key: String?
    /// Nil where there is a list or a mapping instead of a value.
    var value: String?
    var line: Int
  }

  private(set) var entries: [Entry] = []
  private let events: YAMLEvents

  /// Reads YAML text: nothing, or one mapping of sections to mappings of keys to values.
  ///
  /// Throws `YAMLEvents.Problem` for everything else.
  init(yaml: String) throws(YAMLEvents.Problem) {
    events = YAMLEvents(yaml)
    var event = try events.next()
    if event.kind == .streamEnd { return }
    assert(event.kind == .documentStart, "a stream begins with a document")
    event = try events.next()
    switch event.kind {
    case .scalar(""): break
    case .mappingStart: try readSections()
    default: throw Self.problem(event, "the file must hold sections such as \"intake:\"")
    }
    event = try events.next()
    guard event.kind == .streamEnd else {
      throw Self.problem(event, "the file must hold one document")
    }
  }

  private mutating func readSections() throws(YAMLEvents.Problem) {
    while let (section, line) = try nextName() {
      add(Entry(section: section, key: nil, value: nil, line: line))
      let event = try events.next()
      switch event.kind {
      case .scalar(""): break
      case .mappingStart: try readKeys(of: section)
      default:
        throw Self.problem(event, "\"\(section)\" must hold keys, indented below it")
      }
    }
  }

  private mutating func readKeys(of section: String) throws(YAMLEvents.Problem) {
    while let (key, line) = try nextName() {
      let event = try events.next()
      var value: String?
      if case .scalar(let text) = event.kind { value = text } else { try skip(event) }
      add(Entry(section: section, key: key, value: value, line: line))
    }
  }

  private mutating func add(_ entry: Entry) { entries.append(entry) }

  /// The next name in a mapping; nil at its end.
  private func nextName() throws(YAMLEvents.Problem) -> (name: String, line: Int)? {
    let event = try events.next()
    switch event.kind {
    case .scalar(let name): return (name, event.line)
    case .mappingEnd: return nil
    default: throw Self.problem(event, "a name must be a single word")
    }
  }

  /// Skips a list or a mapping that began with `event`.
  private func skip(_ event: YAMLEvents.Event) throws(YAMLEvents.Problem) {
    var depth = event.kind == .alias ? 0 : 1
    while depth > 0 {
      switch try events.next().kind {
      case .mappingStart, .sequenceStart: depth += 1
      case .mappingEnd, .sequenceEnd: depth -= 1
      default: break
      }
    }
  }

  private static func problem(_ event: YAMLEvents.Event, _ message: String) -> YAMLEvents.Problem {
    YAMLEvents.Problem(line: event.line, message: message)
  }
}
